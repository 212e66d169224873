import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors } from '../detectors/index.ts'
import { openRoster, type Roster } from '../src/classify/people/roster.ts'
import { TextBatch } from '../src/classify/text/batch.ts'
import { compilePattern } from '../src/classify/text/compile-pattern.ts'
import { loadLexicon } from '../src/classify/text/load-lexicon.ts'
import { TextScanner } from '../src/classify/text/scan.ts'
import { LIMITS } from '../src/contract/limits.ts'
import { PeopleReader } from '../src/pipeline/people/people-reader.ts'
import { loadPolicy } from '../src/policy/language/load.ts'
import { createKeyring } from '../src/transform/keys.ts'
import { compare, COMPARE_DEFAULTS, type CompareOptions, type Contender } from './compare.ts'
import { createBenchEngine, engineContender } from './core.ts'
import { createGenerator } from './generate.ts'
import { generateNotes } from './generate-notes.ts'
import { printRows } from './print-rows.ts'

/** Everything on, against JSON.parse on the same resources; then note text by itself; then texts made to be slow. */
export function benchText(quick: boolean): void {
  const options: CompareOptions = quick ? { rounds: 7, windowBytes: 500_000, sliceMs: 5 } : COMPARE_DEFAULTS
  const resources = createGenerator(1).resources(2000)
  withRosterOf(resources, (roster) => {
    printRows('Generated resources, 1-3 KB, everything on', compare(resources, [
      { name: 'JSON.parse(buffer.toString())', run: (message) => void JSON.parse(message.toString()) },
      engineContender('hipaa-safe-harbor', createBenchEngine('hipaa-safe-harbor', LIMITS)),
      engineContender('hipaa-safe-harbor, with a roster', createBenchEngine('hipaa-safe-harbor', LIMITS, roster)),
      engineContender('ai-training', createBenchEngine('ai-training', LIMITS)),
    ], options))
  })
  const notes = generateNotes(2, 400, 40).map((note) => Buffer.from(note))
  printRows(
    `Notes, ${detectors.length} detectors`,
    compare(notes, [...scanContenders(notes), naive()], { ...options, rounds: Math.min(options.rounds, 9) }),
  )
  printGrowth()
}

/** With a roster on the disk of everyone in some resources. */
function withRosterOf(resources: readonly Buffer[], use: (roster: Roster) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const keyring = createKeyring({
    keys: [{ version: 1, secret: 'a key for measuring, not for use' }],
    destination: 'roster',
    purpose: 'roster',
  })
  const roster = openRoster({ path: join(folder, 'roster.db'), hmac: (text) => keyring.hmac('roster', text) })
  try {
    const reader = new PeopleReader({ policy: loadPolicy('keep-everything'), limits: LIMITS })
    roster.addAll(resources.flatMap((resource) => reader.read(resource)))
    use(roster)
  } finally {
    roster.close()
    rmSync(folder, { recursive: true })
  }
}

function scanContenders(notes: readonly Buffer[]): Contender[] {
  const quoted = new Map(notes.map((note) => [note, JSON.stringify(note.toString())]))
  const lexicon = loadLexicon()
  const parse: Contender = { name: 'JSON.parse of the note as a string', run: (note) => void JSON.parse(quoted.get(note) as string) }
  const scan = (name: string, scanner: TextScanner): Contender => {
    const batch = new TextBatch()
    return { name, run: (note) => {
      batch.clear()
      batch.addBytes(note, 0, note.length)
      scanner.scan(batch, () => undefined)
    } }
  }
  return [
    parse,
    scan('all detectors', new TextScanner({ detectors, lexicon })),
    scan('detectors with patterns', new TextScanner({ detectors: detectors.filter((one) => 'patterns' in one), lexicon })),
    scan('all detectors, patterns on windows of the text', new TextScanner({ detectors, lexicon, runner: 'windows' })),
    scan('all detectors, every pattern over the whole note', new TextScanner({ detectors, lexicon, runner: 'plain' })),
  ]
}

/** Every pattern over every sentence, as a tool does that scans leaf by leaf. */
function naive(): Contender {
  const regexes = detectors.flatMap((detector) => 'patterns' in detector
    ? detector.patterns.map((pattern) => compilePattern(pattern.re, detector.name).regex)
    : [])
  return { name: 'every pattern over every sentence', run: (note) => {
    for (const sentence of note.toString().split(/(?<=[.;])[ \n]/)) {
      const bytes = Buffer.from(sentence)
      for (const regex of regexes) {
        regex.lastIndex = 0
        while (regex.exec(bytes) !== null);
      }
    }
  } }
}

const HOSTILE: readonly (readonly [string, string])[] = [
  ['digits', '1234567890'], ['digit and dash', '1-2-'], ['dates', '1/2/2020 '], ['names', 'John Smith '], ['capitals', 'Aa '],
  ['addresses', '12 Main St '], ['mail signs', 'a@b.'], ['colons', 'a:b:'], ['zero-width', 'a\u200b'], ['entities', '&eacute;'],
]

/** Four times the text takes about four times as long, whatever it repeats. */
function printGrowth(): void {
  const scanner = new TextScanner({ detectors, lexicon: loadLexicon() })
  const batch = new TextBatch()
  const time = (text: string): number => {
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now()
      batch.clear()
      batch.addText(text)
      scanner.scan(batch, () => undefined)
      return performance.now() - started
    })
    return times.sort((one, other) => one - other)[2] as number
  }
  console.log('\nTexts made to be slow: 64 KB, and how much longer 256 KB take (4 is linear)')
  for (const [name, unit] of HOSTILE) {
    const small = unit.repeat(Math.ceil(65_536 / unit.length))
    time(small)
    const base = time(small)
    console.log(
      `  ${name.padEnd(16)} ${(small.length / base / 1000).toFixed(1).padStart(7)} MB/s  x${(time(small.repeat(4)) / base).toFixed(1)}`,
    )
  }
}
