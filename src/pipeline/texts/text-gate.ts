import type { Detector } from '../../contract/detector.ts'
import { TextBatch } from '../../classify/text/batch.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import { missingEvidence } from '../../classify/text/missing-evidence.ts'
import type { Lexicon } from '../../classify/text/lexicon.ts'
import { resolveOverlaps } from '../../classify/text/overlaps.ts'
import { TextScanner } from '../../classify/text/scan.ts'
import type { FindingStep } from '../../policy/compile/plan.ts'
import { namesAcross } from './names-across.ts'
import { diagnosedError } from '../../policy/language/diagnostics.ts'
import type { Policy, TextPolicy } from '../../policy/language/schema.ts'
import { unknownDetectors } from '../../policy/language/unknown-detectors.ts'
import { createAllowList, type AllowList } from './allow-list.ts'
import { withPeople } from './known-within.ts'
import { Replacer } from './replace-finding.ts'
import { NamesMet } from './names-met.ts'
import { YearsMeant } from './years-meant.ts'
import {
  NOTHING, type KnownPeople, type NearFinding, type Replacement, type RuledFinding, type ScannedText, type TextRuling,
} from './text-ruling.ts'
import type { Transforms } from '../values/transforms.ts'

export interface TextGateOptions {
  readonly policy: Policy
  readonly detectors: readonly Detector[]
  readonly lexicon: Lexicon
  readonly transforms: Transforms
  readonly now: () => Date
  /** Tell what was nearly found too. */
  readonly tellsNear?: boolean
}

/** A text about nobody that anyone knows, where the policy requires somebody. */
const NOBODY: TextRuling = { findings: [], replacements: [], refuse: 'nobody' }
/** Less than this nobody would take for PHI. */
const NEAR_MIN = 0.05

/** What the texts of a message tell of what is found in others of them. */
interface Beside {
  readonly years: YearsMeant
  readonly names: NamesMet
}

/** Finds PHI in the texts of one message and says what the policy puts in its place. */
export class TextGate {
  private readonly text: TextPolicy
  private readonly scanner: TextScanner
  private readonly batch = new TextBatch()
  private readonly allowed: AllowList
  private readonly replacer: Replacer
  private readonly detectors: readonly Detector[]
  private readonly tellsNear: boolean

  /** Throws SLUICE_CONFIG when the policy names a detector that there is not. */
  constructor({ policy, detectors, lexicon, transforms, now, tellsNear }: TextGateOptions) {
    this.text = policy.text
    this.detectors = chosen(policy, detectors)
    this.tellsNear = tellsNear === true
    this.scanner = new TextScanner({ detectors: this.detectors, lexicon })
    this.allowed = createAllowList(policy.text.allow, now)
    this.replacer = new Replacer({ transforms, tags: policy.text.tags, oldestAge: policy.oldestAge, lexicon })
  }

  /** Whether a text of its own, of somebody or nobody, can be told to be clean by `isClean`. */
  get knowsClean(): boolean {
    return this.text.subject !== 'required'
  }

  /** Whether nothing that is acted on, or told, is found in the bytes of a string without escapes, as long as there is nobody to look for. */
  isClean(bytes: Buffer, start: number, end: number): boolean {
    return this.scanner.isClean(bytes, start, end, this.tellsNear ? 0 : this.text.confidence)
  }

  /** One ruling for each text, in their order. */
  judge(texts: readonly ScannedText[], people?: KnownPeople): TextRuling[] {
    if (texts.length === 0) return []
    const byText: (RuledFinding[] | undefined)[] = new Array(texts.length)
    const unsure: TextFinding[] = []
    let left: NearFinding[] | undefined
    for (const finding of this.find(texts, people)) {
      const scanned = texts[finding.text] as ScannedText
      if (finding.confidence < this.text.confidence) {
        if (this.tellsNear) unsure.push(finding)
        continue
      }
      const { action, rule } = stepFor(finding, scanned)
      if (action.do === 'keep') continue
      const allowed = this.allowed.phraseOf(finding, scanned.text)
      if (allowed !== undefined) {
        if (this.tellsNear) (left ??= []).push({ ...finding, confidenceMin: this.text.confidence, missing: '', allowed })
        continue
      }
      // What an action leaves as it is (a year, an age under the limit) must not cover another finding.
      if (this.replacer.leaves(action, finding.class, scanned.text.slice(finding.start, finding.end))) continue
      ;(byText[finding.text] ??= []).push({ ...finding, action, rule })
    }
    this.replacer.begin()
    const written = texts.map(({ text }) => text)
    const beside = { years: new YearsMeant(written, byText), names: new NamesMet(written, byText) }
    return texts.map((scanned, index) => {
      if (this.text.subject === 'required' && !scanned.isOfSomebody() && people?.isInRoster(index) !== true) return NOBODY
      const ruling = this.rule(scanned, byText[index], index, beside)
      if (unsure.length === 0 && left === undefined) return ruling
      const allowed = left?.filter(({ text }) => text === index) ?? []
      const near = [...allowed, ...this.nearOf(unsure.filter(({ text }) => text === index), [...ruling.findings, ...allowed])]
      return near.length === 0 ? ruling : { ...ruling, near }
    })
  }

