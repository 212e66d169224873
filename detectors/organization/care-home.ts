import type { PatternDetector } from '../../src/contract/detector.ts'
import { GENERIC_WORDS } from './organization-words.ts'

const WORD = String.raw`(?:(?:St|Mt)\. )?[A-Z][a-z]+(?:'s|[A-Z][a-z]+)?`
const KIND = String.raw`(?:Nursing Home|Care Home|Rest Home|Retirement (?:Home|Village|Community)|Convalescent (?:Home|Center)|Assisted Living|Senior Living|Memory Care|Care Center|Nursing (?:and|&) Rehab(?:ilitation)?(?: Center)?|Rehab(?:ilitation)?(?: Hospital| Center| Institute)?|Skilled Nursing(?: Facility)?|Surgery Center|Surgical Center|Urgent Care|Birth Center|Dialysis(?: Center| Clinic)?|Medicine|Children's|Cancer (?:Center|Institute)|Eye (?:Center|Institute)|Heart (?:Center|Institute)|Pediatrics|Family (?:Practice|Medicine|Health)|Primary Care|Behavioral Health|Dental|Orthopedics|Dermatology|Hospice|Lodge|Manor)`

export const careHome: PatternDetector = {
  name: 'care-home',
  class: 'organization',
  describes:
    "Homes, practices, congregations and parts of hospitals behind a preposition or an article, by the words that such names end with: Nursing Home, Rehab, Medicine, Children's; what a case worker is from.",
  source: 'Centers for Medicare & Medicaid Services, provider taxonomy (types of facilities); 45 CFR 164.514(b)(2)(i)(B)',
  patterns: [
    {
      re: String.raw`\b(?:[Aa]t|[Ff]rom|[Tt]o|[Bb]y|[Ii]n|[Vv]isited|[Aa]ttended|[Nn]ear)(?: the| our)? (?<phi>(?:${WORD} ){1,3}${KIND})\b`,
      prior: 0.5,
      check: isNamed,
    },
    {
      re: String.raw`\b(?:[Aa]t|[Ff]rom|[Tt]o|[Vv]isited|[Aa]ttended)(?: the)? (?<phi>(?:${WORD} )?Children's (?:Mercy|National|Minnesota|Colorado|Wisconsin|Healthcare|Health|Memorial|of [A-Z][a-z]+))\b`,
      prior: 0.7,
    },
    // Practices of the United Kingdom
    {
      re: String.raw`\b[Tt]he (?<phi>(?:[A-Z][a-z]+ ){1,2}(?:Surgery|Medical Practice|Health Centre|Medical Centre))\b`,
      prior: 0.6,
      check: isNamed,
    },
    // Homes in small letters, by a word that tells which: the elms care home
    {
      re: String.raw`\b[Tt]he (?<phi>[a-z][a-z'-]{2,} (?:[a-z]{3,} )?(?:nursing|care|rest|retirement|convalescent) home)\b`,
      prior: 0.6,
      check: isWhich,
    },
    // lives @ Moonrise of Fernton
    {
      re: String.raw`\b(?:(?:[Ll]ives|[Ll]iving|[Rr]esides|[Rr]esiding|[Rr]esident|[Ss]tays|[Ss]taying)(?: at| of| ?@)|[Aa]dmitted from|[Tt]ransferred from) (?<phi>${WORD}(?: ${WORD})? (?:of|at|on) [A-Z][a-z]{3,})\b`,
      prior: 0.65,
      check: isHouseOf,
    },
    // case manager Karen Fernhall at ACCESS
    {
      re: String.raw`\b(?i:case ?manager|case ?worker|social worker|support worker|counsell?or|advocate|navigator|sponsor)(?: [A-Z][a-z.'-]+){0,3} (?:at|from|with) (?<phi>[A-Z]{5,})\b`,
      prior: 0.65,
      check: isNoWard,
    },
    // Practices by what is short for what they treat: @ Fernhall Peds
    {
      re: String.raw`(?:@|\b[Aa]t|\b[Ff]rom|\bw/) ?(?<phi>(?:[A-Z][a-z]{3,}|(?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+) (?:Peds|Onc|Ortho|Derm|Neph|Rheum|Uro|OB|OBGYN|Cards|Cardio))\b`,
      prior: 0.7,
      check: isNamed,
    },
    // Congregations
    {
      re: String.raw`\b(?:First|Second|Third|Grace|Mount [A-Z][a-z]+|Mt\. [A-Z][a-z]+|St\. [A-Z][a-z]+|Saint [A-Z][a-z]+|Trinity|Calvary|Zion|Bethel|Bethany|Ebenezer|Antioch|New [A-Z][a-z]+) (?:Baptist|Methodist|Lutheran|Presbyterian|Episcopal|Pentecostal|Congregational|AME)(?: (?:Church|Chapel|Temple))?\b`,
      prior: 0.7,
    },
  ],
  cues: [
    {
      words: [
        'seen at', 'treated at', 'admitted to', 'admitted at', 'transferred to', 'transferred from', 'discharged from', 'discharged to',
        'diagnosed at', 'followed at', 'evaluated at', 'lives at', 'living at', 'resident at', 'visited', 'attended', 'surgery at',
        'patient at', 'works at', 'performed at', 'seen at the', 'treated at the',
      ],
      ratio: 6,
      where: 'before',
      within: 1,
    },
    { words: ['at', 'from', 'at the', 'from the'], ratio: 1.5, where: 'before', within: 1 },
  ],
  examples: {
    true: [
      'lives at the [[ferntrees care home]] since', 'back to the [[three elms nursing home]].', 'lives @ [[Moonrise of Fernton]] with',
      'case manager Karen Kowalski at [[BRIDGE]] to',
      'Pastor Tim of [[First Baptist]] to visit', 'PCP Dr. Ito @ [[Fernhall Peds]].', 'Onc: seen at [[Kowal Lake Neph]] in',
      'admitted to [[Fernhall Nursing Home]] in', 'seen at [[Birch Hollow Rehab]] on', "treated at the [[Fernhallwide Children's]], on",
      'seen at [[Calder Medicine]] on', 'visited [[Larkspur Urgent Care]] today', 'lives at [[Oakwold Manor]] with',
      "seen at [[Children's Mercy]] on", 'registered at The [[Fernlea Surgery]], since',
    ],
    false: [
      'the current care home', 'the local dementia care home', 'the referring nursing home', 'the new nursing home called',
      'the patient at care home',
      'lives North of Toledo', 'Resident of Medicine on call', 'the family and care home',
      'Admitted from Port of Entry', 'lives at Head of Bed', 'Transferred from Care of Elderly', 'case manager at REHAB',
      'social worker from HOSPICE',
      'seen at Adult Cards', 'from General Peds today', '@ Pediatric Ortho',
      'referred to Internal Medicine', 'to Skilled Nursing Facility', 'to Acute Inpatient Rehab', 'seen at Urgent Care',
      'admitted to Memory Care', 'seen in Pulmonary Rehab', 'transferred to Hospice', 'to Family Medicine',
      'seen in Pediatric Dermatology',
      'at Home Hospice', 'seen at Sports Medicine', 'on the Plastic Surgery list', 'the General Surgery team',
    ],
  },
}

