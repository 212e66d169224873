import type { Dice } from './planted-people.ts'

type Disguise = (value: string, dice: Dice) => string

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', y: 'у', x: 'х', i: 'і', A: 'А', B: 'В', E: 'Е', K: 'К', M: 'М', H: 'Н', O: 'О', P: 'Р', C: 'С',
  T: 'Т', X: 'Х',
}

/** A place inside a word of at least four letters, or -1. */
function inside(value: string, dice: Dice): number {
  const places = [...value.matchAll(/[A-Za-z]{4,}/g)].flatMap((match) =>
    Array.from({ length: match[0].length - 1 }, (_, at) => match.index + at + 1))
  return places.length === 0 ? -1 : dice.pick(places)
}

function insert(value: string, dice: Dice, text: string): string {
  const at = inside(value, dice)
  return at < 0 ? value : value.slice(0, at) + text + value.slice(at)
}

function replaceLetter(value: string, dice: Dice, by: (letter: string) => string | undefined): string {
  const places = Array.from({ length: value.length }, (_, at) => at).filter((at) => by(value[at] as string) !== undefined)
  if (places.length === 0) return value
  const at = dice.pick(places)
  return value.slice(0, at) + (by(value[at] as string) as string) + value.slice(at + 1)
}

/** Ways of writing a value that a reader hardly sees. None changes what it says. */
export const INVISIBLE_DISGUISES: Readonly<Record<string, Disguise>> = {
  'zero-width': (value, dice) => insert(value, dice, dice.pick(['\u200B', '\u200D', '\u2060', '\uFEFF'])),
  'soft hyphen': (value, dice) => insert(value, dice, '\u00AD'),
  'soft hyphen entity': (value, dice) => insert(value, dice, '&shy;'),
  'combining mark': (value, dice) => insert(value, dice, '\u0301'),
  'look-alike': (value, dice) => replaceLetter(value, dice, (letter) => LOOK_ALIKES[letter]),
  'numeric entity': (value, dice) =>
    replaceLetter(value, dice, (letter) => (/[A-Za-z]/.test(letter) ? `&#${letter.charCodeAt(0)};` : undefined)),
  'wide letter': (value, dice) =>
    replaceLetter(value, dice, (letter) => (/[A-Za-z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : undefined)),
  'no-break space': (value) => value.replace(' ', '\u00A0'),
  'space entity': (value) => value.replace(' ', '&nbsp;'),
  'line break': (value) => value.replace(' ', '\n'),
  'quote': (value) => value.replace('\'', '\u2019'),
}

/** Ways that cut a word in two. */
export const CUTS: Readonly<Record<string, Disguise>> = {
  'markup': (value, dice) => {
    const at = inside(value, dice)
    if (at < 0) return value
    let start = at
    while (/[A-Za-z]/.test(value[start - 1] ?? '')) start--
    return `${value.slice(0, start)}<b>${value.slice(start, at)}</b>${value.slice(at)}`
  },
  'hyphen at a line end': (value, dice) => insert(value, dice, '-\n'),
}

/** A slip of the keyboard in the longest word: swapped, doubled, lost or wrong. */
export function slip(word: string, dice: Dice): string {
  const at = 1 + dice.below(word.length - 2)
  const here = word[at] as string
  switch (dice.below(4)) {
    case 0: return word[at + 1] === here ? slip(word, dice) : word.slice(0, at) + (word[at + 1] as string) + here + word.slice(at + 2)
    case 1: return word.slice(0, at) + here + word.slice(at)
    case 2: return word.slice(0, at) + word.slice(at + 1)
    default: return word.slice(0, at) + (here === 'q' ? 'w' : 'q') + word.slice(at + 1)
  }
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const MESES = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']

/** A date in one of its spellings. */
export function spellDate(iso: string, dice: Dice): string {
  const [year = '', month = '', day = ''] = iso.split('-')
  const [m, d, yy] = [Number(month), Number(day), year.slice(2)]
  const name = MONTHS[m - 1] as string
  const ordinal = `${d}${d % 10 === 1 && d !== 11 ? 'st' : d % 10 === 2 && d !== 12 ? 'nd' : d % 10 === 3 && d !== 13 ? 'rd' : 'th'}`
  return dice.pick([
    `${m}/${d}/${year}`,
    `${month}/${day}/${year}`,
    `${month}-${day}-${yy}`,
    `${m}.${d}.${year}`,
    `${d}.${m}.${year}`,
    `${day}/${month}/${yy}`,
    iso,
    `${year}/${month}/${day}`,
    `${name} ${d}, ${year}`,
    `${name.slice(0, 3)} ${ordinal} ${year}`,
    `${d} ${name} ${year}`,
    `the ${ordinal} of ${name}, ${year}`.slice(4),
    `${day}-${name.slice(0, 3).toUpperCase()}-${year}`,
    `${d} de ${MESES[m - 1] as string} de ${year}`,
    `${year}${month}${day}`,
    `${iso}T00:00:00Z`.slice(0, 10),
    `${name.slice(0, 3)}. ${d}, ${year}`,
    `${m} / ${d} / ${year}`,
  ])
}

/** A number with other separators, or none. */
export function respace(groups: readonly string[], dice: Dice): string {
  return groups.join(dice.pick(['', ' ', '-', '.', '/', ' - ', ' . ', '\u2013', '\u00A0', '_', ' \u2010 ', ', ']))
}

/** A telephone number the way people write them. */
export function spellPhone(phone: string, dice: Dice): string {
  const groups = phone.split('-')
  const [area = '', office = '', line = ''] = groups
  return dice.pick([
    phone,
    `(${area}) ${office}-${line}`,
    `+1 ${area} ${office} ${line}`,
    `1-${area}-${office}-${line}`,
    `${area}.${office}.${line}`,
    `${area}${office}${line}`,
    respace(groups, dice),
    `(${area})${office}-${line}`,
    `${area} ${office}${line}`,
    `(${area}) - ${office} - ${line}`,
    `${area}-${office}-${line}x22`.slice(0, 12),
  ])
}
