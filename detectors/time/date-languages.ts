import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { eastAsianDate } from './east-asian-date.ts'
import { europeanDate, yearlessDate } from './european-date.ts'

const YEAR_DIGITS = 4

export const dateLanguages: WordDetector = {
  name: 'date-languages',
  class: 'date',
  describes:
    'A day or a month as written in the other languages of Europe, from Albanian to Ukrainian, with the name or the Roman number of the month, in Arabic, Hebrew, Thai, Hindi and others, and in Chinese, Japanese and Korean, with years of eras too.',
  source: '45 CFR 164.514(b)(2)(i)(C); GDPR article 4(1); Unicode CLDR 48, names of months and date formats; JIS X 0301 (years of eras)',
  begins: KIND.digits,
  find,
  examples: {
    true: [
      '出生 [[14 三月 1962]] 男', 'родился [[14 марта 1962]] г.', 'Дата: [[14-го Января 1962]]', 'geboren op [[14 maart 1962]] te', 'ur. [[14 marca 1962]] w',
      'narozen [[14. března 1962]] v', 'Ημερομηνία: [[14 Μαρτίου 1962]]', 'ΓΕΝΝΗΣΗ [[14 ΜΑΡΤΙΟΥ 1962]]',
      'syntynyt [[14. maaliskuuta 1962]]', 'szuletett [[1962. március 14]].', 'gime [[1962 m. kovo 14]] d.', 'el [[14 de març de 1962]] a',
      "el [[14 d'octubre de 1962]] a", 'ur. [[14.III.1962]] r.', 'nacido el [[6-I-1971]] en', 'el [[6/V/1971]] se', 'od [[14 V 1962]] r.',
      'od [[styczeń 2019]] roku', 'в [[Октябрь 2019]] г.', '生年月日：[[1962年3月14日]]生', '[[昭和37年3月14日]]に', '[[1962年3月]]から', '[[3月14日]]入院',
      '[[1962년 3월 14일]] 출생', '[[3월 14일]] 입원', '[[1962년 3월 14일]]에', '[[２０２３年４月１日]]に', '[[2023 年 4 月]] 复诊', 'נולדה ב-[[14 במרץ 1962]] ב',
      'ב-[[5 בינואר]] נבדק', 'بتاريخ [[14 مارس 1962]] في',
      'في [[5 كانون الثاني 2021]] و', 'เกิด [[14 มีนาคม 2505]] ที่', 'को [[5 जनवरी 2021]] में', 'born [[1962年3月14日]] in',
      'przyjęta dnia [[4 maja]], wypisana [[12 czerwca]].', 'sedan den [[2 februari]] på', 'opname op [[12 mei]] en',
      'tulee [[2. maaliskuuta]] taas', 'dne [[5. ledna]] byl', 'от [[3 мая]] до', 'поступил [[14 марта]] утром', 'op [[14 maart]] weer', 'verzet naar [[3 mei]]. Wil', 'w piątek [[17 maja]]? Pani',
    ],
    false: [
      '病程三月余，咳嗽三日', 'zijn 12 leden', 'at 2 mart stores', 'the 3 maj', 'Kasim 4 Kasim', 'kol 1962', 'liepa 12', 'stage III 2019', 'maj 1962',
      'grade 2 IV 2 mg', 'марта', 'MAPT 2019', '45 maj 1962', 'chromosome 14 X 2019 study', '3年2か月', '14日間', '2年', '3개월', '14일 동안',
      '1962 March', 'มีนาคม 25', 'مارس 14',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.digits, 0); at < words.count; at = words.next(KIND.digits, at + 1)) {
    const found =
      eastAsianDate(words, at) ?? (words.end(at) - words.start(at) === YEAR_DIGITS ? europeanDate(words, at) : yearlessDate(words, at))
    if (found === undefined) continue
    yield found
    at = Math.max(at, found.last)
  }
}
