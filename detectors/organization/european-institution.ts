import type { PatternDetector } from '../../src/contract/detector.ts'

/** A word with a capital, or two that a hyphen joins, after an article that is contracted or not. */
const NAME = String.raw`(?:[LlDd]')?[A-Z][a-z]+(?:[-'][A-Z][a-z]+)*`
const NAMES = String.raw`${NAME}(?:(?: (?:de|du|des|di|del|della|dei|la|le|les|y|e|i|en|et|an der|am|im|in)){0,2} ${NAME}){0,3}`
/** What stands between a head and its name. */
const OF = String.raw`(?: (?:de la|de l'|de los|de las|del|della|dei|degli|de|du|des|di|da|do|dos|d'))?`

const FRENCH =
  'CHU|CHRU|CHR|CHI|GHU|EHPAD|USLD|(?i:centre hospitalier(?: universitaire| regional| general)*|hopital|maison de retraite|maison de sante|centre de sante|clinique)'
const ITALIAN = 'Ospedale|Policlinico|Presidio Ospedaliero|Azienda Ospedaliera(?: Universitaria)?|Casa di [Cc]ura|IRCCS|AOU|RSA'
const GERMAN =
  '(?:Senioren|Pflege|Alten|Alters|Wohn)(?:wohn)?(?:heim|residenz|zentrum|stift)|(?:Kreis|Kinder|Reha|Fach|Rehabilitations|Bezirks|Universitats)-?(?:klinik|klinikum|krankenhaus|spital)|Hospiz'
const EASTERN = '(?:[Ff]akultni |[Kk]rajska |[Oo]blastni )?[Nn]emocnic[eiu]|[Ss]zpital(?:u|a|em|owi)?|Spitalul(?:ui)?'
const NORDIC = '(?i:(?:universitets)?(?:sjukhus|sykehus|sygehus)(?:et)?|universitetshospital(?:et)?)|hospitalet|lasarett(?:et)?'
/** Behind the name in Finnish, Hungarian and Turkish. */
const FARTHER = '(?i:(?:yliopistollinen |keskus)?sairaala|(?:megyei |varosi |egyetemi )?korhaza?|(?:devlet |sehir |egitim ve arastirma |universitesi )?hastanesi)'
const DUTCH = '(?i:medisch centrum|ziekenhuis|zorgcentrum|verpleeghuis|gasthuis|revalidatiecentrum)'

