import type { Cue, PatternDetector } from '../../src/contract/detector.ts'
import { DOSE_CUES, EVENT_CUES, isDayOfMonth, NOT_DATE_CUES, ORDINAL_CUES, SURE_MONTH } from './date-grammar.ts'

const BEFORE = String.raw`(?:on|since|from|until|till|til|thru|through|by|before|after|dated?|starting|began|ending|admitted|discharged|seen|visit|scheduled|appt|appointment|surgery|lmp|edd|del?|el|desde|hasta|al|dia|fecha|ingreso|alta|cita)`

/** What is counted as a share of others: 3/17 nodes positive. */
const SHARED: Cue = {
  words: [
    'nodes', 'node', 'lymph', 'cores', 'core', 'samples', 'specimens', 'biopsies', 'patients', 'cases', 'positive', 'negative', 'points',
    'items', 'fractions', 'sessions', 'modules', 'treatments', 'visits', 'cycles', 'questions', 'lesions', 'teeth', 'correct', 'criteria',
    'fields', 'eyes', 'sites', 'wks', 'days', 'ganglios', 'casos', 'cilindros', 'weeks',
  ],
  ratio: 0.02, where: 'after', within: 2,
}

export const datePartial: PatternDetector = {
  name: 'date-partial',
  class: 'date',
  describes: 'A part of a date smaller than a year, in numbers: 3/2021, 3/14 after a word for time, in March.',
  source: '45 CFR 164.514(b)(2)(i)(C): all elements of dates except year',
  patterns: [
    { re: String.raw`\b(?:0?[1-9]|1[0-2]) ?[/-] ?(?:19|20)\d\d\b`, prior: 0.85 },
    { re: String.raw`\b(?:19|20)\d\d[/-](?:0[1-9]|1[0-2])\b`, prior: 0.6 },
    {
      re: String.raw`\b(?:0\d/[0-3]\d|1[0-2]/(?:1[3-9]|2\d|3[01])|[12]\d/0[1-9]|3[01]/0[1-9])(?: ?- ?(?:0\d|1[0-2])/[0-3]\d)?\b`,
      prior: 0.5,
      check: monthDay,
    },
    {
      re: String.raw`(?i)\b${BEFORE}(?: the| date| dia)?[ :]{1,2}(?<phi>\d{1,2}/\d{1,2}(?: ?(?:-|to|and|y|al?) ?\d{1,2}/\d{1,2})?)(?:[^/\d]|$)`,
      prior: 0.65,
      check: monthDay,
    },
    // Thurs 3/5; 3/5 Thursday; DOB 5/3, f/u 3/5, last colonoscopy 3/5: whatever the numbers are
    {
      re: String.raw`(?i)\b(?:mon|tues?|weds?|wednes|thu(?:rs)?|fri|satur|sun)(?:day)?\.?,? \d{1,2}[/-]\d{1,2}\b`,
      prior: 0.9,
      check: isDayAndMonth,
    },
    {
      re: String.raw`(?i)\b(?:d\.?o\.?[bild]\.?|birth ?day|f/u|follow-?up|(?:next|last) (?:visit|appt|appointment|dose|seen|drink|use|period|menstrual period|colonoscopy|mammogram|pap(?: smear)?|echo|scan|tetanus|fill(?:ed)?|refill|chemo|cycle|infusion|injection|dialysis|hd)|lmp|appt|appointment|rtc|return(?:s)?|dos|d/c(?:'?d)?) (?:on |was |is |of )?(?<phi>\d{1,2}[/-]\d{1,2})(?:[^/\d-]|$)`,
      prior: 0.8,
      check: isDayAndMonth,
    },
    // came in 3/4 w/ chest pain, d/c'd 3/4 to home
    {
      re: String.raw`(?i)\b(?:came in|brought in|comes in|presented|presents|arrived|(?:re)?admitted|discharged|transferred|was seen|last seen) (?:on )?(?<phi>\d{1,2}/\d{1,2})(?:,| (?:w/|with|after|for|from|to|by|due|because|at|and)(?:[^a-z]|$))`,
      prior: 0.8,
      check: isDayAndMonth,
    },
    // From a day to a day
    {
      re: String.raw`(?:^|[^/\d.-])(?<phi>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]) ?- ?(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?:[^/\d%-]|$)`,
      prior: 0.85,
      check: isSpan,
    },
    {
      re: String.raw`(?:^|[^/\d.-])(?<phi>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]) (?:thru|through|to|until|till) (?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?:[^/\d%-]|$)`,
      prior: 0.8,
      check: isSpanInWords,
    },
    // missed 10/8, 10/15 and 10/22: days that follow one another
    {
      re: String.raw`(?:^|[^/\d.-])(?<phi>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?:(?:, ?(?:and |& )?| and | ?& )(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])){1,5})(?:[^/\d%-]|$)`,
      prior: 0.85,
      check: areDays,
    },
    // A row of vital signs: 10/15 0800 130/80
    {
      re: String.raw`(?:^|\n)[ \t|]{0,4}(?<phi>\d{1,2}/\d{1,2})[ \t|]{1,4}(?:\d{1,2}:?\d\d[ \t|]{1,4})?(?:[12]\d\d|[6-9]\d)/(?:1[0-4]\d|[3-9]\d)\b`,
      prior: 0.97,
      check: isDayAndMonth,
    },
    // Day 3, 14/8: stable; HD#4 (10/12)
    {
      re: String.raw`(?i)\b(?:day|pod|hd|icu day|hospital day|post-?op day) ?#?\d{1,3}(?:, ?| \(|: ?| - )(?<phi>\d{1,2}/\d{1,2})(?:\)|:|\.? ?\n|\.?$|,? [a-z])`,
      prior: 0.75,
      check: isLineDay,
    },
    // Visite 31.01.: fieberfrei; Kontrolle am 3.4., as German writes a day
    {
      re: String.raw`\b(?:[Vv]isite|[Kk]ontrolle|[Tt]ermin|[Vv]erlauf|[Aa]m|[Vv]om|[Bb]is|[Ss]eit|[Zz]um|[Aa]b)(?: (?:am|vom|zum))? (?<phi>\d{1,2}\.\d{1,2}\.)(?:[:,;) ]|\n|$)`,
      prior: 0.85,
      check: isDayThenMonth,
    },
    // rendez-vous plaies le 7/8, revue le 12/4
    {
      re: String.raw`(?i)\b(?:rendez-vous|rdv|prevue?|revue?|vue?|consultation|controle|entree|sortie|admise?|hospitalisee?)(?: [a-z]{2,12}){0,3} (?:le|du|au) (?<phi>\d{1,2}/\d{1,2})(?:[^/\d]|$)`,
      prior: 0.8,
      check: isDayThenMonth,
    },
    // What opens a line: 3/14: seen by surgery
    { re: String.raw`(?:^|\n|[.;] )[ \t*-]{0,4}(?<phi>\d{1,2}/\d{1,2}) ?:[ \n]`, prior: 0.75, check: isLineDay },
    // given to her uncle 27/6, discussed with the GP 30/11: the day comes first, and what was done before
    {
      re: String.raw`(?i)\b(?:given|handed|sent|spoke|spoken|seen|reviewed|discussed|emailed|posted|faxed|letter|copied|explained|booked|referred|reported|taken|returned|visit|d/w) (?:to|with|by|in|at|from|for|home) (?:[a-z'.-]{1,15} ){1,5}(?<phi>(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2]))(?:\.?$|\.? ?\n|\. |[;)])`,
      prior: 0.75,
      check: isDayAndMonth,
    },
    // in Fernhall 3/14 with chest pain
    {
      re: String.raw`\b(?:at|in) (?:[A-Z][A-Za-z.'-]+ ){1,4}(?<phi>\d{1,2}/\d{1,2})(?: (?:with|for|w/|after|and)\b|[,;?)]|$)`,
      prior: 0.65,
      check: monthDay,
    },
    // With the time behind it
    {
      re: String.raw`(?:^|[^/\d.])(?<phi>\d{1,2}/\d{1,2}),? (?:at |@ ?|a las )?(?:[01]?\d|2[0-3]):[0-5]\d(?:\b| ?h)`,
      prior: 0.9,
      check: isDayAndMonth,
    },
    // A share or a score is not over one, nor of twenty-nine: fall 11/9, rash 4/29
    {
      re: String.raw`(?:^|[^/\d.])(?<phi>(?:[7-9]|1[0-2])/(?:[1-9]|1[01])|[1-9]/(?:1[3-9]|2\d|3[01]))(?:[^/\d%]|$)`,
      prior: 0.55,
      check: isNoShare,
    },
    // transferred on 8/8, EDD or due 9/28, started lamotrigine 4/2: nothing that is counted stands behind
    {
      re: String.raw`(?i)\b(?:on|since|due|born|until|by|dated|last|(?:re)?started(?: on)?(?: [a-z-]{3,20}){0,2}|(?:stopped|began|finished)(?: [a-z-]{3,20}){0,2}) (?<phi>\d{1,2}/\d{1,2})(?:[,;?!)]|\.?$|\.? ?\n|\. )`,
      prior: 0.7,
      check: isDayAndMonth,
    },
    {
      re: String.raw`(?i)\b(?:ecg|ekg|echo|ct|cta|mri|cxr|eeg|labs?|imaging|note|rounds|update) (?<phi>\d{1,2}/\d{1,2}):`,
      prior: 0.8,
      check: isDayAndMonth,
    },
    // With the time of a log behind it: 3/11 0730 extubated
    {
      re: String.raw`(?:^|[^/\d.])(?<phi>\d{1,2}/\d{1,2}),? (?:at |@ ?)?(?:[01]\d|2[0-3])[0-5]\d(?:h\b|hrs\b|:? [A-Za-z]|:\n|\n|$)`,
      prior: 0.8,
      check: isLineDay,
    },
    // Next 3/30. moved to 3/2: where it goes to
    { re: String.raw`\b[Nn]ext:? (?<phi>\d{1,2}/\d{1,2})(?:[.,;)]|$|\n)`, prior: 0.8, check: isDayAndMonth },
    {
      re: String.raw`(?i)\b(?:(?:re)?scheduled|postponed|moved|pushed|bumped|put off|adjourned)(?: (?:up|back|out|forward))? (?:to|from|until|till) (?<phi>\d{1,2}/\d{1,2})(?:[^/\d%]|$)`,
      prior: 0.8,
      check: isDayAndMonth,
    },
    // CXR 8/8 clear; back 1/6: what is looked at has no score
    {
      re: String.raw`\b(?i:cxr|kub|mri|xr|echo|tte|tee|ekg|ecg|eeg|mammo(?:gram)?|pap|dexa|colonoscopy|egd|holter|sputum|stool|csf|swab|ua|abg|pft) (?<phi>\d{1,2}/\d{1,2})(?: (?i:clear|neg(?:ative)?|normal|nl|wnl|stable|unchanged|show(?:s|ed)|with|w/|no|pending|afb|ef)\b|[,:;])`,
      prior: 0.8,
      check: isLineDay,
    },
    { re: String.raw`\b(?i:back|rtw|return to work)(?: on)? (?<phi>\d{1,2}/\d{1,2})(?:[,.;)]|$|\n| (?:w/|with|for|at|by)\b)`, prior: 0.75, check: isLineDay },
    // denied 3/3 for, recheck 6/6: what is done, and has no score
    {
      re: String.raw`\b(?i:denied|approved|appealed|injured|hurt|onset|recheck(?:ed)?|conf|conference|hearing|trial|filed|mailed|faxed|expires|effective|booked|last (?:was|on|done|given)|born|died|expired|switched|resumed|refilled|vaccinated|immunized|exposed)(?: on)? (?<phi>\d{1,2}/\d{1,2})(?:[.,;)]|$|\n| (?:for|with|w/|by|at|due|after|and|because|d/t)\b)`,
      prior: 0.75,
      check: isDayAndMonth,
    },
    // at 0412 2/9; Adm 05-14
    { re: String.raw`\b(?:[01]\d|2[0-3])[0-5]\d(?: on)? (?<phi>\d{1,2}/\d{1,2})(?:[.,;)]|$|\n)`, prior: 0.8, check: isLineDay },
    { re: String.raw`\b(?i:adm|admit|admitted|dos|disch|dc):? (?<phi>\d{2}-\d{2})(?:[^\d-]|$)`, prior: 0.75, check: isDayAndMonth },
    { re: String.raw`(?:^|\n|[.;] )(?<phi>\d{1,2}/\d{1,2}) (?:[01]\d|2[0-3])[0-5]\d ?: ?[A-Za-z]`, prior: 0.8, check: isDayAndMonth },
    // Home 10/11 w/ services
    { re: String.raw`\b[Hh]ome (?<phi>\d{1,2}/\d{1,2})(?: w/| with|[,.;]|$|\n)`, prior: 0.75, check: isDayAndMonth },
    // What a day is told of behind it: 2/15 extub, 2/16 reintub
    {
      re: String.raw`(?:^|[,;(] ?|- |\n)(?<phi>\d{1,2}/\d{1,2})(?: -|:)? (?i:(?:re)?(?:in|ex)tub(?:ated)?|trach(?:ed)?|decannulated|bronch|(?:re)?admit(?:ted)?|transferred|discharged|d/c(?:'?d|ed)? (?:home|to)|ex-?lap|(?:ct|mri|egd|ercp|tte|tee|lp|cath|surgery|biopsy)(?:[ ,;:]|$))`,
      prior: 0.8,
      check: isLineDay,
    },
    // DES to mid LAD 3/3, lap chole 4/4: an operation has no score
    {
      re: String.raw`\b(?i:pci|des|bms|cabg|tavr|evar|tips|tk[ar]|th[ar]|orif|crani(?:otomy)?|lap (?:appy|chole)|[a-z]{4,12}ectomy|c-section|ppm|stent(?:s|ed)?|ablation|cardioversion|dccv|thora(?:centesis)?|paracentesis|trach|peg|picc|(?:re)?intubated|extubated|decannulated)(?: (?:to|of|in|via|[Ll]eft|[Rr]ight|[LRB]|mid|prox|distal|x ?\d|[A-Z]{2,4}|placed|done|on)){0,4} (?<phi>\d{1,2}/\d{1,2})(?:[,;.)]|$|\n| (?:w/|with|by|at|for|now|then|and)\b)`,
      prior: 0.7,
      check: isDayAndMonth,
    },
    // The day first, with a point: ERCP 22.03, home 24.03.
    {
      re: String.raw`\b(?i:ct|mri|mrcp|ercp|egd|xr|uss|echo|op|surgery|operated|admitted|discharged|home|transferred|seen|reviewed|repeated|checked|fitted|removed|done|biopsy|[a-z]{4,12}(?:ectomy|oscopy|ostomy|plasty)) (?:on )?(?<phi>(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2]))(?:[,;)]|\.?$|\.?\n|\. |\.,)`,
      prior: 0.75,
    },
    // el 02.03 en, del 02.03 al
    {
      re: String.raw`(?i)\b(?:el|del|al|hasta el|desde el|a dia) (?<phi>(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2]))(?:[^\d.]|\.?$|\. )`,
      prior: 0.75,
    },
    // Day and month in German: vom 3.2. bis
    {
      re: String.raw`(?i)\b(?:vom|am|bis(?: zum)?|seit(?: dem)?|ab(?: dem)?|zum) (?<phi>(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.)(?:[^\d]|$)`,
      prior: 0.9,
    },
    // Behind what was done then: consulted 11/4, blood cx 11/2
    {
      re: String.raw`(?i)\b(?:consulted|placed|removed|extubated|intubated|transferred|transfused|collected|drawn|resulted|repeated|performed|completed|received|stopped|restarted|tapered|changed|called|arrived|fell|cx|cultures?|bcx|ucx|labs?|ct|cta|mri|cxr|kub|xr|ekg|ecg|echo|tte|tee|eeg|egd|ercp|bronch|cath|bx|biopsy|dialysis|chemo|rads?|or|pacu|icu|admit|dc|eval|consult|call|mtg|meeting|preop|postop|rounds|session|conference)(?: on| of|:)? (?<phi>\d{1,2}/\d{1,2})(?:[^/\d]|$)`,
      prior: 0.6,
      check: monthDay,
    },
    {
      re: String.raw`(?i)\b(?:in|since|until|till|by|during|from|through|of|en|desde|hasta|mes de|em|im)(?: the)? (?<phi>${SURE_MONTH})\b`,
      prior: 0.75,
      check: monthAlone,
    },
    {
      re: String.raw`(?i)\b(?<phi>${SURE_MONTH} ?(?:-|/|y|e|a|al|and|to|through|until|bis|et|und) ?${SURE_MONTH},?(?: de| del| of)? (?:1[89]|20)\d\d)\b`,
      prior: 0.95,
    },
    {
      re: String.raw`(?i)\b(?:last|next|this(?: past| coming)?|early|mid|late|end of|beginning of|middle of|finales de|principios de|mediados de|pasado|proximo)[ -]${SURE_MONTH}\b`,
      prior: 0.75,
      check: monthAlone,
    },
  ],
  cues: [
    EVENT_CUES,
    { ...DOSE_CUES, words: DOSE_CUES.words.filter((word) => word !== 'gr') },
    NOT_DATE_CUES,
    SHARED,
    {
      words: ['nodes', 'lymph', 'cores', 'ganglios', 'ganglionar', 'adenopatias', 'metastasicas', 'positive', 'positivos'],
      ratio: 0.1,
      where: 'before',
      within: 4,
    },
    ORDINAL_CUES,
  ],
  examples: {
    true: [
      'in [[Marzo y Abril de 2001]] se', 'from [[January to March 2019]] he', 'since [[3/2021]] she',
      'seen on [[3/14]] in clinic', 'Starting on [[2/10]] breakfast',
      'colonoscopy scheduled [[3/14]] at', 'the ED at Mercy Clinic in Fernhall [[3/14]] with chest', 'admitted [[03/09]] with',
      'started in [[March]] and',
      '[[last November]] he', 'from [[3/14 to 3/20]] at home',
      'seen [[Thurs 3/5]] for', 'back [[Weds 4/9]].', 'DOB [[5/3]]', 'f/u [[3/5]] with', 'last colonoscopy [[3/5]]', 'vom [[3.2.]] bis',
      'a UCI el [[02.03]] en ambulancia', 'Cita [[14/11]] 9:20h en', '\n[[3/9]] 11:40 Spoke',
      'consulted [[11/4]];', 'Blood cx [[11/2]] NGTD', 'Preop call [[5/14]]:', 'el martes pasado ([[12/08]]).', 'ECG [[3/4]]: AFib',
      'download [[9/1-9/30]]: AHI', 'travel to there [[7/4 - 7/18]], then', 'DOI [[6/3]]; employer',
      'pt came in [[3/4]] w/ NSTEMI', 'admitted [[3/4]] after a fall', 'no fall since, 2/2 fall at home [[11/9]] with',
      'CT [[10/30]] shows', 'moved to rehab on [[8/8]], what', 'began amoxicillin [[4/2]]; rash [[4/29]], eos', 's/p CABG [[3/14]], can',
      'away [[4/23 thru 5/7]].', 'on abx [[2/3 to 2/17]].', 'away [[12/20 until 1/4]]', 'handed to brother in law [[27/6]].',
      'discussed with the GP [[30/11]].', 'copy handed to Karen Okonkwo [[17/6]]\n', 'started topiramate [[4/2]], since',
      'twins, born [[2/2]], bili', 'at 32 weeks; due [[9/8]].', 'no-show [[10/8, 10/15 and 10/22]].', 'missed [[9/8 and 9/15]] again',
      '\n[[10/15]] 130/80 72', 'BP\n[[10/15]] 0800 118/76', 'Day 3, [[14/8]]: extubated', 'HD#4 ([[10/12]]) up',
      'Hx\n[[3/8]]: mastectomy\n', '\n[[11/9]]: bronch', 'USS day 3, [[14/8]]: Gr II', 'held [[3/4 and 3/14]], then',
      'ADDENDUM [[7/4]] 1830: spoke', 'events: [[3/11]] 0730 extubated, [[3/12]] trach', 'Next [[5/4]]. Call',
      'family meeting moved to [[4/4]], room',
      'postponed until [[5/5]].', 'DES to mid RCA [[4/4]], on DAPT', 'lap chole [[3/3]] with', 'ERCP [[14.05]], stent; home [[19.05]].',
      'Home [[5/5]] w/ services', 'course: intubated [[1/8]], trach', '[[2/2]] 0900: up to chair. [[2/3]] 1000: walked',
      '3410 g at 0412 [[2/9]].', 'Adm [[05-14]]', 'denied [[3/3]] for lack', 'last was [[4/4]]\n',
      'INR 3.1, recheck [[6/6]].',
      '\n[[11/3]]: afebrile. [[11/5]]: ward', 'CXR [[8/8]] clear. Sputum [[8/9]] AFB neg', 're FMLA, back [[1/6]]',
      'Bloods repeated [[04.03]],',
    ],
    false: [
      'in Left Arm 3/5 with', 'at Apex 2/6, no', 'give 1/2 tablet',
      'strength 3/5 in both', 'pain 7/10', 'GCS 14/15', 'on 1/2 tablet daily', 'available 24/7',
      'L4-5', 'grade 3/6 murmur',
      'in march of time', 'from 3/5 to 4/5 strength', '95 percent by may', 'last use 24/7', 'blood cx 1/2 positive', 'BP 12/6',
      'strength 4/5-5/5 in', 'strength 3/5 - 4/5', 'pain 2/10-4/10', 'evaluated 3/5 in both legs', 'arrived 1/2 hour late', 'vision 9/6',
      'pain 9/10', 'cultures 2/4 bottles', 'am 3.5 erhoht', 'el 12.5 por ciento', 'al 02.30', 'or 1/2 tab', 'f/u 40/60', 'Sat 3/5',
      '3/17 nodes positive', 'MoCA 7/30', 'BID started 1/2 tab', 'cycle day 5/28', 'enalapril 5/20, adiro', 'pain on 5/10 today',
      'nodes 0/14, margins', 'stress level as an 8/10. She', 'received 4/14 fractions so', 'adenopatías (2/16) en', 'follow-up 3-4 weeks',
      'strength 3/5 to 4/5', 'pain 8/10 to 4/10', '1/2 to 3/4 tab', 'vision 6/9 to 6/12', 'murmur 3/6 to 4/6', 'CPAP to BiPAP 16/8.',
      'seen in clinic on Caduet 20/10 mg', 'reviewed by team 24/7.', 'taken to theatre 14/8 on BiPAP', 'strength 3/5 and 4/5',
      'scored 8/10 and 9/10', 'reflexes 1/4, 2/4 and 3/4', 'in 2/3 and 3/4 of', 'cx 1/4 and 2/4 pos', '\n4/5: deltoid', '\n7/10: ache',
      'day 3, 2/5 strength', 'on day 2 1/2 tab', 'next 1/2 tab', 'at 2000 4/5.', 'dc 10-12 mg', 'MMT. 4/5: deltoid', 'denied 3/10 pain',
      'sputum 2/2 neg', 'AFB 3/3 negative', 'took 1/2 0800 and', 'MMT 4/5 0900',
      'DES 2/3 vessels',
      'stents in 3/3 vessels',
      'strength 4/5 2000 units', 'pain, 8/10 transferred', 'CT 12.05 mSv', 'biopsy 2/2 cores', 'thoracentesis 1200 ml',
      'dropped from 4/4 to 2/4',
    ],
  },
}

