import { WordSet } from '../../src/contract/word-set.ts'

/** Words that make a score, grade, share, dose or span of the two numbers near behind them. */
export const SHARES_BEFORE = new WordSet(
  `strength power motor mmt mrc muscle grip pain score scores scored scoring scale rated rates rating severity intensity discomfort nausea
  anxiety mood stress energy appetite fatigue dyspnea itch pruritus gcs apgar apgars mmse moca phq gad cage audit braden morse nihss sofa
  centor wells asa ecog kps mallampati bishop visual vision acuity va od os ou snellen bp pressure ta ratio rate grade graded stage murmur
  murmurs sem reflex reflexes dtr dtrs tone pulse pulses dp pt radial pedal femoral edema patellar patella achilles biceps triceps
  brachioradialis deltoid deltoids quads quadriceps hamstrings iliopsoas dorsiflexion plantarflexion flexion extension abduction adduction
  rue lue rle lle ue le bue ble arm arms leg legs hand hands wrist knee ankle hip shoulder elbow finger toe bilaterally throughout bipap
  cpap ipap epap peep settings setting vent ie fio2 positive negative nodes node lymph cores core cylinders adenopathy version section
  figure table chapter page phase part level lot ip size dose doses took take takes taking give gives given drank drinks ate eats smokes
  smoked for in over x times every per about approximately only just quarter than least most out sets set cycle
  cycles day days week weeks month months fraction fractions session visit step trial question item items tooth teeth cranial orientation
  oriented recall criteria points correct answered completed escala eva fuerza dolor ganglios adenopatias metastasicas balance muscular soplo grado estadio agudeza fuerzas
  glasgow kraft schmerz schmerzen nrs vas visus grad force douleur`.split(/\s+/),
)

/** What is counted, measured or shared, behind the two numbers. */
export const SHARES_AFTER = new WordSet(
  `mg mcg ug g gr gm gram grams ml l dl cc mm cm kg unit units iu meq mmol mmhg hz percent tablet tablets tab tabs capsule capsules cap
  caps puff puffs drop drops spray strength scale pain inch inches gauge min minute minutes hour hours hrs hr h day days week weeks wk wks
  month months mo year years yr yrs time times dose doses cup cups tsp tbsp teaspoon tablespoon pint pints quart liter liters bottle bottles
  glass glasses can cans pack packs ppd pill pills serving servings portion portions meal meals mile miles block blocks way lb lbs oz foot
  feet of in murmur sem systolic diastolic holosystolic ejection nodes node lymph cores core samples specimens biopsies patients cases
  positive negative pos neg points items fractions sessions modules treatments visits cycles questions lesions teeth correct criteria
  fields eyes sites vessels vessel segments segment quadrants levels views slices sutures staples stitches drains sets set screens grade
  stage reflex reflexes pulses edema bilaterally bilateral throughout all both right left r l rue lue rle lle ue le upper lower
  proximally distally symmetric symmetrical equal intact power flexion extension abduction adduction dorsiflexion biceps triceps deltoid
  deltoids quads hamstrings patellar achilles grip ago hx history recall objects words cucharada cucharadas comprimido comprimidos dias
  horas semanas meses veces gotas ganglios casos cilindros taza vaso percentile regimen french fr fold strong weak weakness
  resistance gravity inspiratory partial scale kraftgrad stunden tage wochen monate jours semaines mois heures
  fois due secondary stroke mr tr ar ai regurg regurgitation sirs ln lns ns d5w criterion system sibling joint lunch dinner breakfast rom`.split(/\s+/),
)

/** In the third person, so that what ends with s is no plural. */
export const VERBS = new WordSet(
  `shows reveals states reports presents gets goes does comes remains continues says denies feels ends starts needs appears looks demonstrates
  suggests confirms wants takes notes this has was always perhaps versus lasts returns lives improves requires afterwards`.split(/\s+/),
)

/** What is done or looked at on a day, right before it. */
export const DONE = new WordSet(
  `ct cta mri mra mrcp cxr xr kub us uss ultrasound doppler echo tte tee ekg ecg eeg emg egd ercp eus colonoscopy sigmoidoscopy mammogram
  mammo dexa pet scan scans holter cath angiogram angiography bronch bronchoscopy lp biopsy biopsied bx path pathology fna surgery procedure
  ablation cabg pci tavr stent labs lab bmp cmp cbc chem cultures lipids films film study studies imaging xray radiograph radiographs exam
  note notes report admitted admit adm admission readmitted discharged discharge disch dc seen returned transferred presented arrived
  extubated intubated reintubated trach operated placed removed repeat repeated rescheduled scheduled consult consulted rounds dialysis hd
  chemo infusion delivered delivery born died expired called faxed filled refilled prior previous last compared completed done collected
  drawn resulted dated since until started stopped resumed held restarted began diagnosed dx onset appt appointment followup fu rtc dos
  doa dob lmp edd op preop postop evaluated underwent performed`.split(/\s+/),
)
