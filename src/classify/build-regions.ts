import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { packageFolder } from '../fhir/definition-packages.ts'
import { foldRegion, regionTableUrl } from './regions.ts'

/**
 * The npm packages that the names of regions are made from: Unicode CLDR (Unicode License V3) for English, `iso-3166` (MIT) for the
 * languages of the countries. They are needed for building only.
 */
const ENGLISH = 'cldr-subdivisions-full@48.2.0'
const CONTAINMENT = 'cldr-core@48.2.0'
const LOCAL = 'iso-3166@4.4.0'

/** Countries whose first subdivisions are municipalities, parishes or quarters: no larger than what a state stands above. */
const SMALL: ReadonlySet<string> = new Set(
  'AD AG AI AZ BB BS DM GD HK IS JM KN LC LI LV MC MD ME MK MO MS MT MV NR PW SC SI SM TV VA VC'.split(' '))
/** Countries where people write the second subdivision as the state: provinces, departments and counties. */
const DEEP: ReadonlySet<string> = new Set(['BE', 'ES', 'FR', 'IE', 'IT'])
/** What a name may do without, folded. */
const KINDS =
  /^(?:provincia|comunidad|comunitat|community|region|regiunea|estado|departamento|departement|province|canton|land|state|republic|oblast)(?: autonoma)?(?: de| di| du| of)? | (?:autonomous community|autonomous region|autonomous republic|province|region|county|department|governorate|prefecture|oblast|krai|voivodeship|canton|state|district|sheng|shi|to|fu|ken)$/
/** As people write them. */
const MORE = [
  'washington d c', 'washington dc', 'cataluna', 'comunidad valenciana', 'pais vasco', 'islas baleares', 'distrito federal',
  'vlaanderen', 'wallonie', 'comunitat valenciana', 'mexico city', 'cdmx', 'bruxelles', 'brussel', 'northern ireland', 'vic', 'nsw',
  'qld', 'tas',
]

interface Containment {
  readonly supplemental: { readonly subdivisionContainment: Readonly<Record<string, Readonly<Record<'_contains', readonly string[]>>>> }
}
interface English {
  readonly subdivisions: { readonly localeDisplayNames: { readonly subdivisions: Readonly<Record<string, string>> } }
}

/** The table of names. Throws when a package cannot be had. */
export async function buildRegions(): Promise<string> {
  const english = (readJson(ENGLISH, 'subdivisions', 'en', 'en.json') as English).subdivisions.localeDisplayNames.subdivisions
  const { iso31662 } = (await import(pathToFileURL(join(packageFolder(LOCAL), '2.js')).href)) as {
    readonly iso31662: readonly { readonly code: string; readonly name: string }[]
  }
  const local = new Map(iso31662.map(({ code, name }) => [code.replace('-', '').toLowerCase(), name]))
  const names = new Set<string>(MORE)
  for (const code of largeRegions()) {
    for (const name of [english[code], local.get(code)]) for (const way of waysOf(name ?? '')) names.add(way)
  }
  return `${[...names].filter((name) => name.length > 2 && !/\d/.test(name)).sort().join('\n')}\n`
}

function largeRegions(): string[] {
  const contains = (readJson(CONTAINMENT, 'supplemental', 'subdivisionContainment.json') as Containment)
    .supplemental.subdivisionContainment
  const regionsIn = (code: string): readonly string[] => contains[code]?.['_contains'] ?? []
  return Object.keys(contains).flatMap((country) => {
    if (!/^[A-Z]{2}$/.test(country) || SMALL.has(country)) return []
    return DEEP.has(country) ? regionsIn(country).flatMap((region) => [region, ...regionsIn(region)]) : regionsIn(country)
  })
}

/** A name whole, each of several in one, and each without the word for what it is: `Madrid, Comunidad de`. */
function waysOf(name: string): string[] {
  const parts = [name, ...name.split(/[;/()[\]*²]/)].flatMap((part) => {
    const [first = '', second, ...more] = part.split(', ')
    if (second === undefined || more.length > 0) return [part]
    return / (?:de|del|do|of|du|la)$/i.test(second) ? [part, first, `${second} ${first}`] : [part, first, second]
  })
  const written = [...parts, ...parts.map((part) => part.replaceAll(/[äöü]/gi, (letter) => `${letter}e`))].map(foldRegion)
  return [...written, ...written.map((part) => part.replace(KINDS, '').trim())]
}

function readJson(spec: string, ...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(packageFolder(spec), ...path), 'utf8'))
}

async function main(): Promise<void> {
  const made = await buildRegions()
  const file = fileURLToPath(regionTableUrl())
  if (!process.argv.includes('--check')) {
    writeFileSync(file, made)
    return
  }
  if (readFileSync(file, 'utf8') === made) return
  process.stderr.write('Stale table of regions. Run: node src/classify/build-regions.ts\n')
  process.exitCode = 1
}

if (import.meta.main) await main()