/** What scores and shares are of, where it may be a day as well: a week of cycles, a day of hours, points of tests. */
const COUNTED: ReadonlyMap<number, number> = new Map([[15, 0.05], [20, 0.05], [30, 0.05], [18, 0.5], [24, 0.3], [25, 0.3], [28, 0.3]])

function isNoShare(value: string): number {
  const [one = 0, other = 0] = value.split('/').map(Number)
  if (other < one) return 1
  return other > 12 && isDayOfMonth(other, one) ? COUNTED.get(other) ?? 1.2 : 0.01
}

/** Scores and shares go from one to the other too: 3/5-4/5, 2/10 - 4/10. */
function isSpan(value: string): number {
  const [month = 0, day = 0, otherMonth = 0, otherDay = 0] = (value.match(/\d+/g) ?? []).map(Number)
  if (!isDayOfMonth(day, month) || !isDayOfMonth(otherDay, otherMonth)) return 0.01
  return day === otherDay && [2, 3, 4, 5, 6, 8, 10, 12].includes(day) ? 0.02 : 1
}

const SNELLEN = new Set([5, 6, 9, 12, 18, 24, 36, 60])

/** Of a list each is a day, later than the one before, and one at least is no share of ten or less. */
function areDays(value: string): number {
  const pairs = [...value.matchAll(/(\d{1,2})\/(\d{1,2})/g)].map(([, one, other]) => [Number(one), Number(other)] as const)
  const areInOrder = pairs.every(([month, day], at) => {
    const [before = 0, dayBefore = 0] = pairs[at - 1] ?? []
    const isLater = month === before ? day > dayBefore : month === before + 1 || before === 12 && month === 1
    return isDayOfMonth(day, month) && (at === 0 || isLater)
  })
  // Week by week
  const areWeekly = pairs.every(([month, day], at) => at === 0 || month === pairs[at - 1]?.[0] && day === (pairs[at - 1]?.[1] ?? 0) + 7)
  return areInOrder && (areWeekly || pairs.some(([one, other]) => isNoShare(`${one}/${other}`) >= 1)) ? 1 : 0.01
}

