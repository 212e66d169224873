import type { PatternDetector } from '../../src/contract/detector.ts'
import { PROVINCE_ES, TOWN_ES } from './address-grammar.ts'

export const postalCode: PatternDetector = {
  name: 'postal-code',
  class: 'address',
  describes: 'A ZIP code, British or Canadian postcode, Spanish codigo postal and others, by shape or by label.',
  source:
    'USPS Publication 28 section 211; Royal Mail PAF guide (BS 7666); Canada Post addressing guidelines; Real Decreto Correos, codigo postal 01 to 52',
  patterns: [
    {
      re: String.raw`(?i)\b(?:zip(?: ?code)?|postal ?code|postcode|post code|c\.? ?p\.?|codigo postal|plz|postleitzahl|cap|cep|code postal)(?: is| of| for)?[ :#.>\t]{1,4}(?<phi>\d{5}-\d{3,4}|\d{5}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|\d{2,5}-\d{3,4}|\d{2,3} \d{2,3}|[a-z]?\d{3,7}(?:[a-z]{2,3})?)\b`,
      prior: 0.93,
    },
    // Half a code, or one with another number, in the field of a Spanish form
    { re: String.raw`(?:^|\n)C\.?P\.? ?: ?(?<phi>(?:[A-Z][a-z]+ )?\d{2}(?: ?\d{2,5}){0,2}|[A-Z][a-z]+)\.?(?:\n|$)`, prior: 0.9 },
    {
      re: String.raw`\b(?:[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?)) \d[ABD-HJLNP-UW-Z]{2}\b`,
      prior: 0.7,
      check: notALevel,
    },
    { re: String.raw`\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]\d[ABCEGHJ-NPRSTV-Z]\d\b`, prior: 0.85 },
    {
      re: String.raw`\b(?:E ?- ?)?(?:0[1-9]|[1-4]\d|5[0-2])\d{3}(?:[.,]? |-| - |\. )[A-Z][a-z]+(?: (?:de (?:la |los )?|del )?[A-Z][a-z]+){0,3}(?:(?:[.,]? ?[-(]? ?)${PROVINCE_ES}\b|[.,]? ?\([A-Z][a-z]+(?: [A-Z][a-z]+)?\))?`,
      prior: 0.45,
    },
    { re: String.raw`\bE ?- ?\d{5}(?:[.,]? ${TOWN_ES})?\b`, prior: 0.6 },
    // Ireland, Eircode: town, routing key and four signs with a letter among them
    {
      re: String.raw`\b(?:[A-Z][a-z]{2,20} )?(?:[AC-FHKNPRTV-Y]\d{2}|D6W) [AC-FHKNPRTV-Y\d]{4}\b`,
      prior: 0.75,
      check: isEircode,
    },
    // CTT, codigo postal: 3999-123 Lumares de Cima
    { re: String.raw`\b[1-9]\d{3}-\d{3} [A-Z][a-z]+(?: (?:(?:de|da|do|dos|das) )?[A-Z][a-z]+){0,3}\b`, prior: 0.7 },
    // Poczta Polska, kod pocztowy: 90-113 Fernodz
    { re: String.raw`\b\d{2}-\d{3} [A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)?\b`, prior: 0.7 },
    { re: String.raw`\b\d{5}-\d{4}\b`, prior: 0.4 },
    { re: String.raw`\b[0-9]{5}\b`, prior: 0.01 },
  ],
  cues: [
    { words: ['zip', 'zipcode', 'zip code', 'postal', 'postcode', 'codigo postal'], ratio: 200, where: 'near', within: 5 },
    { words: ['in', 'near', 'from', 'in the', 'from the', 'area of'], ratio: 110, where: 'before', within: 1 },
    {
      words: [
        'lives', 'living', 'resides', 'address', 'neighborhood', 'calle', 'avda', 'avenida', 'plaza', 'paseo', 's n', 'domicilio',
        'correspondencia', 'street', 'paciente', 'hospital', 'located', 'servicio', 'departamento', 'clinica', 'complejo', 'universidad',
        'complejo hospitalario', 'urologia', 'remitido',
      ],
      ratio: 30,
      where: 'before',
      within: 7,
    },
    { words: ['espana', 'email', 'e mail', 'correo', 'correo electronico', 'provincia'], ratio: 60, where: 'after', within: 6 },
    {
      words: [
        'mrn', 'nhc', 'icd', 'cpt', 'code', 'lot', 'account', 'id', 'platelets', 'wbc', 'cells', 'loinc', 'snomed', 'case', 'number',
        'procedure', 'rvu', 'claim', 'nass', 'col',
      ],
      ratio: 0.03,
      where: 'before',
      within: 3,
    },
    {
      words: [
        'mg', 'ml', 'cells', 'units', 'mm', 'mcg', 'leucocitos', 'plaquetas', 'mm3', 'ul', 'hematies', 'g', 'neutrofilos', 'linfocitos',
        'ul', 'patients', 'pacientes', 'people', 'to', 'cases', 'u', 'copies',
      ],
      ratio: 0.02,
      where: 'after',
      within: 2,
    },
  ],
  examples: {
    true: [
      'Cul Tra, [[Fernhill H91 X2YV]].', 'at [[D02 AF30]] since', 'm. 7, [[90-113 Fernodz]], PESEL',
      'lote 4, [[3999-123 Lumares de Cima]] tel',
      'zip code [[62704]] in', '\nCP: [[28]].\nDatos', '\nCP: [[38 38 71204]].\n', 'ZIP: [[62704-1122]] ok', 'CP: [[28099]].',
      'at [[SW1A 1ZZ]] now', 'near [[K1A 0B1]] on', 'calle Olmo 12, [[28099 Villanueva]] y', 'postcode [[M1 1AE]] is',
      'lives in the [[02719]] area', 'Olmos 12, [[E-61402 Valmayor]] y',
    ],
    false: [
      'C50 1234 of', 'H10 BASE', 'T10 DISC',
      'CPT code 99213', 'CP: 3 days ago', 'platelets 15000', 'MRN 62704', 'L4 5mm disc', 'T4 12 weeks', 'B12 500 mcg', 'WBC 12000 cells',
      'leucocitos 11300 por',
    ],
  },
}

function notALevel(value: string): number {
  return /^[CTLSBDKNGMPAE]\d{1,2} \d(?:ND|ST|RD|TH|LB|DL|HR|AM|PM)$/.test(value) ? 0.02 : 1
}

/** Four figures behind a letter and two are a code of something else. */
function isEircode(value: string): number {
  return /\d{4}$/.test(value) || /[A-Z]{4}$/.test(value) ? 0.01 : 1
}
