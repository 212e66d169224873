import { KIND } from '../json/tape.ts'
import type { Plan } from '../policy/plan.ts'
import type { TapeView } from './tape-view.ts'

/** Where the words stand that say what a value is: ways of member names from the object that holds it, or from one so many objects above that. */
interface LabelPlace {
  readonly above: number
  readonly ways: readonly (readonly string[])[]
}

const CODED: LabelPlace = { above: 0, ways: [['code', 'text'], ['code', 'coding', 'display']] }
const TYPED: LabelPlace = { above: 0, ways: [['type', 'text'], ['type', 'coding', 'display']] }
const NAMED: LabelPlace = { above: 0, ways: [['name']] }
/** By definition path of a text: the question of an answer, the code of a result, the type of a task's input, the name of a parameter. */
const PLACES: ReadonlyMap<string, LabelPlace> = new Map([
  ['QuestionnaireResponse.item.answer.value[x]', { above: 1, ways: [['text']] }],
  ['Observation.value[x]', CODED],
  ['Observation.component.value[x]', CODED],
  ['Task.input.value[x]', TYPED],
  ['Task.output.value[x]', TYPED],
  ['Parameters.parameter.value[x]', NAMED],
])
/** Of a longer one the end is what stands before the value. */
const LABEL_LENGTH_MAX = 160

/** Whether words elsewhere say what a text is. */
export function mayHaveLabel({ path }: Plan): boolean {
  return PLACES.has(path)
}

/** The labels of the texts of one message. */
export class TextLabels {
  private readonly view: TapeView
  /** By the object that they stand in: an item may have any number of answers. */
  private readonly known = new Map<number, string>()

  constructor(view: TapeView) {
    this.view = view
  }

  /** What stands before a text for those who read it, as a form has it: `Full name: `. Empty where nothing does. */
  of(node: number): string {
    const place = PLACES.get(this.view.plan(node).path)
    if (place === undefined) return ''
    let holder = this.objectOf(node)
    for (let above = 0; above < place.above && holder >= 0; above++) holder = this.objectOf(holder)
    if (holder < 0) return ''
    const known = this.known.get(holder)
    if (known !== undefined) return known
    const label = this.read(holder, place)
    this.known.set(holder, label)
    return label
  }

  /** `patientName` and `patient_name` are read as `patient Name`. */
  private read(holder: number, { ways }: LabelPlace): string {
    for (const way of ways) {
      const words = this.follow(holder, way).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll(/[_-]+/g, ' ').trim().replace(/[\s?:.]+$/, '')
      if (words !== '') return `${words.slice(-LABEL_LENGTH_MAX)}: `
    }
    return ''
  }

  /** The string at the end of a way, through the first item of each array; empty where there is none. */
  private follow(holder: number, way: readonly string[]): string {
    let at = holder
    for (const name of way) {
      at = this.view.child(at, name)
      if (at >= 0 && this.view.kind(at) === KIND.array) at = this.view.child(at, name)
      if (at < 0) return ''
    }
    return this.view.kind(at) === KIND.string ? this.view.text(at) : ''
  }

  private objectOf(node: number): number {
    let at = this.view.parent(node)
    while (at >= 0 && this.view.kind(at) === KIND.array) at = this.view.parent(at)
    return at
  }
}
