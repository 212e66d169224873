import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { CAUSED_BY, EPONYM_HEADS, PARTS_PLAYED } from './name-cues.ts'
import { STREET_WORDS } from '../organization/organization-words.ts'
import { isComplaint } from './complaint.ts'
import { endsLine, isClosing } from './letter-closing.ts'
import { LOWER_ODDS_MIN, readLower, SURE } from './lower-labelled.ts'
import { ADJECTIVES, ANAESTHESIA, clauseOdds, introducerOdds, LABELS, QUALIFIED } from './name-labels.ts'
import { isSureLabel, readAnyName } from './sure-labels.ts'
import { isElided, isHyphenated, isJoined, isParticle, leadsToCapital, headsElsewhere, runEnd } from './name-run.ts'
import { givenWeight, mayStartName, NAMES, nameWeight, probabilityOf, otherwise } from './name-weight.ts'
import { isNamedThing, isThingDone } from './named-things.ts'
import { mayEndName, mayOpenName, mayStandWithin, withSuffix } from './read-name.ts'
import { isDayForename } from './word-forename.ts'
import { isCapital, isGenitive, isInitial, isRestored } from '../word-shape.ts'

const PRIOR_MIN = 0.05
const WORDS_MAX = 7
const WEIGHT_MAX = 2
const BREAK_WEIGHT = -1.3
/** An abbreviation behind a name is none: Re: Kowalski MRI. */
const BREAK_BEHIND = -1.29
const GAP_MAX = 12

/** In small letters names stand behind the colon of a label alone. */
const BEGINS = KIND.capital | KIND.labelled

