/** Sentences about the one who is named, at whose place `{}` stands; also for names that are common words. */
export const PERSON_SENTENCES = [
  '{} denies chest pain, palpitations or syncope.', '{} reports sleeping badly since the last visit.',
  'I discussed the results with {} by telephone.', 'We told {} to stop the ibuprofen.', 'Records were received from {} this morning.',
  '{} was counselled on diet and salt.', 'Seen together with {} in clinic today.', '{} presented with two days of productive cough.',
  '{} agrees with the plan and has no questions.', 'Patient {} tolerated the procedure well.',
  'The nurse asked {} about the rash on both shins.', '{} states that the swelling went down.',
  'Education was provided to {} and questions were answered.',
] as const

/** Sentences in which a possessive stands. */
export const OWNER_SENTENCES = [
  'We reviewed {} medication list.', 'On examination {} lungs are clear.', 'The plan is to repeat {} potassium on Friday.',
  '{} wound is healing without discharge.',
] as const

/** Sentences that only a name which means nothing else makes clear. */
export const BARE_SENTENCES = [
  '{} slept well and ate half of breakfast.', 'Visit summary for {}.', 'Re: {}', 'Overnight {} needed two litres of oxygen.',
  '{}: discharge planned for tomorrow.', 'cc {}', 'Chart reviewed ({}).', 'Plan for {}: continue enoxaparin 40 mg daily.',
] as const

export const FULL_SENTENCES = [
  'Name: {}', 'Patient: {}', '{} is seen for follow-up of hypertension.', 'Thank you for referring {} to our clinic.',
  'This letter concerns {}.', 'Admission note for {}, who fell at home.', 'Informed consent was obtained from {}.',
  'Re: {}\nDear colleague,', '{} underwent coronary angiography.',
] as const

export const RELATIVE_SENTENCES = [
  'Her daughter {} will drive.', 'Emergency contact is {}.', 'The son, {}, confirms the history.', 'Spouse {} was at the bedside.',
  'Lives with {} on the second floor.', 'Collateral history from {}.', 'La hija {} acompaña en la visita.',
] as const

export const CLINICIAN_SENTENCES = [
  'Seen by Dr. {}.', 'Electronically signed by {}, MD', 'Case discussed with {} from cardiology.',
  'Referred by Dr {} for a second opinion.', 'Attending: {}',
] as const

export const OTHER_PATIENT_SENTENCES = [
  'Note: the label on tube 2 belonged to {}.', 'This ECG was filed by mistake; it is of {}.', 'Roommate {} tested positive for influenza.',
] as const

export const DATE_SENTENCES = [
  'DOB: {}', 'Date of birth {}.', 'Born on {} at term.', 'Nacimiento: {}', 'Verified by name and birth date ({}).',
] as const
export const PHONE_SENTENCES = ['Call back at {}.', 'Phone: {}', 'Reachable under {} after 5 pm.', 'Tel. {}'] as const
export const MRN_SENTENCES = ['MRN: {}', 'Medical record number {}.', 'Chart # {} was pulled.', 'Label reads {}.'] as const
export const MEMBER_SENTENCES = ['Member ID {}.', 'Insurance: {}', 'Authorised under policy {}.'] as const
export const LINE_SENTENCES = ['Lives at {}.', 'Home visit at {} went well.', 'Address: {}'] as const
export const CITY_SENTENCES = ['Travels from {} for dialysis.', 'Moved to {} last year.', 'Works in {} as a teacher.'] as const
export const ZIP_SENTENCES = ['ZIP {}', 'Postal code: {}'] as const
export const EMAIL_SENTENCES = ['Results were sent to {}.', 'E-mail: {}'] as const

/** Nothing in them is about anybody known; many hold words that are also names, or numbers that look like others. */
export const CLINICAL_SENTENCES = [
  "Parkinson's disease is ruled out; no tremor at rest.", 'Wilson disease was excluded by ceruloplasmin.',
  "Bell's palsy on the left, House-Brackmann grade III.", "Graves' ophthalmopathy is stable.", 'Murphy sign negative, no guarding.',
  'History of Hodgkin lymphoma in remission.', 'No features of Cushing syndrome.', "Crohn's disease of the terminal ileum.",
  "Barrett's esophagus without dysplasia.", "Baker's cyst behind the right knee.", 'Wolff-Parkinson-White pattern on the ECG.',
  'The rose bengal test was negative.', 'A rose-coloured rash over the trunk.', 'Temperature rose to 38.4 overnight.',
  'Symptoms rose slowly over a week.', 'May return to work in May.', 'Follow-up in May 2024, or earlier if fever recurs.',
  'Will call with the results.', 'Will need a repeat MRI.', 'May need surgery in June.', 'Young woman in no distress.',
  'Onset at a young age.', 'Green sputum, foul smelling.', 'Stool is green and loose.', 'Long history of back pain; long QT excluded.',
  'Short of breath on stairs.', 'White cell count 11.2, haemoglobin 13.1.', 'Brown discharge has stopped.',
  'Mark the site before incision.', 'The bill was forwarded to billing.', 'Li level 0.8 mmol/L, drug NG tube removed.',
  'NG tube to suction, output 300 ml.', 'Started on lithium 300 mg twice daily.', 'Kidney stone in the left ureter.',
  'Rice-water stools suggested cholera.', 'Diet: rice, bananas and toast.', 'Walker ordered for home use.', 'He uses a walker and a cane.',
  'Hill-Sachs lesion on MRI.', 'Wood lamp examination was unremarkable.', 'Cook catheter placed under fluoroscopy.',
  'Turner syndrome was diagnosed in infancy.', 'Hope for recovery is good; joy in small things.',
  'Blood pressure 128/76, pulse 72, saturation 97 %.', 'Take 2 x 3 tablets q8h for 7 days.', 'Glucose 104, creatinine 1.1, sodium 139.',
  'Visit on 03/14/2023 at 10:30.', 'X-ray of 2 views, comparison 11/02/2021.', 'Lot 4471 of the vaccine, expires 2026.',
  'The score was 12 of 15 on two occasions.', 'Room 12, bed 3.', 'Park the wheelchair outside.', 'The banks of the wound are clean.',
  'Grace period of 30 days for the claim.', 'Ivy exposure led to dermatitis.', 'In faith-based counselling since April.',
  'Olive oil enema given.', 'Dean of the faculty was informed.', 'Max dose is 4 g per day.', 'Gene panel is pending.',
  'At that pace the ulcer closes by June.', 'King size bandage applied.', 'Parker Memorial Hospital sent the images.',
  'Transferred from Johnson County Medical Center.', 'Brown Street pharmacy is closed.', 'The patient is afebrile; lungs are clear.',
  'Abdomen soft, non-tender, no rebound.', 'Continue metformin 500 mg and lisinopril 10 mg.', 'Sue for damages is not planned.',
  'No penny-sized lesions were seen.', 'Ambulates independently with steady gait.', 'Sin fiebre ni tos en la última semana.',
  'Dolores de cabeza desde hace tres días.', 'El paciente niega alergias.', 'Hx of HTN, DM2, CKD 3.',
] as const
