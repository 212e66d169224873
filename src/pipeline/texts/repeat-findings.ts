import type { Replacement, RuledFinding, TextRuling } from './text-ruling.ts'

/** More values of one document than this are only looked for where they were found: to look for all would take the square of their number. */
const VALUES_MAX = 64
const DIGITS_MIN = 5
const WORDS = /[\p{L}\p{N}]{2,}/gu

/** An id made of words, such as `night-visit-of-quill`, of ten characters or more. */
const SPEAKING_ID = /^(?=.{10})[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)+$/u

/** Whether a value tells the same wherever it stands: numbers of some length, ids, addresses of mail, names of several words. A date or a single word may mean anything. */
export function tellsAlone({ class: given }: Pick<RuledFinding, 'class'>, value: string): boolean {
  if (given === 'date' || given === 'age') return false
  if (given === 'other-id' && SPEAKING_ID.test(value)) return true
  return (
    value.includes('@') ||
    (value.match(/\p{N}/gu)?.length ?? 0) >= DIGITS_MIN ||
    ((given === 'name' || isProper(given, value)) && (value.match(WORDS)?.length ?? 0) >= 2)
  )
}

/** A place or an institution that is called by two words or more, each with a capital; a house by its number and as many. */
function isProper(given: RuledFinding['class'], value: string): boolean {
  return (given === 'address' || given === 'organization') && PROPER.test(given === 'address' ? value.replace(HOUSE, '') : value)
}

const HOUSE = /^\p{N}{1,4}\p{L}? (?=\p{Lu})/u

/** The value, and the street of an address by itself: 3 The Olms, of 3 The Olms, Fernhall. */
function partsOf({ class: given }: RuledFinding, value: string): readonly string[] {
  const street = given === 'address' && HOUSE.test(value) ? (value.split(',', 1)[0] ?? value) : value
  return street === value ? [value] : [value, street]
}

const PROPER = /^\p{Lu}[\p{L}\p{M}'’.]+(?:[ -]\p{Lu}[\p{L}\p{M}'’.]+)+$/u

interface Found {
  readonly finding: RuledFinding
  readonly value: string
  readonly with: string
}

/** What was found in one place of a document goes wherever it stands in it, whatever is around it there. */
export function withRepeats(rulings: readonly TextRuling[], texts: readonly string[]): readonly TextRuling[] {
  const found = new Map<string, Found>()
  for (const [at, { findings, replacements }] of rulings.entries()) {
    const byStart = new Map(findings.map((finding) => [finding.start, finding]))
    for (const replacement of replacements) {
      if (found.size >= VALUES_MAX) break
      const finding = byStart.get(replacement.start)
      const value = texts[at]?.slice(replacement.start, replacement.end) ?? ''
      if (finding?.end !== replacement.end) continue
      for (const part of partsOf(finding, value))
        if (!found.has(part) && tellsAlone(finding, part)) found.set(part, { finding, value: part, with: replacement.with })
    }
  }
  if (found.size === 0) return rulings
  return rulings.map((ruling, at) => repeatIn(ruling, texts[at] ?? '', [...found.values()]))
}

function repeatIn(ruling: TextRuling, text: string, all: readonly Found[]): TextRuling {
  const findings: RuledFinding[] = []
  const replacements: Replacement[] = [...ruling.replacements]
  const taken = new Uint8Array(text.length)
  for (const { start, end } of replacements) taken.fill(1, start, end)
  for (const { finding, value, with: made } of all) {
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
      const end = start + value.length
      if (!standsAlone(text, start, end) || taken.subarray(start, end).includes(1)) continue
      taken.fill(1, start, end)
      replacements.push({ start, end, with: made })
      findings.push({ ...finding, start, end })
    }
  }
  if (findings.length === 0) return ruling
  return {
    ...ruling, findings: [...ruling.findings, ...findings].toSorted((one, other) => one.start - other.start),
    replacements: replacements.toSorted((one, other) => one.start - other.start),
  }
}

/** The HL7 narrative generator writes a second anchor for each resource, with `hc` before its id. */
const ANCHOR_BEFORE = /(?:^|[^\p{L}\p{N}])hc$/u

function standsAlone(text: string, start: number, end: number): boolean {
  const isApart = !/[\p{L}\p{N}]/u.test(text.charAt(start - 1)) || ANCHOR_BEFORE.test(text.slice(Math.max(0, start - 3), start))
  return isApart && !/[\p{L}\p{N}]/u.test(text.charAt(end))
}
