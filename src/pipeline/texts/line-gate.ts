import type { Action } from '../../contract/action.ts'
import { createPeopleMatcher, PEOPLE_DETECTOR } from '../../classify/people/people-matcher.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import { FHIR_IN_XML, type OpaqueWhy } from '../../decode/text/content.ts'
import { openContent, type ReadableContent } from '../../decode/text/open-content.ts'
import type { Replacement as PieceReplacement } from '../../decode/text/piece.ts'
import { startMatch } from '../../policy/compile/match.ts'
import type { FindingRules } from '../../policy/compile/plan.ts'
import { findingRules, type Audience } from '../../policy/compile/resolve.ts'
import { redact } from '../../transform/redact.ts'
import { isTelling } from './kept-strings.ts'
import { createKnownPeople, type RosterLookUp, type WhoseText } from '../people/known-people.ts'
import type { InnerEngine } from './inner-resources.ts'
import { LineResources } from './line-resources.ts'
import { isMarked } from './marked.ts'
import { withRepeats } from './repeat-findings.ts'
import { TextGate, type TextGateOptions } from './text-gate.ts'
import {
  applyReplacements, type KnownPeople, type NearFinding, type RuledFinding, type ScannedText, type TextRuling,
} from './text-ruling.ts'
import type { TextLine } from './text-line.ts'
import { isToldInId } from './told-in-id.ts'
import type { Transforms } from '../values/transforms.ts'

export interface LineGateOptions extends TextGateOptions {
  readonly audience: Audience
  /** Who is known from messages. */
  readonly roster?: RosterLookUp | undefined
  /** Opens what works on FHIR resources in lines, once there is one. */
  readonly openEngine: () => InnerEngine
}

/** What becomes of a line. */
export interface LineRuling {
  /** Its own, or a pseudonym where that tells who it is about. */
  readonly id: string | number
  /** What is acted on, with its places in the text as it came. */
  readonly findings: readonly RuledFinding[]
  /** What the id tells, found in it or in the text. */
  readonly inId: readonly RuledFinding[]
  /** The clean text, undefined where it stays as it came. */
  readonly output: string | undefined
  readonly refuse: TextRuling['refuse']
  /** What was nearly found in the text; only where the gate was asked for it. */
  readonly near?: readonly NearFinding[]
}

/** Of a text that is marked up in a way that nobody can read. */
const UNREADABLE: ReadonlySet<OpaqueWhy> = new Set<OpaqueWhy>([
  'it declares entities', 'it is not well-formed', 'it is nested too deep', FHIR_IN_XML,
])
/** What detectors find in an id that is not code: a day or a UUID may well be one. */
const TELLING_IN_ID: ReadonlySet<string> = new Set(['name', 'email', 'ssn', 'phone', 'fax', 'mrn', 'health-plan-id', 'account', 'license'])
/** Several words of letters: a hash may have two that look like names. */
const WRITTEN_NAME = /^[\p{L}\p{M}.,' _-]*[\p{L}.][ ,_]+[\p{L}\p{M}.,' _-]*$/u

/** Nobody says whose text it is: only the text itself may tell. */
const NOBODYS: WhoseText = { subjectOf: () => undefined }

/** Rules on texts that stand in no resource: none on paths, types or labels holds. */
export class LineGate {
  private readonly gate: TextGate
  private readonly rules: FindingRules
  private readonly people: KnownPeople | undefined
  private readonly transforms: Transforms
  private readonly roster: RosterLookUp | undefined
  private readonly resources: LineResources

  constructor(options: LineGateOptions) {
    const { policy, audience, roster } = options
    this.gate = new TextGate(options)
    this.transforms = options.transforms
    this.rules = findingRules(policy, audience, startMatch(policy.rules, ''))
    this.people = roster && createKnownPeople(createPeopleMatcher([]), roster, NOBODYS)
    this.roster = roster
    this.resources = new LineResources(options.openEngine)
  }

