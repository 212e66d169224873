import { WordSet } from '../../src/contract/word-set.ts'

/** Specialties as practices are called by them (NUCC Health Care Provider Taxonomy; ABMS). */
export const SPECIALTIES = new WordSet(
  `allergy cardiology cardiovascular dental dentistry dermatology ent endocrinology endodontics gastroenterology geriatrics gi gynecology
  hematology immunology nephrology neurology neurosurgery obgyn obstetrics oncology ophthalmology optometry orthodontics orthopaedics
  orthopedics otolaryngology paediatrics pediatrics perinatal periodontics physiotherapy podiatry prosthodontics psychiatry psychology
  pulmonary pulmonology radiology rheumatology urogynecology urology vascular`.split(/\s+/),
)
