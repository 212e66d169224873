import type { PatternDetector } from '../../src/contract/detector.ts'
import { YEAR } from './date-grammar.ts'

const HOLIDAY =
  '(?:' +
  [
    'christmas(?: eve| day)?', 'xmas(?: eve| day)?', 'boxing day', "new year(?:'?s)?(?: eve| day)", 'thanksgiving(?: day| eve)?',
    'halloween', "hallowe'en", 'easter(?: sunday| monday| weekend| day)?', 'good friday', 'palm sunday', 'ash wednesday', 'mardi gras',
    'pentecost', 'whit monday', "valentine'?s(?: day)?", "(?:saint|st\\.?) patrick'?s day", 'independence day',
    '(?:the )?(?:fourth|4th) of july', 'labor day', 'memorial day', "veteran'?s'? day", 'columbus day', "president'?s'? day",
    '(?:mlk|martin luther king(?:,? jr\\.?)?) day', 'juneteenth', 'groundhog day', "mother'?s day", "father'?s day", 'cinco de mayo',
    'canada day', 'victoria day', 'bastille day', 'guy fawkes(?: night| day)?', 'remembrance day', 'rosh hashanah', 'yom kippur',
    'hanukkah', 'chanukah', 'passover', 'purim', 'sukkot', 'shavuot', 'eid(?:[- ](?:al|ul)[- ](?:fitr|adha))?', 'ramadan', 'ramzan',
    'diwali',
    'holi', 'nowruz', 'vaisakhi', 'navratri', 'songkran', 'chuseok', 'anzac day', 'australia day', 'bonfire night', 'hogmanay', 'epiphany',
    'shrove tuesday', 'pancake day', 'mothering sunday', "st\\.? stephen'?s day",
    'midsummer(?: eve| day)?', 'whitsun', "indigenous peoples'? day",
    'kwanzaa', '(?:chinese|lunar) new year',
    "all saints'? day", 'nochebuena', 'navidad', 'nochevieja', 'ano nuevo', '(?:dia|noche) de (?:los )?reyes', 'viernes santo',
    'jueves santo', 'semana santa', 'domingo de (?:ramos|resurreccion)', 'todos los santos', 'dia de (?:los )?(?:muertos|difuntos)',
    'dia de la (?:hispanidad|constitucion|madre)', 'heiligabend', 'weihnachten', 'ostern', 'silvester',
  ].join('|') +
  ')'

/** Those that mean nothing else where they are written with their capitals. */
const SURE =
  "(?:Thanksgiving|(?:Labou?r|Memorial|Independence|Columbus|Boxing|Anzac|ANZAC|Canada|(?:Presidents?|Veterans?|Mothers?|Fathers?|Valentines?|New Years?)'?|(?:President|Veteran|Mother|Father|Valentine|New Year)'s|Christmas|MLK) Day" +
  "|(?:Christmas|New Year'?s?) Eve|Juneteenth|Halloween|Good Friday|Palm Sunday|Ash Wednesday|Bonfire Night|Easter (?:Sunday|Monday)|(?:Fourth|4th) of July|Eid(?:[- ](?:[Aa]l|[Uu]l)[- ](?:[Ff]itr|[Aa]dha))?|Ramadan|Diwali|Hanukkah|Chanukah|Yom Kippur|Rosh Hashanah|Passover|Purim|Nowruz|Mardi Gras|Cinco de Mayo)"

export const dateHoliday: PatternDetector = {
  name: 'date-holiday',
  class: 'date',
  describes: 'A holiday that tells the day, with its year or after a word such as on, last or since.',
  source: '45 CFR 164.514(b)(2)(i)(C); 5 U.S.C. 6103 (federal holidays); Estatuto de los Trabajadores, article 37.2',
  patterns: [
    { re: String.raw`(?i)\b${HOLIDAY}(?: weekend)?(?:,? (?:of |in |de |del )?(?:${YEAR}|'\d\d)\b| (?:night|morning|evening|afternoon)\b)`, prior: 0.95 },
    {
      re: String.raw`(?i)\b(?:on|last|since|until|before|after|around|by|this|next|past|over|at|during|through|instead of|en|desde|hasta|pasada?|la|el) (?:the )?(?:day (?:after|before) )?(?<phi>${HOLIDAY})\b`,
      prior: 0.65,
    },
    { re: String.raw`\b${SURE}\b(?: (?:weekend|week)\b)?`, prior: 0.6 },
    // the Monday after Easter
    {
      re: String.raw`(?i)\b(?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|week|day) (?:before|after|following|of) ${HOLIDAY}\b`,
      prior: 0.9,
    },
  ],
  cues: [
    {
      words: ['admitted', 'fell', 'seen', 'last', 'died', 'born', 'surgery', 'discharged', 'started', 'ingreso', 'cayo'],
      ratio: 3,
      where: 'before',
      within: 4,
    },
    {
      words: [
        'tree', 'disease', 'factor', 'eye', 'seals', 'seal', 'shopping', 'party', 'lights', 'depression', 'candy', 'hospital', 'rose',
        'dinner', 'songs', 'island', 'card', 'cards', 'cactus', 'egg', 'eggs', 'bunny',
      ],
      ratio: 0.03,
      where: 'after',
      within: 1,
    },
    { words: ['happy', 'merry', 'mr', 'mrs', 'ms', 'miss', 'dr', 'doctor'], ratio: 0.03, where: 'before', within: 1 },
  ],
  examples: {
    true: [
      'fell on [[Christmas Day 2021]] at home', 'since last [[Thanksgiving]] he has', "admitted on [[New Year's Eve]] with",
      'ingreso en [[Nochebuena de 2019]] por', 'on [[the 4th of July 2020]] burned', 'on [[Easter Sunday]] she fell',
      'first seizure [[Halloween night]] at',
      'stroke ([[Memorial Day]] onset) with', 'It was [[Thanksgiving]]! He', 'a week into [[Ramadan]], she',
      'runs Friday instead of [[Christmas]].',
      'two days before [[Diwali]],', 'done [[the Monday after Easter]].', 'CABG [[Labor Day weekend 2022]] at',
    ],
    false: [
      'factor IX deficiency, Christmas disease', 'lights on Christmas tree', 'Easter Seals program', 'new year resolutions',
      'a thanksgiving mood', 'Labor was induced', 'Labor day 2 of induction', 'Happy Thanksgiving to', 'Mr. Christmas Day', 'holiday heart',
    ],
  },
}
