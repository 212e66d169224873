import { CUTS, INVISIBLE_DISGUISES, respace, spellDate, spellPhone } from './planted-disguises.ts'
import { fullName, shortName, type Naming } from './planted-names.ts'
import { Dice, inventPerson, type Planted } from './planted-people.ts'
import {
  BARE_SENTENCES, CITY_SENTENCES, CLINICAL_SENTENCES, CLINICIAN_SENTENCES, DATE_SENTENCES, EMAIL_SENTENCES, FULL_SENTENCES, LINE_SENTENCES,
  MEMBER_SENTENCES, MRN_SENTENCES, OTHER_PATIENT_SENTENCES, OWNER_SENTENCES, PERSON_SENTENCES, PHONE_SENTENCES, RELATIVE_SENTENCES,
  ZIP_SENTENCES,
} from './planted-sentences.ts'

/** A value that was planted; UTF-16 code units of the text. */
export interface PlantedSpan {
  readonly start: number
  readonly end: number
  /** Kind of value, form and disguise. */
  readonly form: string
  readonly of: 'patient' | 'relative' | 'clinician' | 'other patient'
}

/** A note about somebody, the FHIR resources that say who is in it, and where they are named. */
export interface PlantedNote {
  readonly text: string
  readonly spans: readonly PlantedSpan[]
  readonly subject: string
  readonly resources: readonly object[]
}

const DISGUISED = 0.2
const CUT = 0.03

/** Notes by number: the same seed and number always give the same note. */
export function plantNote(seed: number, ordinal: number): PlantedNote {
  const dice = new Dice(Math.imul(seed, 0x9E3779B1) ^ ordinal)
  const patient = inventPerson(dice, `p${ordinal}`)
  const relative = inventPerson(dice, `r${ordinal}`, dice.chance(0.5) ? patient.family : undefined)
  const clinician = inventPerson(dice, `d${ordinal}`)
  const other = inventPerson(dice, `o${ordinal}`)
  const page = new Page(dice)
  page.name(patient, 'patient', fullName(patient, dice), FULL_SENTENCES)
  for (let line = 4 + dice.below(8); line > 0; line--) plantLine(page, dice, { patient, relative, clinician, other })
  const subject = `id:${patient.id}`
  return { text: page.text, spans: page.spans, subject, resources: resourcesOf(patient, relative, clinician, other) }
}

interface Cast {
  readonly patient: Planted
  readonly relative: Planted
  readonly clinician: Planted
  readonly other: Planted
}

function plantLine(page: Page, dice: Dice, { patient, relative, clinician, other }: Cast): void {
  const plain = (value: string, kind: string, sentences: readonly string[]): void =>
    page.plant(value, { form: kind, of: 'patient' }, sentences)
  switch (dice.below(16)) {
    case 0: return page.name(patient, 'patient', fullName(patient, dice), FULL_SENTENCES)
    case 1:
    case 2:
    case 3:
      return page.named(patient, 'patient', PERSON_SENTENCES)
    case 4:
      return page.named(relative, 'relative', RELATIVE_SENTENCES)
    case 5:
      return page.name(clinician, 'clinician', fullName(clinician, dice), CLINICIAN_SENTENCES)
    case 6:
      return page.name(other, 'other patient', fullName(other, dice), OTHER_PATIENT_SENTENCES)
    case 7:
      return plain(spellDate(patient.birth, dice), 'birth date', DATE_SENTENCES)
    case 8:
      return plain(spellPhone(patient.phone, dice), 'phone', PHONE_SENTENCES)
    case 9:
      return plain(respace([patient.mrn.slice(0, 2), patient.mrn.slice(2, 5), patient.mrn.slice(5)], dice), 'mrn', MRN_SENTENCES)
    case 10:
      return plain(
        dice.pick([patient.member, patient.member.toLowerCase(), respace(patient.member.match(/[A-Z]+|\d+/g) ?? [], dice).slice(0, 40)]),
        'member',
        MEMBER_SENTENCES,
      )
    case 11:
      return plain(
        dice.pick([
          patient.line,
          patient.line.toUpperCase(),
          patient.line.replace('Avenue', 'Ave.').replace('Street', 'St').replace('Road', 'Rd'),
        ]),
        'street',
        LINE_SENTENCES,
      )
    case 12:
      return plain(patient.city, 'city', CITY_SENTENCES)
    case 13:
      return dice.chance(0.5)
        ? plain(patient.zip, 'zip', ZIP_SENTENCES)
        : plain(dice.pick([patient.email, patient.email.toUpperCase()]), 'email', EMAIL_SENTENCES)
    default:
      return page.write(dice.pick(CLINICAL_SENTENCES))
  }
}

