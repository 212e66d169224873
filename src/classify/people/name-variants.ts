/** What surnames begin with that people also write as a word of its own: Mc Donald, Van Dyke, De Angelo. */
const BEGINNING = /^(mc|mac|fitz|de|del|della|di|da|du|la|le|van|vander|von|st|san|santa|al|el|abu|abdul|ben|bin|ibn|o)([a-z]{4,})$/

/** A syllable of Mandarin in Pinyin without tones (ISO 7098). */
const SYLLABLE =
  '(?:[bpmf](?:[aiou]|ai|ei|ao|ou|an|en|ang|eng|ong|ia[on]?|iao|ie|iu|ian|in|ing)|[dtnl](?:[aeiuv]|ai|ei|ao|ou|an|en|ang|eng|ong|' +
  'ia|iao|ie|iu|ian|in|iang|ing|uo|uan|un|ue)|[gkh](?:[aeu]|ai|ei|ao|ou|an|en|ang|eng|ong|ua|uo|uai|ui|uan|un|uang)|' +
  '[jqx](?:i|ia|iao|ie|iu|ian|in|iang|ing|iong|u|ue|uan|un)|(?:[zcs]h?|r)(?:[aeiu]|ai|ei|ao|ou|an|en|ang|eng|ong|ua|uo|uai|ui|uan|un|' +
  'uang)|y(?:[aeiu]|ao|ou|an|in|ang|ing|ong|ue|uan|un)|w(?:[aou]|ai|ei|an|en|ang|eng)|a[ino]?|ang|e[inr]?|ou)'
const TWO_SYLLABLES = new RegExp(`^(${SYLLABLE})(${SYLLABLE})$`)
const SYLLABLES_LENGTH_MIN = 5

/** The ways to write a word of a name, folded, as two: `mc donald`, `xiao ming`. */
export function asTwoWords(word: string): readonly (readonly [first: string, second: string])[] {
  const [, beginning, rest] = BEGINNING.exec(word) ?? []
  if (beginning !== undefined && rest !== undefined) return [[beginning, rest]]
  if (word.length < SYLLABLES_LENGTH_MIN) return NONE
  const [, first, second] = TWO_SYLLABLES.exec(word) ?? []
  return first !== undefined && second !== undefined ? [[first, second]] : NONE
}

const NONE: readonly never[] = []
const GIVEN_LENGTH_MIN = 7
const BEGINNING_LENGTH_MIN = 4
const BEGINNING_LENGTH_MAX = 6
/** What given names of Yoruba and Igbo begin with, God or wealth: their bearers go by the rest, Seun of Oluwaseun. */
const DIVINE = /^(?:oluwa|olu|chukwu|ade)([a-z]{4,})$/
/** Surnames that are declined as adjectives in Polish: pani Kowalskiej, pana Kowalskiego. */
const ADJECTIVE = /^([a-z]{2,}(?:s|c)k)[ia]$/
const ADJECTIVE_ENDINGS = ['i', 'a', 'iego', 'iej', 'iemu', 'im', 'ich']
/** One letter more is a slip of longer names, and found as such. */
const GENITIVE_LENGTH = 4

/**
 * What somebody is called who has a name, folded, where no list has it: Chidi, of Chidinma; Seun, of Oluwaseun; Seans, of
 * Sean; Kowalskiej, of Kowalska.
 */
export function variantsOf(name: string, part: 'given' | 'family'): readonly string[] {
  if (!/^[a-z]{4,}$/.test(name)) return NONE
  const variants = name.length === GENITIVE_LENGTH && !name.endsWith('s') ? [`${name}s`] : []
  if (part === 'family') {
    const stem = ADJECTIVE.exec(name)?.[1]
    return stem === undefined ? variants : [...variants, ...ADJECTIVE_ENDINGS.map((ending) => stem + ending)]
  }
  const [, rest] = DIVINE.exec(name) ?? []
  if (rest !== undefined) variants.push(rest)
  if (name.length < GIVEN_LENGTH_MIN) return variants
  for (let length = BEGINNING_LENGTH_MIN; length <= Math.min(BEGINNING_LENGTH_MAX, name.length - 2); length++)
    variants.push(name.slice(0, length))
  return variants
}
