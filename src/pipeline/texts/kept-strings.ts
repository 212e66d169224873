import { unescape } from 'node:querystring'
import type { TextFinding } from '../../classify/text/finding.ts'
import { encodedWords } from '../../decode/text/encoded-words.ts'
import { isPublished } from '../../fhir/published.ts'
import { FLAG, KIND, TAPE } from '../../json/tape.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import { BIRTH_DATE } from '../people/mention.ts'
import { createCache } from '../../contract/cache.ts'
import { formNumber, hasForm } from '../values/form-memory.ts'
import { codesBeside, meansCode } from './code-beside.ts'
import { mayBeLabelled, searchNumbers } from './labelled-numbers.ts'
import type { ScanFacts } from './message-texts.ts'
import type { TapeView } from '../tape/tape-view.ts'
import type { TextGate } from './text-gate.ts'
import { whoseOf, type RuledFinding, type ScannedText } from './text-ruling.ts'

/** A string or number that was to stay as what does not identify, and names somebody all the same. */
export interface TellingString {
  readonly node: number
  readonly plan: Plan
  readonly finding: RuledFinding
}

/** Shorter numbers tell nothing. */
export const NUMBER_LENGTH_MIN = 7
const untelling = new Map<string, number>()

/** Whether a value that stays is worth searching; most codes and numbers are too short to tell anything, and most URLs are known to everybody. */
export function mayTell(view: TapeView, node: number, plan: Plan): boolean {
  const { path } = plan
  const kind = view.kind(node)
  if (kind === KIND.number)
    return view.cell(node, TAPE.end) - view.cell(node, TAPE.start) >= NUMBER_LENGTH_MIN || mayBeLabelled(view, node, plan)
  if (kind !== KIND.string) return false
  let number = untelling.get(path)
  if (number === undefined) untelling.set(path, number = formNumber({ otherwise: 'free-text', matches: isUntelling }))
  return view.has(node, FLAG.escaped) || !hasForm(number, view.cell(node, TAPE.start) + 1, view.cell(node, TAPE.end) - 1)
}

/** Whether a string that stays cannot tell of anybody. */
export function isUntelling(text: string): boolean {
  if (isPublished(text)) return true
  const signs = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  return signs.length < NUMBER_LENGTH_MIN && signs.replaceAll(/\p{N}/gu, '').length < NAME_LETTERS_MIN
}

/** What stays of a message and is searched, and what was found in words that say what codes mean. */
export class KeptNodes {
  readonly nodes: number[] = []
  /** By the node of the words. */
  readonly found = new Map<number, readonly RuledFinding[]>()

  clear(): void {
    this.nodes.length = 0
    if (this.found.size > 0) this.found.clear()
  }

  /** Texts were searched. */
  meetWords(node: number, plan: Plan, findings: readonly RuledFinding[]): void {
    if (findings.length > 0 && meansCode(plan)) this.found.set(node, findings)
  }
}

/**
 * Searches the codes, URLs and keys that stay for everyone whom the message or the roster knows, codes for what was found in the
 * words beside them too, and reads the numbers with their labels. What tells is found whatever element it stands in; a code that
 * merely reads like a short number or a place of somebody is left alone.
 */
export function searchKept(gate: TextGate, view: TapeView, { nodes, found }: KeptNodes, facts: ScanFacts): TellingString[] {
  const codes = codesBeside(view, nodes, found)
  const numbers = searchNumbers(gate, view, nodes, facts)
  const people = searchPeople(gate, view, nodes, facts)
  return nodes.flatMap((node, at) => {
    const finding = codes.get(node) ?? numbers.get(node) ?? people[at]
    return finding === undefined ? [] : [{ node, plan: view.plan(node), finding }]
  })
}

/** What is found of known people, by the place of the node. */
function searchPeople(gate: TextGate, view: TapeView, nodes: readonly number[], facts: ScanFacts): (RuledFinding | undefined)[] {
  const texts: ScannedText[] = []
  const numbers = new Map<string, number>()
  const numberOf = (text: string, node: number): number => {
    let number = numbers.get(text)
    if (number === undefined) {
      const plan = view.plan(node)
      number =
        texts.push({
          text,
          path: plan.path,
          rules: plan.findingRules ?? (() => []),
          hasLabels: (labels) => facts.labels?.has(view.resourceOf(node), labels) === true,
          subject: () => facts.subjects?.of(node),
          patient: () => facts.subjects?.patientOf(node),
          visit: () => facts.subjects?.visitOf(node),
          isOfSomebody: () => facts.subjects?.isOfSomebody(node) === true,
        }) - 1
      numbers.set(text, number)
    }
    return number
  }
  const ways = new Map<string, readonly number[]>()
  const textsOf = nodes.map((node) => {
    const text = view.text(node)
    const known = ways.get(text)
    if (known !== undefined) return known
    const all = [numberOf(text, node), ...readings(text).map((reading) => numberOf(reading, node))]
    ways.set(text, all)
    return all
  })
  if (!facts.mayMention([...numbers.keys()])) return []
  const people = facts.people(whoseOf(texts))
  const told = people === undefined ? [] : gate.judgePeople(texts, people, isTelling)
  return told.length === 0 ? [] : textsOf.map((of) => of.map((text) => told[text]).find((finding) => finding !== undefined))
}

/** As URLs spell what is no ASCII: `M%C3%BCller`. */
const ENCODED = /%[0-9a-f]{2}/i

/** Whether a code or URL says more than what it is written with. */
export function hasReadings(text: string): boolean {
  return readings(text).length > 0
}

/** What else a code or URL says: without percent-encoding, and what its words stand for in base64 or hex. */
function readings(text: string): readonly string[] {
  return read.get(text) ?? read.set(text, readAll(text))
}

/** Messages repeat codes and URLs. */
const read = createCache<readonly string[]>()

function readAll(text: string): readonly string[] {
  const plain = ENCODED.test(text) ? [unescape(text)] : []
  return [...plain, ...encodedWords(plain[0] ?? text).filter((word) => !isUntelling(word))]
}

const NAME_LETTERS_MIN = 4
const NAME_CONFIDENCE_MIN = 0.9
/** What codes and URLs are made of. */
const SCHEME = /^(?:https?|urn|www|uuid)$/i
/** What many people share, and codes may well read like. */
const SHARED = new Set(['date', 'age', 'address', 'organization', 'url'])

const DAY_DIGITS = 8

/** Whether what was found of somebody tells who it is, in a value that is no text. */
export function isTelling(finding: Pick<TextFinding, 'class' | 'confidence' | 'person'>, value: string): boolean {
  const { class: given, confidence, person } = finding
  // Of all days hardly one but the day of birth stands in a code.
  if (given === 'date' && BIRTH_DATE.test(person?.element ?? '')) return value.replaceAll(/\D/g, '').length >= DAY_DIGITS
  if (SHARED.has(given) || SCHEME.test(value) || /^\d+(?:\.\d+)+$/.test(value)) return false
  const letters = value.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (given === 'name') return confidence >= NAME_CONFIDENCE_MIN && letters.length >= NAME_LETTERS_MIN
  return letters.length >= NUMBER_LENGTH_MIN && /\p{N}|@/u.test(value)
}
