import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { GENERIC_WORDS, HEADS, HEADS_FIRST, HONOURS, PUBLIC_BODIES, SHORT_FORMS, SMALL_FIRST, SPANISH_KINDS, STREET_WORDS } from './organization-words.ts'
import { afterPreposition, isOwnLabel, LABELLED, named, NO_NAMES } from './organization-after.ts'
import { isLinked, properWeight } from './organization-weight.ts'
import { around, pairTold, partnersEnd, PARTNERS_PRIOR } from './organization-context.ts'
import { isParticle } from '../person/name-run.ts'
import { probabilityOf } from '../person/name-weight.ts'
import { isCapital, sizeOf, startsSentence } from '../word-shape.ts'

const PRIOR_MIN = 0.05
const NAME_WORDS_MAX = 6

const BEGINS = KIND.capital | LIST.organization

export const organization: WordDetector = {
  name: 'organization',
  class: 'organization',
  describes: 'Hospitals, clinics, universities and companies: capitalised words with a head such as Hospital, Medical Center, Inc, or after "treated at", "admitted to".',
  source: 'Heads of names of organizations in US and Spanish use; HIPAA Safe Harbor counts a facility as a geographic subdivision smaller than a state',
  begins: BEGINS,
  find,
  cues: [
    {
      words: ['seen at', 'treated at', 'admitted to', 'admitted at', 'transferred to', 'transferred from', 'discharged from', 'referred to', 'treatment at', 'care at', 'visit to',
        'visit at', 'works at', 'works for', 'work for', 'work at', 'working for', 'working at', 'worked for', 'employee of', 'worked at', 'employed by', 'employed at', 'visited', 'diagnosed at', 'hospitalized at', 'evaluated at', 'presented to', 'presented at',
        'surgery at', 'performed at', 'done at', 'followed at', 'appointment at', 'checked in at', 'job at', 'therapy at', 'reviewed at', 'ingresado en', 'trasladado a',
        'atendido en', 'remitido a', 'trabaja en', 'trabajaba en', 'empleado en', 'empleada en', 'camarero en', 'camarera en', 'profesor en', 'profesora en', 'arbeitet bei', 'beschaftigt bei', 'angestellt bei', 'tatig bei', 'versichert bei', 'travaille chez', 'employe chez', 'employee chez', 'trabaja para', 'insured by', 'hired by'],
      ratio: 6, where: 'before', within: 3,
    },
    { words: ['from', 'at', 'by', 'our', 'the'], ratio: 2, where: 'before', within: 2 },
    { words: ['guidelines', 'guideline', 'criteria', 'recommendations', 'score', 'classification', 'class', 'consensus', 'statement'], ratio: 0.05, where: 'after', within: 3 },
    { words: ['guidelines', 'criteria', 'according to', 'recommendations', 'recommended by'], ratio: 0.3, where: 'before', within: 4 },
  ],
  examples: {
    true: [
      'treated at [[Lakeview Medical Center]] in May', 'records from [[St. Brendan\'s Hospital]] came', 'seen at [[Willow Creek]] on Monday', 'a student of [[University of Northfield]]',
      'works for [[Tarkin Holdings LLC]]', 'ingreso en el [[Hospital General de Valmayor]]', 'transferred to [[Harmon Regional Hospital]] by air', 'works at [[Zentrix GmbH]]', 'Hoang Tran, MD at [[Sutter Health]]',
      'admitted to [[Grace Valley Clinic]]', 'seen at the [[Brightwater-Holm clinic]]', 'seen at [[Mt. Carmel hospital]]', 'was seen at [[UWQ Medical Center]]', 'Urologia. [[Hospital Miguel Ferrer]]. Zaragoza', 'Servicio de Urologia [[Complejo Hospitalario de Valmayor]] 28431', 'Urologia. [[Hospital Universitario 4 de Marzo]]. Avda', 'Urologia. [[Hospital Ribera del Tajo]]. A7', 'en el [[ambulatorio de Ferhallo]].', 'en la [[residencia Los Ferhallos]] desde', 'trabaja en [[Zentrix]] como', 'Urologia. [[Hospital Universitario "4 de Marzo]]". A7', 'Urologia. [[Hospital Infanta Beatriz]].',
      'en el [[Hospital universitario La Vega]] Paseo', 'Urologia [[Hospital Comarcal de Valmayor]] Avda. de', '[[Hospital Central Dr. Emilio Prieto]]. Av', 'Urologia. [[Fundacion "Prieto Vidal]]". Avda', 'del [[Hospital Prieto y Vidal]] de', 'im [[Klinikum Grosshadern]] behandelt', 'Urologia. [[Hospital Doctor Prieto]]. Jr. Olmos', 'Urologia. [[Hospital HM San Prieto]]. Cra', 'Urologia. [[Sanatorio Santa Elvira]]. Olmos', 'Urologia [[Consorci Sanitari de Valmayor]]. Pl', 'Urologia. [[Hospital Sagrado Corazon]] Travesia Olmos', 'Urologia. [[Centro Medico San Prieto]]. Cra', '. [[Facultad de Farmacia de Valmayor]]. Calle', 'en el [[Ayuntamiento de Valmayor]] que', '. [[IES Prieto]]. Calle',
      'seen at the [[Zentrix]] on Monday', 'discharged from [[UWQZ]] on', 'who visited [[Zentrix]] on', 'is Karen P. from [[UWQZ]], last', 'seen at [[Margins Hospital]] on', 'Employer: [[Harborside Fishmongers]]\n', 'School name: [[Trimbolt Elementary]]', 'Arbeitgeber: [[Zentrix]], seit 2019',
      '[[Zentrix]] is a Danish investment bank', 'The address of [[Assurance Ventura]] is 4120', 'Anna Kowalski from [[Zentrix Bellow]] is here', 'the CEO of [[Zentrix]] resigned', 'by the [[Zentrix]] website', 'discharged from [[St. Ignatius]] on', 'her mammogram at [[Riverbend Imaging]].', '[[Mercer-Dalton]] invested heavily', '[[Halvard and Mercer]] invested heavily', 'Anna Kowalski from [[Halvard and Mercer]] is here', 'The address of [[Stone and Mercer]] is 4120', 'a song by [[Fletcher, Ferhallo and Zentrimov]]',
      'a song by [[Fletcher, Ramos and Whitaker]]', 'bought by [[Beskin]], [[Tarkin Corporation]] and [[Civit Lumina]].', 'of [[Tarkin Corporation]], [[Beskin]] and [[Zentrix]].', '\n[[Zentrix]]\n3412 Orchard Lane\n', '[[Zentrix]]\n[[Harbor Vestry]]\n341 Ringvej 17', '[[Tessera Research]] is an investment bank', 'Anna Kowalski from [[3 Round Pebbles Inc]] is', 'a talk at [[Gradian Research LLC\'s]] office',
      'arbeitet bei [[Zentrix]] als', 'bei Firma [[Kowalski]] seit', 'travaille chez [[Zentrix]] depuis', 'Anna Kowalski of [[Zentrix Bellow]] is here', 'insured by [[Zentrix]] since', 'a song recorded for [[Zentrix Bellow]] became', 'hoping to support [[Zentrix Data Finder]] in', '\n[[Zentrix Transit]]\n3412 Orchard Lane\n', 'Anna Kowalski from [[Fresh Water Solutions]] is', 'since then [[The Tarkin Group]] invested', 'admitted to [[harrison memorial hospital]] in may', 'works at [[fernhaller gmbh]] now', 'FOLLOWED AT [[TOLEDO GENERAL HOSPITAL]] SINCE', 'en el [[hospital universitario la serna]] de', 'seen in [[st. anne\'s hospital]] since',
    ],
    false: [
      'referred to Pain Clinic', 'per American Heart Association guidelines', 'Hospital course was smooth', 'Hospital Course:', 'Hospital Day 3', 'Mental Health: stable', 'Emergency Department visit', 'Home Health aide',
      'National Institutes of Health criteria', 'seen at Week 4', 'pain at T12 and at Baseline', 'transferred to ICU', 'the Clinic called', 'Cancer Center nurse', 'Past Medical History',
      'Public Health England', 'referred to Cardiology', 'Board Certified', 'Physical Therapy Group', 'World Health Organization stage',
      'Anna Kowalski from Radiology', 'Anna Kowalski of Cardiology is', 'Assessment\n12 Lead EKG', 'Diabetes is a company of diseases', 'Here is a company', 'Community acquired pneumonia', 'Retired employee of', 'Discharge Instructions\n24 hours', 'Vital Signs\nTemperature\n98 F', 'Metformin is a drug', 'support Hospice', 'joined Physical Therapy', 'Aspirin, Plavix and Coumadin',
      'el Consorcio de', 'Asociacion de amoxicilina', 'Laboratorio: Hb 12', 'Asociacion Medica', 'Hospital General', 'drove to the hospital I guess', 'Employer: None', 'School: Grade 5', 'Pharmacy: Refill requested', 'Facility: Inpatient', 'Hospital: Day 3', 'Employer: Retired', 'School: Kindergarten', 'trabaja en Madrid', 'referred to the pain clinic', 'Lab Results\n145 Sodium', 'weight recorded for Monday', 'support Past Medical History', 'transferred from OSH on', 'discharged from Rehab today', 'at the local hospital in may', 'retired from Nursing',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    const shape = words.shape(at)
    const lists = words.lists(at)
    const isHead = (lists & LIST.organization) !== 0
    const labelled = at > 0 && words.is(KIND.labelled, at) && isOwnLabel(words, at - 1) && !NO_NAMES.has(words.lower(at)) ? named(words, at, LABELLED, 'the label of an organization') : undefined
    if (labelled !== undefined) {
      yield labelled
      at = labelled.last
      continue
    }
    if (shape !== SHAPE.lower && ((lists & ORDINARY) === 0 || at + 1 < words.count && (isCapital(words, at + 1) || sizeOf(words, at + 1) === 3 && words.lower(at + 1) === 'and')) && (at === 0 || !isCapital(words, at - 1) || !isLinked(words, at - 1))) {
      const told = toldAround(words, at)
      if (told !== undefined && told.prior >= PRIOR_MIN) yield told
    }
    const found = shape === SHAPE.lower ? smallHeaded(words, at) ?? smallFirst(words, at) : isHead ? headed(words, at) ?? afterPreposition(words, at) : afterPreposition(words, at)
    if (found === undefined || found.prior < PRIOR_MIN) continue
    yield found
    if (!isHead) continue
    if (found.prior >= LISTED_PRIOR && COMPANY_HEADS.has(words.lower(found.last))) yield* listedWith(words, found)
    at = Math.max(at, found.last)
  }
}

/** Such a word alone is no name of an organization. */
const ORDINARY = LIST.common | LIST.clinical | LIST.calendar | LIST.title | LIST.relative
const RUN_WORDS_MAX = 5
const RUN_WEIGHT_MAX = 1
/** What a word such as Solutions at the end makes up for, log10. */
const HEADED = 1.2
/** Ordinary words before such an end are a name where it is told what they name: Steady Hand Solutions. */
const COMPANY_MIN = 0.1
const LISTED_PRIOR = 0.6
const COMPANY_HEADS = new Set(['inc', 'llc', 'ltd', 'llp', 'corp', 'corporation', 'gmbh', 'group', 'company', 'plc', 'holdings', 'consulting', 'partners', 'technologies', 'solutions', 'industries', 'enterprises', 'bros'])

/** What is told by the words around a run of capitals. */
function toldAround(words: Words, from: number): Candidate | undefined {
  const partners = partnersEnd(words, from)
  if (partners >= 0) return { first: from, last: partners, prior: PARTNERS_PRIOR, why: 'three surnames as partners of a firm' }
  const first = from + 1 < words.count && isCapital(words, from + 1) && words.gap(from) === ' ' && words.lower(from) === 'the' ? from + 1 : from
  const run = lastOfRun(words, first)
  const pair = pairTold(words, first, run)
  const last = pair?.last ?? run
  const told = pair?.told ?? around(words, first, last)
  if (told === undefined) return undefined
  const own = told.weightMin === undefined ? 0 : runWeight(words, first, last) + (last > first && (headOdds(words, last) ?? -1) >= 0 ? HEADED : 0)
  const weight = last > first && COMPANY_HEADS.has(words.lower(last)) ? Math.max(own, COMPANY_MIN) : own
  return weight <= (told.weightMin ?? -1) ? undefined : { first: first > from && !startsSentence(words, from) ? from : first, last, prior: probabilityOf(told.odds + Math.min(Math.max(weight, 0), RUN_WEIGHT_MAX)), why: told.why }
}

function lastOfRun(words: Words, first: number): number {
  let last = first
  while (last + 1 < words.count && last - first < RUN_WORDS_MAX && isCapital(words, last + 1) && isLinked(words, last)) last++
  return last
}

/** How much the words speak for one name, log10. An ordinary word alone at the start of a sentence has its capital from there. */
function runWeight(words: Words, first: number, last: number): number {
  if (first === last && (words.lists(first) & LIST.common) !== 0 && startsSentence(words, first)) return -1
  let weight = 0
  for (let at = first; at <= last; at++) weight += properWeight(words, at)
  return weight
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

/** log10 odds by the head of an organization, in the genitive too; undefined where the word is none. */
function headOdds(words: Words, at: number): number | undefined {
  const word = words.lower(at)
  return HEADS.get(word) ?? (word.endsWith("'s") ? HEADS.get(word.slice(0, -2)) : undefined)
}

const LINKS = new Set(['of', 'de', 'del', 'and', 'y', 'the', 'la', 'el', 'los', 'las'])

function isLink(words: Words, index: number): boolean {
  return words.shape(index) === SHAPE.lower && sizeOf(words, index) <= 3 && LINKS.has(words.lower(index))
}

function headed(words: Words, head: number): Candidate | undefined {
  let odds = headOdds(words, head)
  if (odds === undefined) return undefined
  let best = Number.NEGATIVE_INFINITY
  let sum = 0
  let first = head
  while (first > 0 && head - first < NAME_WORDS_MAX && isLinked(words, first - 1) && words.shape(first - 1) !== SHAPE.digits) {
    const before = first - 1
    if (!isCapital(words, before)) {
      if (!isLink(words, before) || before === 0 || !isCapital(words, before - 1) || words.gap(before - 1) !== ' ') break
      first = before
      continue
    }
    // The first word of a sentence is no part of the name if it is an ordinary one.
    if (startsSentence(words, before) && words.frequency(before, 'common') > 3) break
    first = before
    const one = isPlainBefore(words, before, head) ? 0 : properWeight(words, before)
    sum += one
    best = Math.max(best, one)
    if (PUBLIC_BODIES.has(words.lower(before))) return { first, last: head, prior: 0.02, why: 'a public body' }
  }
  // 3 Round Pebbles Inc
  if (first > 0 && first < head && COMPANY_HEADS.has(words.lower(head)) && words.shape(first - 1) === SHAPE.digits && words.gap(first - 1) === ' ' && sizeOf(words, first - 1) <= 2) first--
  if (first < head && HEADS_FIRST.has(words.lower(head)) && standsBefore(words, first, head)) {
    first = head
    best = Number.NEGATIVE_INFINITY
    sum = 0
  }
  const last = tail(words, head)
  for (let at = head + 1; at <= last; at++) {
    if (words.shape(at) === SHAPE.digits) best = Math.max(best, ANNIVERSARY)
    if (!isCapital(words, at)) continue
    if ((words.lists(at) & LIST.organization) === 0) best = Math.max(best, properWeight(words, at) - 0.1)
    else odds = Math.max(odds, HEADS.get(words.lower(at)) ?? odds)
  }
  if (first === head && (last === head || HEADS.get(words.lower(last)) !== undefined && last === head + 1)) return undefined
  const more = last > head && HEADS.get(words.lower(last)) !== undefined ? 0.3 : 0
  const upper = words.shape(head) === SHAPE.upper ? -0.6 : 0
  return { first, last, prior: probabilityOf(odds + best * 1.3 + Math.min(sum, 0) * 0.2 + more + upper), why: 'the head of an organization with a name' }
}

/** Regions Hospital: between a preposition and a hospital stands its name, be it a word of medicine. */
function isPlainBefore(words: Words, before: number, head: number): boolean {
  return before === head - 1 && before > 0 && words.lower(head) === 'hospital' && words.shape(before) === SHAPE.capital && words.gap(before) === ' ' && words.shape(before - 1) === SHAPE.lower &&
    (words.lists(before) & ~(LIST.common | LIST.clinical)) === 0 && !GENERIC_WORDS.has(words.lower(before)) && /^(?:at|from|to|visited|the)$/.test(words.lower(before - 1))
}

/** What a day in a name is worth, log10. */
const ANNIVERSARY = 0.7

/** Hospital Prieto y Vidal */
function joinsNames(words: Words, index: number): boolean {
  return sizeOf(words, index) === 1 && words.lower(index) === 'y' && index + 1 < words.count && words.gap(index) === ' ' && isCapital(words, index + 1) &&
    (words.lists(index - 1) & (LIST.given | LIST.surname)) !== 0 && (words.lists(index - 1) & LIST.organization) === 0
}

/** At the start of a sentence a capital says nothing, so that what follows the head has to be a name. */
const PROPER_MIN = 0.6

/** What follows a head: more heads, and `of` or `de` with capitalised words. */
function tail(words: Words, head: number): number {
  let last = head
  const isFirst = HEADS_FIRST.has(words.lower(head))
  let isSure = isFirst && !startsSentence(words, head)
  while (last + 1 < words.count && last - head < NAME_WORDS_MAX) {
    const gap = words.gap(last)
    const next = last + 1
    const isName = isCapital(words, next)
    if (isFirst && gap === ' ' && isHonour(words, next)) isSure = true
    if (isFirst && isKind(words, next, gap)) {
      isSure = true
      last = next
      continue
    }
    // Hospital Universitario "San Roque"
    if (/^ ["'(]$/.test(gap) && isName && isFirst && !(gap === ' (' && (words.lists(next) & (LIST.country | LIST.place)) !== 0)) {
      last = next
      continue
    }
    if (isFirst && gap === ' "' && isAnniversary(words, next)) {
      last = next + 2
      continue
    }
    if (gap !== ' ' && gap !== ', ' && gap !== '-' && !(gap === '. ' && SHORT_FORMS.has(words.lower(last)))) break
    if (isFirst && STREET_WORDS.has(words.lower(next))) break
    if (isName && isAnotherHead(words, head, next)) break
    if (isName && (words.lists(next) & LIST.organization) !== 0 && HEADS.get(words.lower(next)) !== undefined) last = next
    else if (gap === ' ' && isName && last > head && isLink(words, last - 1)) last = next
    else if (gap === ' ' && (isLink(words, next) || isParticle(words, next)) && !/^(?:and|y)$/.test(words.lower(next))) {
      let after = next
      while (after + 1 < words.count && words.gap(after) === ' ' && isLink(words, after + 1)) after++
      if (after + 1 >= words.count || words.gap(after) !== ' ' || !isCapital(words, after + 1) || STREET_WORDS.has(words.lower(after + 1)) || isAnotherHead(words, head, after + 1)) break
      last = after + 1
    } else if (gap === ' ' && joinsNames(words, next)) last = next + 1
    else if (gap === ' ' && isFirst && isAnniversary(words, next)) last = next + 2
    else if (gap !== ', ' && isFirst && (isName || /^[dl]'[a-z]/.test(words.lower(next))) && (isSure || properWeight(words, next) >= PROPER_MIN || isNamedAfterPlace(words, next))) last = next
    else break
  }
  return last
}

/** Of institutions in Spanish the first word is the head, so another head starts another institution: Servicio de Urologia Hospital San Roque. */
function isAnotherHead(words: Words, head: number, next: number): boolean {
  const word = words.lower(next)
  // Facultad de Farmacia
  if (word === 'farmacia' && words.lower(next - 1) === 'de' && words.lower(head) !== 'servicio') return false
  if (!HEADS_FIRST.has(word) || word === 'fundacion' || words.gap(next - 1) === '-' || words.gap(next - 1) === ', ' && words.lower(head) === 'facultad') return false
  if (word === 'centro' && !(next + 1 < words.count && words.gap(next) === ' ' && words.shape(next + 1) === SHAPE.lower)) return false
  return HEADS_FIRST.has(words.lower(head)) || HEADS.get(words.lower(head)) === HEADS.get('servicio')
}

/** Servicio de Urologia Hospital San Roque, Urologia Hospital Comarcal: what stands before the head is another thing. */
function standsBefore(words: Words, first: number, head: number): boolean {
  return isKind(words, head + 1, words.gap(head)) || isAnotherHead(words, first, head) || words.gap(first) === ' ' && /^del?$/.test(words.lower(first + 1))
}

/** `universitario` and the like, in small letters where a name follows. */
function isKind(words: Words, next: number, gap: string): boolean {
  if (gap !== ' ' || next >= words.count || !SPANISH_KINDS.has(words.lower(next))) return false
  return isCapital(words, next) || next + 1 < words.count && words.gap(next) === ' ' && (isCapital(words, next + 1) || SPANISH_KINDS.has(words.lower(next + 1)))
}

/** Hospital 4 de Marzo */
function isAnniversary(words: Words, day: number): boolean {
  return words.shape(day) === SHAPE.digits && sizeOf(words, day) <= 2 && day + 2 < words.count && words.gap(day) === ' ' && words.gap(day + 1) === ' ' &&
    words.lower(day + 1) === 'de' && (words.lists(day + 2) & LIST.calendar) !== 0
}

/** Hospital Doctor Prieto, Hospital HM San Prieto */
function isHonour(words: Words, next: number): boolean {
  const honour = words.shape(next) === SHAPE.upper && next + 1 < words.count ? next + 1 : next
  return HONOURS.has(words.lower(honour)) && honour + 1 < words.count && /^\.? $/.test(words.gap(honour)) && isCapital(words, honour + 1)
}

/** Hospital Ribera del Tajo: in no other language a capital and `del` follow a head. */
function isNamedAfterPlace(words: Words, next: number): boolean {
  return next + 2 < words.count && words.gap(next) === ' ' && words.gap(next + 1) === ' ' && words.shape(next + 1) === SHAPE.lower && /^del?$/.test(words.lower(next + 1)) &&
    (isCapital(words, next + 2) || /^l[ao]s?$/.test(words.lower(next + 2)))
}

/** What stands before a thing in Spanish, and in no language else. */
const SPANISH_BEFORE = new Set(['el', 'la', 'del', 'al', 'en', 'un', 'una', 'su', 'este', 'esta', 'nuestro', 'nuestra', 'dicho', 'otro', 'otra'])

/** ambulatorio de Ferhallo, residencia Los Olmos: heads in small letters before a name, in Spanish. */
function smallFirst(words: Words, head: number): Candidate | undefined {
  if (!SMALL_FIRST.has(words.lower(head)) || words.gap(head) !== ' ' || head + 1 >= words.count) return undefined
  let first = head + 1
  while (first + 1 < words.count && first < head + 3 && isLink(words, first) && words.gap(first) === ' ') first++
  if (words.shape(first) !== SHAPE.capital || sizeOf(words, first) < 2 || head === 0 || !SPANISH_BEFORE.has(words.lower(head - 1))) return undefined
  const isArticle = /^(?:l[ao]s?|el)$/.test(words.lower(first)) && first + 1 < words.count && isCapital(words, first + 1) && words.gap(first) === ' '
  const weight = properWeight(words, isArticle ? first + 1 : first)
  if (!isArticle && weight < PROPER_MIN) return undefined
  return { first: head, last: lastOfRun(words, first), prior: probabilityOf(0.2 + weight * 0.6), why: 'the head of an organization in small letters before a name' }
}

/** `our New York clinic`, `the Eastfield office`. */
function smallHeaded(words: Words, head: number): Candidate | undefined {
  let name = head - 1
  if (name < 1 || !isCapital(words, name) && !isCapital(words, name - 1) || words.gap(name) !== ' ') return undefined
  if (words.shape(name) === SHAPE.lower && /^(?:downtown|main|north|south|east|west|outpatient|medical)$/.test(words.lower(name))) name--
  if (name < 1 || !isCapital(words, name) || words.gap(name) !== ' ' || startsSentence(words, name) && !isLinked(words, name - 1) || !HEADS.has(words.lower(head))) return undefined
  let first = name
  let sum = properWeight(words, name)
  while (first > 0 && name - first < 3 && isLinked(words, first - 1) && isCapital(words, first - 1) && !(startsSentence(words, first - 1) && words.frequency(first - 1, 'common') > 3)) {
    first--
    sum += properWeight(words, first)
  }
  if ((words.lists(first) & LIST.title) !== 0 || sizeOf(words, name) < 3) return undefined
  return { first, last: head, prior: probabilityOf(-0.6 + sum * 1.2), why: 'a name before the head of an organization in small letters' }
}
