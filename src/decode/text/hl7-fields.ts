import type { Mark } from './mark-piece.ts'

/** What stands in components of the data types that tell of people (HL7 v2.5.1, chapter 2.A), in the words of a form. */
const COMPONENTS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  CX: { 1: 'identifier field' }, PATIENT: { 1: 'patient identifier field' },
  XPN: { 1: 'last name', 2: 'first name', 3: 'middle name', 4: 'name suffix', 5: 'name prefix' },
  XCN: { 1: 'identifier field', 2: 'last name', 3: 'first name', 4: 'middle name', 5: 'name suffix', 6: 'name prefix' },
  XAD: { 1: 'street address line', 2: 'street address line', 3: 'city', 5: 'postal code', 9: 'county' },
  XTN: { 1: 'phone', 4: 'email', 6: 'identifier field', 7: 'phone', 12: 'phone' },
  PL: { 1: 'ward', 2: 'room', 3: 'bed' },
  DOB: { 1: 'date of birth' },
  SSN: { 1: 'social security number' },
  ID: { 1: 'identifier field' },
  PLACE: { 1: 'place of birth' },
  DTM: { 1: 'date' }, DR: { 1: 'date', 2: 'date' },
}
/** Types that OBX-2 may say OBX-5 to be of, and what they are here. */
const VALUE_TYPES: ReadonlyMap<string, string> = new Map([
  ...['XPN', 'XCN', 'XAD', 'XTN', 'CX', 'DR'].map((type): [string, string] => [type, type]),
  ...['DT', 'TS', 'DTM'].map((type): [string, string] => [type, 'DTM']),
])

const fields = (text: string): ReadonlyMap<number, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((field): [number, string] => [Number(field.slice(0, field.indexOf(':'))), field.slice(field.indexOf(':') + 1)]),
  )

/** The fields of segments that tell of people, or a day (HL7 v2.5.1, chapters 2, 3, 4, 6, 7, 8, 9 and 15), with their types. */
const SEGMENTS: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map(
  Object.entries({
    MSH: fields('7:DTM'),
    FHS: fields('7:DTM'),
    BHS: fields('7:DTM'),
    EVN: fields('2:DTM 3:DTM 5:XCN 6:DTM'),
    PID: fields(
      '2:PATIENT 3:PATIENT 4:PATIENT 5:XPN 6:XPN 7:DOB 9:XPN 11:XAD 13:XTN 14:XTN 18:CX 19:SSN 20:ID 21:CX 23:PLACE 29:DTM 33:DTM',
    ),
    NK1: fields('2:XPN 4:XAD 5:XTN 6:XTN 8:DTM 9:DTM 16:DOB 30:XPN 31:XTN 32:XAD 33:CX 37:SSN'),
    GT1: fields('2:CX 3:XPN 4:XPN 5:XAD 6:XTN 7:XTN 8:DOB 12:SSN 13:DTM 14:DTM 19:CX'),
    IN1: fields('6:XPN 7:XTN 8:ID 12:DTM 13:DTM 16:XPN 18:DOB 19:XAD 24:DTM 26:DTM 29:DTM 36:ID 49:CX'),
    IN2: fields('1:CX 2:SSN 6:ID 25:ID 61:CX'),
    PD1: fields('4:XCN'),
    PV1: fields('3:PL 5:CX 6:PL 7:XCN 8:XCN 9:XCN 17:XCN 19:CX 44:DTM 45:DTM 50:CX 52:XCN'),
    PV2: fields('8:DTM 9:DTM 14:DTM 26:DTM 28:DTM 29:DTM 33:DTM 46:DTM 47:DTM'),
    MRG: fields('1:PATIENT 2:CX 3:CX 4:CX 5:CX 7:XPN'),
    ORC: fields('2:ID 3:ID 4:ID 9:DTM 10:XCN 11:XCN 12:XCN 15:DTM 19:XCN 27:DTM'),
    OBR: fields('2:ID 3:ID 6:DTM 7:DTM 8:DTM 10:XCN 14:DTM 16:XCN 22:DTM 28:XCN 36:DTM'),
    OBX: fields('14:DTM 16:XCN 19:DTM'),
    TXA: fields('4:DTM 5:XCN 6:DTM 7:DTM 8:DTM 9:XCN 10:XCN 11:XCN'),
    ROL: fields('4:XCN 5:DTM 6:DTM 11:XAD 12:XTN'),
    ACC: fields('1:DTM 11:XAD'),
    CTD: fields('2:XPN 3:XAD 5:XTN'),
    STF: fields('2:CX 3:XPN 6:DOB 10:XTN 11:XAD'),
    AL1: fields('6:DTM'),
    DG1: fields('5:DTM 19:DTM'),
    PR1: fields('5:DTM'),
    FT1: fields('4:DR 5:DTM'),
    TQ1: fields('7:DTM 8:DTM'),
    SPM: fields('17:DR 18:DTM'),
    RXA: fields('3:DTM 4:DTM 16:DTM'),
    RXD: fields('3:DTM'),
    RXE: fields('32:DTM'),
    AIS: fields('4:DTM'),
    AIG: fields('8:DTM'),
    AIL: fields('6:DTM'),
    AIP: fields('6:DTM'),
  }),
)
/** Their first field is the delimiter behind their name. */
const HEADERS: ReadonlySet<string> = new Set(['MSH', 'FHS', 'BHS'])

