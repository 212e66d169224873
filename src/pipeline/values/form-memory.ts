import type { ValueForm } from '../../classify/value-form.ts'
import { arena, memory } from '../../json/arena.ts'
import { REGISTER, registers } from '../../json/kernel/load-kernel.ts'
import { areInKernel, createTable } from '../../json/table-memory.ts'

const VIEW = memory.view
/** Values that are remembered for one form, and the words of each: its length, then its bytes, the last word cut to them. */
const WAYS = 8
const WAY_WORDS = 32
const WORD_SHIFT = 2
const VALUE_BYTES_MAX = (WAY_WORDS - 2) * 4

const forms: ValueForm[] = []
const numbers = new WeakMap<ValueForm, number>()
let store = createTable(Int32Array, 64 * WAYS * WAY_WORDS)
const next: number[] = []
tellKernel()

/** What a form is called here. */
export function formNumber(form: ValueForm): number {
  let number = numbers.get(form)
  if (number === undefined) {
    number = forms.push(form) - 1
    numbers.set(form, number)
    next.push(0)
    if (forms.length * WAYS * WAY_WORDS > store.length) {
      const larger = createTable(Int32Array, store.length * 2)
      larger.set(store)
      store = larger
      tellKernel()
    }
  }
  return number
}

/**
 * Whether a string of the message at hand, without escapes, has a form. Messages repeat few codes and units: the last ones
 * that had it are known by their bytes, and only others are decoded and looked at.
 */
export function hasForm(number: number, start: number, end: number): boolean {
  const view = VIEW
  const words = store
  const length = end - start
  if (length === 0 || length > VALUE_BYTES_MAX) return isFormed(number, start, end)
  const whole = length >> WORD_SHIFT
  const mask = (1 << ((length & 3) << 3)) - 1
  const last = view.getInt32(start + (whole << WORD_SHIFT), true) & mask
  const first = number * WAYS * WAY_WORDS
  for (let at = first; at < first + WAYS * WAY_WORDS; at += WAY_WORDS) {
    if (words[at] !== length || words[at + 1 + whole] !== last) continue
    let i = 0
    while (i < whole && words[at + 1 + i] === view.getInt32(start + (i << 2), true)) i++
    if (i === whole) return true
  }
  if (!isFormed(number, start, end)) return false
  const way = next[number] as number
  next[number] = (way + 1) % WAYS
  const at = first + way * WAY_WORDS
  words[at] = length
  for (let i = 0; i < whole; i++) words[at + 1 + i] = view.getInt32(start + (i << 2), true)
  words[at + 1 + whole] = last
  return true
}

/** The kernel looks at values by itself, where it can read what is remembered. */
function tellKernel(): void {
  registers[REGISTER.forms] = areInKernel(store) ? store.byteOffset : 0
}

function isFormed(number: number, start: number, end: number): boolean {
  return (forms[number] as ValueForm).matches(arena.text.toString('utf8', start, end))
}
