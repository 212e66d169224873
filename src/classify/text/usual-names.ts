import { LIST, SHAPE, sizeOf, type Words } from '../../contract/words.ts'
import { isNameAsWell, isWord, NO_NAME, PARTICLES, SURE_MIN, SURPLUS_MIN, WORDS_OF_ONE, type Kind } from './usual-kind.ts'
import { isBlank, type Reading } from './usual-reading.ts'

/** After these titles nothing but a name stands. */
export const TITLES = new Set([
  'dr', 'drs', 'dra', 'mr', 'mrs', 'ms', 'prof', 'sr', 'sra', 'srta', 'dona', 'dna', 'herr', 'herrn', 'frau', 'mme', 'mlle', 'madame',
  'monsieur', 'senor', 'senora', 'sig', 'signor', 'signora', 'dott', 'mevr', 'mevrouw', 'dhr', 'senhor', 'senhora', 'miss', 'heer',
  'meneer', 'dottoressa', 'docteur', 'don',
])
/** After these a name stands, and at times something else. */
const NAMING = new Set([
  'named', 'called', 'hi', 'hello', 'dear', 'thx', 'thanks', 'interpreter', 'caller', 'contact', 'contacto', 'kontakt', 'contactpersoon',
  'hola', 'estimado', 'estimada', 'querido', 'querida', 'llamado', 'llamada', 'namens', 'nomme', 'nommee', 'gez', 'fdo', 'atte',
  'patient',
  'patientin', 'patiente', 'paciente', 'pt', 'pat', 'responsable', 'medico', 'medica', 'doctor', 'doctora', 'nurse', 'enfermera',
  'enfermero', 'schwester', 'pfleger', 'infirmiere',
])
/** What only people do, behind a name that is a word as well. */
const DOING = new Set([
  'aware', 'denies', 'denied', 'reports', 'reported', 'states', 'stated', 'says', 'said', 'agrees', 'agreed', 'called', 'complains',
  'wants', 'lives', 'refuses', 'refused', 'feels', 'requests', 'requested', 'confirms', 'confirmed', 'refiere', 'niega', 'berichtet',
  'rapporte',
])

