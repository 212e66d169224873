import type { PatternDetector } from '../../src/contract/detector.ts'

const MINUS = '[-+]'
/** Degrees with a fraction, after a point or a comma. */
const DEGREES = String.raw`${MINUS}?\d{1,3}\.\d{3,15}`
const DEGREES_COMMA = String.raw`${MINUS}?\d{1,3},\d{4,15}`
const SIGN = String.raw`(?: ?(?:°|o|deg(?:rees)?|d)\.?)`
/** Before or behind the letter of a side of the world. */
const SIDED = String.raw`\d{1,3}[.,]\d{2,15}(?: ?o)?`
/** Degrees, minutes and seconds with blanks alone between. */
const PLAIN = String.raw`\d{1,3} \d\d \d\d(?:\.\d{1,3})?`
const NAMED = String.raw`(?:latitude|latitud|latitudine|longitude|longitudine|breitengrad|laengengrad|langengrad)`
/** The alphabet of Open Location Codes: 20 signs that spell no word. The first two are no further than the poles and the antimeridian. */
const OLC = '[23456789CFGHJMPQRVWX]'
const OLC_FIRST = '[23456789C][23456789CFGHJMPQRV]'
const GRID = String.raw`\d{1,2}[ ]?[C-HJ-NP-X][ ]?[A-HJ-NP-Z][A-HJ-NP-V]`
const GRID_WORD = '(?:mgrs|usng|utm|military grid(?: reference)?|grid(?: ref(?:erence)?s?\\.?)?|ngr)'

