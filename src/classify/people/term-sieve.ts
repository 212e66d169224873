import { hashBehind, hashWord } from '../../contract/word-set.ts'
import { SHAPE } from '../../contract/words.ts'
import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'
import { spellingsOf } from './normalise.ts'
import type { Term } from './term.ts'
import { mayHaveSlips, NO_SLIP, slipLengths } from './typo-index.ts'

const BITS = 4096
const POSSESSIVE = '\'s'
const APOSTROPHE = 0x27
const LENGTH_MAX = 31

/**
 * The words of a few texts, to tell which terms may be found in them at all: a message names its people by some sixty terms
 * each, of which a short text holds two. It lets through what an index of all terms finds, and a little more.
 */
export class TermSieve {
  private readonly words = new Int32Array(BITS >> 5)
  /** By first letter, and by last: bits for the lengths of the words without digits. */
  private readonly firsts = new Int32Array(32)
  private readonly lasts = new Int32Array(32)
  private hasDigits = false

  clear(): void {
    this.words.fill(0)
    this.firsts.fill(0)
    this.lasts.fill(0)
    this.hasDigits = false
  }

  /** Adds the words of all texts of a batch, which the table has read. */
  add({ count, hashes, shapes, starts, ends }: WordTable, { bytes }: TextBatch): void {
    for (let word = 0; word < count; word++) {
      this.addHash(hashes[word] as number)
      if ((shapes[word] as number) >= SHAPE.digits) this.hasDigits = true
      else this.addOutline(outlineOf(bytes, starts[word] as number, ends[word] as number))
    }
  }

  /** Adds a text that was read before, by the hashes of its words and the outlines of those that may be slips. */
  addRead(hashes: readonly number[], outlines: readonly number[], hasDigits: boolean): void {
    for (const hash of hashes) this.addHash(hash)
    for (const outline of outlines) this.addOutline(outline)
    this.hasDigits ||= hasDigits
  }

  /** Whether no term of a kind that stands for a number can be let through. */
  get isWithoutDigits(): boolean {
    return !this.hasDigits
  }

  lets({ shape, form, kind, text }: Pick<Term, 'shape' | 'form' | 'kind' | 'text'>): boolean {
    switch (shape) {
      case 'foreign': return true
      case 'run':
      case 'date': return this.hasDigits
      case 'phrase': {
        const end = text.indexOf(' ')
        const first = end < 0 ? text : text.slice(0, end)
        return spellingsOf(first).some((spelling) => this.hasHash(hashWord(spelling)))
      }
      case 'word': {
        // Digits may stick to a name.
        if (this.hasDigits && (form === 'exact' || form === 'joined')) return true
        const hash = hashWord(text)
        if (this.hasHash(hash) || text.length > 1 && this.hasHash(hashBehind(hash, POSSESSIVE))) return true
        return kind === 'name' && (form === 'exact' || form === 'nickname') && mayHaveSlips(text) && this.hasAlike(text)
      }
    }
  }

  private addHash(hash: number): void {
    const bit = hash & BITS - 1
    this.words[bit >> 5] = (this.words[bit >> 5] as number) | 1 << (bit & 31)
  }

  private hasHash(hash: number): boolean {
    const bit = hash & BITS - 1
    return ((this.words[bit >> 5] as number) >> (bit & 31) & 1) === 1
  }

  private addOutline(outline: number): void {
    const length = outline >> 10
    if (length > LENGTH_MAX) return
    const first = outline & 31
    const last = outline >> 5 & 31
    this.firsts[first] = (this.firsts[first] as number) | 1 << length
    this.lasts[last] = (this.lasts[last] as number) | 1 << length
  }

  /** Whether a word is about as long as a name and has its first letter or its last, as every slip of it. */
  private hasAlike(name: string): boolean {
    const first = name.charCodeAt(0) & 31
    const last = name.charCodeAt(name.length - 1) & 31
    return (((this.firsts[first] as number) | (this.lasts[last] as number)) & slipLengths(name)) !== 0
  }
}

/** The outlines of the words that may be slips of a name where no other word is of anybody, one number each. */
export function outlinesOf(table: WordTable, { bytes }: TextBatch): number[] {
  const { count, shapes, starts, ends } = table
  const outlines: number[] = []
  for (let word = 0; word < count; word++) {
    if ((shapes[word] as number) < SHAPE.digits && (table.listsAt(word) & NO_SLIP) === 0)
      outlines.push(outlineOf(bytes, starts[word] as number, ends[word] as number))
  }
  return outlines
}

/** First letter, last letter and length of a word, without its possessive. */
function outlineOf(bytes: Uint8Array, start: number, end: number): number {
  const possessive = end - start > 2 && bytes[end - 2] === APOSTROPHE ? 2 : 0
  return (bytes[start] as number) & 31 | ((bytes[end - 1 - possessive] as number) & 31) << 5 | end - start - possessive << 10
}
