import { readFileSync } from 'node:fs'

/** The names that ISO 3166-2 subdivisions have, folded, one a line; `build-regions.ts` makes it. */
export function regionTableUrl(): URL {
  return new URL('./regions.txt', import.meta.url)
}

let names: ReadonlySet<string> | undefined

/**
 * The part of a country that is the largest after it: by an ISO 3166-2 code, with or without its country (two letters in either
 * case), or by its name in English or in the languages of the country.
 */
export function isRegion(text: string): boolean {
  const plain = text.trim()
  if (plain === '') return false
  if (/^(?:[A-Z]{2}-)?[A-Z\d]{1,3}$|^[A-Za-z]{2}$|^(?:[A-Z]\. ?){2,3}$/.test(plain)) return true
  return (names ??= new Set(readFileSync(regionTableUrl(), 'utf8').split('\n'))).has(foldRegion(plain))
}

/** Small letters without marks, and a space for all else. */
export function foldRegion(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
