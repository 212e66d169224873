import { LIST, type Words } from '../../src/contract/words.ts'

/** Diseases, signs, scores, operations and devices that are called after two people, or after both names of one, but for those that are as common as names of people (Stedman's Medical Eponyms). */
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
virchow robin|von willebrand|waterhouse friderichsen|wernicke korsakoff|wiskott aldrich|wolf hirschhorn|wolff parkinson|young burgess|zollinger ellison`.trim().split(/[|\n]+/).map((pair) => pair.trim()))

/** Most names are turned away by their first word. */
const FIRSTS: ReadonlySet<string> = new Set([...PAIRS].map((pair) => pair.slice(0, pair.indexOf(' '))))

/** Written without a hyphen these are as good as never people. */
const SURE: ReadonlySet<string> = new Set(['braxton hicks', 'bence jones', 'jackson pratt', 'stevens johnson', 'miller fisher', 'dandy walker', 'swan ganz', 'bradford hill'])

/** Whether two words that stand side by side are such a pair: with a hyphen, or where the first is nobody's forename. */
export function areEponyms(words: Words, first: number): boolean {
  if (first + 1 >= words.count) return false
  const one = words.lower(first)
  if (!FIRSTS.has(one)) return false
  const pair = `${one} ${words.lower(first + 1)}`
  return PAIRS.has(pair) && (words.gap(first) === '-' || (words.lists(first) & LIST.given) === 0 || SURE.has(pair))
}
