import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ERRORS } from '../src/contract/errors.ts'

/**
 * Who may import whom, by folder; a folder may always import itself. `type x` allows `import type` only. Folders
 * that are not listed may import everything but what `ONLY_FROM` closes.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/contract': [],
  'src/json': ['src/contract'],
  'src/fhir': ['src/contract', 'src/json'],
  'src/decode': ['src/contract', 'src/json', 'src/fhir'],
  'src/classify': ['src/contract', 'src/json', 'src/fhir'],
  'src/transform': ['src/contract', 'src/json', 'src/fhir'],
  'src/policy': ['src/contract', 'src/json', 'src/fhir', 'src/classify', 'src/transform'],
  'src/pipeline': [
    'src/contract', 'src/json', 'src/fhir', 'src/decode', 'src/classify', 'src/transform', 'src/policy',
  ],
  'src/audit': ['src/contract', 'type src/pipeline'],
  'src/exchange': [
    'src/contract', 'src/json', 'src/fhir', 'src/classify', 'src/transform', 'src/policy', 'src/pipeline',
  ],
  'src/observe': ['src/contract', 'type src/pipeline'],
  'detectors': ['src/contract'],
  'connectors': ['src/contract'],
}

/** Folders that only these files and folders may import. */
const ONLY_FROM: Readonly<Record<string, readonly string[]>> = {
  detectors: ['detectors', 'src/cli/assemble-engine.ts', 'test', 'bench'],
  connectors: [
    'connectors', 'src/cli/assemble-files.ts', 'src/cli/assemble-connectors.ts', 'src/cli/assemble-proxy.ts', 'src/cli/assemble-client.ts',
    'src/cli/config/config-schema.ts', 'test', 'bench',
  ],
  'src/cli': ['src/cli', 'test', 'bench'],
  'bench': ['bench', 'test'],
  'test': ['test', 'bench'],
}

/** Generated, so neither length nor size says anything about them. */
const isGenerated = (file: string): boolean => file.startsWith('src/fhir/tables/') || file === 'detectors/index.ts'

const root = path.dirname(import.meta.dirname)
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(root, file)))
const self = path.relative(root, import.meta.filename)
const scripts = files.filter((file) => /\.(?:ts|mjs)$/.test(file) && file !== self)
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const isUnder = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`)

/** `file:line: text` for every line of the files that the pattern is found in. */
function linesMatching(among: readonly string[], pattern: RegExp): string[] {
  return among.flatMap((file) => read(file).split('\n').flatMap((line, index) =>
    pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []))
}

interface Import {
  readonly file: string
  readonly line: number
  readonly target: string
  readonly isTypeOnly: boolean
}

const importStatement =
  /^[ \t]*(import|export)\s+(type\s)?[^'"`;]*?\bfrom\s+['"](\.[^'"]*)['"]|^[ \t]*import\s+['"](\.[^'"]*)['"]|\bimport\(\s*['"](\.[^'"]*)['"]/gm

/** The relative imports and re-exports of a file, with targets as paths from the root. */
function importsOf(file: string): Import[] {
  const text = read(file)
  return [...text.matchAll(importStatement)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    target: path.posix.join(path.posix.dirname(file), match[3] ?? match[4] ?? match[5] ?? ''),
    isTypeOnly: match[2] !== undefined,
  }))
}

function folderOf(file: string): string {
  return file.split('/').slice(0, file.startsWith('src/') ? 2 : 1).join('/')
}

function isAllowed({ file, target, isTypeOnly }: Import): boolean {
  const [from, to] = [folderOf(file), folderOf(target)]
  if (from === to) return true
  const allowed = MAY_IMPORT[from]
  if (allowed && !allowed.includes(to) && !(isTypeOnly && allowed.includes(`type ${to}`))) return false
  const openTo = ONLY_FROM[to]
  return openTo === undefined || openTo.some((place) => isUnder(file, place))
}

describe('imports', () => {
  const imports = scripts.flatMap(importsOf)

  test('import statements are found at all, so that the next tests mean something', () => {
    expect(imports.length).toBeGreaterThan(0)
  })

  test('every folder of src has its row in the table of import directions or is the command line or the server', () => {
    const folders = new Set(scripts.filter((file) => /^src\/[^/]+\//.test(file)).map(folderOf))
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT) && !/^src\/(?:cli|server)$/.test(folder))).toEqual([])
  })

  test('imports between folders go in the allowed directions only', () => {
    const wrong = imports.filter((one) => !isAllowed(one))
    expect(wrong.map((one) => `${one.file}:${one.line}: imports ${one.target}`)).toEqual([])
  })

  test('relative imports name the file with its extension', () => {
    const wrong = imports.filter((one) => !/\.(?:ts|json|mjs)$/.test(one.target))
    expect(wrong.map((one) => `${one.file}:${one.line}: imports ${one.target}`)).toEqual([])
  })

  test('no file only passes on the exports of others, but for the two registries', () => {
    const barrels = scripts.filter((file) => {
      const code = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/export\s[^;'"]*?from\s+['"][^'"]*['"];?/g, '')
      return code.trim() === '' && !/^(?:detectors|connectors)\/index\.ts$/.test(file)
    })
    expect(barrels).toEqual([])
  })
})

