import type { PatternDetector } from '../../src/contract/detector.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'

const OLD = String.raw`(?:9\d|1[0-2]\d)`
/** One, or from one to another. */
const OLD_AGES = String.raw`${OLD}(?: ?(?:-|to|or|bis|a) ?${OLD})?`
const OLD_WORDS =
  '(?:ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a) hundred(?:(?: and)?[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?' +
  '|noventa(?: y (?:uno|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?|cien(?:to (?:uno|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez))?)'
/** Korean: se; years in Russian, Ukrainian, Greek, Arabic and Thai. */
const SEE = foldLetters('세')
/** Whoever is 90 has lived 1080 months. */
const OLD_MONTHS = String.raw`(?:10[89]\d|1[1-5]\d\d)`
const YEARS = ['лет', 'года', 'год', 'років', 'ετών', 'έτη', 'χρονών', 'χρόνια', 'سنة', 'عاما', 'عام', 'ปี'].map(foldLetters).join('|')
const AGED = ['年齢', '年龄', '나이', 'возраст', 'Возраст', 'ηλικία', 'العمر', 'עמרה', 'גיל', 'בן', 'בת', 'อายุ'].map(foldLetters).join('|')
/** Who is asked about, so that it is no device whose age is asked: How old are you, Wie alt ist die Patientin. */
const ASKED =
  "(?:how old (?:are|were|is|was) (?:you|s?he|they|(?:the|this|your) (?:patient|person|child|baby|resident|client|deceased|decedent)" +
  "|(?:your|his|her|their|the patient's) (?:(?:grand|step)?(?:mother|father)|mom|mum|dad|wife|husband|partner|spouse|sister|brother|son|daughter|aunt|uncle))" +
  '|(?:cuantos|quantos) anos (?:tiene|tienes|tenia|tem|voce tem|tinha)|quanti anni (?:ha|hai|aveva)|quel age (?:a|as|avez|avait|aviez)' +
  '|wie alt (?:sind|waren|bist|ist|war) (?:sie|du|er|(?:der|die|ihre?|dein) (?:patient(?:in)?|mutter|vater))' +
  '|hoe oud (?:bent|was|is) (?:u|hij|zij|ze|de patient|uw (?:moeder|vader)))'
/** Whom an age is told of. */
const SOMEBODY =
  "(?:[Pp]t|[Pp]atient|[Cc]lient|[Rr]esident|[Vv]eteran|[Ss]urvivor|[Ww]idow(?:er)?|[Ww]oman|[Mm]an|[Ll]ady|[Gg]entleman|[Rr]etiree|[Nn]eighbou?r|[Cc]aregiver|[Cc]arer" +
  '|(?:[Gg]reat[ -]?)?(?:[Gg]rand|[Ss]tep)?-?(?:[Mm]other|[Ff]ather|[Mm]a|[Pp]a|[Mm]om|[Mm]um|[Dd]ad)|[Gg]rann?y|[Gg]ran|[Nn]anna?|[Nn]an|[Nn]ana|[Hh]usband|[Ww]ife|[Pp]artner|[Ss]pouse|[Ss]ister|[Bb]rother|[Aa]unt|[Uu]ncle|[Cc]ousin|[Ff]riend)'
const GERMAN_WORDS = '(?:(?:(?:ein|zwei|drei|vier|fue?nf|sechs|sieben|acht|neun)und)?neunzig)'
const FRENCH_WORDS =
  '(?:quatre[ -]vingts?[ -](?:dix(?:[ -](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize)|nonante(?:[ -](?:et[ -]une?|deux|trois|quatre|cinq|six|sept|huit|neuf))?)'
