import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'

/** What something is measured in, as LOINC puts it before the method: `in Serum or Plasma by Quick method`. */
const SPECIMENS = new Set([
  'blood', 'serum', 'plasma', 'urine', 'specimen', 'tissue', 'stool', 'sediment', 'fluid', 'marrow', 'semen', 'saliva', 'sputum', 'csf',
  'airway', 'isolate', 'cervix', 'platelets', 'qualitative', 'quantitative', 'semiquantitative', 'calculated', 'fraction',
])
/** What a method is, by its last word. */
const METHODS = new Set([
  'method', 'methods', 'stain', 'calculation', 'equation', 'formula', 'count', 'microscopy', 'tonometry', 'tonometer', 'assay',
  'immunoassay', 'electrophoresis', 'chromatography', 'spectrometry', 'spectrophotometry', 'cytometry', 'photometry', 'technique',
  'criteria', 'guideline', 'guidelines', 'protocol', 'nomogram', 'chart', 'charts', 'curve', 'curves', 'algorithm', 'consensus', 'trial',
  'guidance', 'guide', 'rule', 'culture', 'preparation', 'blot', 'probe', 'strip', 'meter', 'thermometer', 'scale', 'classification',
  'grading', 'dye',
])
/** What is done by a rule that is called after somebody: staged by Herring lateral pillar. */
const GRADED = new Set(['staged', 'graded', 'classified', 'scored', 'categorized', 'categorised', 'defined', 'estimated', 'calculated'])
const METHOD_WORDS_MAX = 5
const BY = new WordSet(['by', 'per', 'por'])
/** By whom something is done, and who is told in capitals: signed by ACHTERBERG. */
const DONE = new Set([
  'seen', 'signed', 'cosigned', 'countersigned', 'reviewed', 'dictated', 'transcribed', 'performed', 'ordered', 'referred', 'examined',
  'evaluated', 'assessed', 'written', 'entered', 'verified', 'witnessed', 'taken', 'called', 'given', 'administered', 'held', 'drawn',
  'collected', 'approved', 'authorized', 'authorised', 'prescribed', 'interpreted', 'read', 'admitted', 'discharged', 'accompanied',
  'driven', 'brought', 'attended', 'supervised', 'relieved', 'covered', 'placed', 'removed', 'inserted', 'completed', 'created', 'printed',
  'faxed', 'sent', 'received', 'requested', 'consulted', 'notified', 'informed', 'told', 'plan', 'order', 'orders', 'note', 'rec', 'recs',
  'request', 'hold', 'prepared', 'edited', 'authenticated', 'released', 'paged', 'documented', 'charted', 'noted', 'report', 'history',
  'hx',
])
/** What is measured, graded or estimated. */
const MEASURED = new WordSet([
  'ef', 'lvef', 'rvef', 'fs', 'qt', 'qtc', 'qtcf', 'gfr', 'egfr', 'crcl', 'clearance', 'creatinine', 'bsa', 'bmi', 'ibw', 'abw', 'weight',
  'wt', 'height', 'ht', 'length', 'ga', 'edd', 'edc', 'efw', 'hc', 'dating', 'dates', 'risk', 'score', 'scored', 'stage', 'staged',
  'staging',
  'grade', 'graded', 'grading', 'class', 'progression', 'response', 'bilirubin', 'bili', 'ldl', 'esr', 'percentile', 'percentiles', '%ile',
  'sga', 'lga', 'aga', 'bpd', 'iugr', 'fgr', 'sequencing', 'sequenced', 'mutation', 'variant', 'negative', 'positive', 'detected', 'pos',
  'neg', 'confirmed', 'acuity', 'vision', 'iop', 'pressure', 'volume', 'volumes', 'size', 'dose', 'dosed', 'dosing', 'fluid', 'fluids',
  'resuscitation', 'requirement', 'calories', 'kcal', 'severity', 'criteria', 'probability', 'dimension', 'gradient', 'area', 'strain',
  'semanas', 'edad', 'fevi', 'fraccion', 'indice', 'riesgo', 'puntuacion', 'estadio', 'grado', 'calculado', 'calculada', 'estimado', 'estimada',
  'age', 'maturity', 'curve', 'growth', 'expression', 'status', 'resistant', 'susceptible', 'visualized', 'diagnosis', 'diagnosed', 'met',
])
/** After whom formulas, charts and tests are called (Stedman's Medical Eponyms), and who few are called: by Fridericia. */
const METHOD_NAMES = new WordSet([
  'teichholz', 'fridericia', 'bazett', 'framingham', 'bhutani', 'fenton', 'hadlock', 'naegele', 'mosteller', 'westergren', 'friedewald',
  'cockcroft', 'hamwi', 'snellen', 'goldmann', 'mifflin', 'holliday', 'parkland', 'ballard', 'dubowitz', 'kellgren', 'ranson',
  'balthazar', 'naranjo', 'gleason', 'fuhrman', 'greulich', 'schirmer', 'kirby', 'dubois', 'haycock', 'kjeldahl', 'clauss', 'biuret',
  'capurro', 'barthel', 'valsalva', 'caprini', 'ponseti', 'bassini',
  'ilizarov', 'seldinger', 'mcroberts', 'rome',
])
/** These are surnames that many have, and methods where something measured stands before them: LVEF 35% by Simpson. */
const SHARED_NAMES = new WordSet([
  'simpson', 'simpsons', "simpson's", 'devine', 'sanger', 'robinson', 'miller', 'hodges', 'olsen', 'mcdonald', 'bartholomew', 'schwartz',
  'harris', 'penn', 'winters', "winter's", 'martin', 'hopkins', 'duke', 'jones', 'wells', 'beers', 'light', "light's", 'clark', 'wagner',
  'rutherford', 'tanner', 'braden', 'morse', 'norton', 'katz', 'bishop', 'child', 'lund', 'browder', 'brooke', 'salter', 'weber',
  'nottingham',
  'coombs', 'gram', 'wright', 'giemsa',
])
/** Guidelines, scales and trials that are words, or forenames, too: per GINA, per GOLD. */
const ALSO_WORDS = new WordSet([
  'gina', 'gold', 'prisma', 'fish', 'nice', 'pals', 'cows', 'heart', 'sofa', 'apache', 'timi', 'grace', 'curb', 'nexus', 'meld', 'aims',
  'asco',
  'sign', 'ada', 'stop', 'rass', 'cam', 'flacc', 'cage', 'dash', 'elisa', 'maldi', 'cap', 'spect', 'pet', 'crest', 'arrive',
])
/** Works of reference, and makers of what is implanted or read out. */
const REFERENCES = new WordSet([
  'lexicomp', 'lexi', 'micromedex', 'uptodate', 'epocrates', 'medscape', 'lactmed', 'redbook', 'neofax', 'medtronic', 'biotronik',
  'dexcom', 'omnipod', 'cerner', 'surescripts', 'mychart', 'medicare', 'medicaid', 'cochrane',
])
const ACRONYM_SIZE_MIN = 3
const ACRONYM_SIZE_MAX = 8
/** Of one that opens a line, where no word says what was done. */
const OPENING_SIZE_MAX = 6
const MEASURED_WITHIN = 5