/** Strings, templates and patterns that begin and end in one line. */
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\/(?:[^/\\]|\\.)+\/[a-z]*/g

/** A line of words in a template of several lines, its first and its last included. */
function isText(line: string): boolean {
  const code = line.replace(/`[^`]*$/, '')
  return !/^\s*(?:\/\/|\/?\*)/.test(line) && (!/[(){}=;]/.test(code) || (code.length < 60 && code.length < line.length))
}

describe('files', () => {
  test('names of source files are kebab-case', () => {
    const wrong = scripts.filter(
      (file) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|bench|config|d))?\.(?:ts|mjs)$/.test(path.basename(file)),
    )
    expect(wrong).toEqual([])
  })

  test('no source file is longer than 400 lines', () => {
    const sources = scripts.filter((file) => /^(?:src|detectors|connectors)\//.test(file) && !isGenerated(file))
    const lengths = sources.map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
    expect(lengths.filter(({ lines }) => lines > 400).map(({ file, lines }) => `${file}: ${lines} lines`)).toEqual([])
  })

  test('no line is wider than 140 columns, what is in long quotes and lists of words not counted', () => {
    const isWide = (line: string): boolean =>
      line.length > 140 && !isText(line) && line.replaceAll(QUOTED, (quoted) => (quoted.length > 60 ? '' : quoted)).length > 140
    const wide = scripts
      .filter((file) => !isGenerated(file))
      .flatMap((file) => read(file).split('\n').flatMap((line, index) => (isWide(line) ? [`${file}:${index + 1}`] : [])))
    expect(wide).toEqual([])
  })

  test('no file is larger than 1 MiB, but for the generated tables of the FHIR model', () => {
    const large = files.filter((file) => !isGenerated(file) && statSync(path.join(root, file)).size > 1024 * 1024)
    expect(large).toEqual([])
  })

  test('names of files do not say Manager, Helper, Util or Impl', () => {
    expect(files.filter((file) => /(?:^|[-/.])(?:managers?|helpers?|utils?|impl)(?:[-/.]|$)/i.test(file))).toEqual([])
  })

  test('the lock file names no download host, so it works with every mirror', () => {
    const hosts = read('package-lock.json').match(/"resolved": "(?!https:\/\/registry\.npmjs\.org\/)[^"]*"/g)
    expect(hosts).toBeNull()
  })
})

describe('code', () => {
  test('the command line, the benchmarks and the tests alone print to the console', () => {
    const silent = scripts.filter((file) => !/^(?:src\/cli|bench|test|deploy)\//.test(file))
    expect(linesMatching(silent, /\bconsole\./)).toEqual([])
  })

  test('the type checker is nowhere told to look away', () => {
    expect(linesMatching(scripts, /\bas any\b|: any\b(?! [a-z])|<any\b|\bany\[\]|@ts-(?:ignore|nocheck|expect-error)/)).toEqual([])
  })

  test('the linter is told to look away only with a reason after two dashes', () => {
    const silenced = linesMatching(scripts, /(?:oxlint|eslint)-disable/)
    expect(silenced.filter((line) => !/-disable\S* \S+ -- \S+ \S+/.test(line))).toEqual([])
  })

  test('declared names do not say Manager, Helper, Util or Impl', () => {
    const declared = /\b(?:class|interface|type|function|const|let|enum)\s+\w*(?:Manager|Helper|Util|Utils|Impl)(?:[A-Z]\w*)?\b/
    expect(linesMatching(scripts, declared)).toEqual([])
  })

  test('nothing is left to do', () => {
    const texts = files.filter((file) => /\.(?:ts|mjs|md|ya?ml)$/.test(file) && file !== self)
    expect(linesMatching(texts, /\b(?:TODO|FIXME)\b/)).toEqual([])
  })

  test('no path of a developer\'s machine is named; one within the image of Kafka is none', () => {
    const texts = files.filter((file) => /\.(?:ts|mjs|md|json|ya?ml)$/.test(file) && file !== self)
    expect(linesMatching(texts, /(?:^|[\s'"`(=])(?:file:\/\/)?\/(?:work|opt|root|home|Users|tmp)\/(?!kafka\/bin\/)\w/)).toEqual([])
  })

  test('every error code is used', () => {
    const users = scripts.filter((file) => /^(?:src|connectors|detectors)\//.test(file) && file !== 'src/contract/errors.ts')
    const code = users.map(read).join('\n')
    expect(Object.keys(ERRORS).filter((name) => !new RegExp(`['"]${name}['"]`).test(code))).toEqual([])
  })
})

describe('tests', () => {
  const tests = scripts.filter((file) => file.startsWith('test/') || file.endsWith('.bench.ts'))

  test('no test runs alone or is left for later', () => {
    expect(linesMatching(tests, /\b(?:test|it|describe|suite)\.(?:only|todo|fails)\b/)).toEqual([])
  })

  test('a test is skipped by `skip` of its context, which takes the reason that the reporter asks for', () => {
    expect(linesMatching(tests, /\b(?:test|it|describe|suite)\.(?:skip|skipIf|runIf)\b|\.skip\(\)/)).toEqual([])
  })

  test('no title is used for an empty test', () => {
    expect(linesMatching(tests, /=> \{\s*\}\)\s*$/).filter((line) => /\b(?:test|it)\(/.test(line))).toEqual([])
  })
})