const ITALIAN_WORDS = '(?:novant(?:a(?:due|tre|quattro|cinque|sei|sette|nove)?|un[oa]?|otto)|cent(?:ouno|odue|otre|oquattro|ocinque))'
/** Whom German, French and Italian tell an age of. */
const SOMEBODY_ABROAD =
  '(?:pat(?:ient(?:in)?)?\\.?|mutter|vater|frau|mann|herr|oma|opa|gross(?:mutter|vater)|schwester|bruder|tante|onkel|ehe(?:frau|mann)|bewohner(?:in)?|witwe|paziente|pz\\.?|donna|uomo|signora?|madre|padre|nonn[ao])'
/** What brings somebody to a doctor, and is no fever. */
const COMPLAINT =
  '(?:an? )?(?:fall|falls|fell|hip|femur|dementia|ams|sob|cp|chest|copd|chf|a-?fib|pmhx?|hx|h/o|history|htn|dm2?|cva|stroke|syncope|weakness|confusion|pneumonia|pna|uti|gi|abdominal|dyspnea|altered|left|right|acute|known|multiple|past|advanced|severe|worsening|recent|new|cad|ckd|cancer|heart|delirium|fracture|fx)'
const SPEAKER = "(?:[Ii] am|[Ii]'?m|[Ss]?[Hh]e's|[Ss]?[Hh]e|[Tt]hey're)"
const ENDS = String.raw`(?:[.,;)!?\n]|$| (?:and|but|with|who|now)\b)`
/** Whoever was born then and is alive is over 89 in any year from 2016 on. */
const OLD_BIRTH = String.raw`(?:18\d\d|19[01]\d|192[0-6])`

