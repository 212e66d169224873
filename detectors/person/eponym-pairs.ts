import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, type Words } from '../../src/contract/words.ts'

/** Diseases, signs, scores, dyes, operations and devices that are called after two people, or after both names of one, but for those that are as common as names of people (Stedman's Medical Eponyms). */
const PAIRS: ReadonlySet<string> = new Set(`
adams stokes|anderson hynes|arnold chiari|bannayan riley|barre lieou|bence jones|bentall bono|bernard soulier|birt hogg|blalock taussig|bland altman|bourneville pringle|bradford hill|braxton hicks|brown sequard
budd chiari|charcot bouchard|charcot leyden|charcot marie|chediak higashi|child pugh|child turcotte|churg strauss|cockcroft gault|creutzfeldt jakob|crigler najjar|cruveilhier baumgarten|dandy walker
dejerine roussy|dejerine sottas|diamond blackfan|dix hallpike|dubin johnson|eaton lambert|ehlers danlos|emery dreifuss|epstein barr|erb duchenne|fazio londe|fitz hugh|fox fordyce|frank starling
glasgow blatchford|gorlin goltz|guillain barre|gustilo anderson|hallermann streiff|hallervorden spatz|hand schuller|hardy weinberg|hashimoto pritzker|heineke mikulicz|henoch schonlein|hering breuer|hill sachs
holmes adie|holt oram|hosmer lemeshow|howell jolly|hunt hess|hurler scheie|jackson pratt|jarisch herxheimer|jervell lange|kaplan meier|kasabach merritt|kellgren lawrence|kimmelstiel wilson|klippel feil
klippel trenaunay|kugelberg welander|lambert eaton|landry guillain|larsen johansson|lauge hansen|legg calve|lennox gastaut|lesch nyhan|li fraumeni|libman sacks|lown ganong|mallory weiss|mann whitney
marchiafava bignami|mayer rokitansky|mccune albright|meckel gruber|melkersson rosenthal|miller dieker|miller fisher|milroy meige|monro kellie|morquio brailsford|niemann pick|osgood schlatter|osler rendu
osler weber|paget schroetter|parkes weber|pelger huet|peutz jeghers|plummer vinson|prader willi|queckenstedt stookey|reed sternberg|rendu osler|rosai dorfman|rubinstein taybi|salter harris|schwartz jampel
sengstaken blakemore|shwachman diamond|sinding larsen|sjogren larsson|smith lemli|smith magenis|stanford binet|stein leventhal|stevens johnson|sturge weber|swan ganz|tay sachs|townes brocks|unna thost
ann arbor|austin flint|austin moore|baden walker|bair hugger|bassen kornzweig|berardinelli seip|bielschowsky jansky|blom singer|brandt andrews|brill zinsser|brooke spiegler|buschke lowenstein|buschke ollendorff|caldwell luc|camurati engelmann
carey coombs|cheyne stokes|chiari frommel|christ siemens|coffin lowry|coffin siris|cormack lehane|cronkhite canada|da vinci|danis weber|dejerine klumpke|denny brown|donath landsteiner|durie salmon|erb goldflam|erdheim chester|farnsworth munsell|favre racouchot|foix alajouanine
foster kennedy|freeman sheldon|glasgow imrie|gougerot carteaud|gougerot sjogren|graham steell|grey turner|hailey hailey|hamman rich|harris benedict|hawkins kennedy|hermansky pudlak|hess lancaster|hill rom|holliday segar|house brackmann|howship romberg|hutchinson gilford|ivor lewis
jackson rees|jadassohn lewandowsky|jansky bielschowsky|kayser fleischer|kearns sayre|kikuchi fujimoto|kirby bauer|kleihauer betke|kleine levin|langer giedion|laurence moon|lich gregoir|loewenstein jensen|loeys dietz|lowenstein jensen|lund browder|marcus gunn|marie bamberger
maroteaux lamy|may grunwald|may thurner|michaelis gutmann|mifflin st|millard gubler|milligan morgan|muckle wells|mueller hinton|muir torre|nissen rossetti|opitz frias|paget schrotter|pallister hall|pallister killian|papillon lefevre|parsonage turner|paul bunell|paul bunnell
pelizaeus merzbacher|pierre marie|pierre robin|pitt hopkins|puestow gillesby|ramsay hunt|rapp hodgkin|reis bucklers|riley day|rocky mountain|romano ward|ross river|rothmund thomson|roussy levy|rumack matthew|russell silver|saethre chotzen|scarf akin|semmes weinstein|sertoli leydig
shy drager|silver russell|simpson golabi|sneddon wilkinson|steele richardson|stevens jonson|stewart treves|swyer james|tamm horsfall|tolosa hunt|treacher collins|verner morrison|vogt koyanagi|waardenburg shah|wagner meissner|weaver dunn|weber christian|weil felix|weill marchesani
welch allyn|werdnig hoffmann|west nile|wilson mikity|wright giemsa|yale brown|ziehl neelsen|zielh neelsen
bayley pinneau|bismarck brown|evans blue|fugl meyer|greulich pyle|hachinski rosen|henderson hasselbalch|holmes rahe|janus green|kimball killip|knodell ishak|kruskal wallis|lawton brody|lysholm tegner|mantel haenszel
montgomery asberg|montgomery aasberg|newcastle ottawa|nile blue|nile red|rey osterrieth|roland morris|romhilt estes|rose bengal|shapiro wilk|simpson angus|sokolow lyon|sudan black|tanner whitehouse|vaughan williams|victoria blue
ellis van|hoehn yahr|mayo robson|simon broome|virchow robin|von willebrand|waterhouse friderichsen|wernicke korsakoff|wiskott aldrich|wolf hirschhorn|wolff parkinson|young burgess|zollinger ellison`
    .trim()
    .split(/[|\n]+/)
    .map((pair) => pair.trim()),
)

