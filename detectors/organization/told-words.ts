import { WordMap, WordSet } from '../../src/contract/word-set.ts'

/**
 * How surely a phrase says that an organization follows: `sure` where hardly anything else does, `likely` where
 * something else may, `either` where a person may as well, `named` only of a name with a word that is none of the
 * language.
 */
export type Strength = 'sure' | 'likely' | 'either' | 'named'

const wordsOf = (text: string): string[] => text.trim().split(/\s+/)
const rows = (...parts: readonly (readonly [strength: Strength, words: string])[]): ReadonlyMap<string, Strength> =>
  new Map(parts.flatMap(([strength, words]) => wordsOf(words).map((word): [string, Strength] => [word, strength])))

/** By the preposition or verb right before a name, the words of which one stands a little before that. */
export const PHRASES = new WordMap<ReadonlyMap<string, Strength>>(
  Object.entries({
    of: rows(
      [
        'sure',
        'employee customer customers shares stock stocks spokesman spokeswoman spokesperson shareholder shareholders employees ceo cfo chairman chairwoman headquarters subsidiary franchise',
      ],
      [
        'likely',
        'merger takeover acquisition branch alumni alumnus alumna graduate graduates trustees dean rector formerly competitor competitors bankruptcy website',
      ],
      ['either', 'behalf owner'],
      ['named', 'head board'],
    ),
    for: rows(
      ['sure', 'spokesman spokeswoman spokesperson lobbyist recruiter'],
      [
        'likely',
        'drives drove drive driving recorded produced filmed commissioned interned internship freelances freelanced reporter plays played playing lobbies works worked working work operator welder driver mechanic electrician carpenter foreman machinist plumber roofer laborer trucker bookkeeper',
      ],
    ),
    by: rows(
      ['sure', 'off fired recruited'],
      ['likely', 'published employed billed invoiced redundant'],
      ['either', 'hired charged sued owned'],
    ),
    at: rows(
      ['sure', 'ceo cfo marketing internship intern executive recruiter'],
      [
        'likely',
        'boss supervisor colleague colleagues coworker coworkers partner lawyers interview interviewed position studied degree enrolled job somebody someone teller accountant analyst barista cashier chef clerk cook driver electrician engineer foreman janitor lawyer machinist mechanic plumber producer professor programmer researcher salesman scientist secretary teacher truck welder waiter waitress',
      ],
    ),
    from: rows(
      ['sure', 'invoice recruiter loan mortgage'],
      [
        'likely',
        'retired parcel package bought purchased rented resigned fired graduated calling representative layoff layoffs furloughed terminated let leave pension',
      ],
      ['either', 'off'],
    ),
    with: rows(
      ['sure', 'account mortgage flown banked'],
      ['likely', 'insurance interview policy bank contract merged merger partnered lawsuit internship apprenticeship'],
    ),
    to: rows(
      ['sure', 'payable'],
      ['likely', 'invoice invoices invoiced bill billed'],
      ['either', 'sold gave donated donates'],
      ['named', 'goes went'],
    ),
    between: rows(['likely', 'contract merger agreement deal match lawsuit partnership']),
    through: rows(['likely', 'insured insurance coverage covered']),
    against: rows(['likely', 'lawsuit suit']),
    about: rows(['likely', 'complaint complaints']),
    de: rows([
      'named',
      'trabajador trabajadora empleado empleada operario operaria directivo directiva administrativo administrativa cajera cajero dependiente dependienta repartidor repartidora',
    ]),
    is: rows(['likely', 'landlord insurer employer bank supplier airline carrier workplace'], ['either', 'sponsor']),
  }),
)

/** Verbs before the name of an organization, with an article or without. */
export const TOLD = new WordSet(wordsOf('sued joining joined founded cofounded'))

/** What organizations do; with the word behind it where the verb alone says nothing. */
export const DEEDS = new WordMap<ReadonlySet<string>>(
  Object.entries<string[]>({
    announced: ['that', 'plans', 'a', 'on', 'it', 'its', 'record', 'layoffs'],
    invested: ['heavily', 'in'],
    declined: ['to'],
    reported: ['strong', 'earnings', 'profits', 'quarterly', 'revenue', 'revenues'],
    is: ['hiring', 'bankrupt', 'headquartered'],
    acquired: ['a', 'the'],
    employees: [],
    spokesman: [],
    spokeswoman: [],
    spokesperson: [],
    shareholders: [],
    executives: [],
    headquarters: [],
    website: [],
  }).map(([word, behind]) => [word, new Set(behind)]),
)

/** What an organization has, behind its genitive. */
export const HAD: ReadonlySet<string> = new Set(
  wordsOf(
    'profit profits shares stock revenue revenues earnings ceo cfo chairman customers employees headquarters website spokesman spokeswoman spokesperson shareholders competitors executives',
  ),
)

/** Words for several organizations: what follows a colon or `such as` behind them are names of these. */
export const KINDS_OF_MANY = new WordSet(
  wordsOf(
    'companies firms suppliers manufacturers retailers banks airlines brands employers insurers publishers newspapers startups vendors sponsors competitors corporations conglomerates empresas bancos unternehmen entreprises',
  ),
)

/**
 * What companies and houses do, at the end of their names:
 * Hargreaves Plumbing, Riverbend Imaging, Sunny Acres Nursing Home.
 */
export const TRADES = new WordSet(
  wordsOf(`plumbing electric roofing construction builders contracting landscaping cleaners laundry bakery cafe diner restaurant grill
  pizzeria brewery winery foods supermarket grocery hardware lumber steel foundry
  manufacturing engineering electronics software robotics pharmaceuticals biosciences chemicals petroleum energy mining aviation airways
  shipping freight trucking transport transit taxi media studios press publishing magazine tribune chronicle herald gazette telegraph
  broadcasting telecom
  communications financial mutual assurance advisors securities realty properties cabinets furniture jewelers apparel fishmongers daycare
  preschool elementary montessori seminary chapel cathedral prison penitentiary shipyard imaging endoscopy optical dental dentistry
  orthopedics pediatrics ambulance lanes inn lodge resort home brothers trading invest investment investments holding capital farms mart`),
)

/** What is short for a hospital in Spain (Ministerio de Sanidad, Catalogo Nacional de Hospitales). */
export const SHORT_HOSPITALS = new WordSet(wordsOf('h hu hgu hcu hosp chu hc'))
/** The first words of the names of hospitals in Spain, as they stand behind what is short for one. */
export const HOSPITAL_KINDS: ReadonlySet<string> = new Set(
  wordsOf(
    'clinico universitario universitari comarcal provincial regional militar virgen san santa santo sant nuestra ntra infanta infante reina principe princesa',
  ),
)

/** Before `home`, where it is a house of care. */
export const HOMES: ReadonlySet<string> = new Set(['nursing', 'care', 'funeral', 'group', 'rest', 'retirement', 'boarding', 'residential'])

/** Programmes of the state, and what is written with a capital without being a name. */
export const PUBLIC = new WordSet(
  wordsOf(
    'medicare medicaid tricare medi-cal congress government parliament senate i he she it they we you this that these those there here what who the',
  ),
)

/** What an organization has that somebody supports or joins. */
export const MISSIONS = new WordSet(wordsOf('mission vision expansion growth revenue shareholders salesforce'))
