import { hashWord } from '../../contract/word-set.ts'
import { LIST, SHAPE } from '../../contract/words.ts'
import type { Cluster } from './name-cluster.ts'
import type { Surroundings } from './surroundings.ts'
import { lowerOf } from './weak-name.ts'
import type { Bounds } from './weigh-name.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/**
 * What is called after whom, where they have names that many bear; put together by hand, as books of eponyms list them.
 * Of those with rarer names the lexicon knows that something is called after them.
 */
const CALLED: readonly (readonly [things: string, names: string])[] = [
  [
    'disease syndrome disorder enfermedad sindrome mal',
    'addison albright alexander alport barlow barrett batten beck becker beckwith behcet bell berger bernard blount boston bowen bright brown budd canavan carpenter castleman christmas claude collins conn ' +
    'cooley cotard danlos danon dent dorfman down downs dressler duane dubin eaton edwards elschnig epstein fabry feil fisher fitz fournier fox frey friedrich fuchs gardner gehrig gianotti gilbert gilles graves hansen ' +
    'hartmann hering hirschhorn hoffmann horner hunt hunter huntington jackson jacob jakob johnson joubert kennedy kimura kleffner koch krabbe lambert landau laurence leigh lemierre lemli lennox leopold lesch ' +
    'little lou lowe lyme lynch macleod magenis mallory marie mccune mendelson menkes meyer miller morquio morton muller nelson newton noonan nyhan osgood paget parkinson pearson pick pierre plummer poland pott ' +
    'potter ramsay ranson reed reiter reye richardson richter riedel robin romano rosai roth rowell sachs sanfilippo savage schmidt sheehan siemens silver simmonds simon sipple sjogren smith sotos stein stevens ' +
    'stewart still stokes strauss sweet swift tay tietze todd tourette trenaunay turner usher vincent vinson vogt walker ward weaver weber weil wells west whipple white williams wilson winter wolf wolff wolfram ' +
    'wolman young zollinger',
  ],
  ['palsy paralysis', 'bell todd landry saturday erb'],
  ['dementia', 'lewy pick binswanger'],
  ['anemia', 'cooley addison fanconi diamond blackfan'],
  ['tremor', 'holmes'],
  ['phenomenon', 'bell hering koebner lucio mitchell cushing hunt marcus gunn wenckebach todd'],
  ['pattern', 'white parkinson brugada'],
  ['triad', 'beck whipple virchow cushing carney hutchinson charcot sampter'],
  ['sarcoma', 'ewing kaposi'],
  ['lymphoma linfoma', 'burkitt hodgkin'],
  ['tumor tumour', 'wilms warthin grawitz pancoast krukenberg brenner buschke ewing klatskin pott merkel brown phyllodes'],
  ['cyst', 'baker bartholin naboth gartner rathke tarlov'],
  ['ulcer', 'curling cushing marjolin cameron hunner martorell dieulafoy'],
  ['hernia', 'spigel bochdalek morgagni richter littre petit grynfeltt'],
  ['virus', 'barr epstein west norwalk ross marburg'],
  ['fever', 'pel ebstein haverhill katayama pontiac lassa malta'],
  ['ophthalmopathy orbitopathy dermopathy', 'graves'],
  ['plus', 'parkinson'],
  ['response', 'cushing hering frank bainbridge'],
  ['grade', 'gleason fuhrman edmondson nottingham'],
  ['contracture', 'volkmann dupuytren'],
  ['deformity', 'madelung haglund sprengel'],
  ['esophagus', 'barrett'],
  ['murmur', 'still austin steell duroziez flint carey coombs'],
  ['pulse', 'corrigan quincke'],
  ['respiration respirations respiratory', 'stokes biot'],
  ['reflex', 'moro hoffmann hoffman hering cushing landau galant'],
  [
    'sign signo maniobra maneuver',
    'battle bell blumberg chadwick cullen frank galeazzi goodell gorlin gottron grey turner hawkins hill hoffman hoffmann homan homans hoover horner hutchinson jobe kehr leopold levine leser mcmurray mueller ' +
    'muller murphy nelson patrick ortolani barlow phalen prehn rice russell sister mary stewart holmes thompson tinel todd westermark neer spurling wood woods dix epley valsalva murray',
  ],
  [
    'test prueba exam examination',
    'schober finkelstein phalen mcmurray lachman thomas trendelenburg romberg allen weber rinne coombs thompson hawkins neer speed yergason patrick gaenslen adson tinel schilling schirmer watson apley ober simmonds ' +
    'fisher student perkin wright murphy ham hess hinton jones moro pap todd wood weil stanford rose bengal clock benton raven beck denver barlow ortolani jobe ames elek lange bruce wells bishop',
  ],
  [
    'score scale index escala indice stage staging criteria criterios classification',
    'apgar bishop ballard child gleason ranson glasgow harris rankin braden wells duke dukes mayo finnegan wong baker hamilton morse ramsay tanner centor goldman fitzpatrick hunt hess fisher jones beers mcdonald ' +
    'light garden mason salter anderson rockwood weber pugh beck young norton bristol waterlow norwood katz barthel richmond zung boston lawton brown breslow clark child ann arbor milan forrest alvarado lee revised ' +
    'silverman andersen cobb evans lund hinchey los angeles johnson spetzler martin allen ferguson gustilo simpson stanford lowenberg mann cornell geneva fine braak binet rai atlanta paris rotterdam rome london ' +
    'sydney ross crawford bosworth hardy wilson parkinson',
  ],
  [
    'fracture fractura',
    'smith colles bennett barton monteggia galeazzi jones pott jefferson maisonneuve rolando segond tillaux chance hutchinson march salter harris torus essex',
  ],
  ['node', 'osler heberden bouchard virchow rotter sister mary joseph'],
  ['body cell', 'barr heinz howell lewy mallory negri psammoma reed sternberg white red merkel leydig clara hurthle langerhans sickle paget'],
  ['cast', 'minerva risser'],
  ['pouch space', 'hartmann douglas kock rathke morison retzius koch'],
  ['ligament', 'cooper struthers treitz'],
  ['duct canal gland', 'muller wolff cooper hunter alcock'],
  ['law', 'starling hooke poiseuille frank ohm'],
  ['stain agar', 'wright gram giemsa brown nissl sabouraud thayer martin'],
  ['bengal', 'rose'],
  ['lamp', 'wood woods'],
  ['catheter tube line drain', 'blake cook foley fogarty hickman jackson pratt malecot miller penrose quinton robinson swan wayne blakemore baker cantor'],
  ['procedure operation technique method position incision view', 'bruce cotton fontan fowler hartmann heller jones kasai kelly mayo mustard nissen norwood ranson ross roux sims whipple burch konno trendelenburg lloyd davies kraske belsey collis kidner ' +
    'swan puestow monti bentall david rastelli senning lefort lich towne waters water caldwell merchant harris zanca grashey stryker'],
  ['clamp forceps retractor speculum needle', 'allis army babcock balfour bookwalter bulldog deaver kelly kocher richardson sims graves simpson piper tucker elliot allen weitlaner cobb jamshidi tuohy quincke whitacre pederson magill adson brown debakey'],
  ['rod nail screw prosthesis line', 'harrington maddox austin moore thompson harris hill steinmann herbert looser kerley luque'],
  ['collar splint boot bandage walker frame tourniquet hitch hold hook', 'thomas miami philadelphia aspen denis brown pavlik velpeau unna jones robert zimmer stryker bradford moon'],
  ['stone model modulus formula diet', 'young feingold parkland harris benedict atkins cockcroft baxter brook devine'],
]
/** What everybody has, and nothing is called after: Johnson's cough, Parkinson's diet. */
const PERSONAL = words('cough rash diet exam examination test tests score scores walker cast boot hold bandage stages frame view pattern')
/** Of these everybody is listed whom such a thing is called after. */
const SETTLED = words('tumor cyst fracture test score pulse hernia murmur stage')
/** What else stands behind the lexicon's eponyms. */
const OTHERS = 'thyroiditis tamponade purpura ataxia chorea cough rash'
/** What follows `signs`, `scores` and `drains` where they are verbs. */
const BEHIND_VERB = words(
  'the a an his her their this that all for on in out off up well positive negative at within below above no over consent daily',
)
/** Of what the English say that it is of somebody: canal of Schlemm. */
const PARTS = words('ligament duct canal gland pouch space triad law tumor')
/** As far as the third name: Wolff-Parkinson-White syndrome. */
const REACH = 4
/** Surnames and forenames of forty people in a million, as log10. */
const BORNE_MIN = 1.6

