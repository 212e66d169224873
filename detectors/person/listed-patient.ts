import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const SURNAME = String.raw`(?:[A-Z][a-z'-]{2,20}|(?:(?:DE|LA|DEL|VAN|VON|DER|EL|AL|ST)\x20){0,2}[A-Z][A-Z'-]{2,20})`
const CREDENTIALS = String.raw`(?:MD|DO|RN|NP|PA|PA-C|CRNA|LPN|CNA|RT|RRT|PharmD|DPM|CNM)`
const PLACES = String.raw`(?:implanting|infusion|attending|charge|primary|ordering|admitting|discharging|discharge|triage|referring|consulting|circulating|scrub|reading|performing|operating|supervising|covering|treating|receiving|transferring|accepting|recovery|pacu|bedside|night|day|oncoming|offgoing|procedural|assisting|prescribing|delivering|certifying|collecting|dialysis|chemo|vascular|wound|school|home)`
/** Saints as surnames, where they are no towns (US Census Bureau, 1990 name files). */
const SAINTS = String.raw`Cyr|Clair|Pierre|Germain|Amand|Onge|Hilaire|Amour|Aubin|Arnaud|Julien|Romain|Laurent|Denis|Jacques|Gelais|Jules|Fleur`

export const listedPatient: PatternDetector = {
  name: 'listed-patient',
  class: 'name',
  describes:
    'Surname and initial in a census or schedule before age and sex, a procedure or a column, the surgeon behind a time and a theatre, a surname behind a label with a credential, and surnames that are saints: 4A KOWALSKI T 66M, 0730 OR1 Prieto - WATERS, D, Infusion RN: Okafor, Ms. St. Cyr.',
  source: '45 CFR 164.514(b)(2)(i)(A); layouts of census lists and operating schedules (HL7 v2.5.1, PV1-3 and SCH); US Census Bureau 1990 name files',
  patterns: [
    {
      re: String.raw`(?:^|\n)(?:(?:(?i:bed|rm|room)\x20)?[0-9][0-9A-Z-]{0,6}\x20{1,3}){0,2}(?<phi>${SURNAME},?\x20[A-Z])\.?\x20{1,3}\d{1,3}\x20?(?:yo?\x20?|y/o\x20?)?[MF]\b`,
      prior: 0.85, check: isNoTerm,
    },
    { re: String.raw`(?:^|\n)\d{2}:?\d{2}\x20{1,3}(?:OR|Rm|Room|Suite|Endo|Cath)\x20?\d{1,2}[A-Z]?\x20{1,3}(?<phi>[A-Z][a-z'-]{1,20})\x20[-/]\x20`, prior: 0.8, check: isNoTerm },
    { re: String.raw`(?:^|\n)\d{2}:?\d{2}\x20[^\n]{0,30}\x20?-\x20(?<phi>${SURNAME},\x20[A-Z])\.?\x20`, prior: 0.8, check: isNoTerm },
    { re: String.raw`(?:^|\n|\x20{2})(?<phi>${SURNAME},\x20[A-Z])\.?\x20{2,4}(?:\d|DOB\b|MRN\b|Age\b|Sex\b|Rm\b)`, prior: 0.7, check: isNoTerm },
    { re: String.raw`(?:^|\n)(?<phi>[A-Z][a-z'-]{2,20},\x20[A-Z][a-z'-]{2,20}(?:\x20[A-Z]\.?)?)\x20{2,4}(?:Tx\b|DOB\b|MRN\b|Age\b|Sex\b|Rm\b|Room\b|Bed\b)`, prior: 0.75, check: isNoTerm },
    { re: String.raw`\b(?i:${PLACES})\x20${CREDENTIALS}\x20?:\x20?(?<phi>[A-Z][a-z'-]{1,20}(?:[ -][A-Z][a-z'-]{1,20}){0,2})\b`, prior: 0.85, check: isNoTerm },
    { re: String.raw`\b(?i:given|held|administered|charted|checked|verified|witnessed|hung|assessed|applied|flushed|infused|documented|reassessed)\x20(?:by\x20)?(?<phi>[A-Z]{2,3})\x20?,?\x20?(?:RN|LPN|LVN|RT|RRT)\b`, prior: 0.8, check: isNoTerm },
    { re: String.raw`\b(?<phi>(?:Drs?|Mrs?|Ms|Miss|Mx|Prof|Rev|Judge|Officer|Nurse)\.?\x20St\.?\x20[A-Z][a-z]{2,15})\b`, prior: 0.95 },
    { re: String.raw`\b(?<phi>[A-Z][a-z]{2,15}\x20St\.?\x20(?:${SAINTS}))\b`, prior: 0.75 },
  ],
  examples: {
    true: [
      '701A [[KOWALSKI T]] 66M CHF', '\n4B-12 [[OKAFOR C]] 71F pna', '\nBed 3 [[PRIETO, J]] 44 M DKA', '[[Okonkwo T]] 33F labor',
      '\n0730 OR1 [[Okonkwo]] - [[WATERS, D]] lap appy', '\n0915 OR2 [[Okonkwo]] - [[DE LA ROSA, P]] TKA',
      'EYE CLINIC  [[Kowalski, A]]  10/16 VA',
      '\n[[Kowalvo, Hovo]]  Tx 10', 'Infusion RN: [[Okafor]]', 'Attending MD: [[Kowalski]]\n', 'metoprolol given [[JMK]] RN',
      '[[Ms. St. Cyr]] lists',
      '[[Dr. St. James]] saw', 'claim of [[Karen St. Cyr]], who', 'Implanting MD: [[Prieto]]',
    ],
    false: [
      '\n701A VITAMIN D 66M', '\nHepatitis B 44M', 'INFLUENZA A 33F', '\nGROUP B 44F', 'Attending MD: Pending', 'Charge RN: Notified',
      'given PRN RN', 'given IV RN aware', '12 Elm St. James', '0730 vitals - Stable, A', '\nNausea, B 12', 'held NPO RN', '\nType A 33M',
      'Triage RN: Completed', '\nLabs, K  3.4', 'at St. Cyr',
    ],
  },
}

const TERMS =
  /^(?:vitamin|hepatitis|influenza|flu|type|group|grade|class|stage|factor|level|category|phase|part|room|bed|unit|ward|plan|step|strain|protein|hemophilia|haemophilia|troponin|hemoglobin|immunoglobulin|labs?|na|cl|ig|igg|nausea|pain|stable|pending|none|notified|completed|complete|see|yes|no|unknown|self|same|declined|refused|present|aware|available|tbd|assigned|various|multiple|self|staff|team|on|call|coverage|consult|review|note|chf|copd|vitals|prn|po|iv|im|sc|sq|sl|pr|bid|tid|qid|npo|stat|now|per|and|the|was|for|ng|gt|md|rn|by|am|pm|hs|ac|pc|od|os|ou|ok|not|all|via|xl|er|sr|cr|dr|ivp|mag|kcl|abx|asa|nss|ns|lr|ffp|tpa|apap|vanc|levo|nac)\b/i

function isNoTerm(value: string): LikelihoodRatio {
  return TERMS.test(value) ? 0.01 : 1
}
