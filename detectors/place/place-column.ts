import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { cellsUnder, numbersUnder } from '../table-columns.ts'

const LABELS = new Set([
  'city', 'town', 'county', 'street', 'address', 'ciudad', 'localidad', 'poblacion', 'municipio', 'direccion', 'domicilio', 'ort',
  'wohnort', 'stadt', 'anschrift', 'strasse', 'ville', 'commune', 'adresse', 'comune', 'citta', 'indirizzo', 'cidade', 'morada',
])
const CODES = new Set([
  'zip', 'zipcode', 'postcode', 'postal', 'postalcode', 'plz', 'postleitzahl', 'cp', 'cap',
])
const OTHERS = new Set(['email', 'mail', 'ip', 'web', 'type', 'status', 'id'])
const PRIOR = 0.85

export const placeColumn: WordDetector = {
  name: 'place-column',
  class: 'address',
  describes: 'The towns, streets and postal codes in a column of a table that has a head for them.',
  source: 'RFC 4180 (comma-separated values); 45 CFR 164.514(b)(2)(i)(B)',
  begins: KIND.cell,
  find,
  examples: {
    true: [
      'name;ort;tel\nX;[[Fernwaldau]];1',
      'name,dob,city\nX,1962,[[Fernhalla Cross]]\nY,1963,[[fernhalla]]',
      '| Name | DOB | Zip |\n|---|---|---|\n| X | 1962 | [[10001]] |\n| Y | 1963 | [[10002-4417]] |',
      'Name\tDOB\tPostal code\nX\t1962\t[[SW1A 1AA]]',
      'name,dob,city\n"Xolani, Y",1962,[[Fernhalla]]\n"Xolani, Z",1962,[[Fernhallo]]',
    ],
    false: ['city, town and county\nwere asked', 'name;ort;tel\nX;n/a;1', 'name,dob,zip\nX,1962,n/a'],
  },
}

function find(words: Words): Candidate[] {
  const codes = numbersUnder(words, CODES, OTHERS).filter(({ first, last }) => last - first < 2)
  return [...cellsUnder(words, LABELS, OTHERS), ...codes].map(({ first, last }) => ({
    first, last, prior: PRIOR, why: 'a column of places',
  }))
}
