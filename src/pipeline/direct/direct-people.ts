import type { Lexicon } from '../../classify/text/lexicon.ts'
import { arena } from '../../json/arena.ts'
import { FLAG, KIND, KIND_MASK } from '../../json/tape.ts'
import type { CompiledPolicy } from '../../policy/compile/compile.ts'
import { displayClass, typeOfReference } from '../people/display-class.ts'
import { NUMBER_LENGTH_MIN } from '../texts/kept-strings.ts'
import { mayMention } from '../people/mention.ts'
import { NearnessMemory } from './nearness-memory.ts'
import { tokensOf, WHO } from '../people/person-values.ts'
import { NO_SLOT } from './value-slots.ts'

/** What is noted of a value that says who somebody is: what it is, its edge, the edge and start of the object around it, its span. */
const NOTE = { who: 0, edge: 1, holder: 2, holderStart: 3, start: 4, end: 5 } as const
const NOTE_CELLS = 6
const TEXT_CELLS = 2
/** What more is met than there is room for is left to the tape. */
const NOTES_MAX = 1024
const TEXTS_MAX = 4096
/** Displays of one message: the references of more are not gone through. */
const DISPLAYS_MAX = 64

/** What an object stands for: whom the message is about, where a reference says it; a resource, or a part of one. */
export type OwnerOf = (holder: number) => 'patient' | 'resource' | 'contact' | 'other'

/** Spans of strings of the message at hand. */
class TextSpans {
  readonly cells = new Int32Array(TEXTS_MAX * TEXT_CELLS)
  length = 0
  isFull = false

  clear(): void {
    this.length = 0
    this.isFull = false
  }

  add(start: number, end: number): void {
    const { length } = this
    if (length >= this.cells.length) this.isFull = true
    else {
      this.cells[length] = start
      this.cells[length + 1] = end
      this.length = length + TEXT_CELLS
    }
  }
}

/**
 * Who is named in a message and which texts it has, noted while it is read in one pass. At the end it is certain that no
 * text names them, or the message is given up: the same as `collectPeople` and the gate find from the tape.
 */
