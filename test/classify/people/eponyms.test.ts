import { expect, test } from 'vitest'
import { noteAbout } from '../../support/note-about.ts'

test.for([
  ['Quomalley', "report of Quomalley's tumor", 'report of [NAME] tumor'],
  ['Quomalley', "Zedrick's cough is better, Quomalley's disease is not", '[NAME] cough is better, [NAME] disease is not'],
  ['Johnson', "Johnson's cough is better", '[NAME] cough is better'],
  ['Smith', "reviewed Smith's tests and Smith's hernia", 'reviewed [NAME] tests and [NAME] hernia'],
  ['Baker', "an old Baker's fracture", 'an old [NAME] fracture'],
  ['Quomalley', 'Quomalley signs the consent form. Quomalley scores 14 on the scale.', '[NAME] signs the consent form. [NAME] scores 14 on the scale.'],
  ['Quomalley', 'Quomalley tests negative; Quomalley test results came back.', '[NAME] tests negative; [NAME] test results came back.'],
  ['Quomalley', 'Quomalley disease course and the test of Quomalley', '[NAME] disease course and the test of [NAME]'],
  ['Quomalley', "Z. Quomalley's tremor is worse, Quomalley's palsy is not", '[NAME] tremor is worse, [NAME] palsy is not'],
  ['Quomalley', 'Zedrick signs the form, Zedrick Disease Course', '[NAME] signs the form, [NAME] Disease Course'],
  ['Murphy', 'Murphy signs the form and Murphy scores 12 today', '[NAME] signs the form and [NAME] scores 12 today'],
  ['Wilson', 'Wilson drains 200 ml, Wilson test results came', '[NAME] drains 200 ml, [NAME] test results came'],
  ['Johnson', "Johnson's dementia is worse, and Johnson's tube was changed", '[NAME] dementia is worse, and [NAME] tube was changed'],
  ['Kernig', 'Kernig signs the form', '[NAME] signs the form'],
  ['Smith', 'Smith-Kimura denies pain. Mother Smith-Kimura came. J. Smith-Kimura left.', '[NAME] denies pain. Mother [NAME] came. [NAME] left.'],
  ['Smith', 'seen by Smith-Johnson and Parker-Smith', 'seen by [NAME] and [NAME]'],
] as const)('Of %s, the patient, what is called a possession goes: %s', ([family, text, expected]) => {
  expect(noteAbout({ family, given: ['Zedrick'] }, text)).toBe(expected)
})

test.for([
  ['Baker', "a Baker's cyst"], ['Smith', "a Smith's fracture"], ['Parkinson', "Parkinson's disease"],
  ['Wilson', "ruled out Wilson's disease"], ['Bell', "Bell's palsy"], ['Parkinson', 'Parkinson disease, mal de Parkinson'],
  ['Parkinson', 'Parkinsons disease'],
  ['White', 'a Wolff-Parkinson-White pattern, White cell count 8.1'], ['Graves', "Graves' disease, Graves ophthalmopathy, Grave's disease"],
  ['Down', 'Down syndrome, Downs syndrome'], ['Murphy', 'a positive Murphy sign'], ['Apgar', 'with Apgar scores 8 and 9'],
  ['Sachs', 'carrier of Tay-Sachs disease'], ['Danlos', 'has Ehlers-Danlos syndrome'], ['Foley', 'the Foley catheter drains 300 ml'],
  ['Hickman', 'a Hickman line'], ['Barr', 'Epstein-Barr virus IgG'], ['Cooper', 'torn ligament of Cooper'], ['Johnson', 'Stevens-Johnson syndrome'],
  ['Kernig', 'Kernig sign absent'], ['Rankin', 'modified Rankin scale 2'], ['Weber', 'Weber test lateralised left'],
  ['Parkinson', 'Parkinson plus syndrome, unified Parkinson scale'], ['Graves', 'stable Graves orbitopathy'], ['Gleason', 'Gleason grade 4'],
  ['Cushing', 'a Cushing response'], ['Smith', 'carrier of Smith-Lemli-Opitz, ruled out Dandy-Walker'], ['Walker', 'a known Dandy-Walker'],
  ['Crohn', "Crohn's disease of the ileum"], ['Hodgkin', 'non-Hodgkin lymphoma'], ['Turner', 'Turner syndrome'], ['Jones', 'a Jones fracture'],
] as const)('Of %s, the patient, what is called after a namesake stays: %s', ([family, text]) => {
  expect(noteAbout({ family, given: ['Zedrick'] }, text)).toBe(text)
})
