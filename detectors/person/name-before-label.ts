import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const NAME = String.raw`[A-Z][A-Za-z']+(?:-[A-Z][A-Za-z']+)?`
const JOIN = String.raw`(?: (?:de|del|la|las|los|da|do|dos|di|van|von|y|i)){0,2}`

export const nameBeforeLabel: PatternDetector = {
  name: 'name-before-label',
  class: 'name',
  describes: 'A name before its label in brackets, or in capitals before an age: Edurne (nombre), Lasa Uriarte (apellidos); CARO GUZMAN, ABRIL (24 a.).',
  source: '45 CFR 164.514(b)(2)(i)(A); labels of names as in HL7 FHIR R4 HumanName, in the languages of Europe',
  patterns: [
    {
      re: String.raw`\b(?<phi>${NAME}(?:${JOIN} ${NAME}){0,3}) ?\((?i:nombres?|apellidos?|first name|last name|forename|surname|given name|family name|prenom|nom|vorname|nachname|nome|cognome|sobrenome|apelido|imie|nazwisko)\)`,
      prior: 0.93,
      check: isName,
    },
    // PRIETO ABAD, ANA (31 a.): in capitals, before an age in brackets
    {
      re: String.raw`\b(?<phi>[A-Z]{3,14}(?:[ -](?:DE |DEL |LA )*[A-Z]{3,14}){0,2}, [A-Z]{3,14}(?: [A-Z]{3,14})?) ?\(\d{1,3} ?(?:a\.|A\.|[Aa]nos|ANOS|ans|anni|J\.|[Jj]ahre|jaar|ar|m\.|meses)\)`,
      prior: 0.93,
    },
  ],
  examples: {
    true: [
      'Datos: [[Edurne]] (nombre), [[Lasa Uriarte]] (apellidos)', '[[Ingeborg]] (Vorname), [[Kowalski]] (Nachname)',
      'de la [[Prieto]] (apellidos)', '[[PRIETO ABAD, ABRIL]] (31 a.)\nLlegada',
    ],
    false: ['Metformin (nombre comercial)', 'Drug (name)', 'Marca (nombre)'],
  },
}

const THINGS = /^(?:Marca|Medicamento|Farmaco|Droga|Calle|Centro|Producto|Drug|Name|Nombre|Patient|Paciente)\b/

function isName(value: string): LikelihoodRatio {
  return THINGS.test(value) ? 0.01 : 1
}
