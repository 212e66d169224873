/** The kinds of condition that laws protect beyond HIPAA, told by the codes of a resource. */
export const SENSITIVITIES = ['hiv', 'mental-health', 'substance-use', 'sexual-health', 'genetic', 'domestic-violence'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

interface CodeList {
  readonly category: Sensitivity
  readonly system: 'icd-9' | 'icd-10' | 'icd-10-pcs' | 'icd-11' | 'snomed' | 'loinc' | 'rxnorm'
  /** Codes of the ICD are matched by their beginning, all others whole. */
  readonly codes: string
  readonly why: string
}

/**
 * A short list of what is certain, not a terminology service: categories of the ICD's chapters and the common SNOMED
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
  { category: 'hiv', system: 'icd-9', codes: '042 043 044 V08 079.53 795.71', why: 'HIV disease, carriership and tests' },
  { category: 'hiv', system: 'icd-11', codes: '1C60 1C61 1C62 1C6Z QC90.6', why: 'HIV disease and contact with it' },
  {
    category: 'mental-health',
    system: 'icd-9',
    codes: '290 293 294 295 296 297 298 299 300 301 302 306 307 308 309 31 E95 V62.84',
    why: 'Chapter 5 without substance use; self-harm',
  },
  { category: 'mental-health', system: 'icd-10-pcs', codes: 'GZ', why: 'Section G, mental health' },
  {
    category: 'mental-health',
    system: 'icd-11',
    codes: '6A 6B 6C0 6C2 6C3 6C5 6C7 6C9 6D 6E MB26.A PB8 PC PD',
    why: 'Chapter 6 without substance use; self-harm',
  },
  {
    category: 'substance-use',
    system: 'icd-9',
    codes: '291 292 303 304 305.0 305.2 305.3 305.4 305.5 305.6 305.7 305.8 305.9',
    why: '42 CFR Part 2; tobacco (305.1) is not covered by it',
  },
  { category: 'substance-use', system: 'icd-10-pcs', codes: 'HZ', why: 'Section H, substance abuse treatment' },
  {
    category: 'substance-use',
    system: 'icd-11',
    codes: '6C40 6C41 6C42 6C43 6C44 6C45 6C46 6C47 6C48 6C49 6C4B 6C4C 6C4D 6C4E 6C4F 6C4G',
    why: 'Disorders due to substance use; nicotine (6C4A) is not among them',
  },
  {
    category: 'sexual-health',
    system: 'icd-9',
    codes: '054.1 078.11 09 131.0 V25 V02.7 635',
    why: 'Sexually transmitted infections, contraception, termination of pregnancy',
  },
  {
    category: 'sexual-health',
    system: 'icd-11',
    codes: '1A6 1A7 1A8 1A9 JA00.1 QA21 HA0',
    why: 'Sexually transmitted infections, contraception, termination of pregnancy',
  },
  { category: 'genetic', system: 'icd-9', codes: 'V83 V84 V26.31 V26.34', why: 'Carriers of and susceptibility to genetic disease' },
  { category: 'domestic-violence', system: 'icd-9', codes: '995.5 995.8 E967 V61.1', why: 'Abuse, neglect, and counselling for it' },
  { category: 'domestic-violence', system: 'icd-11', codes: 'PJ2 QE51.1 QE52.0', why: 'Maltreatment' },
]

/** By their addresses without scheme, version and last stroke, and by their OIDs (HL7, OID registry). */
const SYSTEMS: ReadonlyMap<string, CodeList['system']> = new Map(Object.entries({
  'snomed.info/sct': 'snomed', 'snomed.info/xsct': 'snomed', 'urn:oid:2.16.840.1.113883.6.96': 'snomed',
  'loinc.org': 'loinc', 'urn:oid:2.16.840.1.113883.6.1': 'loinc',
  'www.nlm.nih.gov/research/umls/rxnorm': 'rxnorm', 'urn:oid:2.16.840.1.113883.6.88': 'rxnorm',
  'urn:oid:2.16.840.1.113883.6.90': 'icd-10', 'urn:oid:2.16.840.1.113883.6.3': 'icd-10', 'urn:oid:2.16.840.1.113883.6.135': 'icd-10',
  'urn:oid:2.16.840.1.113883.6.4': 'icd-10-pcs', 'www.cms.gov/medicare/coding/icd10': 'icd-10-pcs',
  'urn:oid:2.16.840.1.113883.6.103': 'icd-9', 'urn:oid:2.16.840.1.113883.6.2': 'icd-9', 'urn:oid:2.16.840.1.113883.6.42': 'icd-9',
}))
/** Each country has its own address of the ICD: `icd-10-cm`, `icd-10-ca`, `ICD10_AM`. */
const FAMILIES: readonly (readonly [RegExp, CodeList['system']])[] = [
  [/^snomed\.info\/x?sct\//, 'snomed'], [/(?:^|[^a-z])icd[-_ ]?10.?pcs/, 'icd-10-pcs'], [/(?:^|[^a-z])icd[-_ ]?10(?!\d)/, 'icd-10'],
  [/(?:^|[^a-z])icd[-_ ]?9(?!\d)/, 'icd-9'], [/(?:^|[^a-z])icd(?:[-_ ]?11(?!\d)|\/release\/11|\/entity)/, 'icd-11'],
]
const SYSTEMS_REMEMBERED_MAX = 256
/** Longer ones come hardly twice, and are not held on to. */
const SYSTEM_LENGTH_MAX = 200

const whole = new Map<string, Sensitivity>()
const prefixes = new Map<string, (readonly [prefix: string, category: Sensitivity])[]>()
for (const { category, system, codes } of LISTS) {
  for (const code of codes.split(' ')) {
    if (system.startsWith('icd')) prefixes.set(system, [...(prefixes.get(system) ?? []), [code.replaceAll('.', ''), category]])
    else whole.set(`${system}|${code}`, category)
  }
}

const remembered = new Map<string, CodeList['system'] | 'other'>()

function systemNamed(written: string): CodeList['system'] | 'other' {
  const known = remembered.get(written)
  if (known !== undefined) return known
  const name = written.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/[/|]+$|\|.*$/, '').replace(/\/$/, '')
  const system = SYSTEMS.get(name) ?? FAMILIES.find(([pattern]) => pattern.test(name))?.[1] ?? 'other'
  if (remembered.size >= SYSTEMS_REMEMBERED_MAX) remembered.clear()
  if (written.length <= SYSTEM_LENGTH_MAX) remembered.set(written, system)
  return system
}

/** Of a coding without a system: what is written as nothing but these are. */
const ICD_10 = /^[A-Z]\d[\dAB](?:\.?[\dA-Z]{1,4})?$/
const [SNOMED, LOINC] = [/^\d{7,18}$/, /^\d{1,5}-\d$/]

/**
 * The sensitive category of a coding, or undefined; of one without a system by the form of its code. Codes of the ICD
 * may be written with or without their dot, in capitals or small letters.
 */
export function sensitivityOf(system: string, code: string): Sensitivity | undefined {
  const written = code.trim().toUpperCase()
  const known = system.trim() === '' ? formOf(written) : systemNamed(system)
  if (known === undefined || known === 'other') return undefined
  const list = prefixes.get(known)
  if (list === undefined) return whole.get(`${known}|${written}`)
  const bare = written.replaceAll('.', '')
  return list.find(([prefix]) => bare.startsWith(prefix))?.[1]
}

function formOf(code: string): CodeList['system'] | undefined {
  if (ICD_10.test(code)) return 'icd-10'
  return SNOMED.test(code) ? 'snomed' : LOINC.test(code) ? 'loinc' : undefined
}

/** HL7 v3 Confidentiality, by what its codes are displayed as. */
const CONFIDENTIALITY: ReadonlyMap<string, string> = new Map(Object.entries({
  'unrestricted': 'U', 'low': 'L', 'moderate': 'M', 'normal': 'N', 'restricted': 'R', 'very restricted': 'V',
}))

/** How labels are compared: codes of `meta.security` and categories in capitals, without blanks around. */
export function foldLabel(label: string): string {
  return label.trim().toUpperCase()
}

/** The label that a coding in `meta.security` is displayed as, folded, or undefined. */
export function displayedLabel(display: string): string | undefined {
  return CONFIDENTIALITY.get(display.trim().toLowerCase())
}
