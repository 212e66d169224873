import type { PatternDetector } from '../../src/contract/detector.ts'
import { COUNTRY, TOWN_ES } from './address-grammar.ts'
import { endsLikeNoTown } from './residing.ts'

/** What ends the line of a street: its number, floor or door. */
const STREET_END = String.raw`(?:\d(?: ?[oa]\b)?(?: ?[A-Z]\b)?|\b[sS] ?/ ?[nN]|\b(?:bajo|atico|izda|izqda|izq|izquierda|dcha|derecha|[A-D]))\.?[.,)]? ?-? ?\(?`
/** Between the names of a town and of its region. */
const NEXT = String.raw`(?:[.,;]? -? ?\(?|[.,]? ?-? ?\(?\d{4,5}\)?[.,]? )`
const TOWNS = String.raw`${TOWN_ES}(?:${NEXT}${TOWN_ES}){0,2}(?:[ -]\(?\d{4,5}\)?)?`
/** What stands behind an address: a country, or how else to reach somebody. */
const MAIL = '(?i:e ?-? ?mails?|mail|fax)'
const CONTACT = String.raw`(?:\(?\b(?i:correo|tel|telf|telfs|tfno|tfn|tlf|tlfno|telefono|telefax|movil|apdo|codigo postal|c\.? ?p\b)\b|\b[a-z0-9][a-z0-9._-]{1,40}@)`
/** With nothing between, "mail the result" asks for something to be done. */
const MAIL_TO = String.raw`\b${MAIL}[.:]{0,2} ?(?:[a-z0-9][a-z0-9._-]{0,40}@|[(+]?\d|$)`
const END = String.raw`(?:[.,;)]{0,2} ?-? ?(?:[A-Z]{2,3} )?(?:\(?\b(?:Republica )?${COUNTRY}\b|${CONTACT})|[.,;)\n]{1,3} ?-? ?\(?\b${MAIL}\b| ${MAIL_TO})`
const CODE = String.raw`\b(?:E ?-? ?|C\.?P\.? ?)?(?:0[1-9]|[1-4]\d|5[0-2])\d{3}\b`
/** Behind the number of a house: 2o piso, P3, 2 E, dto "C", Edificio 7, Col. Fresnos. */
const FURTHER = String.raw`(?:[,.]? ?-? ?(?:\d{1,2} ?[oa]?\.? ?(?:[Pp]iso|[Pp]lanta|[A-Z]\b)?|P\d{1,2}\b|(?i:piso|planta|pta|puerta|dto|depto|dpto|suite|edificio|of|oficina|int|local|apto|apartamento)\.? ?(?:[Nn]o\.?)? ?"?-?[A-Z0-9]{1,4}\b"?|(?:Col|Colonia)\b\.? ?[A-Z][a-z]+))`
const STREET = String.raw`[A-Z][a-z']{2,20}(?:(?: de (?:la |los |las )?| del | la | el | y | )[A-Z][a-z']{1,20}){0,4}`
const INSTITUTION =
  '(?:Hospital|Hospitalario|Clinica|Sanatorio|Policlinica|Centro|Residencia|Instituto|Universidad|Universitario|Universitari|Salud|Fundacion|Complejo|Facultad)'