/** What stands before the word says that a name follows: a title, the colon of a label, a relative, the particle of a name. */
export function isIntroduced({ words, kinds, isTold }: Reading, at: number): boolean {
  if (at === 0) return false
  const gap = words.gap(at - 1)
  const kind = kinds[at] as Kind
  if (/^["')]?\s?[:=]\s{0,3}"?$/.test(gap)) return kind !== 'unknown' || isWholeName(words, kinds, at)
  if (gap !== ' ' && gap !== '. ' && gap !== '., ' && gap !== '-') return false
  const before = words.lower(at - 1)
  if (gap === ' ' && (before === 'named' || before === 'is' && at > 1 && words.lower(at - 2) === 'name' || before === 'llamo')) return true
  if (gap !== '., ' && TITLES.has(before) || kind !== 'unknown' && kind !== 'word' && NAMING.has(before)) return true
  if ((words.lists(at - 1) & LIST.relative) !== 0) return kind !== 'unknown' && kind !== 'word'
  let start = at - 1
  while (start >= 0 && at - start <= PARTICLES_MAX && PARTICLES.has(words.lower(start)) && /^[ -]$/.test(words.gap(start))) start--
  if (start === at - 1 || start < 0 || !isBlank(words, start)) return false
  return (
    isTold[start] === 1 ||
    TITLES.has(words.lower(start)) ||
    (kind !== 'unknown' && kinds[start] === 'name' && words.frequency(start, 'given') >= SURE_MIN)
  )
}

const PARTICLES_MAX = 3
const WHOLE_MAX = 4

/** Two and more words that nobody knows are all that stands behind the label of a person: paciente: aitor mendizabal, varon. */
function isWholeName(words: Words, kinds: readonly Kind[], first: number): boolean {
  if (!NAMING.has(words.lower(first - 1))) return false
  for (let at = first; at < words.count && at - first < WHOLE_MAX; at++) {
    if (isWord(kinds[at]) && !PARTICLES.has(words.lower(at))) return false
    if (words.gap(at) !== ' ') return at > first && !isWord(kinds[at]) && /^(?:$|[,.;\n(])/.test(words.gap(at))
  }
  return false
}

/** A forename, a surname or an initial with its point stands before or behind it. */
export function hasCompany({ words, kinds, shapes, isTold }: Reading, at: number): boolean {
  if (
    at > 0 &&
    shapes[at - 1] === SHAPE.capital &&
    kinds[at - 1] !== 'place' &&
    (!isWord(kinds[at - 1]) || isTold[at - 1] === 1 || sizeOf(words, at - 1) === 1) &&
    /^(?: |-|, ?|\. ?|\r?\n)$/.test(words.gap(at - 1)) &&
    (words.gap(at - 1)[0] !== '.' || sizeOf(words, at - 1) === 1)
  )
    return true
  const next = at + 1
  if (next >= words.count || words.frequency(at, 'given') - words.frequency(at, 'common') < SURPLUS_MIN || !isBlank(words, at)) return false
  if (DOING.has(words.lower(next))) return true
  if (sizeOf(words, next) === 1)
    return words.gap(next).startsWith('.') || (!isWord(kinds[next + 1]) && !WORDS_OF_ONE.has(words.lower(next)) && isBlank(words, next))
  return (
    kinds[next] === 'name' ||
    kinds[next] === 'rare' ||
    (kinds[next] === 'mixed' && words.frequency(next, 'surname') - words.frequency(next, 'common') >= SURPLUS_MIN)
  )
}

const LEADING_COMMON_MAX = 1.65
const LED_MIN = 1.55
const LED_SURPLUS_MIN = 1.95

/** A forename that is a word about as often, before a surname that is hardly anything else: grant miller. */
export function leadsSurname({ words, kinds }: Reading, at: number): boolean {
  const next = at + 1
  if (
    next >= words.count ||
    (kinds[next] !== 'name' && kinds[next] !== 'mixed') ||
    words.gap(at) !== ' ' ||
    (words.lists(at) & NO_NAME) !== 0
  )
    return false
  if (words.frequency(at, 'given') < SURE_MIN || words.frequency(at, 'common') > LEADING_COMMON_MAX || words.frequency(at, 'foreign') > 0)
    return false
  const surname = words.frequency(next, 'surname')
  return surname >= LED_MIN && surname - words.frequency(next, 'common') >= LED_SURPLUS_MIN
}

/** cooper, joy */
export function isReversed({ words, kinds }: Reading, at: number): boolean {
  const next = at + 1
  if (next >= words.count || words.gap(at) !== ', ' || words.frequency(at, 'surname') - words.frequency(at, 'common') < LED_SURPLUS_MIN)
    return false
  return (
    (kinds[next] === 'name' || kinds[next] === 'mixed') && words.frequency(next, 'given') - words.frequency(next, 'common') >= SURPLUS_MIN
  )
}

/** A word that nobody knows behind a forename or what was told to be one, or joined to a name. */
export function isBehindName({ words, kinds, shapes, isTold }: Reading, at: number): boolean {
  if (at > 0 && shapes[at - 1] === SHAPE.capital && kinds[at - 1] !== 'place') {
    const gap = words.gap(at - 1)
    if (gap === '-' || isBlank(words, at - 1) && isTold[at - 1] === 1 || sizeOf(words, at - 1) === 1 && /^\. ?$/.test(gap)) return true
  }
  return at + 1 < words.count && words.gap(at) === '-' && (kinds[at + 1] === 'name' || kinds[at + 1] === 'rare')
}

const WITHIN_COMMON_MAX = 2.2

/** A surname that is a word as well, where a name is being told: dr. john white, medico: elena olmedo dorado. */
export function endsName({ words, shapes, writing, isTold }: Reading, at: number): boolean {
  if (at === 0 || isTold[at - 1] !== 1 || shapes[at - 1] !== SHAPE.capital) return false
  const isBehindInitial = sizeOf(words, at - 1) === 1
  if (!isBlank(words, at - 1) && !(isBehindInitial && words.gap(at - 1) === '. ')) return false
  // JANE Q PUBLIC, DR A. BATH
  if (writing === 'capitals' && isBehindInitial && words.frequency(at, 'surname') > 0) return true
  return (
    isNameAsWell(words, at) ||
    (words.frequency(at, 'surname') > 0 &&
      (words.lists(at) & (NO_NAME | LIST.clinical)) === 0 &&
      words.frequency(at, 'common') <= WITHIN_COMMON_MAX)
  )
}
