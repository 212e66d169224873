import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allLocales, type LocaleDefinition } from '@faker-js/faker'
import { LIST, type Frequency } from '../../contract/words.ts'
import { definitionPackage } from '../../fhir/definition-packages.ts'
import { foldText } from './fold.ts'
import { codeDisplays, readCountedNames, readSources, sourceFolder, type CountedName } from './lexicon-sources.ts'
import { FREQUENCY_STEP } from './lexicon.ts'
import { FREQUENCY_STEPS_MAX, packLexicon, type LexiconRow } from './lexicon-table.ts'
import { CHART_SHORTHAND, CHART_WORDS, ORGANISMS, RECENT_DRUGS, SPANISH_CHART_WORDS } from './lexicon-words/chart-words.ts'
import { CLINICAL_ENDINGS, CLINICAL_TERMS, DRUGS, EPONYMS, SPANISH_CLINICAL_ENDINGS, spanishDrugs } from './lexicon-words/clinical-words.ts'
import { EUROPEAN_TERMS } from './lexicon-words/european-terms.ts'
import { CALENDAR, FUNCTION_WORDS, ORGANIZATION_HEADS, PROFESSIONS, RELATIVES, SPOKEN_WORDS, TITLES } from './lexicon-words/people-words.ts'
import { LEXICON_FILE } from './load-lexicon.ts'

const WORD = /^(?:[a-z]{2,}|[a-z]'[a-z]+)(?:'[a-z]+)*$/
/** Bearers per million of a name whose list has no counts: names of faker's locales are the frequent ones of a country. */
const LISTED_PER_MILLION = 60
const RARE_PER_MILLION = 8
const FUNCTION_PER_MILLION = 3000
/** Spoken and written text follow Zipf's law: the word of rank r makes up about 0.1 / r of it. */
const perMillionOfRank = (rank: number): number => 1e5 / (rank + 3)
/** Words of content that WordNet's authors tagged, as a share of all words they read. */
const TAGGED_WORDS = 450_000
const CITY_POPULATION_MIN = 15_000
const CITY_POPULATION_MIN_US = 1_000
const BIG_CITY_POPULATION_MIN = 100_000

interface Draft {
  lists: number
  given: number
  surname: number
  common: number
  foreign: number
}

/** Words with what is known of them so far, frequencies per million. */
class Drafts {
  readonly rows = new Map<string, Draft>()

  get(word: string): Draft | undefined {
    return this.rows.get(word)
  }

  add(word: string, list: number, as?: Frequency, perMillion = 0): void {
    // The genitive of a word is found by the word.
    if (!WORD.test(word) || word.length > 24 || word.endsWith("'s")) return
    const row = this.rows.get(word) ?? { lists: 0, given: 0, surname: 0, common: 0, foreign: 0 }
    row.lists |= list
    if (as !== undefined) row[as] = Math.max(row[as], perMillion)
    this.rows.set(word, row)
  }
}

