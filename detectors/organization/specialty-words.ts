import { WordSet } from '../../src/contract/word-set.ts'

/** Specialties as practices are called by them (NUCC Health Care Provider Taxonomy; ABMS). */
export const SPECIALTIES = new WordSet(
  `allergy cardiology cardiovascular dental dentistry dermatology ent endocrinology endodontics gastroenterology geriatrics gi gynecology
  hematology immunology nephrology neurology neurosurgery obgyn obstetrics oncology ophthalmology optometry orthodontics orthopaedics
  orthopedics otolaryngology paediatrics pediatrics perinatal periodontics physiotherapy podiatry prosthodontics psychiatry psychology
  pulmonary pulmonology radiology rheumatology urogynecology urology vascular`.split(/\s+/),
)

/** Of two words, with & between or not: Physical Therapy, Foot & Ankle. */
export const SPECIALTY_STARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    physical: ['therapy'], family: ['dentistry', 'medicine', 'practice'], internal: ['medicine'], sleep: ['medicine'], sports: ['medicine'],
    pain: ['management', 'specialists', 'medicine'], foot: ['ankle'], hand: ['wrist', 'surgery'], spine: ['joint', 'pain', 'sports'],
    bone: ['joint'], ear: ['nose'], eye: ['care', 'surgeons'], behavioral: ['health'], primary: ['care'], oral: ['surgery'],
    plastic: ['surgery'], vein: ['vascular'], heart: ['vascular'], "women's": ['health', 'care'], womens: ['health'],
    "men's": ['health'], allergy: ['asthma', 'immunology'], hematology: ['oncology'], lung: ['sleep'],
  }).map(([first, ends]) => [first, new Set(ends)]),
)
