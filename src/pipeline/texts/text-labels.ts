import {
  AGE_CODES, CODE_DISPLAY, CONCEPT_CODE, CONCEPT_TEXT, LABEL_PLACES, QUANTITY_NUMBER, type LabelPlace,
} from '../../fhir/label-places.ts'
import { isPublished } from '../../fhir/published.ts'
import { KIND, TAPE } from '../../json/tape.ts'
import { isRangeEnd } from '../tape/range-ends.ts'
import type { TapeView } from '../tape/tape-view.ts'

/** Of a longer one the end is what stands before the value. */
const LABEL_LENGTH_MAX = 160
/** A code in more systems than this is called the same by the rest. */
const LABELS_MAX = 8

/** Strings at the end of ways of member names from the object that holds a value, of all items of arrays. */
type Follow = (way: readonly string[]) => readonly string[]

/** What is called an age by its code alone: LOINC, SNOMED CT. */
const AGE = 'Age: '

const NONE: readonly string[] = []

/** The labels of the texts and numbers of one message. */
export class TextLabels {
  private readonly view: TapeView
  /** By the object that they stand in: an item may have any number of answers. */
  private readonly known = new Map<number, readonly string[]>()

  constructor(view: TapeView) {
    this.view = view
  }

  /** What stands before a value for those who read it, as a form has it: `Full name: `; each way to say it once. */
  of(node: number): readonly string[] {
    const value = this.isTerm(node) ? -1 : this.valueOf(node)
    const place = value < 0 ? undefined : LABEL_PLACES.get(this.view.plan(value).path)
    if (place === undefined) return NONE
    let holder = this.objectOf(value)
    for (let above = 0; above < place.above && holder >= 0; above++) holder = this.objectOf(holder)
    if (holder < 0) return NONE
    const known = this.known.get(holder)
    if (known !== undefined) return known
    const labels = readLabels(place, (way) => this.follow(holder, way))
    this.known.set(holder, labels)
    return labels
  }

  /** Whether a text is what a published code means, whatever it is the answer to. */
  private isTerm(node: number): boolean {
    const { view } = this
    const { path } = view.plan(node)
    if (path === CODE_DISPLAY) return isPublished(view.siblingText(node, 'system') ?? '')
    if (path !== CONCEPT_TEXT) return false
    const concept = this.objectOf(node)
    const displays = this.follow(concept, ['coding', 'display'])
    return displays.length > 0 && isTermOf(view.text(node), displays, this.follow(concept, ['coding', 'system']))
  }

  /** The value that a text or number is, or is a part of. */
  private valueOf(node: number): number {
    const { path } = this.view.plan(node)
    if (path === CONCEPT_TEXT) return this.objectOf(node)
    if (path !== QUANTITY_NUMBER && path !== CODE_DISPLAY) return node
    const whole = this.objectOf(node)
    return path === QUANTITY_NUMBER ? this.wholeOf(whole) : this.conceptOf(whole)
  }

  /** What a code is one of. */
  private conceptOf(coding: number): number {
    return coding >= 0 && this.view.plan(coding).path === CONCEPT_CODE ? this.objectOf(coding) : coding
  }

  /** The strings at the end of a way, of all items of arrays. */
  private follow(at: number, way: readonly string[], step = 0): string[] {
    const { view } = this
    const name = way[step]
    if (name === undefined) return view.kind(at) === KIND.string ? [view.text(at)] : []
    const member = view.child(at, name)
    if (member < 0) return []
    if (view.kind(member) !== KIND.array) return this.follow(member, way, step + 1)
    const found: string[] = []
    const end = view.cell(member, TAPE.end)
    for (let item = member + 1; item < view.length && view.cell(item, TAPE.start) < end; item++) {
      if (view.parent(item) === member) found.push(...this.follow(item, way, step + 1))
    }
    return found
  }

  /** What a quantity is the value of, or an end of: the Range. */
  private wholeOf(quantity: number): number {
    return quantity >= 0 && isRangeEnd(this.view.plan(quantity).path) ? this.objectOf(quantity) : quantity
  }

  private objectOf(node: number): number {
    let at = this.view.parent(node)
    while (at >= 0 && this.view.kind(at) === KIND.array) at = this.view.parent(at)
    return at
  }
}

/** Whether a text of a concept is what one of its codes means, of which one is published. */
export function isTermOf(text: string, displays: readonly string[], systems: readonly string[]): boolean {
  const said = text.trim().toLowerCase()
  return systems.some(isPublished) && displays.some((display) => display.trim().toLowerCase() === said)
}

/** The labels that a place tells. `patientName` and `patient_name` are read as `patient Name`. */
export function readLabels({ ways, codes = [], otherwise = [], says }: LabelPlace, follow: Follow): readonly string[] {
  const labels = new Set<string>()
  for (const code of codes.flatMap(follow)) if (AGE_CODES.has(code)) labels.add(AGE)
  const told = ways.flatMap(follow)
  for (const said of told.length > 0 ? told : otherwise.flatMap(follow).map(wordsOfLink)) {
    const words = says?.(said) ?? said.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll(/[_-]+/g, ' ').trim().replace(/[\s?:.]+$/, '')
    if (words !== '' && labels.size < LABELS_MAX) labels.add(`${words.slice(-LABEL_LENGTH_MAX)}: `)
  }
  return [...labels]
}

/** `patient.name.first` is read as `patient name first`; numbers of questions and codes say nothing. */
function wordsOfLink(link: string): string {
  return link.split(/[^\p{L}\d_-]+/u).filter((part) => /\p{L}{2}/u.test(part)).join(' ').replace(/\d+$/, '')
}
