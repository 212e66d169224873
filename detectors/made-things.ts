import { WordMap, WordSet } from '../src/contract/word-set.ts'
import { SHAPE, type Words } from '../src/contract/words.ts'
import { isCapital } from './word-shape.ts'

/**
 * Who makes devices for people (FDA, Establishment Registration and Device Listing) and cars (NHTSA, vPIC list of
 * makes): `only` where nobody is called so, `device` and `car` where people are, and what is around has to tell.
 */
const MAKERS = new WordMap<'only' | 'device' | 'car'>(
  Object.entries({
    only: `medtronic biotronik dexcom phonak oticon livanova depuy microport terumo novocure insulet nevro medela invacare widex
      straumann coloplast convatec mindray`,
    device: 'abbott edwards zimmer biomet cook gore bard philips siemens sorin cochlear hologic stryker guidant',
    car: `ford dodge honda mazda suzuki chrysler jeep saab volvo audi lexus acura tesla bmw gmc fiat chevrolet chevy volkswagen hyundai
      nissan mitsubishi subaru toyota datsun peugeot citroen renault skoda vauxhall opel isuzu daihatsu oldsmobile pontiac cadillac
      buick yamaha kawasaki`,
  }).flatMap(([kind, makers]) => makers.trim().split(/\s+/).map((maker) => [maker, kind as 'only' | 'device' | 'car'] as const)),
)

const DEVICES = new WordSet(
  `pacemaker icd crt generator valve stent graft implant implants implanted explanted interrogated interrogation defibrillator prosthesis
  occluder stimulator`.trim().split(/\s+/),
)
const DEVICE_WORDS_MAX = 7
/** log10 per million: what more people are called is a forename. */
const GIVEN_MIN = 1
const ARTICLES = new WordSet(['a', 'an', 'his', 'her', 'my', 'their'])
/** a black Ford, his old red Ford */
const COLOUR_WORDS_MAX = 3

/** The word is who makes a device or a car, and what follows is what it is called: Medtronic Evera, an old Ford Transit. */
export function isMaker(words: Words, at: number): boolean {
  const kind = MAKERS.get(words, at)
  if (kind === undefined || at + 1 >= words.count || words.gap(at) !== ' ' || !isCapital(words, at)) return false
  if (kind === 'device') return words.frequency(at + 1, 'given') < GIVEN_MIN && isNearDevice(words, at)
  return kind === 'only' || isBehindArticle(words, at)
}

function isNearDevice(words: Words, at: number): boolean {
  for (let near = Math.max(0, at - DEVICE_WORDS_MAX); near < Math.min(words.count, at + DEVICE_WORDS_MAX); near++)
    if (DEVICES.has(words, near) || MAKERS.get(words, near) === 'only') return true
  return false
}

/** a Ford, her 2014 Ford, a dark blue Ford: nobody has an article. */
function isBehindArticle(words: Words, at: number): boolean {
  for (let before = at - 1; before >= 0 && at - before <= COLOUR_WORDS_MAX && words.gap(before) === ' '; before--) {
    if (ARTICLES.has(words, before)) return true
    if (words.shape(before) !== SHAPE.lower && words.shape(before) !== SHAPE.digits) return false
  }
  return false
}
