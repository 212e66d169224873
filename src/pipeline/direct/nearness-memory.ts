import { LoneValue, NEARNESS, OtherValues, TextProbe, type Nearness, type TextFacts } from '../../classify/people/text-probe.ts'
import { Identity, type IdentityToken } from '../../classify/people/identity.ts'
import { TermSieve } from '../../classify/people/term-sieve.ts'
import { areSifted } from '../../classify/people/terms.ts'
import type { Lexicon } from '../../classify/text/lexicon.ts'
import { arena } from '../../json/arena.ts'
import { createCache } from '../../contract/cache.ts'
import { hasReadings, isUntelling } from '../texts/kept-strings.ts'
import { tokensOf } from '../people/person-values.ts'
import { NO_SLOT, ValueSlots } from './value-slots.ts'

const PEOPLE = { count: 256, bytesMax: 96 }
const TEXTS = { count: 2048, bytesMax: 128 }
/** More people in one message than this are left to the tape. */
const MET_MAX = 32
const GROUPS_MAX = 4
const OTHERS_MAX = 64

const [UNKNOWN, TELLING, UNTELLING, ENCODED] = [0, 1, 2, 3]

/** What a string that stays may tell: nothing, what it says, or something else too. */
export type Telling = 'nothing' | 'itself' | 'more'

/**
 * Whether texts come near anybody that a message names, remembered for each pair of a value and a text: streams repeat both. Values
 * are told apart by their bytes.
 */
export class NearnessMemory {
  private readonly probe: TextProbe
  private readonly people = new ValueSlots(PEOPLE)
  private readonly texts = new ValueSlots(TEXTS)
  private readonly values: (LoneValue | undefined)[] = Array.from({ length: PEOPLE.count }, () => undefined)
  /** `NEARNESS` of each text to each value, 0 where it was not asked for. */
  private readonly known = new Uint8Array(PEOPLE.count * TEXTS.count)
  /** Of a text that stands where a code does: whether it is worth searching. */
  private readonly telling = new Uint8Array(TEXTS.count)
  private readonly facts: (TextFacts | undefined)[] = Array.from({ length: TEXTS.count }, () => undefined)
  private readonly together = createCache<{ readonly isApart: boolean }>()
  /** The other values of this message, which hardly come again. */
  private readonly others = new OtherValues()
  /** Those whose names are of several values: they hardly come again either. */
  private readonly groups: (readonly IdentityToken[])[] = []
  private grouped: readonly LoneValue[] | undefined
  /** The slots of the people of this message. */
  private readonly met: number[] = []
  private readonly isMet = (slot: number): boolean => this.met.includes(slot)
  /** Those of them who have words in the text at hand. */
  private readonly present: LoneValue[] = []
  private isRead = false
  private readonly sieve = new TermSieve()
  /** Whether nobody who is not remembered can be in the texts at hand. */
  private isSifted = false

  constructor(lexicon: Lexicon) {
    this.probe = new TextProbe(lexicon)
  }

  begin(): void {
    this.met.length = 0
    this.groups.length = 0
    this.grouped = undefined
    this.isSifted = false
    this.others.clear()
  }

  get isEmpty(): boolean {
    return this.met.length === 0 && this.groups.length === 0 && this.others.tokens.length === 0
  }

  /** Adds who has a name in the message; returns their slot, or NO_SLOT where the message has to take the other way. */
  meetNamed(who: number, start: number, end: number): number {
    const { people, met } = this
    if (!people.holds(start, end)) return NO_SLOT
    let slot = people.find(start, end, who)
    if (slot === NO_SLOT) {
      slot = people.add(this.isMet)
      if (slot === NO_SLOT) return NO_SLOT
      this.values[slot] = new LoneValue(tokensOf(who, arena.text.toString('utf8', start, end)))
      this.known.fill(0, slot * TEXTS.count, (slot + 1) * TEXTS.count)
    } else if (met.includes(slot)) return slot
    if (met.length >= MET_MAX) return NO_SLOT
    met.push(slot)
    return slot
  }

  /** Adds who has a name of several values; false where the message has to take the other way. */
  meetGroup(tokens: readonly IdentityToken[]): boolean {
    this.groups.push(tokens)
    return this.groups.length <= GROUPS_MAX
  }

  /** Adds a number, an address or the like of somebody; false where the message has to take the other way. */
  meetOther(who: number, start: number, end: number): boolean {
    this.others.tokens.push(...tokensOf(who, arena.text.toString('utf8', start, end)))
    return this.others.tokens.length <= OTHERS_MAX
  }

  /**
   * Looks at all texts that are asked about next, as pairs of start and end, to know at once whether those who are not remembered can be
   * in any of them: for each text by itself all their names would be made first.
   */
  sift(spans: Int32Array, length: number): void {
    this.isSifted = false
    const { sieve, texts, groups, others } = this
    sieve.clear()
    for (let at = 0; at < length; at += 2) {
      const start = spans[at] as number
      const end = spans[at + 1] as number
      if (!texts.holds(start, end)) return
      const { isOdd, hashes, outlines, packed } = this.facts[this.slotOf(start, end)] as TextFacts
      if (isOdd) return
      sieve.addRead(hashes, outlines, packed !== '')
    }
    this.isSifted = areSifted(others.tokens, sieve) && groups.every((tokens) => areSifted(tokens, sieve))
  }

