import type { LabelPlace } from '../../fhir/label-places.ts'
import { isPublished } from '../../fhir/published.ts'
import { FRAME, FRAME_STRIDE, frames as FRAMES } from '../../json/frames.ts'
import { KIND, KIND_MASK } from '../../json/tape.ts'
import { arena } from '../../json/arena.ts'
import { GIVEN_UP } from '../../json/rewrite.ts'
import type { Walker } from '../../json/walk.ts'
import { createCache } from '../../contract/cache.ts'
import { spells } from '../texts/code-beside.ts'
import { isTermOf, readLabels } from '../texts/text-labels.ts'
import type { TextGate } from '../texts/text-gate.ts'
import type { LoneText } from './lone-texts.ts'
import { labelPlace, LABELLED } from './plan-facts.ts'

/** What the facts of a plan say of its label, by the edge of a container. */
export type LabelFacts = (edge: number) => { readonly labelled: number; readonly place: number }

interface Labelled {
  readonly start: number
  readonly end: number
  /** Where the concept starts that it is the text of, or -1. */
  readonly concept: number
  /** Where the object starts that holds the value and its label. */
  readonly holderStart: number
  readonly place: LabelPlace
}

/** Labels of this message are hardly more different ones than these. */
const PAIRS = { entriesMax: 1024, textUnitsMax: 256 }

/**
 * Texts that words elsewhere say something of, in which nothing is found without these: once all of the message is read, nothing is
 * found with them either, or the message takes the tape.
 */
export class DirectLabelled {
  private readonly walker: Walker
  private readonly gate: TextGate
  private readonly waiting: Labelled[] = []
  private readonly clean = createCache<{ readonly isClean: boolean }>(PAIRS)

  constructor(walker: Walker, gate: TextGate) {
    this.walker = walker
    this.gate = gate
  }

  begin(): void {
    if (this.waiting.length > 0) this.waiting.length = 0
  }

  /** Notes a text in the object at `frame`, of whose plan `labelled` says which part of a value it is. */
  add(labelled: number, edge: number, frame: number, start: number, end: number, facts: LabelFacts): void {
    let place: number
    let holder = frame
    const object = FRAMES[frame + FRAME.start] as number
    if (labelled === LABELLED.codeDisplay && isPublished(this.walker.siblingText(object, 'system') ?? '')) return
    if (labelled === LABELLED.value) place = facts(edge).place
    else {
      const coding = facts(FRAMES[frame + FRAME.edge] as number)
      const isOneOf = labelled === LABELLED.codeDisplay && coding.labelled === LABELLED.conceptCode
      const value = isOneOf ? above(frame) : frame
      place = facts(FRAMES[value + FRAME.edge] as number).place
      holder = above(value)
    }
    const found = labelPlace(place)
    if (found === undefined) return
    for (let times = 0; times < found.above && holder >= FRAME_STRIDE; times++) holder = above(holder)
    if (holder >= FRAME_STRIDE) {
      const concept = labelled === LABELLED.conceptText ? object : -1
      this.waiting.push({ start, end, concept, holderStart: FRAMES[holder + FRAME.start] as number, place: found })
    }
  }

  /** Whether a code spells what was found in words that say what it means. */
  isInCode(labelled: number, frame: number, { text, findings }: LoneText): boolean {
    if (labelled !== LABELLED.codeDisplay && labelled !== LABELLED.conceptText) return false
    const object = FRAMES[frame + FRAME.start] as number
    const codes = labelled === LABELLED.codeDisplay
      ? [this.walker.siblingText(object, 'code') ?? '']
      : stringsAt(this.member(object, 'coding'), ['code'])
    return codes.some((code) => findings.some((finding) => spells(code, finding, text.slice(finding.start, finding.end))))
  }

  settle(): void {
    let holder = -1
    let labels: readonly string[] = []
    for (const { start, end, concept, holderStart, place } of this.waiting) {
      if (holderStart !== holder) labels = this.labelsOf(holderStart, place)
      holder = holderStart
      const text = labels.length === 0 ? '' : arena.text.toString('utf8', start, end)
      if (text !== '' && !this.isClean(labels, text) && !this.isTerm(concept, text)) throw GIVEN_UP
    }
  }

  private isTerm(concept: number, text: string): boolean {
    const coding = concept < 0 ? undefined : this.member(concept, 'coding')
    return coding !== undefined && isTermOf(text, stringsAt(coding, ['display']), stringsAt(coding, ['system']))
  }

  private labelsOf(holderStart: number, place: LabelPlace): readonly string[] {
    const members = new Map<string, unknown>()
    return readLabels(place, ([name = '', ...way]) => {
      if (!members.has(name)) members.set(name, this.member(holderStart, name))
      return stringsAt(members.get(name), way)
    })
  }

  private member(holderStart: number, name: string): unknown {
    try {
      return this.walker.siblingJson(holderStart, name)
    } catch {
      // What looking ahead may cost is spent.
      throw GIVEN_UP
    }
  }

  private isClean(labels: readonly string[], text: string): boolean {
    const key = `${labels.join('\n')}\n${text}`
    const known = this.clean.get(key) ?? this.clean.set(key, { isClean: labels.every((label) => this.isCleanBehind(label, text)) })
    return known.isClean
  }

  private isCleanBehind(label: string, text: string): boolean {
    // Somebody's number may begin in the label.
    if (/\d: $/.test(label) && /^\W*\d/.test(text)) return false
    const bytes = Buffer.from(label + text)
    return this.gate.isClean(bytes, 0, bytes.length)
  }
}

/** The frame of the object around a container. */
function above(frame: number): number {
  let at = frame - FRAME_STRIDE
  while (at >= FRAME_STRIDE && ((FRAMES[at + FRAME.info] as number) & KIND_MASK) === KIND.array) at -= FRAME_STRIDE
  return at
}

/** The strings at the end of a way of member names, of all items of arrays. */
function stringsAt(value: unknown, [name, ...way]: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => stringsAt(item, name === undefined ? [] : [name, ...way]))
  if (name === undefined) return typeof value === 'string' ? [value] : []
  return typeof value === 'object' && value !== null ? stringsAt((value as Record<string, unknown>)[name], way) : []
}
