import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const NAME = String.raw`[A-Z][A-Za-z'-]+(?:\x20(?:& |and |of )?[A-Z][A-Za-z'-]+){0,4}`
const KIND = String.raw`(?:SNF|ALF|NH|ECF|IRF|LTAC|LTACH|ARU|AIR|LTC|Hospice|Rehab|HHA|HH|Home health|DME)`

export const reachedHouse: PatternDetector = {
  name: 'reached-house',
  class: 'organization',
  describes:
    'An organization by how it answers the telephone, as reference laboratory, or behind the label of where somebody goes or was sent: Thank you for calling Sunfern Health, Dispo: SNF - Fern Oaks, LABCORP, labs from Quest.',
  source:
    'Centers for Medicare & Medicaid Services, patient discharge status codes (NUBC, FL 17) and CLIA, reference laboratories; 45 CFR 164.514(b)(2)(i)(B)',
  patterns: [
    {
      re: String.raw`\b(?i:thank you for calling|thanks for calling|you have reached|you've reached|welcome to|calling from|this is [a-z]{2,15} (?:at|from|with)) (?:the )?(?<phi>${NAME})(?:[.,!]| this\b| my\b| how\b| please\b| about\b| regarding\b)`,
      prior: 0.7, check: isNoRole,
    },
    { re: String.raw`\b(?<phi>LabCorp|Labcorp|LABCORP|Quest Diagnostics|QUEST DIAGNOSTICS|BioReference|ARUP|Sonora Quest|DynaCare|LifeLabs|Clinical Pathology Laboratories)\b`, prior: 0.8 },
    { re: String.raw`\b(?i:labs?|lab ?work|bloods?|results?|specimens?|samples?|drawn?|done|tested|ordered|order|requisition|went|go|going|goes) (?i:[a-z]{1,10} )?(?:from|at|to|via|by|through|with) (?<phi>Quest)\b`, prior: 0.8 },
    { re: String.raw`\b(?<phi>Quest) (?:lab|labs|results?|draw|report|requisition|order|called|faxed)\b`, prior: 0.75 },
    { re: String.raw`\b(?i:dispo|disposition|d/c to|dc to|discharged? to|dest|destination|sent to|transfer(?:red)? to|transfer|accepted (?:at|by)|accepting|receiving)(?: facility)? ?:? ?${KIND}(?: ?[-:,/(]{1,2} ?| at )(?<phi>${NAME})`, prior: 0.75, check: isNoRole },
    { re: String.raw`\b(?i:dispo|disposition|d/c to|dest|destination|sent to|transfer(?:red)? to|transfer|from|accepted (?:at|by)|location|facility|site): ?(?<phi>(?:[A-Z][a-z'-]+\x20){1,3}(?:Rehab|Rehabilitation|Nursing Home|Care Center|Manor|Hospice|Oaks|Pines|Acres|Meadows|Terrace|Gardens|Lodge|Villa|Village|Estates|Commons))\b`, prior: 0.75, check: isNoRole },
    { re: String.raw`(?:^|\n|[.;] |  )(?i:dest|destination|receiving facility|accepting facility|receiving hospital|sending facility|referring facility|lab|laboratory): ?(?<phi>[A-Z][a-z]{3,}(?:\x20[A-Z][a-z]{3,}){0,2})\b`, prior: 0.6, check: isNoPlaceOfHouse },
  ],
  examples: {
    true: [
      'Thank you for calling [[Sunfern Health]], this is', "You've reached [[Fernhall Dental]]. Please", '[[LABCORP]] TOLEDO',
      'results at [[LabCorp]] ok',
      'Lab from [[Quest]] for', 'sent labs to [[Quest]]', '[[Quest]] results reviewed', 'Dispo: SNF - [[Fern Oaks Rehab]], Toledo',
      'D/C to ALF: [[Fernhall Commons]]\n', 'Dispo: [[Fern Oaks]]', 'Dest: [[Zentrix]]\nPlate', '\nDestination: [[Fernhall]]',
      'Lab: [[Quest]]\n',
      'this is karen from [[Sunfern Health]] about',
    ],
    false: [
      'Dispo: SNF - Pending', 'Dispo: Home with family', 'Lab: Creatinine 2', 'Lab: Hemoglobin', 'Dest: Home', 'a quest for answers',
      'Dispo: Rehab - Acute', 'Location: Left Knee', 'Dest: Radiology', 'Thank you for calling Dr. Kowalski', 'Dispo: Inpatient Rehab',
      'Lab: Pending', 'Transfer to: Acute Rehab', 'Location: Memory Care Center', 'Lab: Normal', 'Destination: Home With Services',
      'this is karen from Cardiology.', 'Thank you for calling Billing.', 'Dispo: SNF, Tomorrow', 'Dispo: Skilled Nursing Home',
      'Lab: Urinalysis', 'Lab: Potassium', 'Lab: Cultures',
    ],
  },
}

const ROLES =
  /\b(?:Pending|Placement|Tomorrow|Today|Tonight|Acute|Inpatient|Outpatient|Subacute|Short|Long|Term|Skilled|Memory|Home|Hospice|Rehab\w*|Cardiology|Billing|Pharmacy|Radiology|Nursing|Scheduling|Surgery|Oncology|Neurology|Medicine|Accepted|Declined|Approved|Denied|Auth\w*|Bed|Yes|No|None|Likely|When|Once|After|Family|Patient|Pt|Dr|Doctor|Mr|Mrs|Ms|Social|Case|Care|Case|Wound|The|In|At|With|For|Not|Same|Unknown|Any|Lab|Records|Admissions|Intake|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Left|Right|General|Urgent|Ortho\w*|Dermatology|Urology|Psychiatry|Pediatrics|Physical|Occupational|Speech|Psych|Emergency|Intensive|Step|Transitional)\b/

/** What is no name of a house: a ward, a service, how far it is. A house may have one of them behind its own word. */
function isNoRole(value: string): LikelihoodRatio {
  const [first = ''] = value.split(' ')
  return ROLES.test(first) || !/ /.test(value) && ROLES.test(value) ? 0.02 : 1
}

/** Words of medicine end so, and what is told of a laboratory or of the way. */
function isNoPlaceOfHouse(value: string): LikelihoodRatio {
  const [first = ''] = value.split(' ')
  const isTerm = /(?:ine|in|ium|ate|ase|ose|ide|ite|emia|uria|lysis|ology|gram|graphy|scopy|ation|tion|ures?|als?|ed|ing|ic|es|ids?|one|ol|ics|ets)$/.test(first)
  return isTerm || isNoRole(value) < 1 || /^(?:Home|Work|House|Chair|Floor|Ward|Unit|Room|Normal|Results?|Labs?|Blood|Urine|Stool|Panel|Draw|Chem|Stat|Trop|Iron|Lipid|Lactate|Serum|Urin|Hemo|Pending|Morgue|Jail|School|Street|Shelter|Self|Police|Mother|Father|Parent|Daughter|Abnormal|Stable|Given|Review|Repeat|Recent|Only|Both|Most|Next|Last|Notable|Significant|Nothing|Within|Coags|Cultures|Sugar|Glucose|Mild|White)\b/.test(first)
    ? 0.02
    : 1
}