export const ageOver89: PatternDetector = {
  name: 'age-over-89',
  class: 'age',
  describes: 'An age over 89 in figures or words, and years of birth that reveal one.',
  source: '45 CFR 164.514(b)(2)(i)(C): ages over 89 and all elements of dates, the year too, indicative of such age',
  patterns: [
    {
      re: String.raw`(?i)\b(?:${OLD}|${OLD_WORDS})(?: ?\+)?(?: |-)?(?:(?:years?|yrs?\.?|y\.?|anos|ans|anni|jahre)(?:[ -]?(?:of age|olds?|o\b\.?|de edad|alt)|/o)|y\.?/?o\.?\b)`,
      prior: 0.97,
    },
    {
      re: String.raw`(?i)\b(?:aged?(?: of)?|edad|turned|turns|turning|idade|alter|alder)(?: is| was| at| de)?[ :]{1,3}(?<phi>(?:${OLD_AGES}|${OLD_WORDS})\b\+?)`,
      prior: 0.75,
    },
    // The label of a field: Age at diagnosis (years): 94, Edad actual: 94, Alter bei Aufnahme: 94
    {
      re: String.raw`(?i)\b(?:age|edad|idade|alter|alder|leeftijd)\b(?:[ ,-]{1,3}\(?[a-z][a-z']{0,14}\)?){0,5} ?[:=][ ]{0,3}(?<phi>${OLD_AGES}\b)`,
      prior: 0.8,
    },
    {
      re: String.raw`(?i)\b${ASKED}\b(?:[ ,-]{1,3}[a-z][a-z']{0,14}){0,7} ?[:?]{1,2}[ ]{0,3}(?<phi>${OLD}\b)`,
      prior: 0.8,
    },
    { re: String.raw`(?i)\b(?:${OLD}|${OLD_WORDS}) anos\b`, prior: 0.8 },
    // Of years that nobody counts of anything but a life, but for those of survival and of nicotine
    { re: String.raw`(?i)\b${OLD}(?: |-)?(?:yrs?|ans|jaar|anni|jahre|let|lat|vuotta|ar gammal|ar gammel|rocnikow)\b`, prior: 0.6 },
    { re: String.raw`(?i)\b(?:anni|lat|wiek|eta|aetas)[ :]{1,2}(?<phi>${OLD})(?:[,.;)\n]|$)`, prior: 0.85 },
    { re: String.raw`\b(?<phi>${OLD} ar)(?:[,.;)\n]|$)`, prior: 0.7 },
    { re: String.raw`(?i)\bim (?:hohen )?alter von (?<phi>${OLD}\b)`, prior: 0.95 },
    { re: String.raw`(?i)\b${OLD}(?:-|\s)?(?:jahrig|jarig|arig|aarig|letni|lety|lety)(?:e[rsnm]?|a|ej|ego)?\b`, prior: 0.95 },
    {
      re: String.raw`\b(?:[Ss]?[Hh]e|[Ww]ho|${SOMEBODY}|(?:Mrs?|Ms|Miss)\.? [A-Z][a-z]*'?[A-Z]?[a-z]+) (?:is|was|is now|just) (?<phi>${OLD}\b)${ENDS}`,
      prior: 0.75,
    },
    // SUBJECT: Age? SUBJECT: ninety-three.
    { re: String.raw`(?i)\b(?:age|how old[^\n?]{0,30})\?\s{0,3}(?:[a-z]{1,15}: )?(?:i'?m |i am |s?he's |s?he is )?(?<phi>(?:${OLD_WORDS})\b)`, prior: 0.8 },
    // who at 93 still swims; her father Rao is 90 years and
    { re: String.raw`\bwho,? at (?<phi>${OLD}),? (?:still|now|is|was|lives?|has|had|can|continues|remains|walks|drives)\b`, prior: 0.8 },
    {
      re: String.raw`\b(?:[Ss]?[Hh]e|[Ww]ho|${SOMEBODY}|[A-Z][a-z]{2,15}) (?:is|was|turns|is now) (?:now |almost |about |already )?(?<phi>${OLD}) years?(?:[.,;)!?\n]|$| (?:and|but|with|who|now|young)\b)`,
      prior: 0.8,
    },
    // At the start of a line: 96 F, resident of; 94 M with
    {
      re: String.raw`(?:^|\n|\. |[a-z]: )(?<phi>${OLD}) ?(?:[Mm]|[Ff])(?:, ?| )(?:resident|from|lives?|living|widow(?:er|ed)?|retired|h/o|p/w|c/o|s/p|presents|presented|admitted|brought|transferred|nursing home|NH|SNF|ALF|DNR|found|s/p|BIBA|BIBEMS)\b`,
      prior: 0.8,
    },
    // I'm 94, my mom's 93; a survivor, 95, speaks; my dad (97)
    {
      re: String.raw`\b(?:${SPEAKER}|${SOMEBODY}'s|${SOMEBODY}(?: \([A-Za-z ]{2,30}\))?,) (?:now )?(?<phi>${OLD}\b)${ENDS}`,
      prior: 0.75,
    },
    { re: String.raw`\b${SOMEBODY} \((?<phi>${OLD})[),;]`, prior: 0.8 },
    { re: String.raw`(?i)\b(?:i am|i'?m|(?:s?he|who)(?:'s| is)) (?<phi>${OLD_WORDS})(?:[.,;:)!?\n]|$| (?:and|but|with|who|now|years|you|so|already|next|this)\b)`, prior: 0.8 },
    {
      re: String.raw`(?i)\b(?:died|passed(?: away)?|deceased|dead|alive(?: and well)?|living|lived|expired|a ?& ?w)(?:,? (?:at|to|to be|until)(?: (?:the )?age(?: of)?)?|,? age[d:]?) (?<phi>${OLD}\b)`,
      prior: 0.85,
    },
    // In words it is no value of a laboratory
    {
      re: String.raw`\b(?:is|was|just|barely|almost|nearly|now) (?<phi>ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a) hundred(?: and)?[ -](?:one|two|three|four|five|six|seven|eight|nine|ten))(?:[.,;:)!?\n]|$| (?:and|but|with|who|now|years)\b)`,
      prior: 0.8,
    },
    { re: String.raw`(?i)\b(?:mujer|varon|hombre|paciente|ancian[oa]|senora?)(?: de)? (?<phi>${OLD} ?a(?:\.|\b))`, prior: 0.9 },
    { re: String.raw`(?:^|[^/\d])(?<phi>${OLD}) ?/ ?(?:M|F|m|f|male|female|Male|Female)\b`, prior: 0.85 },
    { re: String.raw`\((?:F|M|f|m|female|male|[Ww]oman|[Mm]an),? ?(?<phi>${OLD})\)`, prior: 0.85 },
    { re: String.raw`\b${OLD}(?:M|F| ?yoM| ?yoF|yM|yF)\b`, prior: 0.8 },
    {
      re: String.raw`(?i)\b(?:in|into|well into|entering) (?:his|her|their|the)? ?(?<phi>(?:early |mid |late |early-|mid-|late-)?(?:'?90'?s|nineties|'?100'?s))\b`,
      prior: 0.7,
    },
    { re: String.raw`(?i)\b(?:semi|super)?(?:centenarian|centenaria|centenario|nonagenarian|nonagenaria|nonagenario)s?\b`, prior: 0.95 },
    {
      re: String.raw`(?i)\b(?:born|nacid[oa]|ne|nee|geboren)(?: in| en| el| on| im)?(?: ano| the year)? (?<phi>${OLD_BIRTH})\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\b(?:date of birth|d\.?o\.?b\.?|birth ?(?:date|year)|year of birth|ano de nacimiento|geburtsjahr)(?: is| was)?[ :=]{1,3}(?<phi>${OLD_BIRTH})(?:[\s;,)&]|\.?$|\.\s)`,
      prior: 0.9,
    },
    // Is a 94 female; 94 y F; 94 F with fall
    { re: String.raw`\b(?:is|was|this|an?) (?:an? )?(?<phi>${OLD}),? (?:(?:fe)?male|(?:wo)?man|lady|gentleman)\b`, prior: 0.9 },
    { re: String.raw`(?:^|\n|[.:;] )(?<phi>${OLD}),? (?:fe)?male(?:[.,;]|$|\n| (?:with|w/|who|presents|presented|from|admitted|brought|found|here|s/p)\b)`, prior: 0.85 },
    { re: String.raw`\b(?<phi>${OLD} ?[yY])\.?,? ?(?:[MFmf]|(?:fe)?male|(?:wo)?man)\b`, prior: 0.9 },
    { re: String.raw`(?:^|\n|[.:;] )(?<phi>${OLD}) ?[MF],? (?:with|w/|here with|here for|in for|p/w) (?i:${COMPLAINT})\b`, prior: 0.85 },
    { re: String.raw`(?i)\b${OLD_MONTHS} ?(?:months?|mos?\.?|mths?|monate|mois|meses|mesi)(?:[ -](?:olds?|of age|alt|de edad|de vida)|[ -]?d'age)`, prior: 0.95 },
    // b. 1925, DOB yr 1925, Jahrgang 1926
    { re: String.raw`(?:^|[^\w.])b\.? ?(?<phi>${OLD_BIRTH})\b`, prior: 0.8 },
    { re: String.raw`(?i)\b(?:dob|birth|born) ?(?:yr|year)\.?[ :=]{1,3}(?<phi>${OLD_BIRTH})\b`, prior: 0.9 },
    { re: String.raw`(?i)\b(?:jahrgang|jg\.?|annee de naissance|geboortejaar|anno di nascita|rocznik|fodt|fodd)[ :]{1,3}(?<phi>${OLD_BIRTH})\b`, prior: 0.9 },
    // 93 J. alt, Mutter 94 J., mit 97 verstorben
    { re: String.raw`\b(?<phi>${OLD} ?J)\.? (?:alt|jung)\b`, prior: 0.95 },
    { re: String.raw`(?i)\b${SOMEBODY_ABROAD},? ?(?:ist |di |mit |, )?\(?(?<phi>${OLD} ?(?:J|a)\b)`, prior: 0.9 },
    { re: String.raw`(?i)\b(?:ver|ge)?st[ao]rb(?:en)? mit (?<phi>${OLD})\b`, prior: 0.9 },
    { re: String.raw`(?i)\bmit (?<phi>${OLD})(?: jahren)? (?:ver|ge)storben\b`, prior: 0.9 },
    { re: String.raw`(?i)\b(?:${GERMAN_WORDS}(?: jahren?\b| j\.|-?jahrig\w{0,2})|${FRENCH_WORDS} ans\b|${ITALIAN_WORDS} anni\b)`, prior: 0.9 },
    { re: String.raw`(?i)\b(?:${OLD}|novant[a-z]{0,8}|cent)enn[ei]\b`, prior: 0.95 },
    { re: String.raw`(?i)\b(?:centenaires?|nonagenaires?|centenari[ao]s?|ultracentenari[ao]|hundertjahrige[rn]?)\b`, prior: 0.9 },
    { re: String.raw`(?i)\ba los (?<phi>${OLD})(?: anos)?(?:[.,;)\n]|$)`, prior: 0.8 },
    // Signs, letters and words of other scripts and languages behind the number, or before it.
    { re: String.raw`\b${OLD} ?(?:歳|岁|歲|${SEE}|${YEARS})`, prior: 0.9 },
    { re: String.raw`(?:${AGED})[ :]{1,3}(?:ב-)?(?<phi>${OLD}\b)`, prior: 0.85 },
    { re: String.raw`(?i)\b${OLD}(?:[- ](?:vuotia\w{0,6}|eves|yasinda|lata|letn[iy]\w{0,3}|rokiv))\b`, prior: 0.8 },
    { re: String.raw`(?i)\b${OLD}(?:st|nd|rd|th) birthday\b`, prior: 0.95 },
  ],
  cues: [
    {
      words: ['mg', 'ml', 'mmhg', 'bpm', 'percent', 'lb', 'lbs', 'kg', 'hours', 'minutes', 'days', 'weeks', 'months', 'pack', 'of'],
      ratio: 0.05,
      where: 'after',
      within: 1,
    },
    { words: ['adjusted', 'specific', 'gestational', 'percentile', 'score'], ratio: 0.02, where: 'before', within: 4 },
    {
      words: ['tc', 'technetium', 'fr', 'foley', 'bp', 'hr', 'pulse', 'weight', 'sat', 'sats', 'spo2', 'temp', 'glucose', 'survival'],
      ratio: 0.1,
      where: 'before',
      within: 2,
    },
  ],
  examples: {
    true: [
      'la signora, anni [[97]], non', 'lat [[91]], spadek', 'Nils, [[93 år]], pnr',
      '[[99歳]]女性', '男，[[92岁]]', '[[93 세]] 남성', 'пациентке [[96 лет]]', 'ηλικίας [[97 ετών]]', '[[95 سنة]]', 'אשה בת [[96]] עם',
      'อายุ [[97 ปี]]', '[[98-vuotias]] nainen', '[[94 lata]], kobieta', 'a [[92-year-old]] woman', 'aged [[94]] and frail',
      'this [[94 yo]] man', 'in her [[nineties]] now', 'paciente de [[91 anos]] con', 'age: [[90+]] years', 'a [[centenarian]] living',
      '[[ninety-three year old]] gentleman', 'a [[97F]] with', 'AGE/SEX: [[94]]/M   ROOM', 'born in [[1919]] in',
      'mujer de [[noventa y dos anos]] que', 'a [[101 y/o]] male', 'Age at diagnosis (years): [[94]]', 'she is [[93]] and frail',
      'a man of [[93 yrs]]', 'mother died at [[94]]', 'Mujer [[94a]], viuda', 'lived to [[101]]', 'father, alive at [[93]], has',
      '[[93-jahriger]] Patient', 'im Alter von [[93]] Jahren', 'agee de [[93 ans]], vit', 'een vrouw van [[93 jaar]] met',
      'anni: paziente di [[93 anni]] con', 'Edad al ingreso: [[97]]', 'Gus is [[ninety-four]] and takes', 'who is [[ninety-nine]]: they',
      'carer of patient (F, [[96]])', 'resident (M [[91]]) fell', 'How old are you? [[94]]', 'How old is your husband now: [[101]]',
      'Cuantos anos tiene? [[96]]', 'Wie alt sind Sie: [[92]]', 'Quel age avez-vous ? [[95]]', 'Age group: [[95-99]]',
      'aged [[91 to 94]] years', 'Mrs. Fernhall is [[94]].', "Mr O'Dell was [[97]] and", 'my dad ([[97]]) fell',
      'a survivor, [[95]], speaks', 'a survivor (Treblinka), [[95]], speaks', "I'm [[ninety one]] you know", "I'm [[ninety one]]",
      "I'm [[93]], I", "my mom's [[93]] and", 'his wife, [[94]], is', 'Granny is [[98]]', 'the resident is [[91]].',
      'Age?\nA: [[ninety-three]].', 'im [[92]] and',
      'year of birth: [[1921]]', 'DOB [[1919]], widow', 'date of birth: [[1926]];', "Lou, who's [[ninety-two]], came",
      'a great-aunt who at [[95]] still drives', 'Her father Okon is [[90]] years and',
      'Pt is a [[94]] female', '[[94]] female with', '[[94 y]] F', '[[97]] F with fall', 'HPI: [[95]] M w/ SOB', '[[1200 months old]]',
      'father, b. [[1925]], has', 'DOB yr [[1925]]', 'Jahrgang [[1926]]', 'ist [[93 J]]. alt',
      'Mutter [[94 J]]., lebt', 'Pat. ([[97 J]].) mit',
      'Vater mit [[97]] verstorben', '[[siebenundneunzig Jahre]] alt', 'agee de [[quatre-vingt-quinze ans]]', 'patiente [[centenaire]],',
      'un [[97enne]] con', 'paziente di [[97a]],', '[[novantacinque anni]], vive', 'γυναίκα [[97 έτη]]', 'murio a los [[95]].',
      'Admission: fall. [[96]] F, resident of', '[[94]] M presents with',
    ],
    false: [
      '89歳女性', 'SpO2 95%', '血圧 192/95', '病程95天', 'an 89-year-old woman', 'BP 92/60', 'HR 94', '95 mg daily', 'O2 sat 97', 'in the 1990s',
      'How old are you? 64', 'How old is your pacemaker, in months? 94', 'Wie alt ist Ihr Herzschrittmacher? 94', 'year of birth: 1944',
      'DOB 1921-04 and', 'date of birth: 1921/04/03', 'birth date: 1919.03.02', 'age 45', 'born in 1984', '92 percent',
      'paciente de 45 anos', '98 F temp 98.6', 'Age adjusted score: 94', 'agent: 94', 'BP 94/male', 'rate 120/94/min', '(T 98)', '(F, 76)',
      '(P 94)', 'HR was 94 and', 'she is 93 kg', 'died at 94 days', 'lived to 45', 'her SpO2 is 94 and', 'mother died at 64',
      'his score was ninety-four and', 'it is ninety percent', 'she is 95 on room air', 'Mr. Ash is 94 kg', 'his sugar, 95, was', 'Wt (97)',
      'EF (93)', 'my dad (62)', "I'm 94% sure", "she's 95 on 2 L", 'the rate, 98, and', 'Mrs. Ash was 101 F', "pt's temp, 99, was",
      "her man's BP, 94,", 'temperature was one hundred and two degrees', 'Survival at 94 years', '98 F, HR 80', 'T 98.6. 98 F today',
      'who at 95 kg is',
      'Vitals: 98 F with chills', 'The graft is 90 days old', '98 F with fever', 'Schock mit 100 J. biphasisch', '120 J', '900 months old', 
      'mit 97 kg', 'a los 95 minutos', '94 males and 80 females', 'bis neunzig Prozent', 'born 1944',
    ],
  },
}
