import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { GENERIC_WORDS } from './organization-words.ts'

const WORD = String.raw`[A-Z][A-Za-z'\x{80}-\x{10FFFF}]{1,20}`
const NAME = String.raw`(?:(?:The|St\.?) )?${WORD}(?:(?: | & | and |-)${WORD}){0,3}`
const COURTS = "(?:Probate|District|Circuit|Superior|Family|Juvenile|Municipal|Magistrates'?|Crown|Sheriff|High|County|Surrogate's|Chancery|Common Pleas|Justice|Children's|Youth|Housing|Bankruptcy)"
/** Units that hospitals and communities call by a name (NHS Digital, Organisation Data Service, site names). */
const UNITS = '(?:Maternity|Birth(?:ing)?|Midwifery|Stroke|Burns?|Dialysis|Renal|Rehab(?:ilitation)?|Infusion|Memory|Assessment|Mental Health|Day|Surgical|Recovery|Palliative Care|Intermediate Care|Community)'
const SPECIALTY = '(?:Renal|Kidney|Nephrology|Cardiology|Heart|Cardiovascular|Pulmonary|Lung|Neurology|Urology|Oncology|Hematology|Surgical|Orthop(?:a)?edic|Pediatric|Pa?ediatric|Dermatology|Endocrine|Endocrinology|Gastroenterology|GI|Digestive|Retina|Eye|Radiology|Anesthesia|Pathology|Vascular|Spine|Pain|Allergy|ENT|Women\'s|Psychiatric|Rheumatology)'