  /**
   * The ruling on a text without a label in which nobody who is known is named, by itself, for a policy that asks for no labels of the
   * message; undefined where its other texts, or the day, have a say in it. What is put in place of its findings may depend on
   * whose it is: `replaceAlone`.
   */
  judgeAlone({ text, path, rules }: Pick<ScannedText, 'text' | 'path' | 'rules'>): TextRuling | undefined {
    if (this.text.tags !== 'plain') return undefined
    const alone: ScannedText = {
      text, path, rules, hasLabels: () => false, subject: () => undefined, patient: () => undefined, isOfSomebody: () => true,
    }
    // A phrase is allowed until some day.
    if (this.find([alone]).some((finding) => this.allowed.phraseOf(finding, text) !== undefined)) return undefined
    return this.judge([alone])[0]
  }

  /** What takes the place of findings of `judgeAlone` in a text of a subject; undefined where more of the message has a say in it. */
  replaceAlone(text: string, findings: readonly RuledFinding[], subject: string): Replacement[] | undefined {
    let isAsked = false
    const ask = (): undefined => void (isAsked = true)
    const place = { subject: () => subject, year: ask, names: { of: ask } }
    const made = findings.map((finding): Replacement => {
      const { start, end } = finding
      return { start, end, with: this.replacer.replace(finding, text.slice(start, end), place) }
    })
    return isAsked ? undefined : made
  }

  /** What of known people stands in texts that no detector is asked about, by text: the first that `tells` and the policy does not keep. */
  judgePeople(
    texts: readonly ScannedText[], people: KnownPeople, tells: (finding: TextFinding, value: string) => boolean,
  ): RuledFinding[] {
    this.batch.clear()
    for (const { text } of texts) this.batch.addText(text)
    this.scanner.readWords(this.batch)
    const told: RuledFinding[] = []
    for (const finding of people.find(this.scanner, this.batch)) {
      const scanned = texts[finding.text] as ScannedText
      if (finding.confidence < this.text.confidence || !tells(finding, scanned.text.slice(finding.start, finding.end))) continue
      const { action, rule } = stepFor(finding, scanned)
      if (action.do === 'keep' || this.allowed.phraseOf(finding, scanned.text) !== undefined) continue
      told[finding.text] ??= { ...finding, action, rule }
    }
    return told
  }

  /** What lies bare of what was nearly found: the surest of each place. */
  private nearOf(unsure: readonly TextFinding[], findings: readonly TextFinding[]): NearFinding[] {
    const confidenceMin = this.text.confidence
    return resolveOverlaps(unsure.filter(({ confidence }) => confidence >= NEAR_MIN))
      .filter((one) => findings.every(({ start, end }) => one.end <= start || one.start >= end))
      .map((one) => ({ ...one, confidenceMin, missing: missingEvidence(one, { confidenceMin, detectors: this.detectors }) }))
  }

  /** Everything that may be PHI, near misses included, whatever the policy does about it, by whatever is said of a text. */
  private find(texts: readonly Pick<ScannedText, 'text' | 'labels' | 'path' | 'scope'>[], people?: KnownPeople): readonly TextFinding[] {
    this.batch.clear()
    for (const { text, labels } of texts) this.batch.addText(labels === undefined ? text : (labels[0] ?? '') + text)
    const scanned = this.scanner.scan(this.batch, (text) => texts[text]?.path)
    const across = namesAcross(scanned, { words: () => this.scanner.words, batch: this.batch, scopeOf: (text) => texts[text]?.scope })
    const found = [...scanned, ...across, ...people?.find(this.scanner, this.batch) ?? []]
    if (texts.every(({ labels }) => labels === undefined)) return found
    return [...found.flatMap((finding) => behindLabel(finding, texts[finding.text]?.labels?.[0]) ?? []), ...this.findBehindOthers(texts)]
  }

