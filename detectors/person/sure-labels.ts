import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial } from '../word-shape.ts'

/** What nothing but a part of a name stands behind, with a colon between. */
const LABELS = new WordSet(`
surname lastname firstname middlename fullname familyname givenname forename forenames nickname nicknames
apellido apellidos apodo sobrenome sobrenomes prenom prenoms cognome cognomi
nachname nachnamen vorname vornamen zuname rufname geburtsname familienname spitzname
voornaam voornamen achternaam roepnaam geslachtsnaam geboortenaam meisjesnaam familienaam
fornavn efternavn etternavn mellomnavn mellemnavn kaldenavn pigenavn pikenavn fornamn efternamn mellannamn tilltalsnamn flicknamn
etunimi etunimet sukunimi kutsumanimi eesnimi perekonnanimi imie imiona nazwisko prijmeni priezvisko prezime priimek
vezeteknev keresztnev utonev csaladnev prenume soyadi soyad uzvards pavarde
`
    .trim()
    .split(/\s+/),
)
/** Labels of several words, as forms have them in Spanish, Portuguese, French, Italian, Indonesian and Malay. */
const PHRASES: ReadonlySet<string> = new Set(`
nombre de pila|nombre completo|nombre social|nombre legal|apellido de soltera|apellidos de soltera
nome social|nome completo|nome civil|nome do meio|nome de solteira|nome de batismo|primeiro nome|ultimo nome|nome da mae|nome do pai
nome di battesimo|cognome da nubile
nom de naissance|nom de famille|nom de jeune fille|nom d'usage|nom marital|nom patronymique|nom utilise|nom d'exercice
prenom usuel|prenom utilise|prenom d'usage|prenom de naissance|prenoms de naissance|premier prenom
nama lengkap|nama depan|nama belakang|nama keluarga|nama penuh|nama ibu kandung
`
    .trim()
    .split(/[|\n]/),
)
const PHRASE_ENDS = new WordSet([...PHRASES].map((phrase) => phrase.slice(phrase.lastIndexOf(' ') + 1)))
const PHRASE_WORDS_MAX = 4
/** What stands before `name` in such labels. */
const OF_PERSONS = new Set([
  'last', 'first', 'middle', 'given', 'family', 'full', 'maiden', 'legal', 'preferred', 'birth', 'patient', 'patients', "patient's", 'pt',
  'client', 'insured', 'subscriber', 'guarantor', 'spouse', "mother's", "father's",
])
/** What forms hold in place of a name, and the labels of the next field. */
const NONE = new WordSet(`
unknown none not na nil null no nobody anonymous declined refused withheld pending confidential redacted removed missing blank unable see
same required optional
field mr mrs ms desconocido desconocida ninguno ninguna sin no unbekannt inconnu test last first middle given family date dob sex gender
age mrn id suffix prefix title name
onbekend geen desconhecido desconhecida ignorado nenhum ukendt ukjent okand ingen tuntematon nieznane nezname neznamy sconosciuto
sconosciuta keine unbekannte aucun inconnue ismeretlen bilinmiyor`
    .trim()
    .split(/\s+/),
)
const WORDS_MAX = 4

/** Whether a label says that a name follows, whatever its words mean elsewhere: `Last name: Metformin`. */
export function isSureLabel(words: Words, label: number): boolean {
  if (LABELS.has(words, label) || isPhrase(words, label)) return true
  // First name(s): Karen
  if (label > 1 && words.gap(label - 1) === '(' && words.lower(label) === 's') return isSureLabel(words, label - 1)
  // Apellido 1: Prieto
  if (label > 0 && words.shape(label) === SHAPE.digits && words.gap(label - 1) === ' ') return NUMBERED.has(words, label - 1)
  if (GIVEN_NAMES.has(words, label)) return isBeforeSurname(words, label)
  const word = words.lower(label)
  // An attribute of markup: family="Kowalski"
  if (words.gap(label) === '="' && (word === 'family' || word === 'given')) return true
  if (label === 0 || words.gap(label - 1) !== ' ') return false
  if (word === 'name' || word === 'nm') return OF_PERSONS.has(words.lower(label - 1))
  return (word === 'family' || word === 'given') && words.lower(label - 1) === 'name'
}

function isPhrase(words: Words, label: number): boolean {
  if (!PHRASE_ENDS.has(words, label)) return false
  let phrase = words.lower(label)
  for (let at = label - 1; at >= 0 && label - at < PHRASE_WORDS_MAX && words.gap(at) === ' '; at--) {
    phrase = `${words.lower(at)} ${phrase}`
    if (PHRASES.has(phrase)) return true
  }
  return false
}

/** Labels that are counted: Apellido 2, Nombre 1. */
const NUMBERED = new WordSet(['apellido', 'nombre', 'surname', 'apelido', 'sobrenome'])

const GIVEN_NAMES = new WordSet(['nombre', 'nombres', 'nome'])
const SURNAMES = new WordSet(['apellido', 'apellidos', 'cognome', 'sobrenome'])
const GIVEN_NAMES_MAX = 5

/** Nombre: Abril. Apellidos: Prieto */
function isBeforeSurname(words: Words, label: number): boolean {
  for (let at = label + 2; at + 1 < words.count && at <= label + GIVEN_NAMES_MAX; at++)
    if (SURNAMES.has(words, at) && /^ ?:/.test(words.gap(at))) return true
  return false
}

/** The last word of the name behind a sure label; undefined where the field says that there is none. */
export function readAnyName(words: Words, first: number): number | undefined {
  // N/A
  if (NONE.has(words, first) || words.gap(first) === '/') return undefined
  if (words.shape(first) === SHAPE.lower) return endsField(words, first) ? first : undefined
  let last: number | undefined
  for (let at = first; at < words.count && at - first < WORDS_MAX; at++) {
    if (!isCapital(words, at) && !isInitial(words, at) || at > first && (NONE.has(words, at) || (words.lists(at) & LIST.title) !== 0)) break
    if (words.gap(at).startsWith(':')) break
    last = at
    const gap = words.gap(at)
    if (gap !== ' ' && gap !== '-' && !(gap === '. ' && isInitial(words, at))) break
  }
  return last
}

/** In small letters only a single word that is all that the field holds. */
function endsField(words: Words, at: number): boolean {
  return at + 1 >= words.count || /^\s*[,;|\n]/.test(words.gap(at))
}
