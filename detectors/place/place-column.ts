import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { cellsUnder } from '../table-columns.ts'

const LABELS = new Set([
  'city', 'town', 'county', 'street', 'address', 'ciudad', 'localidad', 'poblacion', 'municipio', 'direccion', 'domicilio', 'ort',
  'wohnort', 'stadt', 'anschrift', 'strasse', 'ville', 'commune', 'adresse', 'comune', 'citta', 'indirizzo', 'cidade', 'morada',
])
const OTHERS = new Set(['email', 'mail', 'ip', 'web', 'type', 'status', 'id'])
const PRIOR = 0.85

export const placeColumn: WordDetector = {
  name: 'place-column',
  class: 'address',
  describes: 'The towns and streets in a column of a table that has a head for them.',
  source: 'RFC 4180 (comma-separated values); 45 CFR 164.514(b)(2)(i)(B)',
  begins: KIND.cell,
  find,
  examples: {
    true: [
      'name;ort;tel\nX;[[Fernwaldau]];1',
      'name,dob,city\nX,1962,[[Fernhalla Cross]]\nY,1963,[[fernhalla]]',
      'name,dob,city\n"Xolani, Y",1962,[[Fernhalla]]\n"Xolani, Z",1962,[[Fernhallo]]',
    ],
    false: ['city, town and county\nwere asked', 'name;ort;tel\nX;n/a;1'],
  },
}

function find(words: Words): Candidate[] {
  return cellsUnder(words, LABELS, OTHERS).map(({ first, last }) => ({ first, last, prior: PRIOR, why: 'a column of places' }))
}
