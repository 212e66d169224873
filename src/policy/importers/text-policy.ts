import path from 'node:path'
import { PHI_CLASSES, type PhiClass } from '../../contract/classes.ts'
import { writeDetectors, type DetectorDraft } from './detector-drafts.ts'
import { UNKNOWN_GOES, type Draft, type Imported, type ImportOptions, type ImportReport, type Then } from './imported.ts'
import { probeTests } from './probe-tests.ts'
import { oneLine } from './one-line.ts'
import { policyName, writePolicy } from './write-yaml.ts'

/** What a tool for texts does with a kind of value, and where it says so. */
export interface ClassAction {
  readonly class: PhiClass
  readonly then: Then
  /** The name of the source's rule. */
  readonly from: string
  readonly at: readonly PropertyKey[]
}

export interface TextSource {
  readonly file: string
  readonly tool: string
  readonly actions: readonly ClassAction[]
  readonly detectors: readonly DetectorDraft[]
  /** The kinds that the tool leaves in texts: under compat they stay. */
  readonly leaves: readonly PhiClass[]
  /** Why texts cannot be searched as the source does, so that they are dropped. */
  readonly dropTexts?: string | undefined
}

/**
 * A policy for a tool that knows texts and not FHIR: its kinds of values become rules by class, for elements as for what is
 * found in texts; texts are searched by all detectors, and by those of the source.
 */
export function textPolicy(source: TextSource, { compat, detectorsFile }: ImportOptions, report: ImportReport): Imported {
  const { file, tool } = source
  const from = oneLine(path.basename(file), 100)
  const detectors = writeDetectors(source.detectors, report, [
    `Imported from ${from}. The examples were made from the patterns: put better ones there.`,
  ])
  const why =
    source.dropTexts ??
    (report.isIncomplete
      ? 'what is left out above would stay in them; write a detector for it, then let the rule on texts scan'
      : undefined) ??
    (detectors !== undefined && detectorsFile === undefined
      ? 'patterns become detectors in a file of their own, which only --out P writes beside P'
      : undefined)
  if (why !== undefined) report.warn([], `texts are dropped, not searched: ${why}`)
  report.note([], compat ? 'elements that no rule names stay, as a tool for texts does not see them: --compat asks for it'
    : 'elements that no rule names are dropped, but for what does not identify; --compat keeps them')
  if (compat) report.note([], UNKNOWN_GOES)
  const rules = rulesOf(source, { compat, scans: why === undefined }, report)
  const head = {
    name: policyName(file),
    summary: `Imported from ${tool}${compat ? ', with what it does not see kept' : ''}.`,
    head: [`Imported from ${from}, rules of ${tool}.`, 'Review it before use.'],
    settings: why === undefined && detectors !== undefined && detectorsFile !== undefined ? { text: { custom: [detectorsFile] } } : {},
  }
  return {
    policy: writePolicy(head, rules, probeTests(writePolicy(head, rules))),
    detectors: why === undefined ? detectors : undefined,
    report: report.lines(),
  }
}

/**
 * The place of an action in the order of how much it leaves, the
 * least first: of two actions for one class the first decides.
 */
function strictness(then: Then): number {
  const order = ['redact', 'mask', 'pseudonymize', 'surrogate', 'encrypt', 'generalize', 'shift', 'keep']
  const at = order.indexOf(typeof then === 'string' ? then : Object.keys(then)[0] ?? '')
  if (at < 0) throw new TypeError('An importer uses an action that has no place in the order')
  return typeof then === 'object' && then.mask?.keepLast !== undefined ? 1.5 : at
}

/** The one action for a class; undefined where the source says nothing of it. */
function decide(given: PhiClass, actions: readonly ClassAction[], report: ImportReport): ClassAction | undefined {
  const [first, ...others] = actions
    .filter((action) => action.class === given)
    .toSorted((one, other) => strictness(one.then) - strictness(other.then))
  if (first === undefined) return undefined
  for (const other of others) {
    if (JSON.stringify(other.then) !== JSON.stringify(first.then))
      report.warn(
        other.at,
        `this and ${oneLine(first.from, 60)} are both of the class ${given}, which has one rule: the stricter of the two`,
      )
  }
  return { ...first, from: [first, ...others].map((action) => action.from).join(', ') }
}

function rulesOf(
  { actions, leaves }: TextSource,
  { compat, scans }: { readonly compat: boolean; readonly scans: boolean },
  report: ImportReport,
): Draft[] {
  const decided = PHI_CLASSES.flatMap((given) => decide(given, actions, report) ?? [])
  const groups = Map.groupBy(decided, ({ from, then }) => `${from} ${JSON.stringify(then)}`)
  const classes = [...groups.values()].map((group, index): Draft => {
    const [{ from, then }] = group as [ClassAction]
    const given = group.map((one) => one.class)
    return {
      name: `${index + 1} ${oneLine(from, 100)}`,
      when: { class: given.length === 1 ? given[0] : given, ...(then === 'keep' ? { in: 'text' as const } : {}) },
      then,
      comment: `From ${oneLine(from, 300)}.`,
    }
  })
  const named = new Set(actions.map((action) => action.class))
  const left = compat ? leaves.filter((given) => !named.has(given)) : []
  return [
    ...classes,
    ...(left.length === 0 || !scans
      ? []
      : [
          {
            name: 'Kinds that the source leaves in texts',
            when: { class: left, in: 'text' as const },
            then: 'keep' as const,
            comment: 'The source looks for none of these, and --compat leaves them.',
          },
        ]),
    {
      name: scans ? 'Texts are searched' : 'Texts go',
      when: { class: ['free-text', 'opaque'] },
      then: scans ? 'scan' : 'drop',
      comment: 'What is found in texts meets the rules of its class; what has none becomes a tag.',
    },
    { name: 'Links become pseudonyms', when: { class: 'link' }, then: 'pseudonymize', comment: '' },
    compat
      ? {
          name: 'All else stays, as the source does not see it',
          when: { path: 'Resource' },
          then: 'keep',
          comment: 'The default of the source, which --compat asked for.',
        }
      : { name: 'What does not identify stays', when: { class: 'not-identifying' }, then: 'keep', comment: '' },
  ]
}
