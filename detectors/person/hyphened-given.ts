import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { NAMES, nameWeight, otherwise } from './name-weight.ts'

/** Syllables of given names as they are written in Latin letters: Revised Romanization of Korean and usual spellings, Wade-Giles. */
const SYLLABLES = new Set(
  `ae ah an ann ara beom bin bo bok bong bum byung chae chan chang chen cheol cheon chi chia chieh chien chih chin ching chol chong chu
  chul chun chung dae dan do dong duk eun fang fei fen fong gi gil go
  goo gu gun gwon gyeong gyu ha hae han hao he hee heon hoon ho hong hoo hsi hsin hsiao hsiu hua huang hui hun hwa hwan hwang hye hyo hyuk
  hyun im in ja jae jang je jen jeong ji jia jie jin jing jo jong joo joon ju juan jun jung
  kai kang kee ki kil kook ku kun kuk kuo kwan kwang kwon kyu kyun kyung lan lei li lian liang lin ling lim lu man mei mi min ming mo moon
  mun myung na nam ok pei peng pil ping po rae ran rim ru ryeo ryong sang se
  seo seok seon seong seung shan shih shin shu shuk si sik siu so song soo sook soon su suk sun sung ta tae taek tai tak ting tong tsai
  tse tsung tu tung un ung wa wai wan wei wen wing won woo wook wu wun ya yan yang
  ye yee yeh yen yeo yeon yeong yi yin ying yiu yong yoo yoon young yu yuan yue yuk yun yung`.split(/\s+/))
/** Pairs that mean something else. */
const OTHERWISE = new Set([
  'tai-chi', 'yin-yang', 'so-so', 'chi-chi', 'in-in', 'ho-ho', 'ha-ha', 'do-in', 'go-to', 'an-an', 'so-in', 'man-in', 'sun-in', 'in-man',
  'pei-pei',
])
const PRIOR = 0.85

export const hyphenedGiven: WordDetector = {
  name: 'hyphened-given',
  class: 'name',
  describes:
    'Korean and Chinese given names whose syllables a hyphen joins, with the surname behind: Min-jun, Mei-ling, Ji-ah Noh.',
  source:
    'Revised Romanization of Korean (Ministry of Culture and Tourism, 2000), section 3 (4): syllables of given names may be joined by a hyphen; Wade-Giles; 45 CFR 164.514(b)(2)(i)(A)',
  begins: KIND.hyphen,
  find,
  examples: {
    true: [
      'the wife, [[Sun-hee]], at', 'her son [[Min-jun]] and', '[[Mei-ling]] agreed', 'asked [[Chih-hao]] to', 'sister [[Hye-Jin]] came',
      'with [[Hyun-ah Gwak]] today', '[[Ji-ah Noh]] rang', 'both [[Soo-ah Maeng]], 30,',
    ],
    false: [
      'does Tai-chi daily', 'Yin-yang sign', 'a So-so day', 'Do-not resuscitate', 'In-house', 'Chin-up', 'An-gap 12', 'Min-max scaling',
      'Sun-exposed skin', 'HO-1', 'SUN-HEE',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.hyphen, 0); at + 1 < words.count; at = words.next(KIND.hyphen, at + 1)) {
    if (words.shape(at) !== SHAPE.capital || words.shape(at + 1) > SHAPE.capital || sizeOf(words, at + 1) < 2) continue
    const [one, two] = [words.lower(at), words.lower(at + 1)]
    const isPart = at > 0 && words.gap(at - 1) === '-' || at + 2 < words.count && words.gap(at + 1) === '-'
    if (isPart || !SYLLABLES.has(one) || !SYLLABLES.has(two.replace(/'s$/, '')) || OTHERWISE.has(`${one}-${two}`)) continue
    const last = isSurnameBehind(words, at + 2) ? at + 2 : at + 1
    yield { first: at, last, prior: PRIOR, why: 'two syllables of a given name of East Asia, joined by a hyphen' }
  }
}

const NO_SURNAME = LIST.clinical | LIST.organization | LIST.calendar | LIST.title | LIST.relative
const OTHERWISE_MAX = 1.6

/** Hyun-ah Gwak: a word with a capital that is a name, or that nobody knows. */
function isSurnameBehind(words: Words, at: number): boolean {
  if (at >= words.count || words.gap(at - 1) !== ' ' || words.shape(at) !== SHAPE.capital || sizeOf(words, at) < 2) return false
  const lists = words.lists(at)
  if (lists === 0) return nameWeight(words, at) > 0
  return (lists & NAMES) !== 0 && (lists & NO_SURNAME) === 0 && otherwise(words, at) <= OTHERWISE_MAX
}