export const addressEnd: PatternDetector = {
  name: 'address-end',
  class: 'address',
  describes:
    'The towns at the end of an address in Spanish letters: behind a street, a postal code or an institution, before a country, a telephone or an e-mail address.',
  source: '45 CFR 164.514(b)(2)(i)(B); Correos, normas de direccionamiento postal; UPU S42',
  patterns: [
    { re: String.raw`${STREET_END}(?<phi>(?:${CODE}[.,]? ?-? ?)?${TOWNS})${END}`, prior: 0.75, check: isTown },
    { re: String.raw`(?<phi>${CODE}[.,]? ?-? ?${TOWNS})[.]?(?:\r?\n|$)`, prior: 0.7, check: isTown },
    { re: String.raw`\b${INSTITUTION}\b(?: [A-Za-z.'-]{1,20}){1,8}[.,)] ?\(?(?<phi>${TOWNS})${END}`, prior: 0.6, check: isTown },
    // A street that is not said to be one, before a postal code, or a town and its country
    {
      re: String.raw`\b(?<phi>${STREET},? (?:[nN][o.]{0,2} ?|[nN]umero |# ?)?\d{1,5}(?:[-/]\d{1,4})?${FURTHER}{0,4})[,.]? ?-? (?:${CODE}[.,]? ?-? ?(?:${TOWNS}|${CONTACT}|${MAIL}\b)|${TOWN_ES}(?:,? ${TOWN_ES})?[,.]? ${COUNTRY}\b)`,
      prior: 0.7,
      check: isStreet,
    },
  ],
  examples: {
    true: [
      'Calle Olmo 12, [[Ferhallo]]. e-mail: a@b.es', 'Olmos s/n. [[Ferhallo de la Sierra]]. Tfno: 9',
      'Olmos 4 izda. [[Ferhallo (Valmayor]]) Espana', 'bajo. [[Ferhallo. Valmayor]] Correo', 'Hospital de Olmedo. [[Ferhallo]]. ana@b.es',
      'de [[28431 Ferhallo de Duero]].\n', 'Maffei. [[Santa Olma 571]], [[Ferhallo]] Chile', 'de [[Fresnedal, 2, P3 2E]], 23408 ana@b.es',
      'Prieto. [[Olmuy No 491 2o piso dto "C"]]. Ferhallo. Argentina', '[[Olmo 12, 3o B]]. [[28431 Ferhallo, Valmayor]]. ana@b.es',
    ],
    false: [
      'Olmo ut 12.\nFelvetel: 2023',
      'Planta 3. Cardiologia. Tel. 9', 'Servicio de Urologia. E-mail: a@b.es', 'dosis 12. Correo', 'de 28431 Leucocitos',
      'Hospital de Olmedo. Servicio de Urologia. Tel', 'en 3. Unidad de Dolor. Fax',
      'Ferritin 12. Please fax the result', 'BP 120/80. Kindly email: a@b.org', 'K 4. Will mail the report', 'ASA 4. Nurse Jordan',
    ],
  },
}

/** No room, record or table has a house number. */
function isStreet(value: string): number {
  return /\b(?:Servicio|Unidad|Planta|Area|Colegiado|Caso|Habitacion|Cama|Sala|Box|Historia|Expediente|Tabla|Figura|Telefono|Tel|Telf|Tfno|Fax|Dr|Dra|Ley|Decreto|Grado|Estadio|Tipo|Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre)\b/.test(
    value,
  )
    ? 0.02
    : isTown(value)
}

/** No department, nothing that is counted, and no country by itself. */
function isTown(value: string): number {
  if (ONLY_COUNTRY.test(value)) return 0.02
  const words = value.split(/[^A-Za-z']+/)
  return words.some((word) => NO_TOWN.has(word) || /^[A-Z]/.test(word) && endsLikeNoTown(word.toLowerCase())) ? 0.02 : 1
}

const ONLY_COUNTRY = new RegExp(`^${COUNTRY}$`)
const NO_TOWN = new Set([
  'Email', 'Mail', 'Correo', 'Tel', 'Telf', 'Tfno', 'Tlf', 'Fax', 'Telefono', 'Servicio', 'Unidad', 'Seccion', 'Departamento', 'Area',
  'Planta', 'Consulta', 'Hospital', 'Centro', 'Dr', 'Dra', 'Prof', 'Paciente', 'Tratamiento', 'Diagnostico', 'Dolor', 'Leucocitos',
  'Plaquetas', 'Hematies', 'Medico', 'Calle', 'Avda', 'Avenida', 'Please', 'Kindly', 'Can', 'Could', 'Will', 'Would', 'May', 'Must', 'Should',
  'Contact', 'Send', 'Call', 'Reply', 'Also', 'Then', 'And', 'Or', 'Not', 'We', 'You', 'He', 'She', 'They', 'Patient', 'Nurse', 'Sister', 'Mother',
  'Father', 'Brother', 'Son', 'Daughter', 'Wife', 'Husband', 'Mr', 'Mrs', 'Ms', 'Miss',
])