export const labelledName: WordDetector = {
  name: 'labelled-name',
  class: 'name',
  describes:
    'A name after a label or a phrase that introduces one: "Name: Last, First", "Apellidos:", "signed by", "/s/", "Hi Karen", "my name is".',
  source: 'Headings of clinical documents as in HL7 C-CDA header participants, and phrases of letters and talk in English and Spanish',
  begins: BEGINS,
  find,
  cues: [{ words: EPONYM_HEADS, ratio: 0.01, where: 'after', within: 1 }, { words: CAUSED_BY, ratio: 0.02, where: 'before', within: 1 }],
  examples: {
    true: [
      'saw mister [[fontaine]] today',
      'her ex, [[Kunal]]. Prior', 'Case mgr [[Okonkwo]] @ x', 'his PO [[Stokely]] called', 'plan for [[Okonkwo]]:',
      'Who has [[Okonkwo]] in 14?', 'pls page [[Okonkwo]] now', "who's got [[Okonkwo]] today", 'anyone have [[Prieto]]?',
      'Hi [[Karen]], I wanted', 'Re: [[Okonkwo]] MRI\n', 'Pt: [[Karen Prieto]]   HAR 50', 'Patient: [[Tyrell Okonkwo]]  Rm 4',
      'Pt [[Sunday Okoye]] seen', 'Patient: [[Friday Obi]]', 'spoke w/ pharmacist [[Duong]] re', 'by OT [[Marama]] today',
      'my lad [[Gaz]] has', 'My lass [[Shaz]] is', 'our kid [[Dez]] got', 'known as [[Kiki]] at', 'prefers to be called [[Pip]].',
      'me gran [[Nellie]] said', 'Operator: [[GOH T.K]].', 'Surgeon: [[Tan B. H]]., scrub: [[Pinto]]', "Anaesthetist: [[D'Cruz]]",
      'Registrar: [[Okeke]]', 'social worker [[Imrie]] rang', 'Client "[[Red" Okonkwo]] presents', 'PATIENT "[[BUD" OKONSKI]] REPORTS',
      'Patient Name: [[Whitfield, Mary Ann]] DOB: 1/2/1950', 'Nombre: [[Lucia]]. Apellidos: [[Romero Vidal]].',
      'Dictated by: [[Xochitl Qureshi]]', 'Electronically signed by [[Alan Whitmore]] on 3/4', '/s/ [[Alan Whitmore]]',
      'Hi [[Karen]], how are you', 'my name is [[Rubijana]]', 'NAME: [[JANE Q PUBLIC]]', 'Attending: [[Okonkwo]]',
      'Attending of record: [[Oduya Femi]]', 'thank you [[Marcelino]].', 'name family: [[Zosyn]]', 'pt first nm: [[Quorvane]]',
      'Lcda. [[Itziar Romero]]', 'por enf. [[Maite]].', 'a table under [[Macaluso]].', 'senator [[Okonkwo]] objected',
      'Medico: [[Ignacio Prieto Sanz]] NoCol: 28', 'Name: [[john smith]]', 'Last name: [[de la Cruz]]',
      'Responsable clinico: [[Ignacio Prieto Sanz]]', 'Medico: [[Pablo de Dios Prieto Sanz]] NoCol: 28', 'Medico: [[M.a Rosa Prieto]].',
      'Medico: [[Tomas de la Iglesia Prieto]] NoCol: 28', 'a man named [[Tavish]]', 'Last name: [[Metformin]], first name: [[Glucose]]',
      'Patient name: [[Aspirin Stone]] DOB: 1/2/1950', 'surname: [[lisinopril]]\n', 'cc: [[Priya Raman]]',
      'Medico: [[Sol Prado Ferrer]]  NoCol:41', 'Medico: [[Consolacion Prieto-hassan]] NoCol: 28',
      'Responsable clinico: [[Elena Caja Prieto]]. Correos', 'Remitido por: [[Ignacio Prieto Sanz]] Complejo Hospitalario Universitario',
      'Best regards,\n[[Ottoline]]', 'Thank you,\n\n[[Zubeida]]\nRN', 'Saludos,\n[[Ysolde Prieto]]',
      'Nombre: [[Abril]].\nApellidos: [[Prieto]].', 'Responsable clinico: [[Anunciacion Romero Prieto]]. Urologia',
      'Responsable clinico: [[Ignacio Prieto Sanz]] Jiron General Olmos', 'Remitido por: [[Victoria Prieto Le]]. Seccion',
      'Medico: [[Ignacio Nieto Sanz]]. Calle', 'Will d/w [[Okonkwo]] in AM', 'Attn [[Okonkwo]]', 'iPhone of Wm. [[Okonkwo]].',
      'aide [[Okonkwo]] called', 'La moglie, sig.ra [[Okonkwo]], sa', 'dochter [[Okonkwo]] belt', 'HCP [[Delroy]] (nephew)',
      'sister-in-law [[Okonkwo]].', 'fellow [[Okonkwo]] paged', 'Mme Prieto nee [[Okonkwo]],', 'POA is [[Okonkwo]]',
      'hx from [[Okonkwo]]',
      'Lives with [[Okonkwo]]', 'Follow up with [[Okonkwo]] in 2 wks', 'Letter from [[J Okonkwo]]', 'Report to [[Okonkwo]]',
      'Caller: [[Okonkwo]]', 'pt of [[Okonkwo]]', 'Discussed with [[Okonkwo]] (cards)', 'per [[Okonkwo]]: hold', 'Cama 7: [[Prieto]]',
      'Rm 4 [[Okonkwo]] - NPO', 'gez. [[Kowalski]]', 'Atte., [[Lucia]]', 'Nom=[[Prieto]];', 'Baby girl [[Okonkwo]] born',
      'Interpreter [[Karen]] used', 'adresse par de [[Prieto]] hier', 'Discussed with van der [[Kowalski]] today',
      'per [[OKONKWO]], hold',
      'cc: [[Wells]]', 'cc: [[okonkwo]]', 'CC: [[Rashida]], chart', 'signed by [[GRACE]]', 'EF 40% per [[Okonkwo]].',
      'seen 3/4 by [[Wells]] and', 'medico: [[cristina romero dorado]]. fecha', 'name: [[Okonkwo]]\tdob: 3',
      'seen by [[Okonkwo]] and [[Kowalski]] today', 'LAST [[Okonkwo]] FIRST [[Karen]], age', 'interpreter [[karen]] used',
      'my colleague [[Okonkwo]] thinks', 'ambulated with [[Okonkwo]], PT', 'thank you for referring [[Karen Okonkwo]], born',
      "Hey it's [[Okonkwo]], calling", 'was called [[Okonkwo]].', 'account holder [[Okonkwo]].', 'we met [[Lorcan]] at',
      'Nombre de pila: [[Tamsel]].', 'Nome social: [[Tamsela]]', 'Nom de naissance : [[OKONKWO]]', "Nom d'usage: [[Okonkwo]]",
      'Prénoms de naissance : [[Tamsel Orlo]]', 'Voornaam: [[Tamsel]], Achternaam: [[Okonkwo]]', 'Geburtsname: [[Okonkwo]]',
      'Fornavn: [[Tamsel]], Etternavn: [[Okonkwo]]', 'Efternamn: [[Okonkwo]]', 'Sukunimi: [[Okonkwo]]', 'Sobrenome: [[Prieto]]',
      'Imię: [[Tamsela]], Nazwisko: [[Okonkwo]]', 'Příjmení: [[Okonkwo]]', 'Soyadı: [[Okonkwo]]', 'Nama lengkap: [[Tamsel Okonkwo]]',
      'First name(s): [[Tamsel]]  Surname: [[Okonkwo]]', 'Roepnaam: [[Tamsel]]; geslachtsnaam: [[Okonkwo]]',
      'by the name of [[Okonkwo]],', 'Trial nurse name: [[Okonkwo]]', 'Study contact name: [[Okonkwo]]', 'Common name: [[Okonkwo]]',
      'Apellidos:[[Cases Prieto]].\nNHC',
    ],
    false: [
      'acht Tage im Monat und nicht mit der', 'Bergung im Beutel, die Wunde ist mit', 'am Monitor war der Rhythmus und das',
      'realizado por PSAP', 'maduro por Capurro', 'valorada por Enfermería de la planta y el', 'ventilacion por SDRA moderado',
      'Voornaam: onbekend', 'Nome: Furoseq 40 mg', 'Naam: Zorvanta 5 ml', 'Sobrenome: Ignorado', 'Nombre completo del medicamento',
      'Nome do medicamento: Dipirona',
      'Nom de famille inconnu', 'Lieu de naissance: Paracetamol', 'Naam medicijn: Metoprolol', 'Nombre comercial: Enalapril',
      'Variant HGVS name: NM_100200.3:c.12A>G', 'Variant common name: Leiden', 'Allele name: Duffy', 'Trial name: Kestrel',
      'Panel name: Solstice Focus', 'Cell line name: Vero', 'Syndrome name: Lynch', 'Strain name: Wuhan', 'Regimen name: Stanford',
      'Efternamn: okänd', 'Nom de marque: Doliprane', 'Nazwa leku: Metformina', 'Nome comercial: Losartana',
      'his PO Intake fair', 'her ex, a smoker', 'plan for Keppra', 'labs for Lupus', 'plan for Discharge', 'Case manager Consult',
      'Who has Diabetes', 'page Cardiology', 'page RT', 'anyone have Tylenol', 'page Trauma now', 'text Message sent',
      'spoke with Caller, who hung up', 'Met with Client today', 'Called Client about', 'Pt Monday Morning', 'nurse Practitioner',
      'by pharmacist Review', 'pharmacist Zorvanta advice', 'to physio Input', 'my mate Ibuprofen', 'my nan Diabetes', 'known as Asthma',
      'likes to be called Back', 'Patient: Monday Clinic', 'Scrub: Clean', 'Operator: Self', 'Operator: Registrar',
      'Dietitian: Fortisip Compact', 'Worker: Compensation', 'Reg: Normal', 'Anesthesia: MAC. EBL: minimal', 'Anesthesia: GETA, stable',
      'Patient: Denies pain', 'TESTS ORDERED: Blood typing', 'Labs approved: White count',
      'Informe del paciente: Gestante de 31', 'infeccion por Candida albicans', 'sepsis por Okonkwoi en',
      'Assessment: Hypertension, stable', 'Name: unknown', 'seen by Cardiology', 'measured by CT', 'Hi there', 'Provider: None',
      'this is Important', 'Attending: Cardiology', 'treated by Radiation', 'Patient: Yes, since Monday.', 'Allergies: Penicillin',
      'called EMS', 'Contact: Droplet precautions', 'Last name: unknown', 'Medication name: Metformin', 'Medication Name: Zorvanta',
      'Allergy name: Pencillins', 'Name: Metformin', 'First name: not given', 'Last name: \nFirst name: ', 'Thank you,\nCardiology',
      'Sincerely,\nPatient was seen', 'Thanks\nAssessment: stable', 'Discussed with Cardiology', 'Follow up with Cardiology',
      'letter from Medicare', 'Report to Radiology', 'specimen from Bronchus', 'Lives with Diabetes', 'Attn Pharmacy',
      'dad Barrett esophagus', 'arrived with Foley', 'came with Walker', 'wife Healthy', 'brother Diabetes', 'Follow up with Ortho',
      'pt of Dialysis Unit', 'hx from EMS', 'message from PT', 'note from Hospice', 'POA is Active', 'Room 4 Negative pressure',
      'saw Dermatology', 'Reviewed with Pharmacy', 'Last: Metformin', 'Bed 7: Foley', 'BB Metoprolol', 'perdidas por la Ileostomia eran',
      'visto por el Servicio', 'staged by Okonkwo lateral pillar', 'feels her best\nWeight: 80', 'email from MyChart about',
      'Reviewed with UpToDate before', 'EF 62% by Simpson biplane', 'RVEF 41% by Simpson', 'QTc 431 by Fridericia', 'IBW 61 by Devine',
      'partial response by RECIST 1.1', 'sedation weaned per PADIS', 'COPD group B per GOLD', 'step 4 per GINA', 'HER2 amplified by FISH',
      '10-year risk 9% by ASCVD', 'ventilated per ARDSnet', 'doses checked per Micromedex', 'interrogated per Biotronik',
      'preterm weight per Fenton', 'KRAS G12D by Sanger', 'jaundice risk per Bhutani', 'fall risk by Morse 35',
      'treated per ATS guidelines', 'Per ACLS, epi given', 'Per GINA, step up', 'IBS per Rome IV', 'low risk by HEART', 'cc: fall x1',
      'cc: falls, weakness', 'cc: rash/itch', 'cc: burn to forearm', 'CC: Cough', 'CC: Abd pain', 'CC: ABD PAIN', 'cc: knee pain',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 1); at < words.count; at = words.next(BEGINS, at + 1)) {
    const shape = words.shape(at)
    if (shape === SHAPE.digits || shape === SHAPE.code || ANAESTHESIA.has(words, at)) continue
    const isLower = shape === SHAPE.lower
    // Apellidos:Prieto
    const isClose = words.start(at) - words.end(at - 1) < 2 && (isLower || words.gap(at - 1) !== ':')
    const any = isClose || !words.is(KIND.labelled, at) ? undefined : readBehindSureLabel(words, at) ?? readBeforeLicence(words, at)
    if (any !== undefined) {
      yield any
      at = any.last
      continue
    }
    // Words are integers until one may be a name; in small letters only after a colon.
    if (
      (isLower && isClose) ||
      !(isLower ? mayBeName(words, at) || isParticle(words, at) : isClose ? mayBeName(words, at) : mayBeLabelled(words, at))
    )
      continue
    const gap = words.gap(at - 1)
    const odds = isLower && !gap.includes(':') && gap !== '=' ? undefined : labelOdds(words, at, gap)
    const found =
      odds === undefined
        ? undefined
        : isLower && !(odds >= SURE && isParticle(words, at))
          ? readLower(words, at, odds)
          : read(words, at, odds)
    if (found === undefined || (found.last === at && (NOBODY.has(words, at) || PARTS_PLAYED.has(words, at))) || isDosed(words, found.last))
      continue
    if (found.prior >= PRIOR_MIN) yield isNicknamed(words, at) ? { ...found, first: at - 1 } : found
    if (found.prior < 0.5) continue
    at = found.last
    const partner = partnerOf(words, at, odds ?? 0)
    if (partner !== undefined) yield partner
  }
}

