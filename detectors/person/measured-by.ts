import { WordSet } from '../../src/contract/word-set.ts'
import { SHAPE, type Words } from '../../src/contract/words.ts'

/** What something is measured in, as LOINC puts it before the method: `in Serum or Plasma by Quick method`. */
const SPECIMENS = new Set([
  'blood', 'serum', 'plasma', 'urine', 'specimen', 'tissue', 'stool', 'sediment', 'fluid', 'marrow', 'semen', 'saliva', 'sputum', 'csf',
  'airway', 'isolate', 'cervix', 'platelets', 'qualitative', 'quantitative', 'semiquantitative', 'calculated', 'fraction',
])
/** What a method is, by its last word. */
const METHODS = new Set([
  'method', 'methods', 'stain', 'calculation', 'equation', 'formula', 'count', 'microscopy', 'tonometry', 'tonometer', 'assay',
  'immunoassay', 'electrophoresis', 'chromatography', 'spectrometry', 'spectrophotometry', 'cytometry', 'photometry', 'technique',
  'criteria', 'culture', 'preparation', 'blot', 'probe', 'strip', 'meter', 'thermometer', 'scale', 'classification', 'grading', 'dye',
])
/** What is done by a rule that is called after somebody: staged by Herring lateral pillar. */
const GRADED = new Set(['staged', 'graded', 'classified', 'scored', 'categorized', 'categorised', 'defined', 'estimated', 'calculated'])
const METHOD_WORDS_MAX = 5
const BY = new WordSet(['by'])

/** Whether a capitalised word behind `by` is a method, whoever it is called after, and nobody who did something. */
export function isMeasuredBy(words: Words, at: number): boolean {
  if (at < 2 || !BY.has(words, at - 1) || words.gap(at - 1) !== ' ' || words.gap(at - 2).length > 2) return false
  if (GRADED.has(words.lower(at - 2))) return true
  if (SPECIMENS.has(words.lower(at - 2)) && (words.shape(at - 2) !== SHAPE.lower || words.lower(at - 2) === 'specimen')) return true
  for (let end = at + 1; end < Math.min(words.count, at + METHOD_WORDS_MAX) && /^[ -]$/.test(words.gap(end - 1)); end++) {
    if (METHODS.has(words.lower(end)) && words.shape(end) === SHAPE.lower) return true
  }
  return false
}
