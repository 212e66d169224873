import { hashWord } from '../../contract/word-set.ts'
import { LIST, SHAPE } from '../../contract/words.ts'
import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'

const hashes = (words: string): ReadonlySet<number> => new Set(words.trim().split(/\s+/).map(hashWord))

const TITLE = hashes(
  'mr mrs ms miss mx dr dra sr sra srta don dona prof professor rev doctor doctora nurse madam sir senor senora senorita mister missus',
)
const LABEL = hashes(`
patient pt patients paciente name nombre client cliente resident dear hi hello hola named called aka alias nee signed firmado sincerely
regards
mother father mom dad wife husband daughter son sister brother spouse partner niece nephew aunt uncle cousin grandmother grandfather
grandson
granddaughter stepmother stepfather stepson stepdaughter girlfriend boyfriend fiance fiancee friend neighbor caregiver guardian roommate
twin
madre padre mama papa esposa esposo marido mujer hija hijo hermana hermano pareja sobrina sobrino tia tio prima primo abuela abuelo nieta
nieto
novia novio amiga amigo cuidadora cuidador vecina vecino initials iniciales re contact contacto surname apellido apellidos attending
provider cc copy
surgeon physician pcp therapist llamado llamada`)
const COMPANY = hashes(
  'with by from told saw met asked thanks thank to and con y a informed via per for to between contacted phoned reached of',
)
const SEASONAL = hashes(`
in since until till of on by for last next this early late mid from through during before after between to and or every each past end
beginning
middle around about en desde hasta de por para este pasado proximo as`)
/** What is given to people and comes from them, before a preposition that months also follow. */
const GIVEN = hashes(`
received provided history given sent explained education information referral letter call records message belonged results spoke handed
read offered
gave obtained consent collected heard`)
const VERB = hashes(`
is was has had does did will would can could denies denied reports reported states stated says said presents presented complains complained
tolerated tolerates ambulated ambulates lives lived works worked agreed agrees understands verbalized feels felt refuses refused requested
requests returns returned endorses endorsed drinks smokes takes took appears remains continues continued underwent received needs wants
asked
asks tells told called calls came comes went goes tried tries admits admitted describes described mentions mentioned prefers declined
declines
expressed noticed notes remembers who whose acude refiere niega presenta vive trabaja dice tiene toma ingresa ingreso relata comenta
solicita
acepta rechaza es esta fue era ha accompanied brought drove visited visits helps helped signed confirmed confirms arrived discharged`)
const SAYING = hashes(`
denies denied reports reported states stated says said complains complained tolerates ambulates ambulated lives lived works worked agrees
agreed understands verbalizes verbalized feels felt refuses refused endorses endorsed drinks smokes wants asks asked tells told admits
admitted describes mentions prefers declines declined expressed notices noticed remembers refiere niega vive trabaja dice relata comenta
acepta rechaza drove visited visits`)
const STAFF = hashes('sw rt st sn mw gp hv dn ma cm lp')
/** What the first word of a sentence may be that is no name: `Will call`, `May need`. */
const MODAL = hashes('will may march mark bill rob grant')
const IS = hashes('is was es')
const SYMBOL = hashes(
  'li ho co fe na mg cl cr cu zn pb hg rx dx hx tx sx fx bx pt dr no al as au ag ba be bi br ca cd ga ge he in ir la mo nb ne ni os pa po ra rb re ru sb se si sm sn sr ta tc te th ti tl ed do am pm im iv po',
)
const COLOURED = hashes('colored coloured tinged stained tinted shaped sized sided based aged hued need bed')
const INSTITUTION = hashes(`
hospital hospitals clinic clinics center centre university college school medical memorial health healthcare hospice pharmacy institute
foundation street avenue road drive lane boulevard county park airport nursing rehab rehabilitation laboratory laboratories labs group llc
inc
church building ward wing unit pavilion city beach valley springs heights calle avenida plaza barrio centro clinica colegio universidad`)
const TO_FROM = hashes('to from')

const [BLANK, NEW_LINE, DOT, APOSTROPHE, HYPHEN, AT, SLASH] = [0x20, 0x0A, 0x2E, 0x27, 0x2D, 0x40, 0x2F]
const ENDS_SENTENCE = new Set(Buffer.from('.!?:;"(*\n\r>|/['))
/** What may stand between two words of one name. */
const JOINS = new Set(Buffer.from(' \t\n\r,.-\'"(^'))
const CARET = 0x5E
const NAME_GAP_MAX = 4

/** What stands around words of a batch, asked only where something known was met. */
export class Surroundings {
  readonly table: WordTable
  readonly batch: TextBatch

  constructor(table: WordTable, batch: TextBatch) {
    this.table = table
    this.batch = batch
  }

