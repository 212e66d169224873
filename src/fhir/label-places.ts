/** Where the words stand that say what a value is: ways of member names from the object that holds it, or from one so many objects above that. */
export interface LabelPlace {
  readonly above: number
  readonly ways: readonly (readonly string[])[]
}

const CODED: LabelPlace = { above: 0, ways: [['code', 'text'], ['code', 'coding', 'display']] }
const TYPED: LabelPlace = { above: 0, ways: [['type', 'text'], ['type', 'coding', 'display']] }
const NAMED: LabelPlace = { above: 0, ways: [['name']] }

/** By definition path of a value: the question of an answer, the code of a result, the type of a task's input, the name of a parameter. */
export const LABEL_PLACES: ReadonlyMap<string, LabelPlace> = new Map([
  ['QuestionnaireResponse.item.answer.value[x]', { above: 1, ways: [['text']] }],
  ['Observation.value[x]', CODED],
  ['Observation.component.value[x]', CODED],
  ['Task.input.value[x]', TYPED],
  ['Task.output.value[x]', TYPED],
  ['Parameters.parameter.value[x]', NAMED],
])

/** The number of a quantity, which is a value itself where the quantity is one. */
export const QUANTITY_NUMBER = 'Quantity.value'