  /** Each line by itself. Its id is the scope of pseudonyms, fakes and shifts; markup in its text is opened as in an attachment. */
  judge({ id, text }: Pick<TextLine, 'id' | 'text'>): LineRuling {
    const { opened, people, findings: within, refuse } = this.resources.read(text)
    const content = opened.kind === 'text' ? opened : undefined
    const texts = content?.pieces.map((piece) => piece.text) ?? [text]
    const name = String(id)
    const idTexts = textsOfId(name)
    const scannedAs = {
      path: undefined,
      rules: this.rules,
      hasLabels: () => false,
      subject: () => `text ${name}`,
      patient: () => undefined,
      isOfSomebody: () => false,
    }
    // The pieces of one text share their names, as the texts of one resource do.
    const scanned = [
      ...texts.map((one): ScannedText => ({ text: one, scope: 0, ...scannedAs })),
      ...idTexts.map((one): ScannedText => ({ text: one, ...scannedAs })),
    ]
    const known = people === undefined ? this.people : createKnownPeople(people, this.roster, NOBODYS)
    const all = withRepeats(this.gate.judge(scanned, known), [...texts, ...idTexts])
    const inId = all.flatMap(({ findings }, at) => {
      const of = scanned[at]?.text ?? ''
      if (at >= texts.length) return findings.filter((finding) => tellsInId(finding, of.slice(finding.start, finding.end)))
      return findings.filter(({ class: given, start, end }) => isToldInId(name, given, of.slice(start, end)))
    })
    const newId = inId.length === 0 ? id : this.transforms.pseudonymizer.id(name)
    const ruling =
      opened.kind === 'opaque' && UNREADABLE.has(opened.why) ? this.withhold(text) : settle(all.slice(0, texts.length), text, content)
    return {
      ...ruling, id: newId, inId,
      findings: within.length === 0 ? ruling.findings : [...ruling.findings, ...within].toSorted((one, other) => one.start - other.start),
      refuse: refuse ?? ruling.refuse ?? refusalOf(inId.map(({ action }) => action.do)),
    }
  }

  /** As what nobody could read is dealt with anywhere; a text cannot be dropped, so a tag stands for it. */
  private withhold(text: string): Omit<LineRuling, 'id' | 'inId'> {
    const [step] = this.rules('opaque')
    const action = step?.action ?? { do: 'redact' }
    if (action.do === 'keep') return { findings: [], output: undefined, refuse: undefined }
    const finding: RuledFinding = {
      text: 0,
      start: 0,
      end: text.length,
      class: 'opaque', detector: 'unreadable', confidence: 1, evidence: 'nobody can read it', action,
      rule: step?.rule ?? -1,
    }
    return { findings: [finding], output: redact('opaque'), refuse: refusalOf([action.do]) }
  }
}

/** The id as it stands, and what a reader sees in one that is encoded: `ann%20adams`. */
function textsOfId(id: string): string[] {
  const opened = isMarked('string', id) ? openContent({ text: id, contentType: 'text/plain' }) : undefined
  return opened?.kind === 'text' ? [id, ...opened.pieces.map(({ text }) => text).filter((text) => text !== id)] : [id]
}

function settle(
  rulings: readonly TextRuling[],
  text: string,
  content: ReadableContent<string> | undefined,
): Omit<LineRuling, 'id' | 'inId'> {
  const refuse = refusalOf(rulings.map((ruling) => ruling.refuse))
  if (content === undefined) {
    const { findings, replacements, near = [] } = rulings[0] as TextRuling
    return { findings, near, output: replacements.length === 0 ? undefined : applyReplacements(text, replacements), refuse }
  }
  const placed = <F extends TextFinding>(piece: number, all: readonly F[]): F[] => all.flatMap((finding) => {
    const place = content.placeOf(piece, finding.start, finding.end)
    return place === undefined ? [] : [{ ...finding, text: 0, ...place }]
  })
  const findings = rulings.flatMap((ruling, piece) => placed(piece, ruling.findings))
  const replacements = rulings.flatMap((ruling, piece): PieceReplacement[] => ruling.replacements.map((one) => ({ piece, ...one })))
  const isSame = replacements.length === 0 && content.withheld.length === 0
  return {
    findings: findings.toSorted((one, other) => one.start - other.start),
    near: rulings.flatMap((ruling, piece) => placed(piece, ruling.near ?? [])),
    output: isSame ? undefined : content.write(replacements),
    refuse,
  }
}

function refusalOf(does: readonly (Action['do'] | TextRuling['refuse'])[]): TextRuling['refuse'] {
  const worst = (['block', 'nobody', 'quarantine'] as const).find((one) => does.includes(one))
  return worst
}

function tellsInId(finding: RuledFinding, value: string): boolean {
  if (finding.detector === PEOPLE_DETECTOR) return isTelling(finding, value)
  return TELLING_IN_ID.has(finding.class) && (finding.class !== 'name' || WRITTEN_NAME.test(value))
}
