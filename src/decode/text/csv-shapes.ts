import type { ToldValue } from './told-values.ts'
import { PHONE, POSTAL, STATE } from './value-shapes.ts'

/** Of eight digits, the year first or last. */
const DAY = /^(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01]){2}(?:19|20)\d{2})$/
const LETTER = /\p{L}/u
const AROUND = /[\s"]/

/** What cells of a table without heads are by their forms, and by those beside them: days, telephone numbers, towns before state and code. */
export function* cellsByShape(text: string, delimiter: string): Generator<ToldValue> {
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    let at = index
    const cells = line.split(delimiter).map((written) => {
      const [from, to] = within(written)
      const value = written.slice(from, to)
      const start = at + from
      at += written.length + 1
      return { value, start, end: start + value.length }
    })
    for (const [place, { value, start, end }] of cells.entries()) {
      const label = labelOf(value, (step) => cells[place + step]?.value ?? '')
      if (label !== undefined) yield { start, end, label: `${label}: ` }
    }
  }
}

/** Where what is written stands, without blanks and quotes on either side. */
function within(written: string): [number, number] {
  let from = 0
  let to = written.length
  while (from < to && AROUND.test(written.charAt(from))) from++
  while (to > from && AROUND.test(written.charAt(to - 1))) to--
  return [from, to]
}

function labelOf(value: string, beside: (step: number) => string): string | undefined {
  if (DAY.test(value)) return 'date'
  if (PHONE.test(value)) return 'phone'
  if (POSTAL.test(value) && STATE.test(beside(-1))) return 'postal code'
  return LETTER.test(value) && STATE.test(beside(1)) && POSTAL.test(beside(2)) ? 'city' : undefined
}
