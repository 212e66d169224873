import path from 'node:path'
import { loadModel } from '../../fhir/model.ts'
import { RESTRICTED_ZIP3 } from '../../transform/restricted-zip3.ts'
import { PathError, readElementPaths, rootOf } from './fhir-path.ts'
import { entryOf, ImportReport, type Draft, type Imported, type ImportOptions, type When } from './imported.ts'
import { finishRules } from './finish-rules.ts'
import { checkMicrosoft, microsoftFile, reportStrangeKeys, type MicrosoftFile, type MicrosoftRule } from './microsoft-format.ts'
import { METHODS, rulesFor, type PartsLeft, type RuleSource } from './microsoft-rules.ts'
import { placeConditions, type PlaceConditions } from './place-conditions.ts'
import { probeTests } from './probe-tests.ts'
import { checkSource, readSource } from './read-source.ts'
import { oneLine } from './one-line.ts'
import { policyName, writePolicy } from './write-yaml.ts'

/**
 * A configuration of Microsoft's FHIR anonymizer (JSON), or of MIRACUM's FHIR-Pseudonymizer (the same as YAML), as a policy.
 * Both keep what no rule names; here only what does not identify stays, unless `compat`. Throws SLUICE_CONFIG with
 * `diagnostics` for what the tool itself would refuse.
 */
export function importMicrosoft(bytes: Uint8Array, file: string, { compat }: ImportOptions): Imported {
  const yaml = readSource(bytes, file)
  const source = checkSource(yaml, microsoftFile)
  checkMicrosoft(source, yaml)
  const report = new ImportReport(yaml)
  reportStrangeKeys(source, report)
  const partial = partialOf(source, report)
  reportParameters(source, report)
  const drafts = source.fhirPathRules.flatMap((rule, index) => {
    const { line } = yaml.at(['fhirPathRules', index])
    return draftsOf(rule, index, {
      partial,
      compat,
      report,
      comment: `line ${line}: ${oneLine(rule.method, 64)} ${oneLine(rule.path, 300)}`,
    })
  })
  const rules = finishRules(drafts, { compat, report, where: (draft) => ['fhirPathRules', Number(/^\d+/.exec(draft.name)?.[0] ?? 1) - 1] })
  const head = {
    name: policyName(file),
    summary: `Imported from rules of a FHIR anonymizer${compat ? ', with what it keeps by default kept' : ''}.`,
    head: [
      `Imported from ${oneLine(path.basename(file), 100)}, a configuration of Microsoft's FHIR anonymizer or of FHIR-Pseudonymizer.`,
      'Review it before use.',
      'Rules stand in the order of the source, and the first that fits decides, as there.',
    ],
    settings: { fhir: 'R4' as const },
  }
  return { policy: writePolicy(head, rules, probeTests(writePolicy(head, rules))), report: report.lines() }
}

interface RuleContext {
  readonly partial: PartsLeft
  readonly compat: boolean
  readonly report: ImportReport
  readonly comment: string
}

function draftsOf(rule: MicrosoftRule, index: number, context: RuleContext): Draft[] {
  const method = rule.method.toLowerCase()
  const { report } = context
  const at = ['fhirPathRules', index]
  const row = entryOf(METHODS, method)
  if (row === undefined) report.warn(at, 'a method of your own is not known here: what it names is dropped')
  else if (row.tells !== undefined) report.warn(at, row.tells)
  const places = placesOf(rule, index, report)
  return places.flatMap((place, number) => {
    const name = `${index + 1}${places.length > 1 ? String.fromCodePoint(97 + (number % 26)) : ''} ${oneLine(`${rule.method} ${rule.path}`, 70)}`
    return draftsAt(method, place, at, { ...context, name })
  })
}

function draftsAt(
  method: string,
  { when, covers, beyond }: PlaceConditions,
  at: readonly PropertyKey[],
  context: RuleContext & { readonly name: string },
): Draft[] {
  const { compat, report, name, comment } = context
  const source: RuleSource = { model: loadModel('R4'), name, comment, partial: context.partial, compat }
  if (covers === 'more' && method === 'keep') {
    report.warn(at, `this keep is left out, because a rule cannot tell ${beyond.join(', ')}: what it kept meets the rules after it`)
    return []
  }
  if (covers === 'more') {
    report.warn(at, `a rule cannot tell ${beyond.join(', ')}: it holds for all that is there, and drops it`)
    return [{ name, when, then: 'drop', comment }]
  }
  if (method === 'keep' && isWhole(when) && !compat) {
    report.warn(at, 'a keep for all of a resource keeps only what does not identify; --compat keeps the rest too')
    return [{ name, when: { ...when, class: 'not-identifying' }, then: 'keep', comment }]
  }
  if (method === 'dateshift') report.warn(at, `${SHIFT_DIFFERS}: ${shiftedTo(source)}`)
  return rulesFor(method, when, source)
}

