import { WordMap } from '../../contract/word-set.ts'
import { LANGUAGES, type Language, type Words } from '../../contract/words.ts'

/** The frequent words without a meaning of their own, folded, that tell a language from the others; what several have counts for each. */
const FUNCTION_WORDS: Readonly<Record<Language, string>> = {
  en: 'the of and with was were is are for on at by from that this which had has she he his her not to in after it who as no be or',
  es: 'el los las del una un con por para que se su sin y no en la de al es fue ha le lo o desde tras anos paciente dolor dias refiere su sus hija hijo',
  de: 'der die das und mit von zu im am den dem des ein eine einer eines einen ist war wurde nicht bei nach auf fur sich keine seit als uber aus zum zur durch bis in wird hat sie er ihr ihre',
  fr: 'le la les des du un une et avec pour dans sur est au aux par qui que pas sans chez en de ce cette son sa il elle a depuis',
  it: 'il lo la gli le dei della del di e con per un una che non da al alla nel nella si sono stato stata ha dal in i ed',
  pt: 'o a os as do da dos das um uma e com para por em no na nos nas nao que se ao foi sem de pela pelo',
  nl: 'de het een en van met voor op is niet bij naar die dat aan te zijn wordt werd heeft geen in om uit er',
  pl: 'i w z na do nie sie jest przez od po oraz ze dla u bez o jej jego pod',
  nordic: 'och og att at med pa av af for til till ikke inte den det en et er ar som fra fran ved hos efter etter i han hun hon ja on ei oli',
}
const BITS = new Map<string, number>()
for (const [at, language] of LANGUAGES.entries())
  for (const word of FUNCTION_WORDS[language].split(' ')) BITS.set(word, (BITS.get(word) ?? 0) | 1 << at)
const KNOWN = new WordMap(BITS)

const COUNT_MIN = 2

/**
 * The language of a text by its function words; undefined where there are next to none, or as many of English. Of several others with as
 * many, Spanish before the rest.
 */
export function languageOf(words: Words): Language | undefined {
  const counts = LANGUAGES.map(() => 0)
  for (let at = 0; at < words.count; at++) {
    const bits = KNOWN.get(words, at)
    if (bits === undefined) continue
    for (let language = 0; language < counts.length; language++)
      if ((bits & 1 << language) !== 0) counts[language] = (counts[language] as number) + 1
  }
  const most = Math.max(...counts)
  const language = LANGUAGES[counts.indexOf(most)]
  return most < COUNT_MIN || (language === 'en' && counts.lastIndexOf(most) > 0) ? undefined : language
}
