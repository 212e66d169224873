import { STATE } from './address-grammar.ts'

/** St is the saint when no street stands before; counts of things are no houses. */
export function notADose(value: string): number {
  if (isAtATime(value) || isToSomebody(value)) return 0.02
  const words = value.split(/\s+/)
  // Extension and Common end the names of data and documents too.
  if (/^0\b|(?:Extension|Common)s?$/.test(value)) return 0.05
  if (
    /^\d+\s+(?:Day|Days|Week|Weeks|Month|Months|Year|Years|Units?|Mg|MG|ML|Hour|Hours|Point|Stage|Grade|Type|Step|Part|Phase|Lead|Minute|Minutes)\b/.test(
      value,
    )
  )
    return 0.01
  if (/^\d+\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/.test(value)) return 0.05
  if (/^\d{1,2}\s+(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?,?\s+(?:19|20)\d\d\b/.test(value)) return 0.05
  return words.length === 3 &&
    /^(?:St|Park|Center|Run|Point|Course|Pass|Well|Wells|View|Lake|Club|Union|Wall|Walk|Mount|Track|Station)\.?$/.test(words[2] ?? '')
    ? 0.5
    : 1
}

const NO_STREET =
  /^\d+\s+\w+\.?\s+(?:Coli|Aureus|Acetyl|Epidermidis|Pneumoniae|Pyogenes|Faecalis|Faecium|Wave|Point|Mixed|Mode|Holmium|Laser|Cautery|Bovie|Ward|Wing|Unit|Tower|Shift)/

/** 100 E Coli, 600 N Acetylcysteine, 100 W Holmium; a flat makes it sure. */
export function notAnOrganism(value: string): number {
  if (NO_STREET.test(value)) return 0.02
  return /#|\b(?:apt|unit|suite|ste|fl|floor)\b/i.test(value) ? 5 : notADose(value)
}

/** 4th and 5th are toes, 3rd and Final a place in a row. */
export function notOrdinals(value: string): number {
  return /^\d+\w\w \S+ (?:\d+\w\w|Final|Last|Subsequent)$/.test(value) ? 0.05 : 1
}

/** 14:30 Held Dr: what was done to the doctor, and when. */
function isAtATime(value: string): boolean {
  return /^\d?\d:[0-5]\d\s+\D.*\b(?:Dr|St|Ct|Pl|Pt|Run|Point|Pass|Well|View|Walk|Park|Way|Place|Drive)\.?$/i.test(value)
}

/** 3 North is where nurses work. */
export function notAWard(value: string): number {
  return /^\d+ (?:North|South|East|West|N|S|E|W)\.?$/.test(value) ? 0.02 : notADose(value)
}

export function notATime(value: string): number {
  return /^\w+\s+(?:Day|Week|Month|Year|Hour|Minute|Step|Stage|Point|Time|Half|Lead)s?\b/.test(value) ? 0.02 : 1
}

export function notProse(value: string): number {
  if (isAtATime(value) || MONTH.test(value)) return 0.02
  return /\b(?:the|of|and|for|with|miles?|days?|weeks?|hours?|minutes?|steps?|blocks?|down|per|from|feet|meters?|to|mg|units?|times|years?|months?|on|in|at|by|was|has|his|her|outside|inside|near|opposite|behind|before|after|until|till|since|around|via|called|seen|paged|told|saw|under|over|between|reviewed|referred)\b/i.test(
    value,
  )
    ? 0.01
    : 1
}

/** 2026, Dear Mrs. Court; 0730 Hernia Dr. Lane; 2 Dr Lane: who is written to or told of, and no street. */
function isToSomebody(value: string): boolean {
  return (
    /^(?:[A-Z][a-z]+ )?[\d,/ -]+\s+Dear\b|^[\d,/ -]+\n\s*\n|^\S+ Dr\.? \w+\.?$/.test(value) ||
    /^\S+ [A-Z].* (?:Drs?|Mrs?|Ms|Prof)\.? [A-Z][a-z]/.test(value)
  )
}

/** 72M Sepsis Dr, 0730 Hernia Dr, 5 West Dr: how old somebody is, when and where a doctor does something. */
export function notADoctor(value: string): number {
  if (/^(?:\d{1,3}[MF]|0\d+)\b|^\d+ (?:North|South|East|West) Dr\b/i.test(value) || SERVICE.test(value)) return 0.02
  return isAtATime(value) || isToSomebody(value) ? 0.02 : notProse(value) < 1 ? 0.02 : 1
}

const SERVICE =
  /^\d+ (?:\w+ )?(?:medicine|surgery|cardiology|neurology|oncology|ortho\w*|ob|gyn|peds|icu|micu|sicu|ccu|nicu|picu|ed|er|or|tower|floor|unit|ward|consults?|patients?|pts?|new|notes?|attempts?) dr\b/i

/** at 0730 Hernia Dr */
export function notAtAClock(value: string): number {
  return /^(?:[01]\d|2[0-3])[0-5][05]\b/.test(value) ? 0.02 : notADoctor(value)
}

/** abd, repeat, stat: which part is scanned, and for the how many-th time. */
const SCANNED =
  /\b(?:abd\w*|pelvi\w*|chest|thora\w*|head|brain|neck|sinus\w*|spine|spinal|[clt]spine|cervical|lumbar|renal|liver|kidneys?|knee|hip|foot|ankle|wrist|cardiac|coronary|facial|maxfac|orbits?|bone|temporal|soft tissue|whole body|pan|cap|pet|spect|cone beam|repeat\w*|prior|previous|stat|urgent|emergent|recent|initial|last|new|old|serial|interval|surveillance|follow\w*|fu|staging|planning|screening|low dose|ldct|contrast\w*|non\w*|noncon\w*|plain|dry|spiral|helical|triple phase|trauma|stone|protocol|outside|osh|portable|diagnostic|normal|negative|neg|positive|pos|abnormal|pending|ordered|needs?|gets?|got|get|awaiting|await|no) ct\b/i

export function notAScan(value: string): number {
  return SCANNED.test(value) || value.startsWith('0') ? 0.01 : notProse(value)
}

/** 3 axillary ln, 4 anterior st, 1 retinal rd: nodes, segments and what comes off. */
export function notAFinding(value: string): number {
  return FOUND.test(value) ? 0.02 : notProse(value)
}

const FOUND =
  /\b(?:(?:axillary|pelvic|inguinal|cervical|sentinel|mediastinal|hilar|supraclavicular|paraaortic|aortic|mesenteric|regional|neck|node|enlarged|positive|neg|negative|pos|reactive|palpable|small|benign|shotty|tender|involved|resected) ln|(?:lead|leads|mm|anterior|inferior|lateral|septal|posterior|precordial|persistent|new|old|nonspecific|diffuse|dynamic|upsloping|downsloping|horizontal|baseline|no) st|(?:retinal|bilateral|partial|total|traction\w*|rhegmatogenous|mac|macula|off|on|recurrent|consult|per|outpatient|inpatient|renal|clinical) rd|(?:respiratory|inspiratory|hypoxic|ventilatory|intact|poor|normal|sex|low|high|test) drive|on road|at street)\b/i

/** 6 MARCH. GCS 13. ALTEPLASE GIVEN AT 2240: words that end a sentence, Roman numbers of grades and what is done stand in no address. */
export function notTwoSentences(value: string): number {
  if (/^\d+\s*\n(?!.*\d{5,6}$)|\b[IVX]+\. /.test(value) || STATE_AND_YEAR.test(value)) return 0.01
  return /\p{L}{4}\. |\b(?:GIVEN|AT|BY|WITH|AFTER|BEFORE|WAS|IS)\b/u.test(value) ? 0.01 : notADose(value)
}

/** GA 2018 is an anaesthetic and its year: ZIP codes have five digits. */
const STATE_AND_YEAR = new RegExp(String.raw`\b${STATE}\s+(?:19|20)\d\d$`)

/** 20 Oct outside St */
const MONTH = /^\d+\s+(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\s+(?!(?:St|Street|Ave|Road|Rd|Lane|Ln)\b)/i

/** on a busy street, on the main road, on his own road. */
export function notAnyStreet(value: string): number {
  return /^(?:the|an?|his|her|their|my|our|its|your|this|that|same|next|one|some|any|no|which|each|every|another|dirt|gravel|main|busy|quiet|different)\b/i.test(
    value,
  )
    ? 0.01
    : notProse(value)
}

export function hasUnit(value: string): number {
  // GLU 132 ON A DRUG. MEDIC UNIT 42: words that end a sentence
  const isShouted = value === value.toUpperCase()
  if (isShouted && /\p{L}{4}\. /u.test(value.replace(/\b(?:North|South|East|West|Bldg|Blvd|Unit|Suite)\. /gi, ''))) return 0.02
  return /\b(?:apartment|apt|suite|ste|flat|unit)\b/i.test(value) ? 1 : 0.02
}

const NO_STREET_NAME =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|^(?:Exam|Review|Arrival|Admission|Discharge|Room|Hold|File|Time|Call|January|February|March|April|June|July|August|September|October|November|December)/

/** Safeway on Monday, CVS on Exam */
export function notADay(value: string): number {
  return NO_STREET_NAME.test(value) ? 0.02 : 1
}

/** the New Patient St */
export function notASaint(value: string): number {
  return /^(?:The|Use|At|On|Our|New|This|That|Same|Other|Which|Every|Each|See|From|To|Near) \w+\.?$|\b(?:Patient|Medical)\b/.test(value) ? 0.05 : 1
}

/** lives one hundred miles */
export function notCounted(value: string): number {
  return /\b(?:miles?|kilometers?|blocks?|houses?|floors?|flights?|stairs|steps|days?|weeks?|months?|years?|hours?|minutes?|people|persons?|children|kids|cats|dogs|meals|dollars?|times|percent|doors?|more|other|old)$/i.test(value)
    ? 0.01
    : 1
}