  shape(word: number): number {
    return this.table.shapes[word] as number
  }

  size(word: number): number {
    return (this.table.ends[word] as number) - (this.table.starts[word] as number)
  }

  /** The number that a word starts with. */
  leadingNumber(word: number): number {
    const { bytes } = this.batch
    let value = 0
    for (let at = this.table.starts[word] as number; (bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39; at++) {
      value = value * 10 + (bytes[at] as number) - 0x30
    }
    return value
  }

  /** A capital, however the rest is written. */
  isCapital(word: number): boolean {
    const first = this.batch.bytes[this.table.starts[word] as number] as number
    return first >= 0x41 && first <= 0x5A
  }

  /** Whether nothing but a hyphen stands between a word and the next. */
  isHyphened(word: number): boolean {
    return this.gap(word) === 1 && this.batch.bytes[this.table.ends[word] as number] === HYPHEN
  }

  /** The litre of `ng/L`. */
  isBehindSlash(word: number): boolean {
    return this.batch.bytes[(this.table.starts[word] as number) - 1] === SLASH
  }

  isPossessive(word: number): boolean {
    const end = this.table.ends[word] as number
    const { bytes } = this.batch
    return this.size(word) > 2 && bytes[end - 2] === APOSTROPHE && ((bytes[end - 1] as number) | 0x20) === 0x73 ||
      bytes[end] === APOSTROPHE && ((bytes[end - 1] as number) | 0x20) === 0x73
  }

  /** Whether a word and the next one may be of one name: `Smith, John`, `J. Smith`, `Smith-Jones`, over a line end too. */
  joins(word: number): boolean {
    const from = this.table.ends[word] as number
    const to = this.table.starts[word + 1] as number
    if (to - from > NAME_GAP_MAX) return false
    let lines = 0
    for (let at = from; at < to; at++) {
      const byte = this.batch.bytes[at] as number
      if (!JOINS.has(byte)) return false
      if (byte === NEW_LINE && ++lines > 1) return false
      // A full stop ends a sentence, but for one behind an initial or a title.
      if (byte === DOT && this.size(word) > 2 && !this.isTitle(word)) return false
    }
    return true
  }

  isDotted(word: number): boolean {
    return this.batch.bytes[this.table.ends[word] as number] === DOT
  }

  startsSentence(word: number, from: number): boolean {
    if (word === from) return true
    if (this.isTitled(word, from) || this.size(word - 1) === 1 && this.isDotted(word - 1)) return false
    const low = this.table.ends[word - 1] as number
    for (let at = (this.table.starts[word] as number) - 1; at >= low; at--) {
      const byte = this.batch.bytes[at] as number
      if (ENDS_SENTENCE.has(byte) || byte === HYPHEN && (this.table.starts[word] as number) - low > 1) return true
    }
    return false
  }

  /** True where the words around are all capitals too, so that capitals say nothing. */
  shouts(first: number, last: number, from: number, to: number): boolean {
    let around = 0
    let loud = 0
    for (const word of [first - 2, first - 1, last + 1, last + 2]) {
      if (word < from || word >= to || this.size(word) < 2 || this.shape(word) >= SHAPE.digits) continue
      around++
      if (this.shape(word) === SHAPE.upper) loud++
    }
    return around > 0 && loud === around
  }

  isTitle(word: number): boolean {
    return TITLE.has(this.hash(word)) || (this.table.listsAt(word) & LIST.title) !== 0
  }

  /** A title just before; one at the end of a line is that of somebody else, unless no name is without it: `Mrs.` */
  isTitled(first: number, from: number): boolean {
    const before = first - 1
    if (before < from || this.gap(before) > 3 || !this.isTitle(before)) return false
    return TITLE.has(this.hash(before)) || !this.isLineEnd(before)
  }

  /** A title, a label or a relative just before: `Mrs.`, `patient`, `daughter`. */
  isIntroduced(first: number, from: number): boolean {
    const before = first - 1
    if (before < from || this.gap(before) > 3) return false
    // The contact is Rose; my name is Rose.
    if (before > from && IS.has(this.hash(before)) && LABEL.has(this.hash(before - 1))) return true
    if (this.isDotted(before) && this.size(before) > 3 && !this.isTitle(before)) return false
    if (this.isLineEnd(before) && !TITLE.has(this.hash(before))) return false
    return this.isTitle(before) || LABEL.has(this.hash(before)) || (this.table.listsAt(before) & LIST.relative) !== 0
  }

  /** In the company of a word that people, but hardly things, follow: `with`, `by`, `told`. */
  isAccompanied(first: number, from: number): boolean {
    return first > from && COMPANY.has(this.hash(first - 1)) && this.gap(first - 1) === 1
  }

  /** Before what people do: `denies`, `reports`. */
  acts(last: number, to: number): boolean {
    return last + 1 < to && VERB.has(this.hash(last + 1)) && this.gap(last) <= 2
  }

  /** Before what people alone do, and no test or drug: `denies`, `reports`; not of who treats somebody: `SW reports`. */
  tells(last: number, to: number): boolean {
    return !STAFF.has(this.hash(last)) && last + 1 < to && SAYING.has(this.hash(last + 1)) && this.gap(last) <= 2
  }

  /** A chemical symbol or an abbreviation of charts: `Li`, `Rx`. */
  isSymbol(word: number): boolean {
    return SYMBOL.has(this.hash(word)) || this.shape(word) === SHAPE.upper
  }

  /** Alone between brackets: `(Rose)`. */
  isEnclosed(word: number): boolean {
    return this.batch.bytes[(this.table.starts[word] as number) - 1] === 0x28 && this.batch.bytes[this.table.ends[word] as number] === 0x29
  }

  isModal(word: number): boolean {
    return MODAL.has(this.hash(word))
  }

  /** `Will need`, `Mark the`: a verb, with small letters behind it that no person does. */
  leads(word: number, to: number): boolean {
    return this.isModal(word) && word + 1 < to && this.gap(word) === 1 && this.shape(word + 1) === SHAPE.lower && !this.acts(word, to)
  }

  /** A word in `-ed` behind, other than those that tell colours and forms. */
  didSomething(word: number, to: number): boolean {
    if (word + 1 >= to || this.gap(word) !== 1 || this.shape(word + 1) !== SHAPE.lower || this.size(word + 1) < 4) return false
    const end = this.table.ends[word + 1] as number
    return this.batch.bytes[end - 1] === 0x64 && this.batch.bytes[end - 2] === 0x65 && !COLOURED.has(this.hash(word + 1))
  }

  /** `in May`, `May 5`: the month. */
  isSeasonal(first: number, last: number, from: number, to: number): boolean {
    if (first - 1 > from && TO_FROM.has(this.hash(first - 1)) && GIVEN.has(this.hash(first - 2))) return false
    if (first > from && (SEASONAL.has(this.hash(first - 1)) || this.shape(first - 1) >= SHAPE.digits)) return true
    return last + 1 < to && this.shape(last + 1) >= SHAPE.digits
  }

  /** Part of the name of a place or an institution: `Parker Memorial Hospital`. */
  isInstitution(last: number, to: number): boolean {
    for (let word = last + 1; word < Math.min(to, last + 4); word++) {
      if (this.gap(word - 1) > 1 || this.batch.bytes[this.table.ends[word - 1] as number] !== BLANK) return false
      if (!this.isCapital(word)) return false
      if (INSTITUTION.has(this.hash(word)) || (this.table.listsAt(word) & LIST.organization) !== 0) return true
    }
    return false
  }

  /** Beside a capitalised word that is no start of a sentence: maybe a longer name of something else. */
  hasCapitalNeighbour(first: number, last: number, from: number, to: number): boolean {
    if (last + 1 < to && this.isBlank(last) && this.isCapital(last + 1) && this.shape(last + 1) < SHAPE.digits) return true
    const before = first - 1
    return before >= from && this.isBlank(before) && this.isCapital(before) && !this.startsSentence(before, from) && this.size(before) > 1
  }

  /** Inside an e-mail address, a user name or a path. */
  isInAddress(word: number): boolean {
    const { bytes } = this.batch
    const before = bytes[(this.table.starts[word] as number) - 1] as number
    const after = bytes[this.table.ends[word] as number] as number
    return before === AT || after === AT
  }

  /** One of the components of a name as in DICOM and HL7 version 2: DOE^JANE^Q. */
  isInCarets(word: number): boolean {
    const { bytes } = this.batch
    return bytes[(this.table.starts[word] as number) - 1] === CARET || bytes[this.table.ends[word] as number] === CARET
  }

  hash(word: number): number {
    return this.table.hashes[word] as number
  }

  /** Bytes between a word and the next. */
  gap(word: number): number {
    return (this.table.starts[word + 1] as number) - (this.table.ends[word] as number)
  }

  /** Whether a line ends between a word and the next. */
  isLineEnd(word: number): boolean {
    for (let at = this.table.ends[word] as number; at < (this.table.starts[word + 1] as number); at++) {
      if (this.batch.bytes[at] === NEW_LINE) return true
    }
    return false
  }

  private isBlank(word: number): boolean {
    return this.gap(word) === 1 && this.batch.bytes[this.table.ends[word] as number] === BLANK
  }
}
