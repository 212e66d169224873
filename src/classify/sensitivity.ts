/** The kinds of condition that laws protect beyond HIPAA, told by the codes of a resource. */
export const SENSITIVITIES = ['hiv', 'mental-health', 'substance-use', 'sexual-health', 'genetic', 'domestic-violence'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

interface CodeList {
  readonly category: Sensitivity
  readonly system: 'icd-10' | 'snomed' | 'loinc' | 'rxnorm'
  /** ICD-10 codes are matched by their beginning, all others whole. */
  readonly codes: string
  readonly why: string
}

/**
 * A short list of what is certain, not a terminology service: categories of the ICD-10 chapters and the common SNOMED
 * CT, LOINC and RxNorm codes. It follows 42 CFR Part 2 and the sensitive topics of HL7 v3 ActCode (HIV, PSY, ETH, STD,
 * GDIS, SDV).
 */
const LISTS: readonly CodeList[] = [
  {
    category: 'hiv',
    system: 'icd-10',
    codes: 'B20 B21 B22 B23 B24 Z21 R75 O98.7 B97.35 Z83.0 Z20.6',
    why: 'HIV disease, carriership, exposure and tests',
  },
  {
    category: 'hiv',
    system: 'snomed',
    codes: '86406008 62479008 165816005 91947003 91948008 40780007 111880001 235726002 1187000002 445945000 77070006',
    why: 'HIV and AIDS',
  },
  {
    category: 'hiv',
    system: 'loinc',
    codes: '75622-1 56888-1 20447-9 25836-8 30361-0 5221-7 7917-8 29893-5 24467-3 31201-7 48345-3',
    why: 'HIV antigen, antibody, RNA and CD4 monitoring',
  },
  {
    category: 'mental-health',
    system: 'icd-10',
    codes: 'F0 F2 F3 F4 F5 F6 F7 F8 F9 X6 X7 X8 T14.91 R45.85 Z91.5',
    why: 'Chapter V without substance use; self-harm',
  },
  {
    category: 'mental-health',
    system: 'snomed',
    codes:
      '35489007 370143000 36923009 58214004 13746004 197480006 47505003 74732009 192080009 69322001 48694002 231504006 82313006 6471006 44376007',
    why: 'Depressive, bipolar, anxiety, psychotic and trauma disorders; suicide attempt and thoughts',
  },
  {
    category: 'substance-use',
    system: 'icd-10',
    codes: 'F10 F11 F12 F13 F14 F15 F16 F18 F19 Z71.41 Z71.51',
    why: '42 CFR Part 2; tobacco (F17) is not covered by it',
  },
  {
    category: 'substance-use',
    system: 'snomed',
    codes: '7200002 66214007 191816009 75544000 5602001 55680006 361055000 15167005 66590003 145121000119106 449868002 6525002 26416006',
    why: 'Abuse of and dependence on alcohol and drugs',
  },
  {
    category: 'substance-use',
    system: 'rxnorm',
    codes: '6813 864706 864718 1819 351264 351265 7243 3407',
    why: 'Methadone, buprenorphine, naltrexone, disulfiram',
  },
  {
    category: 'sexual-health',
    system: 'icd-10',
    codes: 'A50 A51 A52 A53 A54 A55 A56 A57 A58 A59 A60 A63 A64 Z30 Z33.2 O04 Z20.2 F52 F64 F65',
    why: 'Sexually transmitted infections, contraception, termination of pregnancy',
  },
  {
    category: 'sexual-health',
    system: 'snomed',
    codes: '76272004 15628003 240589008 8098009 266127002 386639001 169553002 57797005',
    why: 'Syphilis, gonorrhoea, chlamydia, contraception, termination',
  },
  { category: 'genetic', system: 'icd-10', codes: 'Z14 Z15 Z31.43 Z13.7', why: 'Carriers of and susceptibility to genetic disease' },
  {
    category: 'genetic',
    system: 'loinc',
    codes: '51969-4 81247-9 53039-4 51968-6 69548-6 48018-6',
    why: 'Genetic analysis reports and variants',
  },
  { category: 'domestic-violence', system: 'icd-10', codes: 'T74 T76 Y07 Z69 Z63.0', why: 'Abuse, neglect, and counselling for it' },
  {
    category: 'domestic-violence',
    system: 'snomed',
    codes: '706893006 225824008 371772001 95922009 397940009',
    why: 'Intimate partner abuse, domestic violence, abuse of adults and children',
  },
]

const SYSTEMS: ReadonlyMap<string, CodeList['system']> = new Map(Object.entries({
  'http://hl7.org/fhir/sid/icd-10': 'icd-10', 'http://hl7.org/fhir/sid/icd-10-cm': 'icd-10',
  'http://hl7.org/fhir/sid/icd-10-de': 'icd-10', 'http://fhir.de/CodeSystem/bfarm/icd-10-gm': 'icd-10',
  'urn:oid:2.16.840.1.113883.6.90': 'icd-10', 'urn:oid:2.16.840.1.113883.6.3': 'icd-10',
  'http://snomed.info/sct': 'snomed', 'http://loinc.org': 'loinc',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'rxnorm',
}))

const whole = new Map<string, Sensitivity>()
const icdPrefixes: (readonly [prefix: string, category: Sensitivity])[] = []
for (const { category, system, codes } of LISTS) {
  for (const code of codes.split(' ')) {
    if (system === 'icd-10') icdPrefixes.push([code, category])
    else whole.set(`${system}|${code}`, category)
  }
}

/** The sensitive category of a coding, or undefined. ICD-10 codes may be written with or without their dot. */
export function sensitivityOf(system: string, code: string): Sensitivity | undefined {
  const known = SYSTEMS.get(system)
  if (known === undefined) return undefined
  if (known !== 'icd-10') return whole.get(`${known}|${code}`)
  const dotted = code.length > 3 && code[3] !== '.' ? `${code.slice(0, 3)}.${code.slice(3)}` : code
  return icdPrefixes.find(([prefix]) => dotted.startsWith(prefix))?.[1]
}
