import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { probabilityOf } from '../person/name-weight.ts'
import { isCapital, startsSentence } from '../word-shape.ts'
import { COMPANY_HEADS, headed, headOdds } from './headed-organization.ts'
import { afterPreposition, isOwnLabel, LABELLED, named, NO_NAMES } from './organization-after.ts'
import { around, pairTold, PARTNERS_PRIOR, partnersEnd } from './organization-context.ts'
import { lastOfRun, RUN_WORDS_MAX, runWeight } from './organization-run.ts'
import { withLegalForm } from './legal-form.ts'
import { isLinked } from './organization-weight.ts'
import { isOfSomebody, smallFirst, smallHeaded } from './small-head.ts'

const PRIOR_MIN = 0.05

const BEGINS = KIND.capital | LIST.organization

export const organization: WordDetector = {
  name: 'organization',
  class: 'organization',
  describes:
    'Hospitals, clinics, universities and companies: capitalised words with a head such as Hospital, Medical Center, Inc, or after "treated at", "admitted to".',
  source:
    'Heads of names of organizations in US and Spanish use; HIPAA Safe Harbor counts a facility as a geographic subdivision smaller than a state',
  begins: BEGINS,
  find,
  cues: [
    {
      words: [
        'came to', 'taken to', 'brought to', 'flown to', 'rushed to', 'seen at', 'treated at', 'admitted to', 'admitted at',
        'transferred to', 'transferred from', 'discharged from', 'referred to',
        'treatment at', 'care at', 'visit to', 'visit at', 'works at', 'works for', 'work for', 'work at', 'working for', 'working at',
        'worked for', 'employee of', 'worked at', 'employed by', 'employed at', 'visited', 'diagnosed at', 'hospitalized at',
        'evaluated at', 'presented to', 'presented at', 'surgery at', 'performed at', 'done at', 'followed at', 'appointment at',
        'checked in at', 'job at', 'therapy at', 'reviewed at', 'ingresado en', 'trasladado a', 'atendido en', 'remitido a', 'trabaja en',
        'trabajaba en', 'empleado en', 'empleada en', 'camarero en', 'camarera en', 'profesor en', 'profesora en', 'arbeitet bei',
        'beschaftigt bei', 'angestellt bei', 'tatig bei', 'versichert bei', 'travaille chez', 'employe chez', 'employee chez',
        'trabaja para', 'insured by', 'hired by',
      ],
      ratio: 6,
      where: 'before',
      within: 3,
    },
    { words: ['from', 'at', 'by', 'our', 'the'], ratio: 2, where: 'before', within: 2 },
    {
      words: ['guidelines', 'guideline', 'criteria', 'recommendations', 'score', 'classification', 'class', 'consensus', 'statement'],
      ratio: 0.05,
      where: 'after',
      within: 3,
    },
    { words: ['guidelines', 'criteria', 'according to', 'recommendations', 'recommended by'], ratio: 0.3, where: 'before', within: 4 },
  ],
  examples: {
    true: [
      'works at [[Zentrix BLT7]] as', 'seen at [[Kowal Permanente Valmayor]] on', 'at [[Fernhall Clinic Toledo]] in',
      'Rheumatology, [[Royal Fernhall Infirmary]], tel',
      'provided by [[Burgers University Medical Center]] today',
      'treated at [[Lakeview Medical Center]] in May', 'she came to [[Mass General]] with',
      "records from [[St. Brendan's Hospital]] came", 'seen at [[Willow Creek]] on Monday',
      'a student of [[University of Northfield]]', 'works for [[Tarkin Holdings LLC]]', 'for [[Tarkin Holdings plc]], which',
      'ingreso en el [[Hospital General de Valmayor]]',
      'transferred to [[Harmon Regional Hospital]] by air', 'works at [[Zentrix GmbH]]', 'bought by [[Fernhaller Kowalski OHG]] in',
      'from [[Halvorsen AB]], a', 'Hoang Tran, MD at [[Sutter Health]]', 'admitted to [[Grace Valley Clinic]]',
      'seen at the [[Brightwater-Holm clinic]]', 'seen at [[Mt. Carmel hospital]]', 'was seen at [[UWQ Medical Center]]',
      'Urologia. [[Hospital Miguel Ferrer]]. Zaragoza', 'Servicio de Urologia [[Complejo Hospitalario de Valmayor]] 28431',
      'Urologia. [[Hospital Universitario 4 de Marzo]]. Avda', 'Urologia. [[Hospital Ribera del Tajo]]. A7',
      'en el [[ambulatorio de Ferhallo]].', 'en la [[Clínica Ntra. Sra. del Fernal]] en', 'en la [[residencia Los Ferhallos]] desde',
      'trabaja en [[Zentrix]] como', 'desde el [[Hospital de la Santa Olma i Sant Vidal]], tel',
      'Urologia. [[Hospital Universitario "4 de Marzo]]". A7', 'Urologia. [[Hospital Infanta Beatriz]].',
      'en el [[Hospital universitario La Vega]] Paseo', 'Urologia [[Hospital Comarcal de Valmayor]] Avda. de',
      '[[Hospital Central Dr. Emilio Prieto]]. Av', 'Urologia. [[Fundacion "Prieto Vidal]]". Avda', 'del [[Hospital Prieto y Vidal]] de',
      'im [[Klinikum Grosshadern]] behandelt', 'Urologia. [[Hospital Doctor Prieto]]. Jr. Olmos',
      'Urologia. [[Hospital HM San Prieto]]. Cra', 'Urologia. [[Sanatorio Santa Elvira]]. Olmos',
      'Urologia [[Consorci Sanitari de Valmayor]]. Pl', 'Urologia. [[Hospital Sagrado Corazon]] Travesia Olmos',
      'Urologia. [[Centro Medico San Prieto]]. Cra', '. [[Facultad de Farmacia de Valmayor]]. Calle',
      'en el [[Ayuntamiento de Valmayor]] que', '. [[IES Prieto]]. Calle', 'seen at the [[Zentrix]] on Monday',
      'discharged from [[UWQZ]] on', 'who visited [[Zentrix]] on', 'is Karen P. from [[UWQZ]], last', 'seen at [[Margins Hospital]] on',
      'Employer: [[Harborside Fishmongers]]\n', 'School name: [[Trimbolt Elementary]]', 'Arbeitgeber: [[Zentrix]], seit 2019',
      '[[Zentrix]] is a Danish investment bank', 'The address of [[Assurance Ventura]] is 4120',
      'Anna Kowalski from [[Zentrix Bellow]] is here', 'the CEO of [[Zentrix]] resigned', 'by the [[Zentrix]] website',
      'discharged from [[St. Ignatius]] on', 'her mammogram at [[Riverbend Imaging]].', '[[Mercer-Dalton]] invested heavily',
      '[[Halvard and Mercer]] invested heavily', 'Anna Kowalski from [[Halvard and Mercer]] is here',
      'The address of [[Stone and Mercer]] is 4120', 'a song by [[Fletcher, Ferhallo and Zentrimov]]',
      'a song by [[Fletcher, Ramos and Whitaker]]', 'bought by [[Beskin]], [[Tarkin Corporation]] and [[Civit Lumina]].',
      'of [[Tarkin Corporation]], [[Beskin]] and [[Zentrix]].', '\n[[Zentrix]]\n3412 Orchard Lane\n',
      '[[Zentrix]]\n[[Harbor Vestry]]\n341 Ringvej 17', '[[Tessera Research]] is an investment bank',
      'Anna Kowalski from [[3 Round Pebbles Inc]] is', "a talk at [[Gradian Research LLC's]] office", 'arbeitet bei [[Zentrix]] als',
      'bei Firma [[Kowalski]] seit', 'travaille chez [[Zentrix]] depuis', 'Anna Kowalski of [[Zentrix Bellow]] is here',
      'insured by [[Zentrix]] since', 'a song recorded for [[Zentrix Bellow]] became', 'hoping to support [[Zentrix Data Finder]] in',
      '\n[[Zentrix Transit]]\n3412 Orchard Lane\n', 'Anna Kowalski from [[Fresh Water Solutions]] is',
      'since then [[The Tarkin Group]] invested', 'admitted to [[harrison memorial hospital]] in may', 'works at [[fernhaller gmbh]] now',
      'FOLLOWED AT [[TOLEDO GENERAL HOSPITAL]] SINCE', 'en el [[hospital universitario la serna]] de',
      "seen in [[st. anne's hospital]] since",
    ],
    false: [
      'Jean-Luc va bien', 'Jean va bien, Rosa va mejor',
      'hi mr okonkwos labs are', 'mrs okonkwos labs today', "pain at Guyon's canal", "tender at McBurney's point",
      'Best Practice advisory fired', 'thrill felt at LLSB and', 'systolic murmur at RUSB radiating', 'was seen at RHC to',
      'the Royal College of Physicians guideline',
      'cardiology at the University Medical level',
      'referred to Pain Clinic', 'per American Heart Association guidelines', 'Hospital course was smooth', 'Hospital Course:',
      'Hospital Day 3', 'Mental Health: stable', 'Emergency Department visit', 'Home Health aide',
      'National Institutes of Health criteria',
      'seen at Week 4', 'pain at T12 and at Baseline', 'transferred to ICU', 'the Clinic called', 'Cancer Center nurse',
      'Past Medical History', 'Public Health England', 'referred to Cardiology', 'Board Certified', 'Physical Therapy Group',
      'World Health Organization stage', 'Anna Kowalski from Radiology', 'Anna Kowalski of Cardiology is', 'Assessment\n12 Lead EKG',
      'Diabetes is a company of diseases', 'Here is a company', 'Community acquired pneumonia', 'Retired employee of',
      'Discharge Instructions\n24 hours', 'Vital Signs\nTemperature\n98 F', 'Metformin is a drug', 'support Hospice',
      'joined Physical Therapy', 'Aspirin, Plavix and Coumadin', 'el Consorcio de', 'Asociacion de amoxicilina', 'Laboratorio: Hb 12',
      'Asociacion Medica', 'Hospital General', 'drove to the hospital I guess', 'Employer: None', 'School: Grade 5',
      'Pharmacy: Refill requested', 'Facility: Inpatient', 'Hospital: Day 3', 'Employer: Retired', 'School: Kindergarten',
      'trabaja en Madrid', 'referred to the pain clinic', 'Lab Results\n145 Sodium', 'weight recorded for Monday',
      'support Past Medical History', 'transferred from OSH on', 'discharged from Rehab today', 'at the local hospital in may',
      'retired from Nursing', 'from Karen Kowalski AS with', 'from Melbourne SA', 'by Lisinopril AB',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    const shape = words.shape(at)
    const lists = words.lists(at)
    const isHead = (lists & LIST.organization) !== 0
    const formed = shape === SHAPE.upper ? withLegalForm(words, at) : undefined
    if (formed !== undefined) yield formed
    const labelled =
      at > 0 && words.is(KIND.labelled, at) && isOwnLabel(words, at - 1) && !NO_NAMES.has(words.lower(at))
        ? named(words, at, LABELLED, 'the label of an organization')
        : undefined
    if (labelled !== undefined) {
      yield labelled
      at = labelled.last
      continue
    }
    if (
      shape !== SHAPE.lower &&
      ((lists & ORDINARY) === 0 ||
        (at + 1 < words.count && (isCapital(words, at + 1) || (sizeOf(words, at + 1) === 3 && words.lower(at + 1) === 'and')))) &&
      (at === 0 || !isCapital(words, at - 1) || !isLinked(words, at - 1))
    ) {
      const told = toldAround(words, at)
      if (told !== undefined && told.prior >= PRIOR_MIN) yield told
    }
    const found =
      shape === SHAPE.lower
        ? (smallHeaded(words, at) ?? smallFirst(words, at))
        : isHead
          ? (headed(words, at) ?? afterPreposition(words, at))
          : afterPreposition(words, at)
    if (found === undefined || found.prior < PRIOR_MIN || isOfSomebody(words, found)) continue
    yield found
    if (!isHead) continue
    if (found.prior >= LISTED_PRIOR && COMPANY_HEADS.has(words.lower(found.last))) yield* listedWith(words, found)
    at = Math.max(at, found.last)
  }
}

/** Such a word alone is no name of an organization. */
const ORDINARY = LIST.common | LIST.clinical | LIST.calendar | LIST.title | LIST.relative

const RUN_WEIGHT_MAX = 1
/** What a word such as Solutions at the end makes up for, log10. */
const HEADED = 1.2
/** Ordinary words before such an end are a name where it is told what they name: Steady Hand Solutions. */
const COMPANY_MIN = 0.1
const LISTED_PRIOR = 0.6

/** What is told by the words around a run of capitals. */
function toldAround(words: Words, from: number): Candidate | undefined {
  const partners = partnersEnd(words, from)
  if (partners >= 0) return { first: from, last: partners, prior: PARTNERS_PRIOR, why: 'three surnames as partners of a firm' }
  const first =
    from + 1 < words.count && isCapital(words, from + 1) && words.gap(from) === ' ' && words.lower(from) === 'the' ? from + 1 : from
  const run = lastOfRun(words, first)
  const pair = pairTold(words, first, run)
  const last = pair?.last ?? run
  const told = pair?.told ?? around(words, first, last)
  if (told === undefined) return undefined
  const own =
    told.weightMin === undefined ? 0 : runWeight(words, first, last) + (last > first && (headOdds(words, last) ?? -1) >= 0 ? HEADED : 0)
  const weight = last > first && COMPANY_HEADS.has(words.lower(last)) ? Math.max(own, COMPANY_MIN) : own
  return weight <= (told.weightMin ?? -1)
    ? undefined
    : {
        first: first > from && !startsSentence(words, from) ? from : first,
        last,
        prior: probabilityOf(told.odds + Math.min(Math.max(weight, 0), RUN_WEIGHT_MAX)),
        why: told.why,
      }
}

/** A list joins like with like: beside a company stand companies. */
function* listedWith(words: Words, { first, last }: Candidate): Generator<Candidate> {
  let end = first - 1
  if (end > 0 && /^(?:and|y|und)$/.test(words.lower(end)) && words.gap(end) === ' ' && /^,? $/.test(words.gap(end - 1))) end--
  if (end >= 0 && isCapital(words, end) && (end < first - 1 || words.gap(end) === ', ')) {
    let start = end
    while (start > 0 && end - start < RUN_WORDS_MAX && isLinked(words, start - 1) && isCapital(words, start - 1)) start--
    if (runWeight(words, start, end) > 0) yield { first: start, last: end, prior: LISTED_PRIOR, why: 'a name in a list before a company' }
  }
  for (let end = last, count = 0; count < LIST_MAX; count++) {
    let next = end + 1
    if (next + 1 < words.count && /^(?:and|y|und)$/.test(words.lower(next)) && words.gap(next) === ' ') next++
    if (next >= words.count || !isCapital(words, next) || !(next > end + 1 ? /^,? $/ : /^, $/).test(words.gap(end))) return
    end = lastOfRun(words, next)
    if (runWeight(words, next, end) <= 0) return
    yield { first: next, last: end, prior: LISTED_PRIOR, why: 'a name in a list after a company' }
  }
}

/** Names behind a company in one list. */
const LIST_MAX = 4