export interface Hl7Delimiters {
  readonly field: string
  readonly component: string
  readonly repetition: string
}

/** Those that nearly all messages have. */
export const HL7_DELIMITERS: Hl7Delimiters = { field: '|', component: '^', repetition: '~' }

/** A component that tells of somebody, or a day: its places in the text, and what it is. */
export interface Hl7Component {
  readonly start: number
  readonly end: number
  readonly label: string
  /** Where a delimiter stands in it, which a reader sees as a hyphen. */
  readonly hyphen?: number
}

/** The components that tell of people, or a day, in segments of HL7 v2 (ER7), in order: one a line, or one behind another. */
export function* hl7Components(text: string, delimiters: Hl7Delimiters): Generator<Hl7Component> {
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const starts = [...line.matchAll(SEGMENT_START)]
      .filter(({ index: at, 0: name }) => line[at + name.length] === delimiters.field)
      .map(({ index: at, 0: name }) => at + name.length - 3)
    for (const [place, start] of starts.entries())
      yield* segmentComponents(line.slice(start, starts[place + 1]).trimEnd(), index + start, delimiters)
  }
}

/** The segments of HL7 v2.5.1 (appendix A), but for such as are names. Words and surnames in capitals may stand before a delimiter too. */
const SEGMENT_NAME = [
  ...SEGMENTS.keys(), ...HEADERS,
  ...('ABS ACC AFF AIS APR ARQ AUT BLC BLG BPO BPX BTS BTX CDM CER CM0 CM1 CM2 CNS CSP CSR CSS CTD CTI DB1 DG1 DRG DSC DSP ECD ECR EDU' +
    ' EQL EQP EQU ERQ ERR EVN FAC FTS GOL GP1 GP2 IAM IIM IN3 INV IPC ISD LCC LCH LDP LRL MFA MFE MFI MSA NCK NDS NPU NSC NST NTE ODT' +
    ' OM1 OM2 OM3 OM4 OM5 OM6 OM7 OVR PCR PDA PDC PEO PES PR1 PRB PRC PRD PSH PTH QAK QID QPD QRD QRF QRI RCP RDF RDT RF1 RGS RMI RQ1' +
    ' RQD RXC RXG RXO RXR SAC SCH SFT SPR STF TCC TCD TQ2 UB1 UB2 URD URS VAR VTQ').split(' '),
].join('|')
/** At the start of a line, or where a message was put on one. */
const SEGMENT_START = new RegExp(`(?:^|[\\s"'\`(>])(?:${SEGMENT_NAME})(?=[^A-Za-z0-9\\s])`, 'g')

