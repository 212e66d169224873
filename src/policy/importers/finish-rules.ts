import { UNKNOWN_GOES, type Draft, type ImportReport, type Then } from './imported.ts'
import { linkFates, surveyDrafts, withoutRepeats, type DraftSurvey } from './survey-drafts.ts'

export interface FinishOptions {
  readonly compat: boolean
  readonly report: ImportReport
  /** The place of the source that a rule comes from. */
  readonly where: (draft: Draft) => readonly PropertyKey[]
}

type LinkAction = 'keep' | 'drop' | 'pseudonymize'

/**
 * The rules of a source as those of a policy: links decided in one way, exceptions that decide nothing left out, actions that
 * never fit made drops, and at the end what becomes of all that no rule names.
 */
export function finishRules(drafts: readonly Draft[], { compat, report, where }: FinishOptions): Draft[] {
  const { kept, repeats } = withoutRepeats(drafts)
  for (const repeat of repeats)
    if (repeat.isException !== true)
      report.note(where(repeat), 'an earlier rule has the same conditions, so this one decides nothing, here as there')
  const links = linkAction(kept, { compat })
  report.note([], LINKS[links])
  const all = [...linksFirst(links), ...kept.flatMap((draft) => linksOf(draft, links)), ...last(links, { compat })]
  report.note([], compat ? 'what no rule names is kept, as the tool keeps it: --compat asks for it'
    : 'what no rule names is dropped, but for what does not identify; the tool keeps all of it, and --compat would')
  if (compat) report.note([], UNKNOWN_GOES)
  return fitting(withoutRepeats(all).kept, { compat, report, where })
}

const OURS = { comment: '', isOurs: true }

const LINKS: Readonly<Record<LinkAction, string>> = {
  keep: 'ids and references stay as they are',
  drop: 'ids and references are dropped everywhere, so that they agree',
  pseudonymize: 'ids and references become pseudonyms everywhere but where they are dropped, so that they agree',
}

/** The one way in which ids and references go: the strictest that a rule asks for the id of a resource. */
function linkAction(drafts: readonly Draft[], { compat }: { readonly compat: boolean }): LinkAction {
  const { ids, akin, references } = linkFates(drafts)
  const only = (fates: ReadonlySet<string | undefined>, allowed: readonly (string | undefined)[]): boolean =>
    [...fates].every((fate) => allowed.includes(fate))
  if (ids.has('drop') || ids.has('redact')) return 'drop'
  return compat && only(ids.union(akin), ['keep', undefined]) && only(references, ['keep', undefined, 'drop', 'redact'])
    ? 'keep'
    : 'pseudonymize'
}

/** A reference may be withheld while ids are pseudonyms; an id may not, for what points at it would point nowhere. */
function linksFirst(links: LinkAction): Draft[] {
  if (links === 'drop') return [{ ...OURS, name: 'Links go', when: { class: 'link' }, then: 'drop' }]
  const name = links === 'keep' ? 'stay' : 'become pseudonyms'
  return [
    {
      ...OURS,
      name: `Ids ${name}`,
      when: { class: 'link', type: 'id' },
      then: links,
      comment: 'Ids and what points at them have to agree, so they are decided first.',
    },
    { ...OURS, name: `Addresses of entries ${name}`, when: { class: 'link', path: 'Bundle.entry.fullUrl' }, then: links },
  ]
}

function linksOf(draft: Draft, links: LinkAction): Draft[] {
  if (draft.when.class !== undefined || draft.then === links || !(draft.then === 'keep' || isEncrypt(draft.then))) return [draft]
  return [{ name: `${draft.name}: links`, when: { ...draft.when, class: 'link' }, then: links, comment: '', isException: true }, draft]
}

function isEncrypt(then: Then): boolean {
  return typeof then === 'object' && then.encrypt !== undefined
}

function last(links: LinkAction, { compat }: { readonly compat: boolean }): Draft[] {
  const rest: Draft = compat
    ? {
        ...OURS,
        name: 'All else stays, as the source keeps it',
        when: { path: 'Resource' },
        then: 'keep',
        comment: 'The default of the source, which --compat asked for: what nobody thought of leaves.',
      }
    : {
        ...OURS,
        name: 'What does not identify stays',
        when: { class: 'not-identifying' },
        then: 'keep',
        comment: 'The source keeps all that no rule names; here the default drops what may identify.',
      }
  return [...(links === 'drop' ? [] : [{ ...OURS, name: 'Other links too', when: { class: 'link' as const }, then: links }]), rest]
}

function fitting(drafts: readonly Draft[], { report, where }: FinishOptions): Draft[] {
  const surveys = surveyDrafts(drafts)
  const isIdle = ({ draft, decides }: DraftSurvey): boolean => draft.isException === true && decides.size === 0
  const rules = surveys
    .filter((survey) => !isIdle(survey))
    .map(({ draft, decides, isOfExtensions, unfit, before }) => {
      if (draft.isException === true || draft.isOurs === true) return draft
      if (decides.size === 0 && (before.size > 0 || !isOfExtensions))
        report[draft.then === 'drop' && before.size > 0 ? 'warn' : 'note'](where(draft), shadowedBy([...before]))
      if (unfit.size === 0) return draft
      if (unfit.size === decides.size) {
        report.warn(where(draft), 'the action that stands for this method has no value for what is there: it is dropped')
        return { ...draft, then: 'drop' as const }
      }
      report.note(
        where(draft),
        `what this rule names of the types ${[...unfit].sort().join(', ')} is dropped: no value of them can be given`,
      )
      return draft
    })
  return surveys.some((survey) => survey.draft.when.class !== undefined && isIdle(survey)) ? [EXTENSION_TEXTS, ...rules] : rules
}

/**
 * Of what a keep covers, texts are searched and links made to agree;
 * where only extensions could hold any, no rule of its own says so.
 */
const EXTENSION_TEXTS: Draft = {
  name: 'Texts and links in extensions go', when: { type: 'Extension', class: ['free-text', 'opaque', 'link'] }, then: 'drop', isOurs: true,
  comment: 'A keep below covers the extensions of what it keeps, whose texts and links nobody has looked at.',
}

function shadowedBy(before: readonly Draft[]): string {
  if (before.length === 0) return 'this rule decides nothing: no element of FHIR R4 is there'
  return `this rule decides nothing, as rules before it do: ${before.slice(0, 3).map(({ name }) => name).join('; ')}`
}