/** Before a colon quarters, fifths and tenths are scores: 4/5: deltoid. */
function isLineDay(value: string): number {
  const [one = 0, other = 0] = value.split('/').map(Number)
  return isDayAndMonth(value) * (one <= other && [2, 3, 4, 5, 10].includes(other) ? 0.2 : 1)
}

/** The later day stands behind, and not both are shares: 2/3 to 2/17, but 2/3 to 3/4, 8/10 to 4/10, 6/9 to 6/12. */
function isSpanInWords(value: string): number {
  const [month = 0, day = 0, otherMonth = 0, otherDay = 0] = (value.match(/\d+/g) ?? []).map(Number)
  if (month === 6 && otherMonth === 6 && SNELLEN.has(day) && SNELLEN.has(otherDay)) return 0.05
  const isLater = otherMonth === month ? otherDay > day : otherMonth > month || month - otherMonth > 6
  return isLater && !(isShare(month, day) && isShare(otherMonth, otherDay)) ? isSpan(value) : 0.02
}

function isShare(one: number, other: number): boolean {
  return one <= other && [2, 3, 4, 5, 6, 8, 10].includes(other)
}

/** A span of weeks is no day. */
function isDayAndMonth(value: string): number {
  const [one = 0, other = 0] = value.replace(/^\D+/, '').split(/[/-]/).map(Number)
  if (!isDayOfMonth(other, one) && !isDayOfMonth(one, other)) return 0.01
  return one === 24 && other === 7 || value.includes('-') && other === one + 1 ? 0.05 : 1
}

