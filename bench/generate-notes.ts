import { createRandom } from './random.ts'

const OPENINGS = [
  'was seen today for follow-up of hypertension and type 2 diabetes mellitus.',
  'presents with three days of productive cough, low-grade fever and malaise.',
  'returns after the right knee arthroscopy and reports steady improvement.',
  'is here to review the results of the lipid panel and the echocardiogram.',
]
const BODY = [
  'Blood pressure 138/84 mmHg, pulse 72 and regular, temperature 36.8 C, oxygen saturation 97% on room air.',
  'Lungs are clear to auscultation bilaterally, without wheezes, rales or rhonchi.',
  'Heart sounds are normal with no murmurs, rubs or gallops; there is no peripheral edema.',
  'Metformin 1000 mg twice daily and lisinopril 20 mg once daily were continued without change.',
  'Hemoglobin A1c came down from 8.1% to 7.4%, LDL cholesterol is 104 mg/dL and creatinine 0.9 mg/dL.',
  'The abdomen is soft and nontender; bowel sounds are present in all four quadrants.',
  'Denies chest pain, shortness of breath, orthopnea, nausea, vomiting, diarrhea or dysuria.',
  'Gait is steady, strength is 5/5 in all extremities and reflexes are 2+ and symmetric.',
  'We discussed diet, exercise, foot care and the importance of home glucose monitoring.',
  'An ECG showed normal sinus rhythm at 68 beats per minute with no acute ST changes.',
  'Assessment: essential hypertension, not at goal; hyperlipidemia; osteoarthritis of the knee.',
  'Plan: increase atorvastatin to 40 mg nightly, repeat the panel in 12 weeks, and refer to physical therapy.',
]
const GIVEN = ['Margaret', 'Thomas', 'Elena', 'Robert', 'Priya', 'Samuel', 'Ingrid', 'Carlos']
const FAMILY = ['Whitfield', 'Okafor', 'Lindqvist', 'Ramirez', 'Patterson', 'Novak', 'Haddad', 'Ferreira']

/** Notes of `sentences` sentences with about one identifier in five of them, as clinicians write. The same seed gives the same notes. */
export function generateNotes(seed: number, count: number, sentences: number): string[] {
  const random = createRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const digits = (length: number): string => Array.from({ length }, () => below(10)).join('')
  const identifying = (given: string, family: string): string => pick([
    `${given} ${family} ${pick(OPENINGS)}`,
    `MRN: ${digits(8)}. Seen on ${1 + below(12)}/${1 + below(28)}/20${10 + below(15)}.`,
    `Call the patient at (${200 + below(700)}) 555-01${digits(2)} with the results.`,
    `Discussed with Dr. ${pick(FAMILY)} and with ${pick(['his wife', 'her son', 'the daughter'])}, ${pick(GIVEN)}.`,
    `Lives at ${100 + below(900)} Juniper Street, Marlow, OH 4${digits(4)}.`,
  ])
  return Array.from({ length: count }, () => {
    const given = pick(GIVEN)
    const family = pick(FAMILY)
    return Array.from({ length: sentences }, (_, index) => (index % 5 === 0 ? identifying(given, family) : pick(BODY))).join(
      pick([' ', '\n']),
    )
  })
}
