import { WordMap, WordSet } from '../../src/contract/word-set.ts'

const wordsOf = (text: string): string[] => text.trim().split(/\s+/)

/**
 * `sure` behind any name, `home` behind a word for care and a name, `surgery` of general practitioners where something tells that
 * it is theirs, as `centre` behind medical or health, `house` where somebody lives or comes from.
 */
export type HouseKind = 'sure' | 'home' | 'surgery' | 'centre' | 'house'

/**
 * Words that names of houses end with (Care Quality Commission, service types; NUCC Health Care Provider Taxonomy; Get Information
 * about Schools; HM Prison and Probation Service).
 */
export const HOUSE_HEADS = new WordMap<HouseKind>(
  Object.entries<string>({
    sure: `convent monastery priory friary nunnery abbey orphanage superclinic polyclinic seminary yeshiva madrasa madrassa gurdwara
      basilica cathedral kindergarten creche playgroup preschool shelter penitentiary barracks almshouses archdiocese diocese hostel
      regiment battalion brigade fusiliers tabernacle presbytery
      schools`,
    home: 'home homes',
    surgery: 'surgery surgeries practice',
    centre: 'centre',
    house: 'house lodge court grange villa villas cottage hall towers gardens manor',
  }).flatMap(([kind, heads]) => wordsOf(heads).map((head) => [head, kind as HouseKind] as const)),
)

/** What stands before the name: prisons, ships and stations of the forces, schools of Ireland and Wales, and dioceses behind `of`. */
export const HOUSE_PREFIXES = new WordMap<'bare' | 'of'>(
  Object.entries<string>({
    bare: 'hmp hmyoi yoi hms raf rnas fci scoil gaelscoil gaelcholaiste colaiste bunscoil naionra ysgol',
    of: 'diocese archdiocese parish convent priory monastery abbey',
  }).flatMap(([kind, heads]) => wordsOf(heads).map((head) => [head, kind as 'bare' | 'of'] as const)),
)

/** Before `home`, where it is a house of care. */
export const CARES = new WordSet(
  wordsOf("nursing care rest retirement residential convalescent funeral group boarding veterans children's soldiers sailors"),
)

/** Before `centre`, where it is one of general practitioners. */
export const CENTRES = new WordSet(['medical', 'health'])

/** Which of many it is, and whom it is for: none of them is a name. */
export const NO_HOUSE_NAMES: ReadonlySet<string> = new Set(
  wordsOf(`homeless women's womens men's mens family families emergency domestic violence animal night overnight day winter warming storm
    local community state federal county city national maximum minimum medium security youth juvenile temporary supportive transitional
    sober halfway half open group own his her their our my your new old other another same previous prior current last first second the a an
    this that any some no white green full empty safe crash guest work works residential residence nursing care rest retirement convalescent
    private public skilled assisted living memory dementia alzheimer's hospice respite long short term high middle elementary primary
    secondary grade grammar boarding charter parochial medical preschool supreme crown district drug probate magistrates tennis food basket
    volleyball squash town village concert dance dining assembly mess lecture music bounce tree doll play club field opera ware coffee steak
    mental health army navy infantry armored armoured airborne cavalry artillery engineer combat support military naval air force marine
    catholic roman anglican orthodox rural urban funeral foster step mother baby ladies gentlemen boys girls adult child children children's
    veterans veterans' veteran's soldiers sailors in at on to from of and or for with by nearest former closest beloved sacred eternal
    parental marital family's childhood present way going great home`),
)

/** Operations that are called after somebody, and what they are done with, before Surgery. */
export const OPERATIONS: ReadonlySet<string> = new Set(
  wordsOf(`fontan norwood glenn ross nuss ravitch lasik lasek smile mohs whipple roux nissen heller hartmann bankart latarjet john jatene
    rastelli mustard senning kasai ladd puestow frey maze bentall david yacoub weber vinci davinci gamma stoppa lichtenstein hysterectomy
    toupet dor ivor lewis mckeown miles latzko burch manchester wertheim bascom karydakis charcot akin austin scarf lapidus keller
    brostrom weil bpd tka tha tavi cabg lscs ent gi obgyn icl prk max maxfac omfs pre post peri redo hand-assisted vats tlif acdf tkr thr
    robot robotic robotically elective emergency day same bypass cataract ortho neuro
    uro gyn gynae cardio onc head neck hand foot limb skin`),
)

/** Where somebody lives, comes from or goes to, before the preposition. */
export const RESIDING = new WordSet(
  wordsOf(`admitted discharged transferred returned moved came brought back sent referred presented resident residents tenant staff carer
    carers nurse manager lives live lived living resides residing stays staying stayed placed placement housed warden matron`),
)

/** Who is registered where, and who writes or rings, before a surgery. */
export const PRACTISING = new WordSet(
  wordsOf('gp gps doctor dr practice registered surgery fax faxed letter rang call called ring phoned receptionist nurse pharmacist'),
)