/** The words of a text as the engine would see them, in lower case. */
function wordsOf(text: string): string[] {
  return Buffer.from(foldText(text).bytes).toString().toLowerCase().match(/[a-z]+(?:'[a-z]+)*/g) ?? []
}

export interface LexiconInputs {
  /** Folder of the npm packages, see `sourceFolder`. */
  readonly packages: string
  /** Folder with names-us-census-1990 and names-ssa-given. */
  readonly names: string
  /** Folder of the unpacked FHIR R4 package. */
  readonly fhir: string
}

/** Makes the packed table. The same inputs give the same bytes. */
export function buildLexicon(inputs: LexiconInputs): Buffer {
  const drafts = new Drafts()
  const sources = readSources(inputs.packages)
  addNames(drafts, readCountedNames(inputs.names))
  addLocaleNames(drafts)
  const dictionary = addCommon(drafts, sources)
  for (const name of sources.names()) {
    for (const word of wordsOf(name)) {
      if (word.length < 3 || dictionary.has(word) || FUNCTION_WORDS.includes(word)) continue
      drafts.add(word, LIST.given, 'given', RARE_PER_MILLION)
      drafts.add(word, LIST.surname, 'surname', RARE_PER_MILLION)
    }
  }
  addPlaces(drafts, sources)
  addClinical(drafts, sources, inputs.fhir)
  addWritten(drafts)
  for (const language of FURTHER_LANGUAGES) addFurther(drafts, sources.ranks(language))
  const rows = new Map<string, LexiconRow>()
  for (const [word, { lists, given, surname, common, foreign }] of drafts.rows) {
    rows.set(word, { lists, given: stepsOf(given), surname: stepsOf(surname), common: stepsOf(common), foreign: stepsOf(foreign) })
  }
  return packLexicon(rows)
}

function stepsOf(perMillion: number): number {
  if (perMillion <= 0) return 0
  return Math.min(Math.max(Math.round(Math.log10(perMillion) / FREQUENCY_STEP), 1), FREQUENCY_STEPS_MAX)
}

const IRISH = new Set(`brien connor neill neil reilly rourke sullivan donnell hara leary malley keefe shea dell toole grady dowd hare
  halloran meara mara riley bannon bryan callaghan donoghue driscoll dwyer flaherty gorman hagan higgins loughlin mahony mahoney
  quinn shaughnessy farrell kelly connell conner neal regan dea fallon hearn keeffe kane steen mally boyle sheridan`.split(/\s+/))

function addNames(drafts: Drafts, names: readonly CountedName[]): void {
  for (const { name, as, perMillion } of names) {
    const word = name.toLowerCase()
    drafts.add(word, LIST[as], as, perMillion)
    if (as === 'surname' && word.startsWith('o') && IRISH.has(word.slice(1))) drafts.add(`o'${word.slice(1)}`, LIST[as], as, perMillion)
  }
}

/** Every string in what a locale says of given names or surnames, whatever genders and parts it has. */
function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* stringsOf(part)
}

function addLocaleNames(drafts: Drafts): void {
  for (const locale of Object.values<LocaleDefinition>(allLocales)) {
    const { first_name: given, last_name: surname } = locale.person ?? {}
    for (const name of stringsOf(given)) for (const word of wordsOf(name)) drafts.add(word, LIST.given, 'given', LISTED_PER_MILLION)
    for (const name of stringsOf(surname)) for (const word of wordsOf(name)) drafts.add(word, LIST.surname, 'surname', LISTED_PER_MILLION)
  }
}

type Sources = ReturnType<typeof readSources>

/**
 * Ranks come from texts that write names and words alike, so a word that is a name too has its frequency from WordNet,
 * whose authors counted meanings.
 */
function addCommon(drafts: Drafts, sources: Sources): ReadonlySet<string> {
  const dictionary = new Set(sources.englishWords())
  const counts = sources.lemmaCounts()
  const lemmaCount = (word: string): number => {
    let most = counts.get(word) ?? 0
    for (const [ending, stem] of [
      ['s', ''], ['es', ''], ['ies', 'y'], ['ed', ''], ['ed', 'e'], ['d', ''], ['ing', ''], ['ing', 'e'], ['er', ''], ['ers', ''],
    ] as const) {
      if (word.endsWith(ending)) most = Math.max(most, (counts.get(word.slice(0, -ending.length) + stem) ?? 0) / 3)
    }
    return most
  }
  for (const [rank, word] of sources.englishRanks().entries()) {
    if (!dictionary.has(word)) continue
    const name = drafts.get(word)
    const isName = name !== undefined && (name.lists & (LIST.given | LIST.surname)) !== 0
    const perMillion = isName
      ? Math.min(Math.max((lemmaCount(word) / TAGGED_WORDS) * 1e6, 1), perMillionOfRank(rank))
      : perMillionOfRank(rank)
    drafts.add(word, LIST.common, 'common', perMillion)
  }
  for (const lemma of counts.keys()) if (dictionary.has(lemma)) drafts.add(lemma, LIST.common, 'common', 1)
  const spanish = new Set(sources.spanishWords())
  for (const [rank, written] of sources.ranks('spanish').entries()) {
    const [word = '', ...rest] = wordsOf(written)
    if (rest.length > 0 || !spanish.has(written)) continue
    const name = drafts.get(word)
    const isName = name !== undefined && (name.given > RARE_PER_MILLION || name.surname > RARE_PER_MILLION)
    drafts.add(word, LIST.common, 'common', isName ? Math.min(perMillionOfRank(rank) / 10, 30) : perMillionOfRank(rank))
  }
  return new Set([...dictionary, ...[...spanish].flatMap(wordsOf)])
}

const CITY_WORDS = new Set(['city', 'town', 'the', 'of', 'and', 'al', 'de', 'la', 'el', 'los', 'las', 'del', 'san', 'santa', 'saint', 'st'])

function addPlaces(drafts: Drafts, sources: Sources): void {
  const add = (name: string, isBig: boolean): void => {
    const words = wordsOf(name)
    for (const word of words) {
      if (word.length < 3 || CITY_WORDS.has(word) || FUNCTION_WORDS.includes(word)) continue
      if (words.length > 1 && !isBig && (drafts.get(word)?.common ?? 0) > 10) continue
      drafts.add(word, LIST.place)
    }
  }
  for (const { name, country, population } of sources.cities()) {
    if (population < (country === 'US' ? CITY_POPULATION_MIN_US : CITY_POPULATION_MIN)) continue
    add(name, population >= BIG_CITY_POPULATION_MIN)
  }
  for (const locale of Object.values<LocaleDefinition>(allLocales)) {
    const { city_name: cities, state: states, county: counties } = locale.location ?? {}
    for (const name of stringsOf(cities)) add(name, false)
    for (const name of stringsOf(states)) add(name, true)
    for (const name of stringsOf(counties)) add(name, false)
  }
  const countries = ['en', 'es', 'fr', 'de', 'it', 'pt'].flatMap((language) => sources.countries(language))
  const peoples = ['en', 'es'].flatMap((language) => sources.nationalities(language))
  for (const name of [...countries, ...peoples]) {
    for (const word of wordsOf(name)) {
      if (word.length < 4 || (drafts.get(word)?.common ?? 0) > 100 || FUNCTION_WORDS.includes(word)) continue
      drafts.add(word, LIST.country)
    }
  }
}

const FILE_BODY = 8
const FILES_OF_NAMES = new Set([15, 18])
const CLINICAL_GLOSS =
  /\b(?:disease|disorder|drugs?|medic\w*|surg\w*|symptoms?|syndrome|tumou?r|inflammation|infection|bacteri\w*|virus|anatom\w*|bones?|muscles?|nerves?|arter\w*|veins?|tissues?|glands?|patholog\w*|enzyme|hormone|protein|vitamin|trade name)\b/

function addClinical(drafts: Drafts, sources: Sources, fhir: string): void {
  for (const { lemmas, file, gloss } of sources.nouns()) {
    if (FILES_OF_NAMES.has(file) || file !== FILE_BODY && !CLINICAL_GLOSS.test(gloss)) continue
    for (const lemma of lemmas) {
      for (const part of lemma.split(/[_-]/)) {
        const isName = /^[A-Z]/.test(part)
        const [word = ''] = wordsOf(part.replace(/'s?$/, ''))
        if (word.length < 3 || FUNCTION_WORDS.includes(word)) continue
        if (!isName || !lemma.includes('_')) drafts.add(word, LIST.clinical)
        else if (/'s?$/.test(part)) drafts.add(word, LIST.eponym)
      }
    }
  }
  for (const word of sources.englishWords()) {
    if (word.length > 5 && CLINICAL_ENDINGS.test(word) && !drafts.get(word)?.given)
      drafts.add(word, LIST.clinical | LIST.common, 'common', 1)
  }
  for (const written of sources.spanishWords()) {
    const [word = ''] = wordsOf(written)
    if (word.length > 6 && SPANISH_CLINICAL_ENDINGS.test(word) && !drafts.get(word)) drafts.add(word, LIST.clinical)
  }
  for (const display of codeDisplays(fhir)) {
    for (const word of wordsOf(display)) {
      const known = drafts.get(word)
      if (((known?.lists ?? 0) & (LIST.place | LIST.country)) !== 0) continue
      if (word.length > 2 && !FUNCTION_WORDS.includes(word) && (known?.given ?? 0) + (known?.surname ?? 0) <= RARE_PER_MILLION * 2)
        drafts.add(word, LIST.clinical)
    }
  }
}

function addWritten(drafts: Drafts): void {
  const lists = [
    [TITLES, LIST.title], [RELATIVES, LIST.relative], [PROFESSIONS, LIST.profession], [ORGANIZATION_HEADS, LIST.organization],
    [CALENDAR, LIST.calendar], [EPONYMS, LIST.eponym], [DRUGS, LIST.clinical], [CLINICAL_TERMS, LIST.clinical],
    [CHART_WORDS, LIST.clinical], [CHART_SHORTHAND, LIST.clinical], [SPANISH_CHART_WORDS, LIST.clinical], [RECENT_DRUGS, LIST.clinical], [ORGANISMS, LIST.clinical],
  ] as const
  for (const word of EUROPEAN_TERMS) {
    const known = drafts.get(word)
    if ((known?.given ?? 0) + (known?.surname ?? 0) <= RARE_PER_MILLION * 2) drafts.add(word, LIST.clinical)
  }
  for (const word of spanishDrugs(DRUGS)) if (!drafts.get(word)) drafts.add(word, LIST.clinical)
  for (const [words, list] of lists) for (const word of words) drafts.add(word, list)
  for (const word of [...FUNCTION_WORDS, ...SPOKEN_WORDS]) drafts.add(word, LIST.common, 'common', FUNCTION_PER_MILLION)
}

/** Languages of which the frequent words are known by themselves; the list of Spanish words has no forms of adjectives and verbs. */
const FURTHER_LANGUAGES = ['german', 'french', 'italian', 'dutch', 'portuguese', 'spanish'] as const
const FURTHER_RANK_MAX = 4500
/** Words before this rank are hardly names, whatever lists of names say: am, sein, vater. */
const NO_NAME_RANK = 300

/** The frequent words of one more language. The ranks have the names of films as well, which are left out. */
function addFurther(drafts: Drafts, ranks: readonly string[]): void {
  const capitals = ranks.filter((word) => /^\p{Lu}/u.test(word)).length
  // German nouns have capitals, and so have names in all lists that were kept as they were written.
  const isCased = capitals > 0
  const hasNouns = capitals > ranks.length / 4
  for (const [rank, written] of ranks.slice(0, FURTHER_RANK_MAX).entries()) {
    const [word = '', ...rest] = wordsOf(written)
    if (rest.length > 0 || word.includes("'") || isCased && !hasNouns && /^\p{Lu}/u.test(written)) continue
    const known = drafts.get(word)
    const isName =
      Math.max(known?.given ?? 0, known?.surname ?? 0) > RARE_PER_MILLION || ((known?.lists ?? 0) & (LIST.place | LIST.country)) !== 0
    if (rank < NO_NAME_RANK || !isName || (isCased && (known?.given ?? 0) <= RARE_PER_MILLION && /^\p{Ll}/u.test(written)))
      drafts.add(word, 0, 'foreign', perMillionOfRank(rank))
  }
}

if (import.meta.main) {
  const names = process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpora')
  if (existsSync(join(names, 'names-us-census-1990'))) {
    const packed = buildLexicon({ packages: sourceFolder(), names, fhir: definitionPackage('R4') })
    mkdirSync(dirname(LEXICON_FILE), { recursive: true })
    writeFileSync(LEXICON_FILE, packed)
    process.stdout.write(`${LEXICON_FILE}: ${packed.length} bytes\n`)
  } else process.stdout.write(`the lexicon is left as it is: ${names} does not hold names-us-census-1990 and names-ssa-given\n`)
}