export const framedHouse: PatternDetector = {
  name: 'framed-house',
  class: 'organization',
  describes:
    'Courts, units, surgeries, nurseries, grammar schools, shops and practices by the fixed word behind their name or the label before it: Pine River County Probate Court, Foxglove Maternity Unit, Palm Bend SNF.',
  source:
    'CMS provider types; NHS Digital, Organisation Data Service (types of sites); National Center for State Courts (kinds of courts); 45 CFR 164.514(b)(2)(i)(B)',
  patterns: [
    { re: String.raw`\b${NAME} (?:SNF|ALF|LTACH?|IRF|ECF|CCRC)\b`, prior: 0.85, check: isNamed },
    { re: String.raw`\b${NAME} (?:County |Parish |City )?${COURTS}(?: and ${COURTS})? Court\b`, prior: 0.9, check: isNamed },
    {
      re: String.raw`\b(?:at|to|from|for|of|in|with|the|:|,) ?(?<phi>${WORD}(?: ${WORD})?(?: House| Lodge)? ${UNITS} (?:Unit|Suite|Centre|Hub))\b`,
      prior: 0.8,
      check: isNamed,
    },
    // cc: Dr Lowe, Mill House Surgery
    {
      re: String.raw`(?:\b(?:GP|Dr|DR|Doctor)\b[^\n,;]{0,40},|\b[Cc][Cc]:(?: GP,?)?|; ?|\bregistered (?:at|with)|\bGP:) (?<phi>${NAME} (?:Surgery|Surgeries))\b`,
      prior: 0.85,
      check: isNoOperation,
    },
    { re: String.raw`\b${NAME} (?:Apothecary|Apothecaries|Compounding Pharmacy|Drugstore|Drug Store|Chemists?)(?: #\d{1,5})?\b`, prior: 0.85, check: isNamed },
    { re: String.raw`\b${NAME} (?:Girls'?|Boys'?|Ladies') (?:Grammar|High|School|Academy|College|Prep)(?: School)?\b`, prior: 0.85, check: isNamed },
    { re: String.raw`\b(?:at|to|from|of|in|attends|:|,|[Pp]rincipal|[Hh]ead(?:teacher)?) ?(?<phi>${NAME} (?:Grammar|Comprehensive|Infants|Juniors))\b`, prior: 0.75, check: isNamed },
    { re: String.raw`\b${NAME} (?:Early Learning|Child ?[Cc]are|Day ?[Cc]are|Day Nursery|Pre-?[Ss]chool|Playschool|Montessori)(?: Center| Centre| Academy)?\b`, prior: 0.8, check: isNamed },
    {
      re: String.raw`\b(?:Day ?care|Child ?care|Nursery|Preschool|Kindergarten|Place of work|Workplace|Childminder)(?: is)?: ?(?<phi>${NAME})`,
      prior: 0.8,
      check: isNamed,
    },
    // Behind the number of who works there: HCPC OT71182, Heron Community Rehab
    {
      re: String.raw`\d, (?<phi>${WORD}(?: ${WORD})?(?: Community)? (?:Rehab|Rehabilitation|Physio|Physiotherapy|Audiology|Therapy|Hearing))(?:[.;\n]|$)`,
      prior: 0.75,
      check: isNamed,
    },
    // Plans, and police
    { re: String.raw`\b${NAME} (?:Health Plans?|Medicare Advantage|Dental Plan|Benefit Plan|Health Insurance)\b`, prior: 0.8, check: isNamed },
    { re: String.raw`\b${WORD}(?: ${WORD})? (?:Police|Constabulary|Sheriff's Office|Fire Department|Fire Rescue|Ambulance Service|Ambulance)\b`, prior: 0.75, check: isNamed },
    {
      re: String.raw`\b(?:DME|Employer|Supplier|Vendor|HHA|Home [Hh]ealth(?: [Aa]gency)?|Insurer|Carrier|Payer|Mortuary|Funeral [Hh]ome): ?(?<phi>(?:[A-Z]&[A-Z] )?${WORD}(?:(?: | & | and )${WORD}){0,3})`,
      prior: 0.75,
      check: isNamed,
    },
    { re: String.raw`\b${NAME} (?:Family|Internal|Sports|Occupational|Adolescent|Primary Care) (?:Medicine|Practice|Physicians|Health)\b`, prior: 0.75, check: isNamed },
    { re: String.raw`\b${NAME} (?:Medical|Surgical|Healthcare|Oxygen|Home) (?:Supply|Supplies|Equipment)\b`, prior: 0.8, check: isNamed },
    {
      re: String.raw`\b(?:at|from|to|with) (?<phi>${NAME} (?:Behavioral|Psychiatric|Spine|Ortho|Derm|Neuro|Dental|Vein|Fertility|Retina|Joint|ENT))(?:[.,;)\n]|$| (?:on|for|in|and|at|since|today)\b)`,
      prior: 0.7,
      check: isNamed,
    },
    { re: String.raw`\b${NAME} (?:Correctional(?: Facility| Center| Institution)?|Penitentiary|Detention Center|County Jail)\b`, prior: 0.85, check: isNamed },
    { re: String.raw`\b(?<phi>${WORD}(?: ${WORD})? PD),? (?i:incident|case|report|officer|detective|badge|dispatch)\b`, prior: 0.85, check: isNamed },
    { re: String.raw`\b${NAME} (?:Clinical Research|Clinical Trials|Research (?:Group|Center|Institute|Associates))\b`, prior: 0.8, check: isNamed },
    // Behind who is of it: MD - Renal Associates
    { re: String.raw`\b(?:${WORD} ){0,2}${SPECIALTY}(?: (?:&|and) ${WORD})? (?:Associates|Consultants|Specialists)(?:,? (?:P\.?C\.?|PLLC|LLC|PA|Inc)\b)?`, prior: 0.75, check: isNoSpecialist },
    { re: String.raw`\b${NAME},? (?:Co|Corp|Company)\.?,? (?:Ltd|Inc|LLC)\b\.?`, prior: 0.9 },
    // works at Granger Cold Storage: two words or more
    {
      re: String.raw`\b(?i:works?|worked|working|employed|employment|job) (?i:at|for|with|by) (?:the )?(?<phi>${WORD}(?:(?: | & | and )${WORD}){1,3})(?:[.,;)\n]|$| (?:as|and|for|since|in|on|with|but|where|who|doing|driving|nights|days|full|part|until)\b)`,
      prior: 0.75,
      check: isNamed,
    },
    {
      re: String.raw`\b(?:by|at|from|with|to|for|of) (?<phi>${NAME} (?:Dental|Eye|Foot|Hearing|Vision|Urgent|Senior|Elder|Skin|Domiciliary|Veterinary) Care)\b`,
      prior: 0.8,
      check: isNamed,
    },
    // the pharmacy, the Shopmart on Fulton
    { re: String.raw`\b(?i:pharmacy|drugstore|drug store|chemist|grocery|supermarket)(?:,| is|:) (?:the )?(?<phi>${WORD}(?: ${WORD})? on ${WORD}(?: (?:St|Street|Ave|Avenue|Road|Rd|Blvd)\b)?)`, prior: 0.8, check: isNamed },
    // Clinics of Poland, the Czech lands, Hungary and the north behind their words
    {
      re: String.raw`\b(?:Przychodnia|Poradnia|Klinika|Gabinet|Apteka|Poliklinika|Ordinace|Ordinacija|Terveyskeskus|Vardcentral(?:en)?|Legesenter|Legekontor(?:et)?|Laegehuset|Heilsugaeslan) (?:[Pp]od |[Nn]ad |na |im\. |sw\. |v |i )?${WORD}(?: ${WORD}){0,3}`,
      prior: 0.85,
    },
  ],
  examples: {
    true: [
      "dc'd to [[Palm Bend SNF]] at 5", 'Hearing at [[Pine River County Probate Court]] was',
      'interpreter for [[Foxglove Maternity Unit]];',
      'cc: GP, Dr A. Rahman, [[The New Cottage Surgery]]', 'cc: Dr P. Lowe, [[Mill House Surgery]]', 'pharmacy ([[Value Apothecary #7]])',
      "To the Headteacher, [[Eastfield Boys' Grammar]]:", 'Daycare: [[Hop & Skip Early Learning]].', 'MD - [[Kidney Associates]] pager',
      'works for [[Siam Rubber Co., Ltd.]] and', 'the pharmacy, the [[Shopmart on Fulton]], she', 'authorise [[Klinika Pod Debem]] to',
      'he works at [[Granger Cold Storage]]\n', 'cc: [[Harbor Point Family Medicine]]\n',
      'at [[Bayou Medical Supply]], calling', 'from [[Twin Rivers Behavioral]] on',
      'Employer: [[J&M Dairy]], Route', 'at [[Summit Spine]].', 'at [[Pine Bluff Correctional]], sick',
      'badge 5518, [[Fernville PD]], incident', 'site [[Rosewood Clinical Research]],', 'DME: [[Breatheasy Supply]]\n',
      'with [[Bluebonnet Health Plan]] ends', '[[Fernside Police]], ref', 'OT71182, [[Heron Community Rehab]]\n',
      'held by [[Lime Grove Dental Care]] from',
    ],
    false: [
      'to inpatient Stroke Unit', 'at the Acute Stroke Unit', 'to SNF today', 'Dispo: Pending SNF', 'the Crown Court', 'a High Court',
      'Dr Lowe, Plastic Surgery', 'Dr Lowe, Day Surgery', 'cc: knee Surgery', 'Consult Pain Specialists', 'Daycare: yes',
      'Nursery: Level 2',
      'in Family Court', 'Age 70, Speech Therapy.', 'the feeling was Mutual', 'payer Granite Mutual', 'Automated PD, case', 'in Clinical Research',
      'to Family Medicine', 'at Lumbar Spine.', 'Employer: Unknown',
      'Dept Family Medicine', 'Employer: Retired Teacher', 'to Home Medical Equipment', 'Called Police', 'Family Called Ambulance',
      'DME: Rolling Walker', 'Home health: Skilled Nursing', 'Your Health Plan', 'works with Physical Therapy.', 'to Urgent Care',
      'works for Home Health.', 'to Adult Day Unit',
      'Pharmacy: Aspirin on Monday', 'the Renal Consultants were', 'Pt To SNF',
    ],
  },
}