const STRENGTHS = new WordSet(['mg', 'mcg', 'ug', 'g', 'ml', 'ui', 'iu', 'ie', 'mmol', 'meq'])

/** Nome: Zosyn 500 mg */
function isDosed(words: Words, last: number): boolean {
  return last + 2 < words.count && words.shape(last + 1) === SHAPE.digits && STRENGTHS.has(words, last + 2)
}

/** Who is told of without a name. */
const NOBODY = new WordSet(['self', 'same', 'tbc', 'tbd', 'tba', 'various', 'multiple', 'locum', 'duty', 'oncall'])
const JOINING = new WordSet(['and', 'y', 'e', 'und', 'et', 'en'])

/** seen by Kowalski and Okonkwo */
function partnerOf(words: Words, last: number, odds: number): Candidate | undefined {
  const next = last + 2
  if (
    next >= words.count ||
    sizeOf(words, last + 1) > 3 ||
    words.gap(last) !== ' ' ||
    words.gap(last + 1) !== ' ' ||
    !isCapital(words, next) ||
    isInitial(words, next)
  )
    return undefined
  if (!JOINING.has(words, last + 1) || (words.lists(next) & NAMES) === 0) return undefined
  const found = read(words, next, odds)
  return found === undefined || found.prior < 0.5 ? undefined : { ...found, why: 'a name joined to one that is introduced' }
}

