import type { PatternDetector } from '../../src/contract/detector.ts'

const NUMBER = String.raw`(?:(?: (?:n(?:\.? ?[o°]|um|umero|ro)?\.?|#|\([A-Za-z ]{4,14}\)))?\s{0,2}[:.#=]{0,2}\s{0,3})`
const DIGITS = String.raw`\d{1,3}(?:\.\d{3}){2,3}(?:-?[\dKk])?|\d{5,11}(?:-[\dKk])?`

export const latinIdentity: PatternDetector = {
  name: 'latin-identity',
  class: 'other-id',
  describes:
    'Numbers of passports, identity cards and tax registers of Spain and Latin America behind their labels: pasaporte, cedula, C.C., RFC, CUIL, NIT.',
  source:
    'ICAO Doc 9303 part 4; registers of the countries: Registraduria Nacional (cedula de ciudadania), RENAPER (DNI), SAT (RFC, Codigo Fiscal de la Federacion art. 27), ANSES and AFIP (CUIL, CUIT), DIAN (NIT)',
  patterns: [
    { re: String.raw`(?i)\bpasaporte${NUMBER}(?<phi>[a-z]{0,3}[ -]?\d{5,9}[a-z]?)\b`, prior: 0.93 },
    {
      re: String.raw`(?i)\b(?:cedula(?: de (?:identidad|ciudadania|extranjeria))?|documento(?: de identidad| nacional de identidad)?|carnet(?: de identidad)?|tarjeta de identidad|d\.?n\.?i\.?|l\.?e\.?|l\.?c\.?)${NUMBER}(?<phi>(?:[vejgp]-?)?(?:${DIGITS}))\b`,
      prior: 0.9,
      check: isLong,
    },
    {
      re: String.raw`\b(?:C\. ?C\.|CC|C\. ?I\.|CI|T\. ?I\.|C\. ?E\.)${NUMBER}(?<phi>(?:[VEJ]-?)?(?:${DIGITS}))\b`,
      prior: 0.75,
      check: isLong,
    },
    // Costa Rica: the province, the volume and the entry
    { re: String.raw`(?i)\b(?:cedula|ced\.?|identificacion)${NUMBER}(?<phi>[1-9]-\d{3,4}-\d{3,4})\b`, prior: 0.9 },
    { re: String.raw`(?i)\b(?:rfc|r\.f\.c\.?)${NUMBER}(?<phi>[a-z&]{3,4}[ -]?\d{6}[ -]?[a-z\d]{3})\b`, prior: 0.97 },
    {
      re: String.raw`(?i)\b(?:cuil|cuit|nit|ruc|rif|rnc)${NUMBER}(?<phi>(?:[vejg]-?)?\d{1,2}-?\d{3}[.]?\d{3}[.]?\d{0,3}-?\d{0,2})\b`,
      prior: 0.9,
      check: isLong,
    },
    {
      re: String.raw`(?i)\b(?:folio|expediente|legajo|ficha)(?:${NUMBER})(?<phi>(?:[a-z]{1,4}[- ]?)?\d{1,4}[-/.]?\d{2,8})\b`,
      prior: 0.6,
      check: isLong,
    },
  ],
  cues: [{ words: ['mg', 'ml', 'anos', 'dias', 'mm', 'cc', 'cm', 'veces', 'pacientes'], ratio: 0.02, where: 'after', within: 1 }],
  examples: {
    true: [
      'Pasaporte: [[PQR471823]].', 'Cedula de identidad: [[V-14718234]].', 'C.I. [[4.718.234]].', 'CC [[52471823]] de',
      'Documento: [[30471823]].', 'DNI (Argentina) [[30.471.823]].', 'RFC: [[PRIC470315AB1]].', 'CUIL: [[20-30471823-4]].',
      'Folio: [[A-20471]].', 'Legajo [[44718]].', 'Cédula [[3-0447-0718]],',
    ],
    false: [
      'pasaporte covid', 'CC 20 ml', 'cedula 12', 'documento 2 de 3', 'folio 12', 'ficha de 2 hojas', 'CI 95', 'lc 3000 ml',
      'expediente de 2019',
    ],
  },
}

/** No page, year or amount. */
function isLong(value: string): number {
  const digits = value.replaceAll(/\D/g, '')
  return digits.length < 5 || /^(?:19|20)\d\d$/.test(digits) ? 0.02 : 1
}
