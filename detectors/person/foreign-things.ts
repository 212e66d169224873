import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Language, type Words } from '../../src/contract/words.ts'
import { isCapital, startsSentence } from '../word-shape.ts'

/**
 * What is called after somebody, in the languages where its head stands before the name, and what is graded or done by somebody's rule
 * (Stedman's Medical Eponyms).
 */
const HEADS = new WordSet(
  `maladie syndrome signe test score classification echelle indice criteres methode technique manoeuvre epreuve formule ligne sac canal sonde
  pince drain aiguille stade exophtalmometrie fracture hernie kyste triangle anneau ligament glande tumeur sarcome lymphome anemie choree
  paralysie ulcere thyroidite selon malattia morbo sindrome segno classificazione scala criteri metodo tecnica manovra secondo formula linea
  cavo sacco canale sonda pinza drenaggio ago stadio frattura ernia cisti triangolo anello legamento ghiandola tumore sarcoma linfoma anemia
  corea paralisi ulcera tiroidite esofago doenca sinal teste escore classificacao escala criterios tecnica manobra segundo fundo pinca dreno
  agulha fratura hernia cisto quisto anel glandula linfoma coreia paralisia nach morbus syndrom zeichen klassifikation skala index kriterien
  manover formel ziekte syndroom teken classificatie schaal criteria volgens choroba choroby zespol zespolu objaw objawy klasyfikacja
  wskaznik kryteria metoda wedlug wg sykdom sygdom sjukdom tegn tecken skar indeks kriterier metode metod enligt ifolge modum`
    .trim()
    .split(/\s+/),
)
const LED_MAX = 3
const LEADING = new WordSet([
  'de', 'di', 'da', 'do', 'd', 'del', 'della', 'dei', 'des', 'du', 'der', 'von', 'van', 'l', 'w', 'i', 'e', 'et', 'und', 'og', 'och',
])

/** Behind the head of what is called after somebody: signe de Prieto, nach Prieto und Kowalski, objaw Kowalskiego. */
function isBehindHead(words: Words, first: number): boolean {
  let at = first - 1
  for (let led = 0; at > 0 && led < LED_MAX && /^[ ']$/.test(words.gap(at)) && LEADING.has(words, at); led++) {
    // Elston und Ellis: of the second the head stands before the first
    if (sizeOf(words, at) <= 3 && isCapital(words, at - 1) && JOINS.has(words, at)) at--
    at--
  }
  return at >= 0 && words.gap(at) === ' ' && HEADS.has(words, at)
}

const JOINS = new WordSet(['i', 'e', 'et', 'und', 'og', 'och', 'y'])

/** Ends as terms of medicine and abstract nouns do in the languages of Europe, and hardly any name does. */
const TERM_ENDING = new RegExp(
  `(?:${`[cst]ion cion zione [cs]ao heit keit schaft itat ismus ismo isme itis metri[ae] graphi[ae] grafi[ae] s[ck]opi[ae] logi[ae] logii iatrii urgii icznej icznego icznym tomi[ae]
  pathi[ae] plasti[ae] plastik e[ck]tomi[ae] algi[ae] thrombose trombose [dnrst]ung befund bericht station syndroms? methode untersuchung
  behandlung therapie terapia terapi gutachten krebs krankheit infarkt anfall schmerz schmerzen klinik abstand aufnahme abnahme zunahme verlauf sekret ergebnis zeichen
  werte druck gewebe frequenz nadel geriatrie psychiatrie padiatrie chirurgie amnese gnose medikation eria traitement mento ziekte onderzoek
  afdeling sjukdom sykdom sygdom undersokning undersogelse behandling avdelning mottagning`
    .split(/\s+/)
    .join('|')})$`,
)
const TERM_SIZE_MIN = 7

/** Whether a word that no list has ends as a term does, in a text that is not in English, whose terms the lists have. */
export function isForeignTerm(words: Words, at: number): boolean {
  return sizeOf(words, at) >= TERM_SIZE_MIN && isForeign(words) && TERM_ENDING.test(words.lower(at))
}

/** Told to be in another language than English. */
export function isForeign(words: Words): boolean {
  const language = words.language()
  return language !== undefined && language !== 'en'
}

/** Those in which compounds are written with a hyphen. */
const COMPOUNDING: ReadonlySet<Language> = new Set(['de', 'nl', 'nordic'])
/** Behind the hyphen of what is called after somebody: Cobb-Winkel, Donati-Naht, Weber-fractuur. */
const COMPOUND_HEADS = new WordSet(
  `winkel technik stadium grad linie linien zeichen test tests index score syndrom krankheit methode katheter sonde drainage naht schnitt
  fraktur hernie klassifikation nadel zange schiene lagerung manover griff probe reaktion farbung formel regel platte nagel draht prothese
  operation plastik lappen dreieck knoten zyste tumor ulkus anamie atmung reflex phanomen trias bogen band skala typ kriterien gerat lampe
  verband kompression ratio effekt fractuur teken ziekte schaal drain klassifisering tegn tecken sykdom sjukdom linjer indeks kateter
  dren brudd fraktur`.split(/\s+/),
)
const GERMAN_ARTICLES = new WordSet([
  'der', 'die', 'das', 'den', 'dem', 'des', 'ein', 'eine', 'einer', 'eines', 'einen', 'einem', 'kein', 'keine', 'keinen', 'keiner', 'im', 'am', 'zum',
  'zur', 'beim', 'vom',
])

/**
 * No person although two words with capitals stand side by side: in German every noun has one, so that a forename must be among them; a
 * compound with a hyphen goes on in a noun (Harvey-Bradshaw-Index); a noun behind an article.
 */
export function isForeignThing(words: Words, first: number, last: number): boolean {
  const language = words.language()
  if (language === undefined || language === 'en') return false
  if (isBehindHead(words, first)) return true
  if (isHeading(words, first, last)) return true
  if (!COMPOUNDING.has(language)) return false
  if ((words.gap(last) === '-' && last + 1 < words.count) || words.shape(last) === SHAPE.lower) return true
  for (let at = first + 1; at <= last; at++) if (words.gap(at - 1) === '-' && COMPOUND_HEADS.has(words, at)) return true
  if (language !== 'de') return false
  if (first > 0 && words.gap(first - 1) === ' ' && last - first < 2 && GERMAN_ARTICLES.has(words, first - 1)) return true
  if (last === first) return false
  const end = words.lists(last)
  if (words.gap(last - 1) === '-' && (TERM_ENDING.test(words.lower(last)) || end !== 0 && (end & NAMES) === 0)) return true
  return !hasForename(words, first, last)
}

/** A forename of the lists that is no frequent word of German, or a surname by its list in front of it. */
function hasForename(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) {
    const isGiven = (words.lists(at) & LIST.given) !== 0
    if (isGiven && words.frequency(at, 'foreign') === 0 && words.frequency(at, 'common') <= COMMON_MAX) return true
  }
  // A forename that nobody knows, before a surname
  if ((words.lists(last) & LIST.surname) === 0 || words.frequency(last, 'foreign') > 0) return false
  return words.gap(last - 1) === ' ' && last - first === 1 && !startsSentence(words, first)
}