  /** Others are asked about than those that were looked at. */
  unsift(): void {
    this.isSifted = false
  }

  /** Whether nothing is found in a text of any of the people that were met. */
  isApart(start: number, end: number): boolean {
    return !this.texts.holds(start, end) ? this.judgeLong(start, end) : this.judge(this.slotOf(start, end), start, end)
  }

  /** What a string that stays is worth searching for: most are too short, or too well known, to tell of anybody. */
  tells(start: number, end: number): Telling {
    if (!this.texts.holds(start, end)) return end > start ? TOLD[toldBy(start, end)] as Telling : 'nothing'
    const slot = this.slotOf(start, end)
    if (this.telling[slot] === UNKNOWN) this.telling[slot] = toldBy(start, end)
    return TOLD[this.telling[slot] as number] as Telling
  }

  /** Everyone who was met, where some of them are not remembered: to ask `mayMention` of them then takes less than to look for them. */
  get strangers(): readonly Identity[] {
    if (this.groups.length === 0 && !this.others.areUnread) return []
    const grouped = this.groups.map((tokens) => new Identity({ key: '', role: 'other', tokens }))
    const others = new Identity({ key: '', role: 'other', tokens: this.others.tokens })
    return [...grouped, others, ...this.met.map((slot) => (this.values[slot] as LoneValue).identity)]
  }

  private slotOf(start: number, end: number): number {
    const { texts, known } = this
    const found = texts.find(start, end, 0)
    if (found !== NO_SLOT) return found
    const slot = texts.add(() => false)
    this.telling[slot] = UNKNOWN
    this.probe.read(arena.text, start, end)
    this.facts[slot] = this.probe.facts()
    for (let at = slot; at < known.length; at += TEXTS.count) known[at] = 0
    return slot
  }

  private judge(text: number, start: number, end: number): boolean {
    if (!this.isSifted && !this.others.areFar(this.facts[text] as TextFacts)) return false
    const { known, met, present } = this
    present.length = 0
    this.isRead = false
    for (let i = 0; i < met.length; i++) {
      const slot = met[i] as number
      const at = slot * TEXTS.count + text
      let nearness = known[at] as number
      if (nearness === 0) known[at] = nearness = this.ask(this.values[slot] as LoneValue, start, end)
      if (!this.isFar(this.values[slot] as LoneValue, nearness)) return false
    }
    return (this.isSifted || this.areGroupsFar(start, end)) && (present.length < 2 || this.areApart(text, start, end))
  }

  private judgeLong(start: number, end: number): boolean {
    if (start === end) return true
    this.present.length = 0
    this.isRead = false
    this.read(start, end)
    if (!this.others.areFar(this.probe.facts())) return false
    for (const slot of this.met) {
      const value = this.values[slot] as LoneValue
      if (!this.isFar(value, this.probe.nearness(value))) return false
    }
    return this.areGroupsFar(start, end) && this.present.length < 2
  }

  private areGroupsFar(start: number, end: number): boolean {
    this.grouped ??= this.groups.map((tokens) => new LoneValue(tokens))
    return this.grouped.every((value) => this.isFar(value, this.ask(value, start, end)))
  }

  private isFar(value: LoneValue, nearness: number): boolean {
    if (nearness === NEARNESS.words) this.present.push(value)
    return nearness !== NEARNESS.near
  }

  /** Several people with words in one text: what is found of all may be more than of each. */
  private areApart(text: number, start: number, end: number): boolean {
    const { present, met, people, texts } = this
    if (this.grouped?.some((value) => present.includes(value)) === true) return this.askTogether(start, end)
    const slots = met.filter((slot) => present.includes(this.values[slot] as LoneValue))
    const key = slots.map((slot) => `${slot}.${people.versions[slot]}`).join(' ') + ` ${text}.${texts.versions[text]}`
    const known = this.together.get(key) ?? this.together.set(key, { isApart: this.askTogether(start, end) })
    return known.isApart
  }

  private askTogether(start: number, end: number): boolean {
    this.read(start, end)
    return this.probe.isApartFromAll(this.present)
  }

  private ask(value: LoneValue, start: number, end: number): Nearness {
    this.read(start, end)
    return this.probe.nearness(value)
  }

  private read(start: number, end: number): void {
    if (this.isRead) return
    this.probe.read(arena.text, start, end)
    this.isRead = true
  }
}

const TOLD: readonly Telling[] = ['nothing', 'itself', 'nothing', 'more']

function toldBy(start: number, end: number): number {
  const text = arena.text.toString('utf8', start, end)
  return isUntelling(text) ? UNTELLING : hasReadings(text) ? ENCODED : TELLING
}