/** Writes a note sentence by sentence and keeps what was planted where. */
class Page {
  text = ''
  readonly spans: PlantedSpan[] = []
  private readonly dice: Dice

  constructor(dice: Dice) {
    this.dice = dice
  }

  write(sentence: string): void {
    if (this.text !== '') this.text += this.dice.pick(/[.:]$/.test(this.text) ? [' ', ' ', '\n', '\n\n'] : ['\n', '\n\n'])
    this.text += sentence
  }

  named(person: Planted, of: PlantedSpan['of'], sentences: readonly string[]): void {
    this.name(person, of, this.dice.chance(0.3) ? fullName(person, this.dice) : shortName(person, this.dice), sentences)
  }

  name(_person: Planted, of: PlantedSpan['of'], naming: Naming, sentences: readonly string[]): void {
    const owns = /['\u2019]s$/.test(naming.text)
    const isClear = !naming.weak && !owns && this.dice.chance(0.3)
    const among = owns
      ? OWNER_SENTENCES
      : isClear && of !== 'clinician'
        ? BARE_SENTENCES
        : sentences === FULL_SENTENCES && naming.weak
          ? PERSON_SENTENCES
          : sentences
    this.plant(naming.text, { form: naming.form, of }, among)
  }

  plant(value: string, { form, of }: Pick<PlantedSpan, 'form' | 'of'>, sentences: readonly string[]): void {
    const { dice } = this
    const sentence = dice.pick(sentences)
    const cut = /^(?:given|family|full|title|nickname|street|city)/.test(form) && dice.chance(CUT)
    const [how, disguise] = cut ? dice.pick(Object.entries(CUTS)) : dice.pick(Object.entries(INVISIBLE_DISGUISES))
    const isDisguised = cut || dice.chance(DISGUISED)
    const title = /^M[rs]\.\s/.exec(value)?.[0] ?? ''
    const bare = value.slice(title.length)
    const written = isDisguised ? disguise(bare, dice) : bare
    const at = sentence.indexOf('{}')
    this.write(sentence.slice(0, at) + title)
    const start = this.text.length
    this.text += written + sentence.slice(at + 2)
    const possessive = /['\u2019]s$/.exec(written)?.[0].length ?? 0
    this.spans.push({ start, end: start + written.length - possessive, of, form: written === bare ? form : `${form}, ${how}` })
  }
}

function resourcesOf(patient: Planted, relative: Planted, clinician: Planted, other: Planted): object[] {
  const name = ({ given, middle, family }: Planted): object[] => [{ family, given: [given, middle] }]
  const patientOf = (person: Planted): object => ({
    resourceType: 'Patient', id: person.id, name: name(person), birthDate: person.birth,
    telecom: [{ system: 'phone', value: person.phone }, { system: 'email', value: person.email }],
    address: [{ line: [person.line], city: person.city, postalCode: person.zip }],
    identifier: [
      { type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, value: person.mrn },
      { system: 'https://plan.example/member', value: person.member },
    ],
  })
  return [
    patientOf(patient),
    {
      resourceType: 'RelatedPerson',
      id: relative.id,
      patient: { reference: `Patient/${patient.id}` },
      name: name(relative),
      telecom: [{ system: 'phone', value: relative.phone }],
    },
    { resourceType: 'Practitioner', id: clinician.id, name: name(clinician) },
    patientOf(other),
  ]
}