const ANY_NAME_PRIOR = 0.96

/** What stands behind `Last name:` is one, be it the name of a medicine. What reads as a name is read as far as that goes. */
function readBehindSureLabel(words: Words, first: number): Candidate | undefined {
  const gap = words.gap(first - 1)
  if (!/^["')]*\s*[:=#]/.test(gap) || gap.length > GAP_MAX || !isSureLabel(words, first - 1)) return undefined
  const any = readAnyName(words, first)
  if (any === undefined) return undefined
  const known = words.shape(first) === SHAPE.lower ? undefined : read(words, first, SURE)
  const last = known === undefined || known.prior < 0.5 ? any : Math.max(any, known.last)
  return { first, last, prior: Math.max(ANY_NAME_PRIOR, known?.prior ?? 0), why: 'a label that only names follow' }
}

const LICENCE_PRIOR = 0.97
const LICENCE_LABELS = new WordSet(['nocol', 'ncol', 'colegiado', 'colegiada'])

/** `Medico: Sol Prado Ferrer NoCol: 28`: what stands between the label of a clinician and that of the licence is the name. */
function readBeforeLicence(words: Words, first: number): Candidate | undefined {
  if (!words.gap(first - 1).startsWith(':') || (labelledOdds(words, first - 1) ?? 0) < LOWER_ODDS_MIN) return undefined
  for (let at = first; at < words.count && at - first <= WORDS_MAX; at++) {
    if (at > first && LICENCE_LABELS.has(words, at))
      return { first, last: at - 1, prior: LICENCE_PRIOR, why: 'a label of a clinician before it, and of a licence behind' }
    const isPart = isCapital(words, at) || isParticle(words, at) || (at > first && (words.gap(at - 1) === '-' || isRestored(words, first)))
    if (!isPart || !/^(?: {1,3}|-|\.? ?)$/.test(words.gap(at))) return undefined
  }
  return undefined
}

const OTHERWISE_MAX = 2.6

function mayBeName(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if (lists === 0 || (lists & (NAMES | LIST.place)) !== 0 && otherwise(words, at) <= OTHERWISE_MAX) return true
  return isDayForename(words, at)
}

/** After a label also rare words that are no names elsewhere. */
function mayBeLabelled(words: Words, at: number): boolean {
  if (otherwise(words, at) <= OTHERWISE_MAX || mayStartName(words, at) || isDayForename(words, at)) return true
  return sizeOf(words, at) <= 3 && (words.lists(at) & NAMES) !== 0
}

/** log10 odds that a name follows what stands before the word, by the label or phrase itself. */
function labelOdds(words: Words, at: number, gap: string): number | undefined {
  if (gap.charCodeAt(0) !== BLANK && gap.charCodeAt(0) !== POINT && gap.includes('\n') && isClosing(words, at - 1, gap))
    return endsLine(words, runEnd(words, at)) ? SURE : undefined
  if (words.shape(at - 1) === SHAPE.digits)
    return at > 1 && gap.length <= ROOM_GAP_MAX && ROOMS.has(words, at - 2) && (words.lists(at) & LIST.eponym) === 0 ? ROOM_ODDS : undefined
  if (isNicknamed(words, at)) return introducerOdds(words, at - 1)
  if (gap === ' ')
    return (
      introducerOdds(words, at) ??
      orderedOdds(words, at) ??
      (words.shape(at - 1) === SHAPE.lower && isParticle(words, at - 1) ? introducerOdds(words, afterIntroducer(words, at - 1)) : undefined)
    )
  if (gap.startsWith('?')) return words.lower(at - 1) === 'name' ? SURE : undefined
  if (gap.includes(':') || gap.includes('#') || gap === '=' || gap === ' = ')
    return gap.length > GAP_MAX || isComplaint(words, at) ? undefined : labelledOdds(words, at - 1)
  if (gap.startsWith('/') && words.lower(at - 1) === 's') return SURE
  return gap.trim() === '' || gap === ', ' || gap === ' "' || gap === ' (' || isAbbreviated(words, at - 1, gap)
    ? introducerOdds(words, at)
    : undefined
}

/** Client "Red" Kowalski: what somebody is called in quotes stands between the name and what introduces it. */
function isNicknamed(words: Words, at: number): boolean {
  const quote = words.gap(at - 1)
  return quote.length === 2 && /^["'] $/.test(quote) && at > 1 && words.gap(at - 2) === ` ${quote.charAt(0)}`
}

const ORDERED = 1.4

/** LAST Kowalski FIRST Karen: labels without a colon, one after the other. */
function orderedOdds(words: Words, at: number): number | undefined {
  const label = words.lower(at - 1)
  if (label === 'last')
    return at + 2 < words.count && (words.lower(at + 1) === 'first' || words.lower(at + 2) === 'first') ? ORDERED : undefined
  return label === 'first' && at > 2 && (words.lower(at - 3) === 'last' || (at > 3 && words.lower(at - 4) === 'last')) ? ORDERED : undefined
}

/** The first of the particles that end here: von Prieto, de la Cruz; an article alone is none. */
function afterIntroducer(words: Words, particle: number): number {
  if (ARTICLES.has(words.lower(particle)))
    return particle > 1 && words.gap(particle - 1) === ' ' && isParticle(words, particle - 1) && !ARTICLES.has(words.lower(particle - 1))
      ? particle - 1
      : 0
  return particle
}

const ARTICLES = new Set(['la', 'el', 'le', 'los', 'las', 'lo', 'der', 'den'])

/** Before whom the number of a room or bed stands: Rm 4 Kowalski, Cama 7: Prieto. */
const ROOMS = new WordSet(['rm', 'room', 'bed', 'cama', 'hab', 'habitacion', 'zi', 'zimmer', 'bett', 'ch', 'chambre', 'lit', 'box'])
const ROOM_ODDS = 0.1
const ROOM_GAP_MAX = 3
/** Words before a name that end with a point, or are joined to a preposition by a stroke: gez. Kowalski, Atte., Lucia; w/ Kowalski. */
const ABBREVIATED = new WordSet([
  'geb', 'paz', 'pz', 'pte', 'lcda', 'lcdo', 'ldo', 'lda', 'enf', 'gez', 'fdo', 'atte', 'wm', 'chas', 'thos', 'robt', 'benj', 'edw',
])

function isAbbreviated(words: Words, at: number, gap: string): boolean {
  if (gap.length > 3) return false
  return gap === '/ ' ? words.lower(at) === 'w' : (gap === '. ' || gap === '., ') && ABBREVIATED.has(words, at)
}

const BLANK = 0x20
const POINT = 0x2E
/** In Spanish the adjective stands behind: Responsable clinico, Medico responsable. */
function labelledOdds(words: Words, label: number): number | undefined {
  if (words.lower(label) === 'name' && isNamedThing(words, label - 1)) return undefined
  if (isReportOf(words, label) || isThingDone(words, label)) return undefined
  // Attending of record
  if (label > 1 && RECORD.has(words, label) && words.lower(label - 1) === 'of') return LABELS.get(words, label - 2)
  const own = LABELS.get(words, label) ?? clauseOdds(words, label)
  if (own !== undefined || label === 0 || words.gap(label - 1) !== ' ' || !ADJECTIVES.has(words, label)) return own
  const noun = LABELS.get(words, label - 1)
  return noun === undefined ? undefined : Math.max(noun, QUALIFIED)
}

const RECORD = new WordSet(['record'])
const REPORTED = new WordSet(['paciente'])

/** Informe clinico del paciente: what stands behind is the report. */
function isReportOf(words: Words, label: number): boolean {
  return (
    label > 1 && REPORTED.has(words, label) && words.lower(label - 1) === 'del' && !/^(?:nombre|apellidos?)$/.test(words.lower(label - 2))
  )
}

function read(words: Words, first: number, odds: number): Candidate | undefined {
  const runLast = runEnd(words, first)
  let weight = 0
  let best = -3
  let last = first - 1
  for (let at = first; at < words.count && at - first < WORDS_MAX; at++) {
    if ((words.gap(at).startsWith(':') && !isNothingElse(words, at)) || (at > first + 2 && STREET_WORDS.has(words.lower(at)))) break
    if (
      isInitial(words, at) ||
      (isParticle(words, at) &&
        (isJoined(words, at) || !isCapital(words, at)) &&
        (at > first || odds >= SURE ? leadsToCapital(words, at) : isCapital(words, at) && at + 1 < words.count && isCapital(words, at + 1)))
    ) {
      last = isInitial(words, at) ? at : last
    } else {
      if (!isCapital(words, at) && !(at > first && isElided(words, at))) break
      const own = at === first && isDayForename(words, at) ? DAY_WEIGHT : nameWeight(words, at)
      // Victoria Prieto Le
      const one =
        own < 0 && odds >= LOWER_ODDS_MIN && (at === first ? mayOpenName(words, at) : isParticle(words, at) && weight > 0) ? 0 : own
      if (
        one < (odds >= SURE ? BREAK_WEIGHT - 1.5 : at > first ? BREAK_BEHIND : BREAK_WEIGHT) &&
        !(odds >= LOWER_ODDS_MIN && at > first && weight > 0 && (mayEndName(words, at, 1) || mayStandWithin(words, at)))
      )
        break
      weight += one
      best = Math.max(best, weight)
      last = at
    }
    // Hyun-woo Kwon
    if (isHyphenated(words, at)) last = ++at
    const comma = words.gap(at)
    if (isGenitive(words, at)) break
    if (isJoined(words, at)) continue
    if ((comma === ', ' || comma === ',') && at + 1 < words.count && isCapital(words, at + 1) && isGivenBehind(words, at + 1)) continue
    break
  }
  if (last < first || sizeOf(words, first) === 1 && last === first) return undefined
  if (headsElsewhere(words, last, runLast)) return undefined
  if (odds >= INITIALS_ODDS_MIN && isBeforeInitials(words, first)) {
    best = Math.max(best, INITIALS_WEIGHT)
    last = Math.max(last, first + 2)
  }
  return {
    first,
    last: withSuffix(words, last),
    prior: probabilityOf(odds + Math.min(best, WEIGHT_MAX)),
    why: 'a label or phrase introduces a name',
  }
}

const DAY_WEIGHT = 0.6
const INITIALS_ODDS_MIN = 0.5
const INITIALS_WEIGHT = 0.3

/** Operator: GOH T.K., whatever the word means elsewhere. */
function isBeforeInitials(words: Words, surname: number): boolean {
  return (
    surname + 2 < words.count &&
    (words.lists(surname) === 0 || (words.lists(surname) & NAMES) !== 0) &&
    sizeOf(words, surname) > 1 &&
    /^,? $/.test(words.gap(surname)) &&
    isInitial(words, surname + 1) &&
    /^\. ?$/.test(words.gap(surname + 1)) &&
    isInitial(words, surname + 2) &&
    words.gap(surname + 2).startsWith('.')
  )
}

/** Behind a surname and a comma: a forename, be it the name of a town too, or a word that nobody knows; not `Dear Karen, I`. */
function isGivenBehind(words: Words, at: number): boolean {
  if (isInitial(words, at) && words.lower(at) === 'i' && !words.gap(at).startsWith('.')) return false
  return givenWeight(words, at) >= ((words.lists(at) & LIST.given) === 0 ? UNKNOWN_GIVEN_MIN : GIVEN_MIN)
}

const UNKNOWN_GIVEN_MIN = 0.2
const GIVEN_MIN = -0.2
const NOTHING_ELSE_MAX = 0.5

/** No label of a next field: a word that is nothing but a name. */
function isNothingElse(words: Words, at: number): boolean {
  return (words.lists(at) & NAMES) !== 0 && otherwise(words, at) <= NOTHING_ELSE_MAX
}