/** Tenths, fifths, quarters, halves and sixths are scores and shares far more often than days. */
function monthDay(value: string): number {
  const pairs = [...value.matchAll(/(\d{1,2})\/(\d{1,2})/g)].map(([, one, other]) => [Number(one), Number(other)] as const)
  if (pairs.some(([one, other]) => !isDayOfMonth(other, one) && !isDayOfMonth(one, other))) return 0.001
  if (pairs.every(([one, other]) => one === 24 && other === 7)) return 0.02
  if (/0\d\/|\/0\d/.test(value)) return 2
  return pairs.every(([one, other]) => other >= one && [2, 3, 4, 5, 6, 8, 10, 15].includes(other)) ? 0.2 : 1.5
}

function monthAlone(words: string): number {
  const value = /\S+$/.exec(words)?.[0] ?? words
  if (!/^[A-Z]/.test(value))
    return /^(?:may|march|mar|dec|sep|set|jan|apr|jun|jul|aug|oct|nov|feb|sept|okt|juni|juli|mars)$/.test(value) ? 0.02 : 1
  return /^(?:Mar|Jan|Sep|Sept|Dec|Jun|Jul|Oct|Nov|Aug|Apr|Feb|[A-Z]{2,4})$/.test(value) ? 0.4 : 1
}

/** The day comes first: 31.01., 7/8. */
function isDayThenMonth(value: string): number {
  const [day = 0, month = 0] = value.split(/[./]/).map(Number)
  return isDayOfMonth(day, month) ? 1 : 0
}
