import { LABEL_PLACES, QUANTITY_NUMBER } from '../../fhir/label-places.ts'
import { jsonKind } from '../../fhir/model.ts'
import { memory } from '../../json/arena.ts'
import { KIND, TAPE } from '../../json/tape.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import { wholeYears } from '../../transform/generalize-age.ts'
import { mayBeInDegrees, mayBeInYears } from './unit-beside.ts'
import type { ScanFacts } from './message-texts.ts'
import type { TapeView } from '../tape/tape-view.ts'
import { TextLabels } from './text-labels.ts'
import type { TextGate } from './text-gate.ts'
import type { RuledFinding, ScannedText } from './text-ruling.ts'

/** A result of fewer digits is a measure; an answer may be an age. */
const MEASURE_DIGITS_MIN = 4
const ANSWER_DIGITS_MIN = 2
/** What may be an age that HIPAA does not let stay; ages in months and days have more digits. */
const OLD_AGE = { min: 90, max: 149 } as const

/** How many digits before the point a number has that its label may make somebody's; 0 where no number stands, or no label. */
export function labelledDigitsMin({ path, type, searched }: Plan): number {
  if (!searched || jsonKind(type) !== 'number' || path !== QUANTITY_NUMBER && !LABEL_PLACES.has(path)) return 0
  return path === QUANTITY_NUMBER ? MEASURE_DIGITS_MIN : ANSWER_DIGITS_MIN
}

/** Of a latitude or longitude that tells a place: a hundred metres. */
const FRACTION_DIGITS_MIN = 3
const [MINUS, POINT] = [0x2D, 0x2E]

/** Whether the number between two places of the memory may be somebody's by its label: by its digits, as an age in years, or as degrees. */
export function mayBeTold(start: number, end: number, digitsMin: number): boolean {
  if (hasDigits(start, end, digitsMin)) return true
  const isMeasure = digitsMin === MEASURE_DIGITS_MIN
  return isMeasure && isOldAge(start, end) && mayBeInYears(start, end) || isFine(start, end) && (!isMeasure || mayBeInDegrees(start, end))
}

/** Whether so many digits stand behind the point that a coordinate tells a place. */
function isFine(start: number, end: number): boolean {
  let at = memory.bytes[start] === MINUS ? start + 1 : start
  while (at < end && isDigit(memory.bytes[at] as number)) at++
  return memory.bytes[at] === POINT && end - at > FRACTION_DIGITS_MIN
}

function isOldAge(start: number, end: number): boolean {
  let age = 0
  for (let at = start; at < end && isDigit(memory.bytes[at] as number); at++) age = age * 10 + (memory.bytes[at] as number) - 0x30
  return age >= OLD_AGE.min && age <= OLD_AGE.max
}

/** Whether the number between two places of the memory has so many digits before its point, or an exponent that may make them. */
function hasDigits(start: number, end: number, digitsMin: number): boolean {
  let at = start
  while (at < end && isDigit(memory.bytes[at] as number)) at++
  if (at - start >= digitsMin) return true
  while (at < end && ((memory.bytes[at] as number) | 0x20) !== 0x65) at++
  return at < end
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

/** Whether a number that stays is looked at with its label. */
export function mayBeLabelled(view: TapeView, node: number, plan: Plan): boolean {
  const digitsMin = view.kind(node) === KIND.number ? labelledDigitsMin(plan) : 0
  return digitsMin > 0 && mayBeTold(view.cell(node, TAPE.start), view.cell(node, TAPE.end), digitsMin)
}

/** A number as one would write it in a text, with its unit; a time in years, as ages are told. */
function written(view: TapeView, node: number, { path }: Plan): string {
  const text = view.text(node)
  const number = /[eE]/.test(text) ? String(Number(text)) : text.replace(/\.0*$/, '')
  const unit = path === QUANTITY_NUMBER ? view.siblingText(node, 'unit') ?? view.siblingText(node, 'code') ?? '' : ''
  if (unit === '') return number
  const years = wholeYears({ value: number, unit })
  return years === undefined ? `${number} ${unit}` : `${years} years`
}

/** What is found in numbers once they are read with what says what they are: `MRN: 4711234`. By node, what the policy does not keep. */
export function searchNumbers(
  gate: TextGate,
  view: TapeView,
  nodes: readonly number[],
  facts: ScanFacts,
): ReadonlyMap<number, RuledFinding> {
  const texts: ScannedText[] = []
  const labels = new TextLabels(view)
  const labelled = nodes.filter((node) => {
    const plan = view.plan(node)
    const said = mayBeLabelled(view, node, plan) ? labels.of(node) : []
    if (said.length === 0) return false
    texts.push({
      text: written(view, node, plan), labels: said, path: plan.path, rules: plan.findingRules ?? (() => []),
      hasLabels: (names) => facts.labels?.has(view.resourceOf(node), names) === true,
      subject: () => facts.subjects?.of(node),
      patient: () => facts.subjects?.patientOf(node),
      isOfSomebody: () => facts.subjects?.isOfSomebody(node) === true,
    })
    return true
  })
  const told = new Map<number, RuledFinding>()
  for (const [at, { findings, refuse }] of gate.judge(texts).entries()) {
    const finding = findings.find(({ action }) => action.do === refuse) ?? findings.find(({ start }) => start === 0)
    if (finding !== undefined) told.set(labelled[at] as number, finding)
  }
  return told
}
