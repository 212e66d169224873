import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, type Words } from '../../src/contract/words.ts'

/** What has a name that is no person's: Medication name: Zorvanta. */
const NAMED_THINGS = new WordSet([
  'medication', 'medicine', 'drug', 'product', 'brand', 'generic', 'trade', 'allergy', 'allergen', 'substance', 'ingredient', 'vaccine',
  'test', 'lab', 'procedure', 'condition', 'problem', 'diagnosis', 'disease', 'measure', 'protocol', 'gene', 'organism', 'antibiotic',
  'variant', 'hgvs', 'allele', 'mutation', 'transcript', 'protein', 'antigen', 'antibody', 'panel', 'assay', 'kit', 'reagent', 'analyte',
  'biomarker', 'marker', 'line', 'strain', 'species', 'genus', 'pathogen', 'virus', 'syndrome', 'regimen', 'compound', 'supplement',
  'study', 'trial', 'scale', 'score', 'instrument', 'questionnaire', 'survey', 'template', 'parameter', 'concept', 'implant',
])
const OF_NAMES = new WordSet(['common', 'short', 'long', 'display', 'scientific', 'alternate', 'alternative', 'systematic'])

/** Whether the word before `name` says that it is a thing's: Variant name, Variant common name. */
export function isNamedThing(words: Words, at: number): boolean {
  if (at < 0 || words.gap(at) !== ' ') return false
  return NAMED_THINGS.has(words, at) || (OF_NAMES.has(words, at) && isNamedThing(words, at - 1))
}

const DONE = new WordSet(['ordered', 'approved'])

/** Tests ordered, labs approved: what follows is what was, and not by whom. */
export function isThingDone(words: Words, label: number): boolean {
  if (label === 0 || !DONE.has(words, label) || words.gap(label - 1) !== ' ') return false
  return (words.lists(label - 1) & (LIST.common | LIST.clinical)) !== 0
}
