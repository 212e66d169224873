import type { Action } from '../../contract/action.ts'
import { loadModel } from '../../fhir/model.ts'
import { candidates } from '../compile/match.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import type { Policy, PolicyRule } from '../language/schema.ts'
import { actionFits } from '../lint/action-fits.ts'
import { speaksOfExtensions, walkElements } from '../lint/walk-elements.ts'
import type { Draft, When } from './imported.ts'
import { writePolicy } from './write-yaml.ts'

/** What a rule on its way decides over the whole FHIR model. */
export interface DraftSurvey {
  readonly draft: Draft
  /** The types that it decides values of. */
  readonly decides: ReadonlySet<string>
  /** Whether it reaches values within extensions: it names them, or decides some. */
  readonly isOfExtensions: boolean
  /** Those of `decides` that its action has no value for. */
  readonly unfit: ReadonlySet<string>
  /** The rules before it that decide what it matches too. */
  readonly before: ReadonlySet<Draft>
}

/** Asks drafts about every element of FHIR R4, the version whose names these tools use. */
export function surveyDrafts(drafts: readonly Draft[]): DraftSurvey[] {
  const policy = policyOf(drafts)
  const model = loadModel('R4')
  const surveys = drafts.map((draft, index) => ({
    draft,
    decides: new Set<string>(),
    isOfExtensions: speaksOfExtensions(policy.rules[index] as PolicyRule),
    unfit: new Set<string>(),
    before: new Set<Draft>(),
  }))
  for (const leaf of walkElements(policy, model, model.resourceTypes, () => false)) {
    for (const elementClass of leaf.classes) {
      const [first = -1, ...rest] = candidates(leaf.match, elementClass, undefined)
      const taker = surveys[first]
      if (taker === undefined) continue
      if (leaf.attached) {
        taker.isOfExtensions = true
        continue
      }
      taker.decides.add(leaf.type)
      if (!actionFits((policy.rules[first] as PolicyRule).then, leaf)) taker.unfit.add(leaf.type)
      for (const index of rest) surveys[index]?.before.add(taker.draft)
    }
  }
  return surveys
}

/** What becomes of the links of messages: how ids, and how what points at them; undefined where no rule says. */
export interface LinkFates {
  readonly ids: ReadonlySet<Action['do'] | undefined>
  /** What has to agree with ids as they do: addresses of entries, versions. */
  readonly akin: ReadonlySet<Action['do'] | undefined>
  readonly references: ReadonlySet<Action['do'] | undefined>
}

/** What the rules of the source make of links, over all elements of FHIR R4. */
export function linkFates(drafts: readonly Draft[]): LinkFates {
  const ids = new Set<Action['do'] | undefined>()
  const akin = new Set<Action['do'] | undefined>()
  const references = new Set<Action['do'] | undefined>()
  const policy = policyOf(drafts)
  const model = loadModel('R4')
  for (const { attached, classes, match, path, type } of walkElements(policy, model, model.resourceTypes, () => false)) {
    if (attached || !classes.includes('link')) continue
    const [first] = candidates(match, 'link', undefined)
    const isAkin = type === 'id' || path === 'Bundle.entry.fullUrl'
    ;(isAkin ? /^[A-Z]\w*\.id$/.test(path) ? ids : akin : references).add(first === undefined ? undefined : policy.rules[first]?.then.do)
  }
  return { ids, akin, references }
}

/** Without rules whose conditions an earlier one has: those never decide. */
export function withoutRepeats(drafts: readonly Draft[]): { readonly kept: readonly Draft[]; readonly repeats: readonly Draft[] } {
  const kept = new Map<string, Draft>()
  const repeats: Draft[] = []
  for (const draft of drafts) {
    const key = conditionsKey(draft.when)
    if (kept.has(key)) repeats.push(draft)
    else kept.set(key, draft)
  }
  return { kept: [...kept.values()], repeats }
}

/** Conditions as one string, equal for a word and a list of it alone, and whatever the order. */
function conditionsKey(when: When): string {
  return Object.entries(when)
    .map(
      ([key, value]) =>
        `${key}: ${[value]
          .flat()
          .map(String)
          .toSorted((one, other) => (one < other ? -1 : 1))
          .join(' ')}`,
    )
    .toSorted((one, other) => (one < other ? -1 : 1))
    .join('\n')
}

function policyOf(drafts: readonly Draft[]): Policy {
  return parsePolicy(Buffer.from(writePolicy({ name: 'draft', summary: 'draft', head: [], settings: { fhir: 'R4' } }, drafts)), 'draft')
}
