/** A repeatable source of choices (mulberry32): the same seed plants the same corpus everywhere. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  next(): number {
    this.state = (this.state + 0x6D2B79F5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ mixed >>> 15, mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T
  }

  chance(share: number): boolean {
    return this.next() < share
  }
}

/** Somebody invented. */
export interface Planted {
  readonly id: string
  readonly given: string
  readonly middle: string
  readonly family: string
  readonly nickname: string | undefined
  readonly title: 'Mr.' | 'Ms.'
  readonly birth: string
  readonly line: string
  readonly city: string
  readonly zip: string
  readonly phone: string
  readonly mrn: string
  readonly member: string
  readonly email: string
}

const MEN = `William:Bill|Robert:Bob|Thomas:Tom|Francisco:Paco|José:Pepe|Michael:Mike|Edward:Ted|Anthony:Tony|Frederick:Fred|Lawrence:Larry|Will|Mark|Bo|
Dmitri|Kwame|Ian|Ángel|Andrés|Reuben|Lars|Desmond|Ignacio:Nacho|Nathaniel:Nate|Charles:Chuck|Enrique:Quique|Alexander:Alex|Gene|Omar|Vikram|Tobias|Max|Dean`
const WOMEN = `Margaret:Peggy|Elizabeth:Liz|Katherine:Kate|Susan:Sue|Rebecca:Becky|Dolores:Lola|Guadalupe:Lupe|Deborah:Debbie|Rose|May|Grace|June|Faith|Ivy|Li|Anh|
Ingrid|Xiomara|Zoë|Noémie|Priya|Beatrice:Bea|Florence:Flo|Virginia:Ginny|Isabel:Chabela|Concepción:Concha|Penelope:Penny|Joy|April|Olive|Jo|Hannah`
const FAMILIES = `Parker|Parkinson|Rose|Young|Green|May|Wilson|Bell|Graves|Murphy|Long|King|Rice|Li|Ng|Wu|Yu|Kim|Lee|O'Brien|McDonald|García López|de la Cruz|
Smith-Jones|Müller|Nguyễn|Kowalczyk|Abernathy|Thistlewood|Featherstone|Okonkwo|Villanueva|Castellanos|Johansson|Petrov|Ramírez|van der Berg|D'Angelo|Whitfield|
Montgomery|Fitzgerald|Hutchinson|Blackwood|Carmichael|Delacroix|Espinoza|Fairbanks|Gallagher|Hawthorne|Iverson|Jankowski|Kirkpatrick|Lindqvist|Mackenzie|
Novak|Oyelaran|Papadopoulos|Quintero|Rutherford|Sandoval|Tremblay|Underhill|Vandermeer|Westbrook|Yamamoto|Zielinski|Anderson|Brooks|Chandrasekhar|Baker|
Wood|Stone|Woods|Hill|White|Brown|Short|Cook|Turner|Walker|Hodgkin|Crohn|Cushing|Barrett|Holt|Pace|Lund|Ortega|Salinas|Tanaka|Weiss|Cho|Ho|Park|Banks`
const STREETS = [
  'Evergreen Terrace', 'Larkspur Lane', 'Old Mill Road', 'Juniper Avenue', 'Quarry Street', 'N Sycamore Drive', 'Calle Olmo', 'Harbor Blvd',
  'Windmere Court',
]
const CITIES = ['Ashcombe', 'Port Verity', 'Larchmont Falls', 'Quillfield', 'San Bartolo', 'Eastmarsh', 'Dunmere']
const HOSTS = ['post.example', 'mail.example.org', 'example.net']

const list = (text: string): string[] => text.replaceAll('\n', '').split('|')
const men = list(MEN)
const women = list(WOMEN)
const families = list(FAMILIES)

/** Letters and digits of a name, as in an e-mail address. */
export function plainLetters(text: string): string {
  return text.normalize('NFKD').replaceAll(/[^A-Za-z]/g, '').toLowerCase()
}

const two = (value: number): string => String(value).padStart(2, '0')
const digits = (dice: Dice, count: number): string =>
  Array.from({ length: count }, (_, at) => (at === 0 ? 1 + dice.below(9) : dice.below(10))).join('')

/** Invents somebody with every kind of identifier. */
export function inventPerson(dice: Dice, id: string, family?: string): Planted {
  const isMan = dice.chance(0.5)
  const [given = '', nickname] = dice.pick(isMan ? men : women).split(':')
  const last = family ?? dice.pick(families)
  const phone = `${200 + dice.below(700)}-${200 + dice.below(700)}-${digits(dice, 4)}`
  return {
    id, given, nickname, family: last, title: isMan ? 'Mr.' : 'Ms.', middle: 'ABCDEFGHJKLMNPRST'.charAt(dice.below(17)),
    birth: `${1935 + dice.below(75)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`,
    line: `${11 + dice.below(980)} ${dice.pick(STREETS)}`, city: dice.pick(CITIES), zip: digits(dice, 5), phone,
    mrn: digits(dice, 8), member: `${dice.pick(['XQ', 'WHP', 'K'])}${digits(dice, 3)}${dice.pick(['A', 'T', 'RX'])}${digits(dice, 4)}`,
    email: `${plainLetters(given)}.${plainLetters(last)}${dice.below(90)}@${dice.pick(HOSTS)}`,
  }
}