const GENERAL = new Set(
  `plastic reconstructive orthopaedic thoracic cardiothoracic oral maxillofacial laser cataract robotic open colorectal hepatobiliary
  endocrine elective ambulatory minor major spinal internal family emergency sports nuclear occupational pulmonary cardiac stroke acute
  subacute inpatient outpatient physical sleep addiction palliative critical intensive general community local regional
  pediatric adult geriatric senior respite home hospice skilled long short term acute vestibular cognitive orthopedic neurologic neuro
  vision hand spine pain wound women's men's children's mental behavioral dental oral mohs cosmetic
  medical surgical urgent primary walk day night new her his my their our your another this that the an a any same current previous prior
  nearby private public veterans va state county city preventive transfusion vascular
  travel integrative functional lifestyle obesity bariatric cancer heart eye hemodialysis peritoneal in-center east west north south
  central interventional laboratory reproductive fetal maternal adolescent rehabilitation rehab nursing`.split(
    /\s+/,
  ),
)

/** A word that says of what kind it is names no house. */
function isNamed(value: string): number {
  const [first = '', second = ''] = value.toLowerCase().split(' ')
  return GENERAL.has(first) ||
    (GENERAL.has(second) &&
      second !== 'nursing' &&
      second !== 'rehab' &&
      !/^(?:children's|cancer|heart|eye|urgent|primary|skilled|memory|family|behavioral|senior|care|dental|rehabilitation|surgical)/.test(
        second,
      ))
    ? 0.02
    : 1
}

const NO_WHICH = new Set(
  `home house place local whole entire right wrong best worst last next first second third former latter usual original initial
  eventual final future potential proposed preferred intended chosen available suitable current previous prior same other another new
  old small large big nice good bad lovely expensive cheap specialist specialised specialized dual registered residential dementia emi
  elderly patient patients resident residents family families daughter son wife husband staff council hospital hospice nhs gp team
  and for with from that this which what when also only not her his their our your said told via per or but then than
  referring receiving accepting admitting discharging sending transferring existing following nearby closest nearest`.split(/\s+/),
)

/** A word that tells which home it is, and not merely of what kind or whose. */
function isWhich(value: string): number {
  const words = value.split(' ').slice(0, -2)
  return words.some((word) => NO_WHICH.has(word) || GENERAL.has(word) || /(?:'s|ing|ed|al|ic|ive|ly|able|ary)$/.test(word)) ? 0.02 : 1
}

const SERVICES = new Set(['intake', 'admissions', 'transplant', 'pediatrics', 'oncology', 'medicaid', 'medicare', 'school', 'office'])

/** Wards and services in capitals. */
function isNoWard(value: string): number {
  const lower = value.toLowerCase()
  return GENERAL.has(lower) || GENERIC_WORDS.has(lower) || SERVICES.has(lower) ? 0.02 : 1
}

/** Moonrise of Fernton, and no Port of Entry, Care of Elderly or City of Toledo. */
function isHouseOf(value: string): number {
  return /\b(?:Port|Head|Foot|Side|Top|Dep(?:artmen)?t|Division|Care|Point|Place|State|City|Town|County|Village|Borough|North|South|East|West|Day|Time|Date|End|Line|School|Institute|Faculty|House|Office|Bureau|Ministry|Unit|Ward|Service|Services|Directorate|Republic|Isle|Bay|Gulf|Bed|Medicine|Surgery|Elderly|Entry|Safety)\b/.test(
    value,
  )
    ? 0.02
    : isNamed(value)
}