const COMMON_MAX = 1.5
const NAMES = LIST.given | LIST.surname

/** In capitals a heading has more words that no list of names has than a name: KARTA INFORMACYJNA LECZENIA. */
function isHeading(words: Words, first: number, last: number): boolean {
  let listed = 0
  for (let at = first; at <= last; at++) {
    if (words.shape(at) !== SHAPE.upper) return false
    if ((words.lists(at) & NAMES) !== 0) listed++
  }
  return listed * 2 < last - first + 1
}

const LEADS_NAME = LIST.relative | LIST.title | LIST.profession

/** A time or a number stands behind the colon (Alta: 17/08), or the sign of a number before it (N° Adeli). */
export function isNumberedOrTimed(words: Words, at: number): boolean {
  if (at + 1 < words.count && words.gap(at).startsWith(':') && words.shape(at + 1) === SHAPE.digits) return true
  return at > 0 && words.gap(at - 1).includes('°')
}

/** A single word that is a forename elsewhere, behind a word of the language with a capital: Pronto Soccorso. */
export function isWithinCapitals(words: Words, at: number): boolean {
  if (at === 0 || words.gap(at - 1) !== ' ' || words.shape(at - 1) !== SHAPE.capital || !isForeign(words)) return false
  return (words.lists(at - 1) & LEADS_NAME) === 0 && ((words.lists(at - 1) & NAMES) === 0 || words.frequency(at - 1, 'foreign') > 0)
}

/** Units before a stroke or a full stop and the capital that ends them: G/L. Curatelle, mg/L. Sacroileite, 8 j.H. Cisnienie. */
export function endsUnit(words: Words, initial: number): boolean {
  if (initial === 0) return false
  const gap = words.gap(initial - 1)
  const size = sizeOf(words, initial - 1)
  if (gap === '/') return size <= UNIT_SIZE_MAX
  return gap === '.' && size === 1 && words.shape(initial - 1) === SHAPE.lower
}

const UNIT_SIZE_MAX = 4

/** Adjectives, participles and diseases as they end in Romance and Germanic languages: Hipertensa, Programado, Infarctus, Astma. */
const WORD_ENDING =
  /(?:[ai]d[oa]s?|ic[oa]s?|ens[oa]s?|os[oa]s?|iv[oa]s?|ctus|tus|es|sie|ie|ion|ment|ung|al|ar|oma|osis|itis|ante|ente|able|ble|infarkt|astma|kreft|kanker|sykdom|sjukdom)$/

/** Whether a word that no list has is such a word, in a text that is not in English. */
export function isForeignAdjective(words: Words, at: number): boolean {
  return words.lists(at) === 0 && isForeign(words) && WORD_ENDING.test(words.lower(at))
}