/** Of the words before the fixed one, one at least tells which. */
function isNamed(value: string): LikelihoodRatio {
  const words = value.replace(/\s+on\s.*$/s, '').split(/[\s-]+/).filter((word) => /^[A-Z]/.test(word))
  const [first = ''] = words
  if (NO_NAMES.test(first) || /\son\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/.test(value)) return 0.02
  const own = words.filter((word) => !GENERIC_WORDS.has(word.toLowerCase()) && !KINDS.test(word))
  return own.length > 0 ? 1 : 0.02
}

const NO_NAMES = /^(?:Pending|Awaiting|Await|Dispo|Discharge|Discharged|Transfer|Transferred|Back|Return|Needs?|Pt|Patient|Plan|To|From|At|For|In|No|Yes|None|Level|Acute|Hyperacute|Adult|Inpatient|Outpatient|Neonatal|Paediatric|Pediatric|Regional|Local|Any|Consult|Refer|Automated|Ambulatory|Continuous|Stable|Medicaid|Medicare|Lumbar|Cervical|Thoracic|Left|Right|Upper|Lower|Dept|Department|Division|Chief|Board|Unknown|Retired|Unemployed|Disabled|Self|Student|Not|N|Called|Notified|Family|Call|Wife|Husband|Mother|Neighbor|Neighbour|Bystander|State|Local|Military|Campus|City|Hospital|Security|Private|Air|Ground|Rolling|Standard|Wheeled|Folding|Bedside|Hospital|Oxygen|Nasal|Shower|Your|My|His|Her|Their|Our|A|An|Employer|Current|New|Old|Commercial|Group|Admit|Likely|Possible|Prior|Previous|Same|Another|Local|Current|Dr|Mr|Mrs|Ms|And|Or|When|If|Per|See|Vs|Via|With)$/
const KINDS = /^(?:SNF|ALF|LTACH?|IRF|ECF|CCRC|Court|Courts|Unit|Suite|Centre|Center|Hub|County|Parish|City|Probate|District|Circuit|Superior|Family|Juvenile|Municipal|Magistrates'?|Crown|Sheriff|High|Chancery|Justice|Maternity|Birth|Birthing|Midwifery|Stroke|Burns?|Dialysis|Renal|Rehab|Rehabilitation|Infusion|Memory|Assessment|Surgical|Recovery|Palliative|Intermediate|Community|Mental|Health|Care|Day|The|Supreme|Federal|Tax|Drug|State|Grammar|Comprehensive|Infants|Juniors|School|Girls'?|Boys'?|Nursery|Level|Dental|Eye|Foot|Hearing|Vision|Urgent|Senior|Elder|Skin|Physical|Occupational|Speech|Therapy|Nursing|Home|Night|Days?|Nights|Plans?|Advantage|Medicare|Insurance|Benefit|Police|Constabulary|Sheriff's|Fire|Department|Rescue|Ambulance|Service|Mutual|Assurance|Indemnity|Casualty|Underwriters|Skilled|Walker|Wheelchair|Commode|Concentrator|Bed|Children's|Youth|Housing|Bankruptcy|Correctional|Facility|Institution|Penitentiary|Detention|Jail|PD|Clinical|Research|Trials|Group|Institute|Associates|Internal|Medicine|Practice|Physicians|Sports|Adolescent|Primary|Medical|Healthcare|Oxygen|Supply|Supplies|Equipment|Behavioral|Psychiatric|Spine|Ortho|Derm|Neuro|Vein|Fertility|Retina|Joint|ENT|Teacher)$/

function isNoOperation(value: string): LikelihoodRatio {
  const words = value.split(/\s+/).slice(0, -1).filter((word) => word !== 'The')
  return words.some((word) => !GENERIC_WORDS.has(word.toLowerCase()) && !OPERATIONS.test(word)) ? 1 : 0.02
}

const OPERATIONS = /^(?:Plastic|Cardiac|Vascular|Thoracic|Cardiothoracic|Colorectal|Bariatric|Oral|Maxillofacial|Orthop(?:a)?edic|Trauma|Neuro|Robotic|Laparoscopic|Elective|Emergency|Ambulatory|Ophthalmic|Transplant|Endocrine|Upper|Lower|GI|ENT|Refractive|Cosmetic|Reconstructive|Dental|Podiatric|Knee|Hip|Back|Shoulder|Cataract|Bypass|Major|Minor|Oncology|Hepatobiliary|Urologic|Gynecologic|Valve|Open|Dept|Department|of|Chief|General|Consultant)$/

/** Who does what, without a name: the Renal Consultants; a practice has Associates. */
function isNoSpecialist(value: string): LikelihoodRatio {
  return /Associates|P\.?C\.?$|PLLC|LLC|Inc$/.test(value) ? 1 : 0.1
}