  /** The same behind all labels but the first, which detectors alone may read otherwise: most texts have one at most. */
  private findBehindOthers(texts: readonly Pick<ScannedText, 'text' | 'labels' | 'path'>[]): readonly TextFinding[] {
    const labelled = texts.flatMap(({ labels = [] }, text) => labels.slice(1).map((label) => ({ text, label })))
    if (labelled.length === 0) return []
    this.batch.clear()
    for (const { text, label } of labelled) this.batch.addText(label + (texts[text] as ScannedText).text)
    return this.scanner.scan(this.batch, (at) => texts[labelled[at]?.text as number]?.path).flatMap((finding) => {
      const { text, label } = labelled[finding.text] as (typeof labelled)[number]
      return behindLabel({ ...finding, text }, label) ?? []
    })
  }

  private rule(
    scanned: ScannedText, found: readonly RuledFinding[] | undefined, index: number, { years, names }: Beside,
  ): TextRuling {
    if (found === undefined) return NOTHING
    const findings = apart(withHyphened(withPeople(resolveOverlaps(found), found, scanned.text), scanned.text), scanned.text)
    const acted: RuledFinding[] = []
    const replacements: Replacement[] = []
    let refuse: TextRuling['refuse']
    for (const finding of findings) {
      const { start, end, action } = finding
      if (action.do === 'block' || action.do === 'quarantine') {
        refuse = refuse === 'block' ? refuse : action.do
        acted.push(finding)
        continue
      }
      const value = scanned.text.slice(start, end)
      const made = this.replacer.replace(finding, value, { subject: () => scanned.subject(), year: () => years.of(index, finding), names })
      if (made === value) continue
      acted.push(finding)
      replacements.push({ start, end, with: made })
    }
    return { findings: acted, replacements, refuse }
  }
}

const SIGNIFICANT = /[\p{L}\p{N}]/u
/** A part of a double name that is joined to the rest: Obi- before Wan, -Clarke behind Nwosu. */
const JOINED_BEFORE = /(?<![\p{L}\p{N}-])\p{Lu}[\p{L}\p{M}'’]{1,20}-$/u
const JOINED_BEHIND = /^-\p{Lu}[\p{L}\p{M}'’]{1,20}(?![\p{L}\p{N}])/u
const JOINED_MAX = 24

/** Names take the other half of a double name with them, where nothing else was found in it. */
function withHyphened(findings: readonly RuledFinding[], text: string): readonly RuledFinding[] {
  return findings.map((finding, index) => {
    if (finding.class !== 'name') return finding
    const floor = Math.max(findings[index - 1]?.end ?? 0, finding.start - JOINED_MAX)
    const before = text.charAt(finding.start - 1) === '-' ? JOINED_BEFORE.exec(text.slice(floor, finding.start))?.[0].length ?? 0 : 0
    const ceiling = Math.min(findings[index + 1]?.start ?? text.length, finding.end + JOINED_MAX)
    const behind = text.charAt(finding.end) === '-' ? JOINED_BEHIND.exec(text.slice(finding.end, ceiling))?.[0].length ?? 0 : 0
    return before + behind === 0 ? finding : { ...finding, start: finding.start - before, end: finding.end + behind }
  })
}

/** Of two findings side by side the second begins with a letter or digit of its own: what parts them stays, and is none by itself; the first ends before a blank. */
function apart(findings: readonly RuledFinding[], text: string): readonly RuledFinding[] {
  let before = -1
  return findings.flatMap((finding, index) => {
    const isBeside = finding.start === before
    before = finding.end
    const value = text.slice(finding.start, finding.end)
    const first = isBeside ? value.search(SIGNIFICANT) : 0
    if (first < 0) return []
    const end = findings[index + 1]?.start === finding.end ? finding.start + value.trimEnd().length : finding.end
    return first === 0 && end === finding.end ? [finding] : [{ ...finding, start: finding.start + first, end }]
  })
}

/** Where a finding is in a text without its label; undefined where it is in the label alone. */
function behindLabel(finding: TextFinding, label: string | undefined): TextFinding | undefined {
  if (label === undefined) return finding
  const end = finding.end - label.length
  return end <= 0 ? undefined : { ...finding, start: Math.max(0, finding.start - label.length), end }
}

function stepFor({ class: given, confidence }: TextFinding, scanned: ScannedText): FindingStep {
  const steps = scanned.rules(given)
  const step = steps.find((one) => one.confidence <= confidence && (one.labels === undefined || scanned.hasLabels(one.labels)))
  return step ?? steps[steps.length - 1] as FindingStep
}

function chosen(policy: Policy, detectors: readonly Detector[]): Detector[] {
  const { only, except } = policy.text
  const unknown = unknownDetectors(policy, detectors.map(({ name }) => name))
  if (unknown.length > 0) throw diagnosedError('SLUICE_CONFIG', unknown)
  return detectors.filter(({ name }) => (only?.includes(name) ?? true) && !except.includes(name))
}