export const europeanInstitution: PatternDetector = {
  name: 'european-institution',
  class: 'organization',
  describes:
    'Hospitals, clinics and homes by their heads in French, Italian, German, Dutch, Spanish, Catalan, Czech, Polish, Romanian and the languages of Scandinavia, with the name behind or before.',
  source:
    'Code de la sante publique, article L6141-1 (centre hospitalier); D.Lgs. 502/1992 (azienda ospedaliera, IRCCS); Real Decreto 1277/2003 (centros sanitarios); HIPAA Safe Harbor counts a facility as a geographic subdivision smaller than a state',
  patterns: [
    { re: String.raw`\b(?:${FRENCH})${OF}(?: (?:Les|Le|La|Saint|Sainte))? ?${NAMES}\b`, prior: 0.85, check: isNamed },
    { re: String.raw`\bCH (?:de |d')${NAMES}\b`, prior: 0.75 },
    { re: String.raw`\b(?:${ITALIAN})${OF} ${NAMES}\b`, prior: 0.85, check: isNamed },
    {
      re: String.raw`\b(?:${GERMAN})(?: (?:Haus|St\.|Sankt|am|an der|zum|zur|im))* ${NAME}(?: (?:in )?${NAME}){0,2}\b`,
      prior: 0.8,
      check: isNamed,
    },
    { re: String.raw`\b(?:${EASTERN}) ${NAME}(?: ${NAME}){0,2}\b`, prior: 0.8, check: isNamed },
    { re: String.raw`\b${NAME}s? (?:${NORDIC})\b`, prior: 0.8, check: isNamed },
    { re: String.raw`\b[A-Z][a-z]{3,14}(?:sjukhuset|sykehuset|sygehuset|hospitalet|lasarettet)\b`, prior: 0.8 },
    { re: String.raw`\b${NAME}(?:[ -]${NAME})? (?:${DUTCH}|${FARTHER})\b`, prior: 0.8, check: isNamed },
    { re: String.raw`\b(?:Sykehuset|Sjukhuset|Sygehuset) (?:i )?${NAME}\b`, prior: 0.8, check: isNamed },
    // het Erasmus MC, to Maastricht UMC+
    {
      re: String.raw`\b(?:het|in|naar|uit|bij|van|at|to|from)(?: het| the)? (?<phi>${NAME}(?: ${NAME})? U?MC\b\+?)`,
      prior: 0.85,
      check: isNamed,
    },
    {
      re: String.raw`\bHospital (?:del|de la|de los|de las) (?:[A-Z][a-z]+)(?: (?:de |del |la )?[A-Z][a-z]+){0,3}\b`,
      prior: 0.85,
      check: isNamed,
    },
    // The health centres of Catalonia and Spain: CAP is a pneumonia elsewhere
    {
      re: String.raw`(?:\b(?:[Ee]l|[Dd]el|[Aa]l|[Ss]u|[Nn]uestro|[Ee]n|UCI)|[,;(]) ?(?<phi>(?:CAP|CS|CUAP|EAP|ABS|HU|HUC|HGU|HCU|CSM|CAI)(?: (?:de |del |la |el )?${NAME}){1,3})\b`,
      prior: 0.85,
      check: isNamed,
    },
  ],
  examples: {
    true: [
      '[[Sykehuset Ferhal]], avdeling', 'a [[Kowalvari Korhaz]] osztalyan', '[[Ferhalkoy Devlet Hastanesi]] doktor', '[[Ferhalan yliopistollinen sairaala]]. L',
      '[[Ferhall Universitetssjukhus]], Lund', '[[Kowalburg Medisch Centrum]], afdeling', 'in het [[Ferhall Verpleeghuis]] sinds',
      'suivie au [[CHU de Ferhalle]], tel', 'au [[CH de Valmont]] puis', "a l'[[EHPAD Les Charmilles]] depuis",
      'a la [[maison de retraite Les Charmilles]], a', 'de la [[clinique Saint-Valery]] hier',
      "presso l'[[Ospedale Maggiore di Valmora]] dal", 'al [[Policlinico San Valero]] per', 'im [[Seniorenheim Haus Ferhalle]] seit',
      'in der [[Rehaklinik Bad Ferhalle]] bis', 'u [[Fakultni nemocnice Ferhov]] pro', 'w [[Szpitalu Ferhallskim]] na',
      'vid [[Ferhallens universitetssjukhus]] sedan', 'pa [[Ferhalls sykehus]] i', 'fra [[Ferhallsygehuset]] til',
      'in het [[Ferhallius MC]], ontslagen', 'to [[Ferhalle UMC+]] by', 'al [[Hospital del Mar]] el', 'por el [[CAP Ferhallada]] al',
      'del [[CS Ferhallo del Rio]] por', 'Cardiología, [[HU Ferhallo]], Pº', 'Dr. Vidal ([[CS Ferhallo]]).', 'social del [[CAI Ferhallo]].',
    ],
    false: [
      'au CHU pour', 'de la clinique Ophtalmologique', 'Which hospital was', 'Hospital de la Zona', 'treated for CAP Monday',
      'el CAP Severa', '40, HU Liver', '(CS Ventricular)', '(CS Repeat)', 'Hospiz Team', 'Rehaklinik Aufenthalt', 'liver 40 HU',
      'Ospedale Civile', 'im Pflegeheim Kurzzeit', 'w Szpitalu Klinicznym', 'of Fifth MC fracture', 'at Fourth MC base',
      'Hospital de los Dias', 'maison de retraite', 'CH Pugh',
    ],
  },
}

/** Heads, kinds of institutions and of their parts, and words that begin a sentence: none of them names one. */
const GENERIC = new Set(
  `centre hospitalier hopital maison clinique ospedale policlinico presidio ospedaliero azienda ospedaliera casa hospital hospiz nemocnice
  nemocnici fakultni krajska oblastni spitalul spitalului les le la saint sainte haus
  universitaire regional generale general psychiatrique ophtalmologique chirurgicale medicale privee civile regionale universitario
  universitaria maggiore pediatrico militare kurzzeit tagespflege klinicznym
  klinicky dia dias noche zona comarca ciudad provincia referencia origen destino area severa grave leve bacteriana tipica atipica viral
  first second third fourth fifth left right the this our their kinder
  repeat primary elective emergency team aufenthalt station liver spleen renal hepatic cyst lesion mass ventricular cesarean section monday psychiatrie chirurgie innere neurologie orthopadie`.split(
    /\s+/,
  ),
)
const COMPOUND_HEAD =
  /^(?:szpital|(?:senioren|pflege|alten|alters|wohn|kreis|kinder|reha|fach|rehabilitations|bezirks|universitats)[a-z]*(?:heim|residenz|zentrum|stift|klinik|klinikum|krankenhaus|spital)$)/

/** Whether a word with a capital tells this one from all others. */
function isNamed(value: string): number {
  const words = value.match(/[A-Z][a-z]+/g) ?? []
  return words.map((word) => word.toLowerCase()).some((word) => !GENERIC.has(word) && !COMPOUND_HEAD.test(word)) ? 1 : 0.05
}