export const geoCoordinates: PatternDetector = {
  name: 'geo-coordinates',
  class: 'address',
  describes:
    'Where somebody is on the globe: latitude and longitude in degrees, or with minutes and seconds, geo: addresses, plus codes, and references to the military and national grids behind a word for them.',
  source:
    '45 CFR 164.514(b)(2)(i)(B): geocodes; ISO 6709:2022; RFC 5870 (geo URI); RFC 7946 section 3.1.1 (GeoJSON positions); Open Location Code specification 1.0; NGA.STND.0037 (MGRS); Ordnance Survey, National Grid',
  patterns: [
    // A pair with fractions of a metre to a hundred metres
    {
      re: String.raw`(?:^|[^\d.,\w+-])(?<phi>${DEGREES}${SIGN}?[ ]?[,;/|][ ]?${DEGREES})(?:[.,;]?$|[^\d.,;\w% ]|[.;,]?[ ][^\d+-]|[.;,][\n\])}\"])`,
      prior: 0.5,
      check: isPair,
    },
    {
      re: String.raw`(?i)\b(?:coord(?:inate)?s?|gps|location|position|geo(?:code|location|point)?|lat[ ]?[/,][ ]?lon(?:g|gitude)?|found at|scene)["']?[ ]?[:=]{0,2}[ ]?[\[("']{0,3}(?<phi>${DEGREES}${SIGN}?[ ]?[,;/ ][ ]?${DEGREES})\b`,
      prior: 0.9,
      check: isOnGlobe,
    },
    { re: String.raw`(?:^|[^\d.,\w+-])(?<phi>${DEGREES_COMMA}[ ]?[;/ ][ ]?${DEGREES_COMMA})(?:[^\d,\w%]|$)`, prior: 0.5, check: isPair },
    {
      re: String.raw`(?i)\bcoord(?:inate|enada)s?["']?[ ]?[:=]?[ ]?[\[("']{0,4}[ \n]{0,4}(?<phi>${MINUS}?\d{1,3}\.\d{1,15}[ ]?[,;/ ][ \n]{0,4}${MINUS}?\d{1,3}\.\d{1,15})\b`,
      prior: 0.9,
      check: isOnGlobe,
    },
    // With letters for the sides of the world: 42.50 N, 70.8578 W; N 42 30 00 W 70 51 28
    { re: String.raw`(?:^|[^\w.])(?<phi>${SIDED}[ ]?[NS](?:[,;/ ]{0,3}|[ ]and[ ])${SIDED}[ ]?[EWO])\b`, prior: 0.9 },
    { re: String.raw`\b(?<phi>[NS][ ]?${SIDED}[,;/ ]{1,3}[EWO][ ]?${SIDED})`, prior: 0.9 },
    { re: String.raw`(?:^|[^\w.])(?<phi>${PLAIN}[ ]?[NS][,;/ ]{0,3}${PLAIN}[ ]?[EWO])\b`, prior: 0.9 },
    { re: String.raw`\b(?<phi>[NS][ ]?${PLAIN}[,;/ ]{1,3}[EWO][ ]?${PLAIN})`, prior: 0.9 },
    // Degrees, minutes and seconds say what they are, one alone too
    { re: String.raw`(?:^|[^\d.])(?<phi>${MINUS}?\d{1,3}[ ]?(?:°|o|deg)[ ]?[0-5]?\d(?:\.\d{1,6})?[ ]?'(?:[ ]?[0-5]?\d(?:[.,]\d{1,6})?[ ]?(?:"|''))?[ ]?[NSEWO])\b`, prior: 0.95 },
    { re: String.raw`(?:^|[^\w.])(?<phi>[+-]\d{2,6}\.\d{2,9}[+-]\d{3,7}\.\d{2,9}(?:[+-]\d{1,5}(?:\.\d+)?)?)/`, prior: 0.9 },
    { re: String.raw`(?i)\bgeo:(?<phi>-?\d{1,3}(?:\.\d+)?,-?\d{1,3}(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)?(?:;[a-z\d=.;-]{1,60})?)`, prior: 0.97 },
    // Behind its label, in forms and in keys: lat, longitude, gps_lat
    {
      re: String.raw`(?i)(?:\b|_|gps)${NAMED}["']?>?[ ]?[:=]{1,2}[ ]?["']?(?<phi>${MINUS}?\d{1,3}[.,]\d{1,15}(?:${SIGN}?[ ]?[NSEWO]\b)?)`,
      prior: 0.93,
      check: isAngle,
    },
    {
      re: String.raw`(?i)(?:\b|_|gps)(?:${NAMED}|longitud|lat|lon|lng)\.?["']?>?[ ]?[ ,:=]{1,2}(?:of |is |was )?["']?(?<phi>${MINUS}?\d{1,3}[.,]\d{3,15})`,
      prior: 0.93,
      check: isAngle,
    },
    { re: String.raw`(?i)(?:\b|_)lat[a-z]{0,5}[ "':=]{1,4}${MINUS}?\d{1,2}[.,]\d{2,15}[ "',;&]{1,4}(?:[a-z]{2,8}_)?(?:long?|lng)["']?[ ]?[:=]?[ ]?(?<phi>${MINUS}?\d{1,3}[.,]\d{2,15})`, prior: 0.95 },
    { re: String.raw`(?i)(?:\b|_)lat[a-z]{0,5}[ "':=]{1,4}(?<phi>${MINUS}?\d{1,2}[.,]\d{2,15})[ "',;&]{1,4}(?:[a-z]{2,8}_)?(?:long?|lng)["']?[ ]?[:=]?[ ]?${MINUS}?\d{1,3}[.,]\d{2,15}`, prior: 0.95 },
    // One number of a position, as a list of GeoJSON is read
    { re: String.raw`(?i)\bcoord(?:inate|enada)s?["']?[ ]?[:=][ ]?(?<phi>${DEGREES})(?:[^\d.,\w%]|[.,]?$|[.,][^\d])`, prior: 0.9, check: isAngle },
    // Open Location Codes
    { re: String.raw`\b(?<phi>${OLC_FIRST}${OLC}{2}[ ]?${OLC}{4}\+${OLC}{2,7})\b`, prior: 0.95 },
    { re: String.raw`\b(?<phi>${OLC_FIRST}(?:${OLC}{2}00|${OLC}{4})00\+)`, prior: 0.9 },
    // A short one goes with a town, or a word for it
    { re: String.raw`(?:^|[^\w+-])(?<phi>${OLC}{4,6}\+${OLC}{2,3}),?[ ][A-Z][a-z]{2,}`, prior: 0.8, check: isShortCode },
    { re: String.raw`(?:^|[^\w+-])(?<phi>${OLC}{4,6}\+${OLC}{2,3})\b`, prior: 0.2, check: isShortCode },
    // Grids, geohashes and words for squares, behind what says so
    { re: String.raw`\b(?i:${GRID_WORD})[ :#-]{1,3}(?<phi>${GRID}[ ]?(?:\d{2}[ ]?\d{2}|\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}|\d{5}[ ]?\d{5}))\b`, prior: 0.95 },
    { re: String.raw`\b(?i:${GRID_WORD})[ :#-]{1,3}(?<phi>\d{1,2}[ ]?[C-HJ-NP-X][ ,]{1,2}\d{6}(?:\.\d+)?m?E?[ ,]{1,2}\d{6,7}(?:\.\d+)?m?N?)\b`, prior: 0.95 },
    { re: String.raw`\b(?i:${GRID_WORD})[ :#-]{1,3}(?<phi>[HJNOST][A-HJ-Z][ ]?(?:\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}|\d{5}[ ]?\d{5}))\b`, prior: 0.95 },
    { re: String.raw`(?i)\bgeo-?hash["']?[ :=#]{1,3}["']?(?<phi>[0-9b-hjkmnp-z]{4,12})\b`, prior: 0.9, check: (value) => (/\d/.test(value) ? 1 : 0.05) },
    { re: String.raw`(?:^|[^:/\w])(?<phi>///[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20})\b`, prior: 0.9 },
  ],
  cues: [
    {
      words: [
        'gps', 'coordinates', 'coordinate', 'coords', 'location', 'located', 'found', 'pin', 'dropped', 'position', 'lat', 'latitude', 'map',
        'maps', 'lives', 'home', 'residence', 'scene', 'geo', 'coordenadas', 'koordinaten', 'standort', 'landed', 'pickup', 'geolocation',
      ],
      ratio: 10, where: 'before', within: 5,
    },
    { words: ['plus code', 'pluscode', 'olc', 'open location code'], ratio: 20, where: 'before', within: 3 },
    {
      words: [
        'p', 'ci', 'or', 'hr', 'rr', 'beta', 'range', 'mean', 'sd', 'se', 'od', 'os', 'ou', 'interval', 'values', 'ratio', 'odds', 'score',
        'scores', 'log', 'refraction', 'sphere', 'slope',
      ],
      ratio: 0.03, where: 'before', within: 3,
    },
    { words: ['mg', 'ml', 'mm', 'cm', 'kg', 'g', 'ng', 'mmol', 'sec', 'ms', 's', 'percent'], ratio: 0.03, where: 'after', within: 1 },
  ],
  examples: {
    true: [
      'found at [[42.5000612, -70.8578123]] by', 'GPS [[42.50006,-70.85781]].', 'GPS: [[42.500 -70.857]] noted',
      'pin [[42.5000612;-70.8578123]]',
      '[[40°26\'46.3"N]] [[79°58\'56.1"W]]', 'at [[40°26\'46.3"N]] on', 'at [[42.5000 N, 70.8578 W]] in', 'at [[N 42.5000 W 70.8578]] in', '[[N42 30 00.2, W70 51 28.1]]',
      'geo:[[42.5,-70.8]]', 'geo:[[42.5001,-70.8578,12;u=35]]', '{"lat":[[42.5000612]],"lng":[[-70.8578123]]}', 'Latitude: [[42.5]]',
      'GPSLatitude [[42.5000612]]', 'Lat [[42.50]] Long [[-70.85]]', 'coordinates: [[-70.8578123]]\n',
      'home_lat=[[42.50]]&home_lon=[[-70.85]]', 'latitude [[42.5000612]] and longitude [[-70.8578123]]',
      '{"type":"Point","coordinates": [ [[-70.8578123,42.5000612]]]}', 'Koordinaten [[42,5000612; -70,8578123]]', 'Breitengrad: [[42,5000612]]',
      'plus code [[G7PX+2V]]', 'plus code [[87JC G7PX+2V]]', 'at [[87JCG7PX+2V]] today', 'at [[G7PX+2V]] Fernhall', 'MGRS [[19TCH4709407090]]', 'MGRS: [[19T CH 47094 07090]]',
      'UTM [[19T 347094 4707090]]', 'grid ref [[TQ 123 456]]', 'geohash: [[drt2zp2m]]', 'at [[///filled.count.soap]]', '[[+42.5000612-070.8578123]]/ in',
    ],
    false: [
      'p 0.0123, 0.0456', 'OR 1.2345, 2.3456', 'levels 1.234, 5.678', 'values 12.3456, 13.4567', 'doses 1.5, 2.5', 'lat: 192.5', 'pain lat 4.5 cm',
      'long: 42.5 cm', '2345+67', 'HR 82+2', 'CD34+CD19', 'WXWX+WX', 'AAJCG7PX+2V', 'block 19TCH4709407090', 'TQ 123 456', 'order N 42 W 70',
      '98.6 F', 'coordinates care', '42° flexion', '42°30\' of', 'coordinates: 3.2, 412.9', 'LAT: 4.52 mm',
      'RV lat: 2.35', 'OD -2.125, -0.500; OS -1.250, -0.750', 'scores -1.234, -2.345',
      'RX2C+X4 mutation', '1.23456, 2.34567, 3.45678', 'geo:north', 'ranges 12.3456-13.4567',
    ],
  },
}