const NAMES = new Map<string, ReadonlySet<string>>()
for (const [things, names] of [...CALLED, [OTHERS, ''] as const]) {
  for (const thing of words(things)) NAMES.set(thing, new Set([...(NAMES.get(thing) ?? []), ...words(names)]))
}
const OF_DISEASES = NAMES.get('disease') as ReadonlySet<string>
const THINGS: ReadonlyMap<number, string> = new Map(
  [...NAMES.keys()].flatMap((thing) => [thing, `${thing}s`, thing.replace(/y$/, 'ies')].map((form) => [hashWord(form), thing] as const)),
)

/** `Parkinson's disease`, `Stevens-Johnson syndrome`, `enfermedad de Parkinson`, `ligament of Cooper`, `Smith-Lemli-Opitz`. */
export function isEponym(name: number, cluster: Pick<Cluster, 'first' | 'last'>, around: Surroundings, { from, to }: Bounds): boolean {
  const { first, last } = cluster
  if (first === last && isAmongEponyms(name, around, { from, to })) return true
  for (let word = last + 1; word < Math.min(to, last + REACH); word++) {
    if (around.gap(word - 1) > (around.isPossessive(word - 1) ? 2 : 1) || around.isLineEnd(word - 1)) break
    if (THINGS.has(around.hash(word))) return isCalledAfter(name, word, around, to)
    if (!around.isCapital(word)) break
  }
  if (first - 2 < from) return false
  const of = lowerOf(first - 1, around)
  const thing = first - 2
  return (of === 'de' || of === 'del' || of === 'of' && PARTS.has(lowerOf(thing, around))) && isCalledAfter(name, thing, around, to)
}

