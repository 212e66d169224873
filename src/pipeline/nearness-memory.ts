import { LoneValue, NEARNESS, TextProbe, wordsAndRuns, type Nearness, type TextFacts } from '../classify/people/text-probe.ts'
import type { IdentityToken } from '../classify/people/identity.ts'
import type { Lexicon } from '../classify/text/lexicon.ts'
import { arena } from '../json/arena.ts'
import { createCache } from '../transform/cache.ts'
import { isUntelling } from './kept-strings.ts'
import { tokensOf } from './person-values.ts'
import { NO_SLOT, ValueSlots } from './value-slots.ts'

const PEOPLE = { count: 512, bytesMax: 96 }
const TEXTS = { count: 4096, bytesMax: 128 }
/** More people in one message than this are left to the tape. */
const MET_MAX = 32

const [UNKNOWN, TELLING, UNTELLING] = [0, 1, 2]

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
  private readonly tells = new Uint8Array(TEXTS.count)
  private readonly facts: (TextFacts | undefined)[] = Array.from({ length: TEXTS.count }, () => undefined)
  private readonly together = createCache<{ readonly isApart: boolean }>()
  /** Of the other values of this message, which hardly come again: the hashes of words that they may begin with, and their runs. */
  private readonly otherWords: number[] = []
  private readonly otherRuns: string[] = []
  private others = 0
  /** The slots of the people of this message. */
  private readonly met: number[] = []
  private readonly isMet = (slot: number): boolean => this.met.includes(slot)
  /** Those of them who have words in the text at hand. */
  private readonly present: number[] = []
  private isRead = false

  constructor(lexicon: Lexicon) {
    this.probe = new TextProbe(lexicon)
  }

  begin(): void {
    this.met.length = 0
    this.others = 0
    this.otherWords.length = 0
    this.otherRuns.length = 0
  }

  get isEmpty(): boolean {
    return this.met.length === 0 && this.others === 0
  }

  /** Adds who has a name in the message; returns their slot, or NO_SLOT where the message has to take the other way. */
  meetNamed(who: number, start: number, end: number): number {
    const { people, met } = this
    if (!people.holds(start, end)) return NO_SLOT
    let slot = people.find(start, end, who)
    if (slot === NO_SLOT) {
      slot = people.add(this.isMet)
      if (slot === NO_SLOT) return NO_SLOT
      this.values[slot] = new LoneValue(tokensOf(who, arena.text.toString('utf8', start, end))[0] as IdentityToken)
      this.known.fill(0, slot * TEXTS.count, (slot + 1) * TEXTS.count)
    } else if (met.includes(slot)) return slot
    if (met.length >= MET_MAX) return NO_SLOT
    met.push(slot)
    return slot
  }

  /** Adds a number, an address or the like of somebody; false where the message has to take the other way. */
  meetOther(who: number, start: number, end: number): boolean {
    this.others++
    if (this.others > MET_MAX) return false
    for (const token of tokensOf(who, arena.text.toString('utf8', start, end))) if (!wordsAndRuns(token, this.otherWords, this.otherRuns)) return false
    return true
  }

  /** Whether nothing is found in a text of any of the people that were met. */
  isApart(start: number, end: number): boolean {
    return !this.texts.holds(start, end) ? this.judgeLong(start, end) : this.judge(this.slotOf(start, end), start, end)
  }

  /** The same of a value that stays as it is: most are too short, or too well known, to tell of anybody. */
  isApartKept(start: number, end: number): boolean {
    if (!this.texts.holds(start, end)) return this.judgeLong(start, end)
    const slot = this.slotOf(start, end)
    let tells = this.tells[slot] as number
    if (tells === UNKNOWN) this.tells[slot] = tells = isUntelling(arena.text.toString('utf8', start, end)) ? UNTELLING : TELLING
    return tells === UNTELLING || this.judge(slot, start, end)
  }

  private slotOf(start: number, end: number): number {
    const { texts, known } = this
    const found = texts.find(start, end, 0)
    if (found !== NO_SLOT) return found
    const slot = texts.add(() => false)
    this.tells[slot] = UNKNOWN
    this.probe.read(arena.text, start, end)
    this.facts[slot] = this.probe.facts()
    for (let at = slot; at < known.length; at += TEXTS.count) known[at] = 0
    return slot
  }

  private judge(text: number, start: number, end: number): boolean {
    const { known, met, present } = this
    if (!this.isFarFromOthers(this.facts[text] as TextFacts)) return false
    present.length = 0
    this.isRead = false
    for (let i = 0; i < met.length; i++) {
      const slot = met[i] as number
      const at = slot * TEXTS.count + text
      let nearness = known[at] as number
      if (nearness === 0) known[at] = nearness = this.ask(slot, start, end)
      if (nearness === NEARNESS.near) return false
      if (nearness === NEARNESS.words) present.push(slot)
    }
    return present.length < 2 || this.areApart(text, start, end)
  }

  private judgeLong(start: number, end: number): boolean {
    const { met, present } = this
    if (start === end) return true
    present.length = 0
    this.isRead = false
    this.read(start, end)
    if (!this.isFarFromOthers(this.probe.facts())) return false
    for (const slot of met) {
      const nearness = this.ask(slot, start, end)
      if (nearness === NEARNESS.near) return false
      if (nearness === NEARNESS.words) present.push(slot)
    }
    return present.length < 2
  }

  private isFarFromOthers({ isOdd, hashes, packed }: TextFacts): boolean {
    if (isOdd) return false
    if (this.others === 0) return true
    const { otherWords, otherRuns } = this
    for (let i = 0; i < hashes.length; i++) if (otherWords.includes(hashes[i] as number)) return false
    return packed === '' || !otherRuns.some((run) => packed.includes(run))
  }

  /** Several people with words in one text: what is found of all may be more than of each. */
  private areApart(text: number, start: number, end: number): boolean {
    const { present, people, texts } = this
    const key = present.map((slot) => `${slot}.${people.versions[slot]}`).join(' ') + ` ${text}.${texts.versions[text]}`
    const known = this.together.get(key)
    if (known !== undefined) return known.isApart
    this.read(start, end)
    const isApart = this.probe.isApartFromAll(present.map((slot) => this.values[slot] as LoneValue))
    this.together.set(key, { isApart })
    return isApart
  }

  private ask(slot: number, start: number, end: number): Nearness {
    this.read(start, end)
    return this.probe.nearness(this.values[slot] as LoneValue)
  }

  private read(start: number, end: number): void {
    if (this.isRead) return
    this.probe.read(arena.text, start, end)
    this.isRead = true
  }
}
