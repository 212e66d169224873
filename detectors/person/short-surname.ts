import type { PatternDetector } from '../../src/contract/detector.ts'

/** Surnames that are shortened in Spanish: Fernandez, Gonzalez, Rodriguez, Hernandez, Martinez, Garcia, Sanchez, Dominguez, Jimenez, Gutierrez, Alvarez. */
const SHORT =
  'Fdez|Fernz|Glez|Gonz|Gzlez|Rguez|Rdguez|Rdez|Hdez|Hndez|Mtnez|Mtez|Mnez|Gcia|Schez|Snchez|Dguez|Dmguez|Jmnez|Jnez|Gtrez|Gtrrez|Alvrez|Vzquez|Vquez|Mdez|Bmdez'
const CAPITALS = SHORT.toUpperCase()
const NAME = '[A-Z][a-z]+'
const JOIN = '(?: (?:de|del|la|las|los|y))*'

export const shortSurname: PatternDetector = {
  name: 'short-surname',
  class: 'name',
  describes: 'A name with a surname that is shortened, as in Spanish notes: Guacimara Tosco Hdez., GLEZ. ABAD, M.',
  source: 'Real Academia Espanola, Ortografia de la lengua espanola (2010), chapter V 3.2 (abreviaturas) and usual shortenings of surnames in -ez',
  patterns: [
    {
      re: String.raw`(?:\b(?:M\.?a\.?|[A-Z]\.|${NAME})${JOIN} ){0,3}\b(?:${SHORT})\b\.?(?:-?${JOIN} ?${NAME}){0,2}(?:, ?(?:${NAME}|[A-Z]\.)(?: ?[A-Z]\.)?)?`,
      prior: 0.93,
    },
    {
      re: String.raw`(?:\bP(?:AC|C)?TE\.?:? )?(?<phi>(?:\b[A-Z]{3,14} )?\b(?:${CAPITALS})\b\.?(?:[ -](?:DE |DEL |LA )*[A-Z]{3,14}){0,2}(?:, ?(?:[A-Z]{3,12}|[A-Z]\.)(?: ?[A-Z]\.)?)?)`,
      prior: 0.93,
    },
    // The label of a patient, surnames and an initial: PCTE PRIETO ABAD, M.
    {
      re: String.raw`\b(?:PCTE|PACTE|PTE|Pcte|Pte|PAC|Pac)\.?:? (?<phi>[A-Z][A-Za-z]{2,14}\.?(?: [A-Z][A-Za-z]{2,14}){0,2}, ?[A-Z]\.(?: ?[A-Z]\.)?)`,
      prior: 0.93,
    },
  ],
  examples: {
    true: [
      'Dra. [[Guacimara Prieto Hdez.]] en', 'PCTE [[RGUEZ. CANO, L.]] HC', '[[Dolores Fdez. Pozo]]', 'firmado [[J. Glez.]] hoy', 'PCTE [[PRIETO ABAD, M.]] HC',
      '[[GLEZ-PRIETO, ANA]] acude', 'Sr. [[Mtnez. de la Prieto]] no',
    ],
    false: ['PAC 3, normal', 'PTE ESTABLE, sin fiebre', 'Pte con EPOC, M. izquierdo', 'gonz', 'PAC Alta, sin cambios'],
  },
}
