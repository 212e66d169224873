export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

const PEOPLE: ReadonlySet<Json> = new Set(['Patient', 'RelatedPerson', 'Person', 'Practitioner'])
/** Anything shorter says nothing by itself, and occurs everywhere. */
const LETTERS_MIN = 4

/** What identifies someone in a set of messages, and where a value came from. */
export class KnownValues {
  private readonly byWord = new Map<string, Map<string, string>>()
  size = 0

  /** Learns the names of people and every identifier, contact, address and full birth date in a resource. */
  learn(value: Json, person = false): void {
    if (typeof value !== 'object' || value === null) return
    if (isArray(value)) {
      for (const item of value) this.learn(item, person)
      return
    }
    const inPerson = value['resourceType'] === undefined ? person : PEOPLE.has(value['resourceType'])
    for (const [key, inner] of Object.entries(value)) {
      for (const item of isArray(inner) ? inner : [inner]) this.learnMember(key, item, inPerson)
      this.learn(inner, inPerson)
    }
  }

  private learnMember(key: string, item: Json, person: boolean): void {
    if (key === 'birthDate' && typeof item === 'string' && item.length === 10) this.add(item, 'birthDate')
    if (typeof item !== 'object' || item === null || isArray(item)) return
    const parts = key === 'name' && person ? ['family', 'given', 'text'] : key === 'identifier' || key === 'telecom' ? ['value']
      : key === 'address' ? ['line', 'city', 'postalCode', 'text'] : []
    for (const part of parts) {
      const inner = item[part]
      for (const text of isArray(inner) ? inner : [inner]) if (typeof text === 'string') this.add(text, `${key}.${part}`)
    }
  }

  private add(text: string, kind: string): void {
    const value = text.trim().toLowerCase()
    const first = wordsIn(value).next().value
    if (first === undefined || value.replace(/[^\p{L}\p{N}]/gu, '').length < LETTERS_MIN) return
    const trimmed = value.slice(first.at)
    const values = this.byWord.get(first.word) ?? new Map<string, string>()
    if (!values.has(trimmed)) this.size++
    this.byWord.set(first.word, values.set(trimmed, kind))
  }

  /** Every known value that stands in a text as whole words, in any case. */
  *find(text: string): Generator<{ readonly value: string; readonly kind: string; readonly around: string }> {
    const lower = text.toLowerCase()
    for (const { word, at } of wordsIn(lower)) {
      for (const [value, kind] of this.byWord.get(word) ?? []) {
        if (!lower.startsWith(value, at) || isWordCharacter(lower, at + value.length) && isWordCharacter(value, value.length - 1)) continue
        yield { value, kind, around: text.slice(Math.max(0, at - 60), at + value.length + 20) }
      }
    }
  }
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function isWordCharacter(text: string, at: number): boolean {
  return /^[\p{L}\p{N}]$/u.test(text.charAt(at))
}

function* wordsIn(text: string): Generator<{ readonly word: string; readonly at: number }> {
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) yield { word: match[0], at: match.index }
}

const BASE64_LENGTH_MIN = 16

/** What base64 in a JSON text hides, decoded. */
export function decodedBase64(text: string): string[] {
  // Cut, and not matched whole: attachments are longer than the stack of the regex engine takes in one match.
  return text
    .split('"')
    .filter((piece) => piece.length >= BASE64_LENGTH_MIN && !/[^A-Za-z0-9+/=]/.test(piece))
    .map((piece) => Buffer.from(piece, 'base64').toString())
}