export class DirectPeople {
  private readonly lexicon: Lexicon
  private readonly notes = new Int32Array(NOTES_MAX * NOTE_CELLS)
  private noted = 0
  private displays = 0
  /** Whether anything else says who somebody is. */
  private hasOthers = false
  /** Names by the start of what stands for whom they are of. */
  private readonly groups = new Map<number, number[]>()
  private readonly texts = new TextSpans()
  /** Strings and numbers that stay as they are, and are searched. */
  private readonly kept = new TextSpans()
  /** Whether a value that stays was met that is written with escapes. */
  private hasEscapes = false
  private memory: NearnessMemory | undefined

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
  }

  begin(): void {
    this.noted = 0
    this.displays = 0
    this.hasOthers = false
    this.hasEscapes = false
    this.texts.clear()
    this.kept.clear()
  }

  /** Notes a string that says who somebody is, in an object that starts at `holderStart` under the edge `holder`; false where there is no room. */
  meet(who: number, edge: number, holder: number, holderStart: number, start: number, end: number): boolean {
    if (who === WHO.display) this.displays++
    else if (who > WHO.referenceType) this.hasOthers = true
    const { notes, noted } = this
    if (noted >= notes.length) return false
    notes[noted] = who
    notes[noted + NOTE.edge] = edge
    notes[noted + NOTE.holder] = holder
    notes[noted + NOTE.holderStart] = holderStart
    notes[noted + NOTE.start] = start
    notes[noted + NOTE.end] = end
    this.noted = noted + NOTE_CELLS
    return true
  }

  /** A text in which nothing was found but perhaps people. */
  addText(start: number, end: number): void {
    this.texts.add(start, end)
  }

  /** A value that stays as it is; `info` as on the tape. */
  addKept(start: number, end: number, info: number): void {
    const kind = info & KIND_MASK
    if (kind === KIND.number) {
      if (end - start >= NUMBER_LENGTH_MIN) this.kept.add(start, end)
    } else if (kind !== KIND.string) return
    else if ((info & FLAG.escaped) !== 0) this.hasEscapes = true
    else this.kept.add(start + 1, end - 1)
  }

  /** Whether certainly nothing of the message names anybody in it. `ownerOf` tells by its edge what an object stands for. */
  areApart(compiled: CompiledPolicy, ownerOf: OwnerOf): boolean {
    if (this.displays === 0 && !this.hasOthers) return true
    if (this.displays > DISPLAYS_MAX) return false
    const memory = (this.memory ??= new NearnessMemory(this.lexicon))
    memory.begin()
    if (!this.meetAll(memory, compiled, ownerOf)) return false
    if (memory.isEmpty) return true
    const { texts, kept } = this
    if (this.hasEscapes || texts.isFull || kept.isFull) return false
    memory.sift(texts.cells, texts.length)
    for (let at = 0; at < texts.length; at += TEXT_CELLS)
      if (!memory.isApart(texts.cells[at] as number, texts.cells[at + 1] as number)) return false
    return this.isKeptApart(memory)
  }

  /** The same of what stays: where people are met for the first time, in the order and by the question of `searchKept`. */
  private isKeptApart(memory: NearnessMemory): boolean {
    const { cells, length } = this.kept
    const told: number[] = []
    for (let at = 0; at < length; at += TEXT_CELLS) {
      const tells = isNumber(cells[at] as number) ? 'itself' : memory.tells(cells[at] as number, cells[at + 1] as number)
      // What is encoded is read in more ways than one.
      if (tells === 'more') return false
      if (tells === 'itself') told.push(at)
    }
    const { strangers } = memory
    if (strangers.length > 0) {
      const texts = new Set(told.map((at) => arena.text.toString('utf8', cells[at], cells[at + 1])))
      if (!mayMention(strangers, [...texts])) return true
    }
    memory.unsift()
    return told.every((at) => memory.isApart(cells[at] as number, cells[at + 1] as number))
  }

  /** False where the people of the message are not what their values are one by one. */
  private meetAll(memory: NearnessMemory, compiled: CompiledPolicy, ownerOf: OwnerOf): boolean {
    const { notes, groups } = this
    let patient = NO_SLOT
    groups.clear()
    for (let at = 0; at < this.noted; at += NOTE_CELLS) {
      const who = this.whoAt(at, compiled)
      const start = notes[at + NOTE.start] as number
      const end = notes[at + NOTE.end] as number
      if (who === WHO.nobody || start === end) continue
      if (who >= WHO.given) this.addToGroup(at)
      else if (who !== WHO.name && who !== WHO.organization) {
        if (!memory.meetOther(who, start, end)) return false
      } else {
        const slot = memory.meetNamed(who, start, end)
        if (slot === NO_SLOT) return false
        if (who !== WHO.name || ownerOf(notes[at + NOTE.holder] as number) !== 'patient') continue
        // What several references call a patient are names of one person, whose words may be joined.
        if (patient !== NO_SLOT && patient !== slot) return false
        patient = slot
      }
    }
    return groups.size === 0 || this.meetGroups(memory, patient !== NO_SLOT, ownerOf)
  }

  private addToGroup(at: number): void {
    const holderStart = this.notes[at + NOTE.holderStart] as number
    const group = this.groups.get(holderStart)
    if (group === undefined) this.groups.set(holderStart, [at])
    else group.push(at)
  }

  /** A resource may stand for a patient whom another one, or a reference, names too. */
  private meetGroups(memory: NearnessMemory, hasPatient: boolean, ownerOf: OwnerOf): boolean {
    const { notes, groups } = this
    let resources = hasPatient ? 1 : 0
    for (const group of groups.values()) {
      const owner = ownerOf(notes[(group[0] as number) + NOTE.holder] as number)
      if (owner !== 'contact' && (owner !== 'resource' || ++resources > 1)) return false
      const tokens = group.flatMap((at) =>
        tokensOf(notes[at] as number, arena.text.toString('utf8', notes[at + NOTE.start], notes[at + NOTE.end])),
      )
      if (!memory.meetGroup(tokens)) return false
    }
    return true
  }

  private whoAt(at: number, { machine, plans }: CompiledPolicy): number {
    const { notes } = this
    const who = notes[at] as number
    if (who === WHO.reference || who === WHO.referenceType) return WHO.nobody
    if (who !== WHO.display) return who
    const type = typeOfReference(this.besideOf(at, WHO.referenceType), this.besideOf(at, WHO.reference))
    const { class: given } = plans[machine.tag(notes[at + NOTE.edge] as number)] as (typeof plans)[number]
    const named = displayClass(type, given, machine.name(notes[at + NOTE.holder] as number))
    return named === undefined ? WHO.nobody : named === 'name' ? WHO.name : WHO.organization
  }

  /** The value of a kind in the same object as the one at hand. */
  private besideOf(at: number, who: number): string | undefined {
    const { notes, noted } = this
    const holderStart = notes[at + NOTE.holderStart] as number
    // What stands before the object that holds it starts is not in it.
    for (let other = at - NOTE_CELLS; other >= 0 && (notes[other + NOTE.start] as number) > holderStart; other -= NOTE_CELLS) {
      if (notes[other] === who && notes[other + NOTE.holderStart] === holderStart) return this.textAt(other)
    }
    for (let other = at + NOTE_CELLS; other < noted; other += NOTE_CELLS) {
      if (notes[other] === who && notes[other + NOTE.holderStart] === holderStart) return this.textAt(other)
    }
    return undefined
  }

  /** Types and URLs tell by their ASCII alone. */
  private textAt(at: number): string {
    return arena.text.toString('latin1', this.notes[at + NOTE.start], this.notes[at + NOTE.end])
  }
}

const QUOTE = 0x22

function isNumber(start: number): boolean {
  return arena.bytes[start - 1] !== QUOTE
}