/** Lenses, scores and logarithms of odds are smaller. */
const REFRACTION_MAX = 20
/** By digits behind the point, of a pair of which one is west or south. */
const FAR_RATIOS = [0, 0, 0, 1.2, 6, 12, 20]

/** Degrees as numbers, of a pair. */
function numbers(value: string): readonly number[] {
  const isComma = !value.includes('.')
  const parts = value.match(isComma ? /[-+]?\d+,\d+/g : /[-+]?\d+(?:\.\d+)?/g) ?? []
  return parts.map((part) => Number(part.replace(',', '.')))
}

function isOnGlobe(value: string): number {
  const [one = 999, other = 999] = numbers(value).map(Math.abs)
  return Math.min(one, other) <= 90 && Math.max(one, other) <= 180 ? 1 : 0
}

/** Of two numbers: how far behind the point they go, whether one is west or south, and that they are no shares of one. */
function isPair(value: string): number {
  if (isOnGlobe(value) === 0) return 0
  const digits = Math.min(...(value.match(/[.,]\d{3,}/g) ?? []).map((part) => part.length - 1))
  const [one = 0, other = 0] = numbers(value)
  if (Math.abs(one) < 1 && Math.abs(other) < 1) return 0.05
  const isFar = Math.max(Math.abs(one), Math.abs(other)) > REFRACTION_MAX
  if (one >= 0 && other >= 0) return digits >= 6 && isFar ? 20 : isFar && digits === 5 ? 1.5 : 0.3
  return isFar ? (FAR_RATIOS[Math.min(digits, FAR_RATIOS.length - 1)] as number) : digits >= 5 ? 1 : 0.1
}

function isAngle(value: string): number {
  return Math.abs(Number.parseFloat(value.replace(',', '.'))) <= 180 ? 1 : 0
}

/** Sums and letters of blood groups have no mix of both. */
function isShortCode(value: string): number {
  return /\d/.test(value) && /[A-Z].*[A-Z]/.test(value) ? 1 : 0.01
}