/** Whether a capitalised word behind `by` or `per` is a method, whoever it is called after, and nobody who did something. */
export function isMeasuredBy(words: Words, at: number): boolean {
  if (at === 0 || !BY.has(words, at - 1) || words.gap(at - 1) !== ' ') return false
  const before = at > 1 && words.gap(at - 2).length <= 3 ? words.lower(at - 2) : ''
  if (GRADED.has(before)) return true
  if (SPECIMENS.has(before) && (words.shape(at - 2) !== SHAPE.lower || before === 'specimen')) return true
  for (let end = at + 1; end < Math.min(words.count, at + METHOD_WORDS_MAX) && /^[ -]$/.test(words.gap(end - 1)); end++) {
    if (METHODS.has(words.lower(end)) && words.shape(end) === SHAPE.lower) return true
  }
  if (REFERENCES.has(words, at)) return true
  if (words.lower(at - 1) === 'por' && isAcronym(words, at, OPENING_SIZE_MAX)) return true
  return !DONE.has(before) && (isAcronym(words, at, before === '' ? OPENING_SIZE_MAX : ACRONYM_SIZE_MAX) || isMethodName(words, at))
}

/** by RECIST 1.1, per ARDSnet, in a text that is not all in capitals. */
function isAcronym(words: Words, at: number, sizeMax: number): boolean {
  const shape = words.shape(at)
  if (shape === SHAPE.capital || shape === SHAPE.lower || words.shape(at - 1) === SHAPE.upper) return false
  const size = sizeOf(words, at)
  if (size < ACRONYM_SIZE_MIN || size > sizeMax) return false
  if (ALSO_WORDS.has(words, at)) return true
  // LifeNet 3 is who flew somebody
  const isCalledSo = shape === SHAPE.upper || isCamel(words.word(at))
  if (!isCalledSo) return false
  if (words.gap(at) === ' ' && at + 1 < words.count && words.shape(at + 1) === SHAPE.digits) return true
  const lists = words.lists(at)
  return (lists & (LIST.given | LIST.surname)) === 0
}

/** ARDSnet, iRECIST, eGFR: no McDonald. */
function isCamel(word: string): boolean {
  return /^[a-z]|[A-Z]{2}/.test(word)
}

function isMethodName(words: Words, at: number): boolean {
  if (METHOD_NAMES.has(words, at)) return true
  if (!SHARED_NAMES.has(words, at) && (words.lists(at) & LIST.eponym) === 0) return false
  for (let back = at - 2; back >= 0 && at - back <= MEASURED_WITHIN; back--) {
    if (MEASURED.has(words, back) || words.gap(back).startsWith('%') || words.shape(back) === SHAPE.code) return true
    if (/[.;!?\n]/.test(words.gap(back - 1))) break
  }
  return false
}
