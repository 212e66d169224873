import { readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { PHI_CLASSES, type PhiClass } from '../../contract/classes.ts'
import { SluiceError } from '../../contract/errors.ts'
import { Evaluation, type EvaluationReport, type TypeMap } from '../../classify/text/evaluate.ts'
import { nearest } from '../../policy/language/diagnostics.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleLineGate, assemblePolicy } from '../assemble-engine.ts'
import type { PolicyFlags } from '../flags.ts'
import { parseClock } from '../read-flags.ts'
import { isDetectorFile } from './lint.ts'
import { print, say } from '../print/print.ts'
import { EXIT, usageError } from '../report-error.ts'
import { lookingKeys } from '../config/secrets.ts'
import { table } from '../print/table.ts'
import { readTextLines } from '../text-lines.ts'

export interface EvalFlags extends Omit<PolicyFlags, 'fhir'> {
  readonly map?: string
  readonly against?: string
  readonly misses?: boolean
  readonly json?: boolean
}

/** A policy and detectors beside its own. */
interface Compared {
  readonly policy: string
  readonly detectors: readonly string[]
  readonly name: string
}

/** Types of well-known corpora. What Sluice does not claim to find in texts, or policies rightly keep, is left out. */
const KNOWN_TYPES: TypeMap = {
  NAME: 'name', PERSON: 'name', TITLE: null, NRP: null, GEOGRAPHIC_LOCATION: 'address', GPE: 'address', LOCATION: 'address',
  STREET_ADDRESS: 'address', ZIP_CODE: 'address', ORGANIZATION: 'organization', DATE: 'date', DATE_TIME: 'date', AGE: null,
  PHONE_NUMBER: 'phone', FAX_NUMBER: 'fax', EMAIL_ADDRESS: 'email', EMAIL: 'email', URL: 'url', DOMAIN_NAME: 'url', IP_ADDRESS: 'ip',
  US_SSN: 'ssn', SOCIAL_SECURITY_NUMBER: 'ssn', MEDICAL_RECORD_NUMBER: 'mrn', HEALTH_PLAN_BENEFICIARY_NUMBER: 'health-plan-id',
  ACCOUNT_NUMBER: 'account', CREDIT_CARD: 'account', IBAN_CODE: 'account', US_BANK_NUMBER: 'account',
  CERTIFICATE_LICENSE_NUMBER: 'license', US_DRIVER_LICENSE: 'license', VEHICLE_IDENTIFIER: 'vehicle', DEVICE_IDENTIFIER: 'device',
  UNIQUE_IDENTIFIER: 'other-id',
}

/** The policy with the detectors that are tried, or with others: `--against` is a policy or a file of detectors. */
function setsOf({ policy, detectors = [], against }: EvalFlags): { readonly main: Compared; readonly other: Compared | undefined } {
  const isOfDetectors = against !== undefined && isDetectorFile(against)
  const nameOf = (one: Omit<Compared, 'name'>): Compared => ({
    ...one,
    name: isOfDetectors ? [one.policy, ...one.detectors].join(' with ') : one.policy,
  })
  return {
    main: nameOf({ policy, detectors }),
    other: against === undefined ? undefined : nameOf(isOfDetectors ? { policy, detectors: [against] } : { policy: against, detectors }),
  }
}

/** `sluice eval`: recall, precision and F2 on labelled texts, and with `--against` what another policy, or other detectors, do differently. */
export async function evaluate(corpus: string, flags: EvalFlags): Promise<number> {
  const map = flags.map === undefined ? KNOWN_TYPES : { ...KNOWN_TYPES, ...readMap(flags.map) }
  const sets = setsOf(flags)
  if (corpus === '-' && sets.other !== undefined) throw usageError('--against reads the texts twice: give a file, not stdin.')
  const main = await assess(corpus, sets.main, map, flags)
  const other = sets.other === undefined ? undefined : await assess(corpus, sets.other, map, flags)
  const changes = other === undefined ? [] : differences(main.spans, other.spans)
  if (flags.json === true) {
    const { report, megabytesPerSecond } = main
    await print(JSON.stringify({
      ...report, megabytesPerSecond, ...(flags.misses === true ? { misses: main.misses } : {}),
      ...(other === undefined ? {} : { against: { ...other.report, megabytesPerSecond: other.megabytesPerSecond }, changes }),
    }))
    return EXIT.ok
  }
  await printReport(sets.main.name, main)
  if (flags.misses === true) for (const miss of main.misses) await print(`missed  ${miss.id}  ${miss.type}  ${miss.start}-${miss.end}`)
  if (other === undefined || sets.other === undefined) return EXIT.ok
  await print('')
  await printReport(sets.other.name, other)
  await print('')
  for (const { id, start, end, class: given, change } of changes) await print(`${change}  ${id}  ${start}-${end}  ${given}`)
  await print(`${changes.length} findings differ: + only with ${sets.other.name}, - only with ${sets.main.name}`)
  return EXIT.ok
}

interface Place {
  readonly id: string | number
  readonly start: number
  readonly end: number
}

interface Assessment {
  readonly report: EvaluationReport
  readonly misses: readonly (Place & { readonly type: string })[]
  readonly spans: readonly (Place & { readonly class: PhiClass })[]
  readonly megabytesPerSecond: number
}

async function assess(corpus: string, compared: Compared, map: TypeMap, flags: EvalFlags): Promise<Assessment> {
  const policy = assemblePolicy(compared.policy, undefined, compared.detectors)
  const gate = await assembleLineGate({ ...flags, policy, keys: lookingKeys(flags), now: parseClock(flags.now) })
  const evaluation = new Evaluation(map)
  const misses: (Place & { type: string })[] = []
  const spans: (Place & { class: PhiClass })[] = []
  let bytes = 0
  let ms = 0
  let outside = 0
  for await (const { id, text, spans: gold } of readTextLines(corpus, assembleLimits())) {
    const started = performance.now()
    const found = gate.judge({ id, text }).findings
    ms += performance.now() - started
    bytes += Buffer.byteLength(text)
    if (gold?.some(({ start, end }) => start >= end || end > text.length) === true) outside++
    for (const { type, start, end } of evaluation.add(text, gold ?? [], found).missed) misses.push({ id, type, start, end })
    for (const { start, end, class: given } of found) spans.push({ id, start, end, class: given })
  }
  const report = evaluation.report()
  if (report.gold === 0) say('No text has a label, so recall tells nothing; labels are "spans": [{"type", "start", "end"}].')
  if (outside > 0)
    say(`${outside} texts have spans that are empty or reach beyond them; start and end count UTF-16 code units, as String.length does.`)
  return { report, misses, spans, megabytesPerSecond: ms === 0 ? 0 : bytes / ms / 1000 }
}

function differences(ours: Assessment['spans'], theirs: Assessment['spans']) {
  const key = ({ id, start, end, class: given }: Assessment['spans'][number]): string => JSON.stringify([id, start, end, given])
  const our = new Set(ours.map(key))
  const their = new Set(theirs.map(key))
  return [
    ...ours.filter((span) => !their.has(key(span))).map((span) => ({ ...span, change: '-' })),
    ...theirs.filter((span) => !our.has(key(span))).map((span) => ({ ...span, change: '+' })),
  ]
}

const ratio = (share: number | undefined): string => share === undefined ? '' : share.toFixed(4)

async function printReport(name: string, { report, megabytesPerSecond }: Assessment): Promise<void> {
  const { gold, found, recall, precision, f2, negatives, falsePositives } = report
  const rows = Object.entries(report.types).map(([type, score]) =>
    [type, String(score.gold), String(score.found), ratio(score.recall), ratio(score.precision), ratio(score.f2)])
  const lines = table([
    [name, 'labelled', 'found', 'recall', 'precision', 'F2'], ...rows,
    ['all', String(gold), String(found), ...(gold === 0 ? ['', '', ''] : [ratio(recall), ratio(precision), ratio(f2)])],
  ], { right: [1, 2, 3, 4, 5] })
  for (const line of lines) await print(line)
  const leftOut = Object.entries(report.types)
    .filter(([, score]) => score.leftOut > 0)
    .map(([type, score]) => `${score.leftOut} ${type}`)
  if (leftOut.length > 0)
    await print(`not counted, as they may stay (no more than a state or country, a year or a day of the week): ${leftOut.join(', ')}`)
  await print(`${report.texts} texts, ${report.words} words, ${megabytesPerSecond.toFixed(1)} MB/s`)
  await print(`${negatives.altered} of ${negatives.texts} texts without a label altered`)
  await print(`${falsePositives.count} findings touch no label, ${falsePositives.perThousandWords.toFixed(2)} in a thousand words`)
}

const mapFile = z.record(z.string(), z.enum(PHI_CLASSES).nullable())

/** A map of the corpus's types to classes, YAML or JSON; null leaves a type out. */
function readMap(file: string): TypeMap {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: `${file} cannot be read.`, cause })
  }
  try {
    return mapFile.parse(parseYaml(text), { reportInput: true })
  } catch (cause) {
    throw new SluiceError('SLUICE_CONFIG', { detail: `${file} ${whyNoMap(cause)}`, cause })
  }
}

/** Which type of a map has no class, and the nearest one; or that the file is no map at all. */
function whyNoMap(cause: unknown): string {
  const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined
  const type = issue?.path[0]
  const classes = `classes are ${PHI_CLASSES.join(', ')}`
  if (issue === undefined || typeof type !== 'string')
    return `is not a map of types to classes, such as {PERSON: name, AGE: null}; ${classes}.`
  const near = typeof issue.input === 'string' ? nearest(issue.input, PHI_CLASSES) : undefined
  return `maps ${type} to what is no class; ${near === undefined ? `${classes}, and null leaves a type out.` : `did you mean "${near}"?`}`
}