/**
 * Whether a name is joined by a hyphen to a rare one that something is called after, without a thing behind: Lemli, Opitz. Who does
 * something, or is introduced, has a double name.
 */
function isAmongEponyms(name: number, around: Surroundings, { from, to }: Bounds): boolean {
  const isRareEponym = (word: number): boolean =>
    ((around.table.listsAt(word) & LIST.eponym) !== 0 || OF_DISEASES.has(lowerOf(word, around))) && !isBorneByMany(word, around)
  const isBefore = name + 1 < to && around.isHyphened(name) && isRareEponym(name + 1)
  const isBehind = name > from && around.isHyphened(name - 1) && isRareEponym(name - 1)
  return (isBefore || isBehind) && !around.acts(isBefore ? name + 1 : name, to) && !around.isIntroduced(isBefore ? name : name - 1, from)
}

/**
 * Whether a word that is a known name, beside a thing, is there what the thing is called after: `Parkinson's
 * disease`, `Murphy sign`. Whatever is no eponym is its bearer: `Quorvath signs`, `Brown's tremor`, `Johnson disease`.
 */
function isCalledAfter(name: number, thing: number, around: Surroundings, to: number): boolean {
  const kind = THINGS.get(around.hash(thing))
  if (kind === undefined) return false
  const isBorne = isBorneByMany(name, around)
  const isNext = thing === name + 1
  if (isNext && !around.isPossessive(name) && isVerb(thing, around, { to, isBorne })) return false
  const word = lowerOf(name, around).replace(/'$/, '')
  const called = NAMES.get(kind) as ReadonlySet<string>
  if (called.has(word) || called.has(`${word}s`) || called.has(word.replace(/s$/, ''))) return true
  if (isBorne || (around.table.listsAt(name) & LIST.eponym) === 0) return false
  return !(isNext && around.isPossessive(name) && (PERSONAL.has(lowerOf(thing, around)) || SETTLED.has(kind)))
}

function isBorneByMany(name: number, { table }: Surroundings): boolean {
  return Math.max(table.frequencyAt(name, 'surname'), table.frequencyAt(name, 'given')) >= BORNE_MIN
}

/** `signs the form`, `tests positive`: what could also be called after the name before, and is done by its bearer. */
export function signsOrScores(name: number, around: Surroundings, to: number): boolean {
  const thing = name + 1
  return thing < to && around.gap(name) === 1 && THINGS.has(around.hash(thing)) && isVerb(thing, around, { to, isBorne: true })
}

/** `scores 12` too, but of those after whom a score is called and hardly anybody: Apgar scores 8 and 9. */
function isVerb(thing: number, around: Surroundings, { to, isBorne }: { readonly to: number; readonly isBorne: boolean }): boolean {
  if (around.shape(thing) !== SHAPE.lower || !lowerOf(thing, around).endsWith('s') || thing + 1 >= to || around.gap(thing) > 1) return false
  const next = thing + 1
  return isBorne && around.shape(next) >= SHAPE.digits || BEHIND_VERB.has(lowerOf(next, around))
}
