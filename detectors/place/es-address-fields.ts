import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { TOWN_ES } from './address-grammar.ts'

const CODE = String.raw`(?:0[1-9]|[1-4]\d|5[0-2])\d{3}`
const WORD = String.raw`[A-Z][A-Za-z'.-]*`
const NAME = String.raw`${WORD}(?:\x20(?:de |del |la |las |los |y )*${WORD}){0,4}`
const WAY = String.raw`(?i:av|avda|avenida|calle|carrera|cra|calzada|jr|jiron|bv|bvar|bulevar|diagonal|pasaje|pje)\.?`
const CORNER = '(?:cruce con|esquina(?: con)?|esq\\.?|entre|casi)'
/** Behind the label of a street to where the field ends. */
const FIELD_END = String.raw`(?:\x20{2,}|\x20[.|]\x20|[.,;]?\x20(?:Tel|Tfno|Tlf|Telf|CP|C\.P|Poblacion|Localidad|Ciudad)\b|\.?\x20?\n|\.?$|\.\x20[A-Z])`

export const esAddressFields: PatternDetector = {
  name: 'es-address-fields',
  class: 'address',
  describes:
    'Parts of an address in the fields of Spanish and Latin American forms, in whatever order: town behind its code or label, code behind the town, corners and signs of the way.',
  source:
    '45 CFR 164.514(b)(2)(i)(B); Correos, normas de direccionamiento postal; UPU S42; Correos de Costa Rica, direcciones por senas',
  patterns: [
    { re: String.raw`\bC\.?P\.?(?: ?[:>])? {0,3}${CODE}(?:[.;,]\x20|\x20\(|\x20-\x20|\x20/\x20)(?<phi>${TOWN_ES})`, prior: 0.88, check: isTown },
    { re: String.raw`\b(?:en|de|a|in|em|di) (?<phi>${TOWN_ES} \(\d{5})\)`, prior: 0.85, check: isTown },
    { re: String.raw`(?i:\b(?:poblacion|localidad|municipio|ciudad))[^\n]{1,60}/ ?(?<phi>${CODE})\b`, prior: 0.9 },
    {
      re: String.raw`(?i:\b(?:localidad|poblacion|ciudad|municipio|procedencia|lugar de nacimiento|comuna|canton|distrito|corregimiento|vereda|pueblo|concello|parroquia)) ?[:>]\x20{0,3}(?<phi>${TOWN_ES})`,
      prior: 0.9,
      check: isTown,
    },
    { re: String.raw`\bEn (?<phi>${TOWN_ES}), a (?:\d{1,2}|[a-z]{3,10}) de [a-z]{4,10} de`, prior: 0.9, check: isTown },
    { re: String.raw`(?i:\bzona postal) ?:? ?(?<phi>\d{3,5})\b`, prior: 0.9 },
    {
      re: String.raw`(?i:\b(?:dom|domic|direcc|dir|senas|calle y n(?:umero|[o.]{1,3})|direccion exacta|domicilio actual|residencia habitual))\.? ?: {0,3}(?<phi>[^\s:][^\n:|]{3,98}?)${FIELD_END}`,
      prior: 0.88,
      check: hasHouse,
    },
    {
      re: String.raw`(?i:\b(?:reside|vive|domiciliad[oa]|residente|con domicilio))(?: (?:sol[oa]|actualmente|habitualmente))? en (?<phi>(?:(?:la|el|los|las) )?(?:[a-z]{2,12}\.? (?:de |del |la )*)?${NAME},? (?:n[o.]{0,2} ?)?\d{1,4}(?: ?[A-Z]\b)?)(?:[,.;)]|\n|$)`,
      prior: 0.85,
    },
    { re: String.raw`\b(?:Bv|Bvar|Blvd|Bvd|Diag|Psje|Autop)\. ?${NAME} \d{1,5}(?:,? \d{1,2}\.?o(?: [A-Z]\b)?)?`, prior: 0.88 },
    {
      re: String.raw`\b${WAY} ?(?:${NAME}|\d{1,3}),? ${CORNER} (?:${WAY} ?)?(?:\d{1,3}\b|${NAME})(?: y (?:${WAY} ?)?(?:\d{1,3}\b|${NAME}))?`,
      prior: 0.9,
    },
    { re: String.raw`\b${NAME} \d{2,5},? ${CORNER} ${NAME}`, prior: 0.85 },
    {
      re: String.raw`\b\d{2,4} ?(?:m|mts|metros|varas)\.? (?:al )?(?:norte|sur|este|oeste|noreste|noroeste|sureste|suroeste) (?:de|del) [^\n.;:]{4,70}`,
      prior: 0.85,
    },
  ],
  cues: [{ words: ['dolor', 'carcinoma', 'paciente'], ratio: 0.1, where: 'before', within: 2 }],
  examples: {
    true: [
      'CP: 14620; [[Ferna]]\nFecha', 'CP: 01012. [[Fernia-Ferneiz]]. Fecha',
      'de [[Fernida (16800]])\nNacida', 'Poblacion/CP ... Fernina / [[47410]]',
      '/ Localidad: [[Fernares]] / CP', 'x       Procedencia: [[Fernequipa]]\nFecha', 'Zona postal [[2041]]\n', 'En [[Fernaia]], a 3 de mayo de 2021', 'Dom.: [[Fernigas 1022 esq. Fernalleja]]   Tel',
      'Calle y número: [[Fernón y Prieto, 112]]  Población', 'Reside en [[carrer de Sant Fernuís 44]], Fernó', 'sola en [[Bv. Fernoño 1475, 3.º A]], pero',
      'Sur, [[Av. Fernívar Norte, cruce con Calle 137]]; tlf', 'Señas: [[200 m sur de la iglesia de Fernia, San Fernidro]]. Tel',
    ],
    false: [
      'Procedencia: Urgencias', 'Localidad: ', 'vive en Fernia, 2 hijos', 'a 200 m sur', 'CP: 28099. Tel', 'Domicilio: no consta', 'Dir.: Cardiología',
      'dolor en Epigastrio (12345)', 'Procedencia: Domicilio', 'Ciudad sanitaria', 'Distrito: ', 'entre L4 y L5', 'Pueblo natal',
    ],
  },
}

/** What else the field says, or the label of the next one. */
const NO_TOWN =
  /^(?:Datos|Informe|Motivo|Antecedentes|Urgencias?|Domicilio|Consultas?|Hospital|Planta|Residencia|Otr[oa]s?|Centro|Ambulancia|Derivad[oa]|Atencion|Primaria|Tel|Tfno|Tlf|Telf|Telefono|Fecha|Provincia|Localidad|Poblacion|Pais|Sexo|Edad|Nacid[oa]|Medico|Correo|Email|Movil|Epigastrio|No|Sin|Desconocid[oa]|Dr|Dra|Servicio|Paciente|Ingreso|NHC|DNI|Ciudad|CIP|NASS)\b/

function isTown(value: string): LikelihoodRatio {
  return NO_TOWN.test(value) ? 0.02 : 1
}

/** The field of a street has a number, or a word for a way. */
function hasHouse(value: string): LikelihoodRatio {
  return /\d|s\/n|\b(?:calle|avda?|plaza|paseo|iglesia|barrio)\b/i.test(value) ? 1 : 0.05
}