const SHIFT_DIFFERS = 'a shift here keeps the time of day, which the tool zeroes, and moves dates without a day, which the tool redacts'

function shiftedTo({ compat, partial }: RuleSource): string {
  if (compat) return '--compat asked for it all the same'
  return `${partial.dates ? 'dates keep their year only, and instants are dropped' : 'dates are dropped'}; --compat moves all of them`
}

/** `Patient` and `Resource`: all of a resource, whatever its elements. */
function isWhole({ path, type }: When): boolean {
  return type === undefined && path !== undefined && [path].flat().every((one) => !one.includes('.'))
}

/**
 * Where a rule is to hold; nowhere for a path that names nothing,
 * and all of the resource where its place cannot be told.
 */
function placesOf({ path: source, method }: MicrosoftRule, index: number, report: ImportReport): PlaceConditions[] {
  const at = ['fhirPathRules', index, 'path']
  const model = loadModel('R4')
  try {
    return readElementPaths(source).flatMap((one) => {
      const place = placeConditions(model, one)
      if (!('missing' in place)) return [place]
      report.warn(at, `this rule is left out, as it never fires in the tool: ${place.missing}`)
      return []
    })
  } catch (error) {
    if (!(error instanceof PathError)) throw error
    const root = rootOf(source)
    const whole = model.resourceTypes.has(root) ? root : 'Resource'
    return [{ when: { path: whole }, covers: 'more', beyond: [`what ${oneLine(method, 64)} picks here: ${error.message}`] }]
  }
}

function partialOf({ parameters }: MicrosoftFile, report: ImportReport): PartsLeft {
  const strange = (parameters?.restrictedZipCodeTabulationAreas ?? []).filter((prefix) => !RESTRICTED_ZIP3.has(prefix))
  const zips = parameters?.enablePartialZipCodesForRedact === true
  if (zips && strange.length > 0) {
    report.warn(
      ['parameters', 'restrictedZipCodeTabulationAreas'],
      `${strange.length} of these areas are none that Sluice knows as having few people: ZIP codes are dropped whole`,
    )
  } else if (zips) {
    report.note(
      ['parameters', 'restrictedZipCodeTabulationAreas'],
      'which ZIP code areas have few people is what Sluice knows of them, from two census tabulations',
    )
  }
  return {
    dates: parameters?.enablePartialDatesForRedact === true,
    ages: parameters?.enablePartialAgesForRedact === true,
    zips: zips && strange.length === 0,
  }
}

/** What becomes of the parameters: the tool's keys are never repeated. */
function reportParameters({ fhirVersion, parameters, processingErrors }: MicrosoftFile, report: ImportReport): void {
  const at = (name: string): string[] => ['parameters', name]
  for (const name of ['dateShiftKey', 'cryptoHashKey', 'encryptKey'] as const) {
    if ((parameters?.[name] ?? '') !== '')
      report.note(
        at(name),
        'keys are not carried over: hashes, shifts and cipher texts are made with SLUICE_KEY, and differ from those of the tool',
      )
  }
  if (parameters?.dateShiftScope !== undefined)
    report.note(at('dateShiftScope'), 'dates move by the subject that they are about, whatever the scope')
  if (typeof parameters?.dateShiftFixedOffsetInDays === 'number')
    report.warn(
      at('dateShiftFixedOffsetInDays'),
      'one offset for everybody is not carried over: dates move by up to 50 days, for each subject by another number',
    )
  if (processingErrors?.toLowerCase() === 'skip')
    report.note(['processingErrors'], 'what cannot be processed is refused, not replaced by an empty resource')
  if (fhirVersion?.toLowerCase() === 'stu3')
    report.warn(
      ['fhirVersion'],
      'Sluice reads R4 and later: elements that only STU3 has are dropped, and resources that only it has are refused',
    )
}