/** Most names are turned away by their first word. */
const FIRSTS = new WordSet([...PAIRS].map((pair) => pair.slice(0, pair.indexOf(' '))))

const JOINS = new WordSet(['and', 'y', 'e', 'et', 'und', 'og', 'och', 'en', 'i'])

/** Written without a hyphen these are as good as never people. */
const SURE: ReadonlySet<string> = new Set([
  'braxton hicks', 'bence jones', 'jackson pratt', 'stevens johnson', 'miller fisher', 'dandy walker', 'swan ganz', 'bradford hill',
  'austin flint', 'austin moore', 'graham steell', 'carey coombs', 'marcus gunn', 'denny brown', 'ramsay hunt', 'pierre robin',
  'ivor lewis', 'da vinci', 'west nile', 'ross river', 'rocky mountain', 'ann arbor', 'bair hugger', 'welch allyn', 'may thurner',
  'durie salmon', 'paul bunnell', 'paul bunell', 'treacher collins', 'rose bengal', 'evans blue', 'nile blue', 'nile red', 'janus green', 'bismarck brown', 'victoria blue', 'simon broome',
])

/** Whether two words that stand side by side are such a pair: with a hyphen, or where the first is nobody's forename. */
export function areEponyms(words: Words, first: number): boolean {
  if (first + 1 >= words.count) return false
  if (!FIRSTS.has(words, first)) return false
  const pair = `${words.lower(first)} ${words.lower(first + 1)}`
  return PAIRS.has(pair) && (words.gap(first) === '-' || (words.lists(first) & LIST.given) === 0 || SURE.has(pair))
}

/** Whether a word is the second of such a pair with `and` between: Greulich and Pyle. */
export function isSecondEponym(words: Words, at: number): boolean {
  return at > 1 && JOINS.has(words, at - 1) && PAIRS.has(`${words.lower(at - 2)} ${words.lower(at)}`)
}