function* segmentComponents(line: string, index: number, delimiters: Hl7Delimiters): Generator<Hl7Component> {
  const segment = line.slice(0, 3)
  const types = SEGMENTS.get(segment)
  if (types === undefined) return
  let at = index
  const split = line.split(delimiters.field)
  const valueType = segment === 'OBX' ? VALUE_TYPES.get(split[2] as string) : undefined
  for (const [place, field] of split.entries()) {
    const number = HEADERS.has(segment) ? place + 1 : place
    const type = number === 5 && valueType !== undefined ? valueType : types.get(number)
    const components = COMPONENTS[type ?? '']
    if (components !== undefined) yield* componentsOf(field, at, { components, delimiters })
    at += field.length + 1
  }
}

const SAYS = /[\p{L}\p{N}]/u
/** A ward, room or bed, and no house. */
const PLACE = /\d|^.{1,2}$/
/** The area code of a telephone number, and behind it the number in that area. */
const XTN_AREA = 6

function* componentsOf(field: string, start: number, { components, delimiters }: {
  readonly components: Readonly<Record<number, string>>
  readonly delimiters: Hl7Delimiters
}): Generator<Hl7Component> {
  let at = start
  for (const repetition of field.split(delimiters.repetition)) {
    const split = repetition.split(delimiters.component)
    for (const [index, component] of split.entries()) {
      const label = components[index + 1]
      const [start, end] = [at, at + component.length]
      at = end + 1
      if (label === undefined || !SAYS.test(component) || components === COMPONENTS.PL && !PLACE.test(component)) continue
      const behind = split[index + 1] ?? ''
      const isArea = components === COMPONENTS.XTN && index + 1 === XTN_AREA && SAYS.test(behind)
      const isInArea = components === COMPONENTS.XTN && index === XTN_AREA && SAYS.test(split[index - 1] ?? '')
      if (isArea) yield { start, end: at + behind.length, label: 'phone: ', hyphen: end }
      else if (!isInArea) yield { start, end, label: `${label}: ` }
    }
  }
}

/** Elements of HL7 v2 in XML (HL7 v2.xml, 2003): a component is named by its type, and in a field by its segment. */
export function hl7ElementLabel(above: string, element: string): string | undefined {
  const component = /^(cx|xpn|xcn|xad|xtn|fn|sad|ts|st)\.(\d{1,2})$/.exec(element)
  const field = fieldType(component === null ? element : above)
  // A field of one component, or the first of it: PID.7, PID.7/TS.1, PID.3/CX.1.
  if (component === null || field !== undefined && COMPONENTS[field]?.[2] === undefined) {
    const label = field === undefined ? undefined : COMPONENTS[field]?.[1]
    return label === undefined || component !== null && component[2] !== '1' ? undefined : `${label}: `
  }
  const [, type = '', number] = component
  if (type === 'fn') return number === '1' ? 'last name: ' : undefined
  if (type === 'sad') return 'street address line: '
  const label = COMPONENTS[type.toUpperCase()]?.[Number(number)]
  return label === undefined ? undefined : `${label}: `
}

function fieldType(element: string): string | undefined {
  const field = /^([a-z][a-z0-9]{2})\.(\d{1,2})$/.exec(element)
  return field === null ? undefined : SEGMENTS.get((field[1] as string).toUpperCase())?.get(Number(field[2]))
}

/** The delimiters of a text in ER7, with the names of segments before them: what a replacement must leave as it is. */
export function* hl7Structure(text: string, delimiters: Hl7Delimiters): Generator<Mark> {
  const signs = signsOf(delimiters)
  const structure = signs === signsOf(HL7_DELIMITERS) ? STRUCTURE : structureOf(delimiters)
  for (const { index, 0: found } of text.matchAll(structure)) yield { at: index, length: found.length, text: found, kind: 'fixed' }
}

const STRUCTURE = structureOf(HL7_DELIMITERS)

function structureOf(delimiters: Hl7Delimiters): RegExp {
  const signs = signsOf(delimiters).replaceAll(/[\]\\^-]/g, '\\$&')
  const behind = delimiters.field.replace(/[^\w\s]/, '\\$&')
  return new RegExp(`(?:(?:^|[\\s"'\`(>])(?:${SEGMENT_NAME})(?=${behind}))?[${signs}]+|[\\r\\n]+`, 'g')
}

function signsOf({ field, component, repetition }: Hl7Delimiters): string {
  return field + component + repetition
}
