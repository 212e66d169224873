import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { cellsUnder, numbersUnder, pairsUnder } from '../table-columns.ts'

const LABELS = new Set([
  'city', 'town', 'county', 'street', 'address', 'ciudad', 'localidad', 'poblacion', 'municipio', 'direccion', 'domicilio', 'ort',
  'wohnort', 'stadt', 'anschrift', 'strasse', 'ville', 'commune', 'adresse', 'comune', 'citta', 'indirizzo', 'cidade', 'morada',
])
const CODES = new Set([
  'zip', 'zipcode', 'postcode', 'postal', 'postalcode', 'plz', 'postleitzahl', 'cp', 'cap',
])
const DEGREES = new Set([
  'lat', 'latitude', 'lon', 'lng', 'longitude', 'breitengrad', 'laengengrad', 'langengrad', 'longitudine', 'latitudine',
])
const OTHERS = new Set(['email', 'mail', 'ip', 'web', 'type', 'status', 'id'])
const PRIOR = 0.85

export const placeColumn: WordDetector = {
  name: 'place-column',
  class: 'address',
  describes: 'The towns, streets, postal codes and coordinates in a column of a table that has a head for them.',
  source: 'RFC 4180 (comma-separated values); 45 CFR 164.514(b)(2)(i)(B)',
  begins: KIND.cell,
  find,
  examples: {
    true: [
      'name;ort;tel\nX;[[Fernwaldau]];1',
      'name,dob,city\nX,1962,[[Fernhalla Cross]]\nY,1963,[[fernhalla]]',
      '| Name | DOB | Zip |\n|---|---|---|\n| X | 1962 | [[10001]] |\n| Y | 1963 | [[10002-4417]] |',
      'Name\tDOB\tPostal code\nX\t1962\t[[SW1A 1AA]]',
      'name,lat,lon\nX,[[42.5000612]],-[[70.8578123]]',
      'name,dob,city\n"Xolani, Y",1962,[[Fernhalla]]\n"Xolani, Z",1962,[[Fernhallo]]',
    ],
    false: [
      'name,lat,lon\nX,left,right', 'latitude,level\n42 mg,5.1',
      'city, town and county\nwere asked', 'name;ort;tel\nX;n/a;1', 'name,dob,zip\nX,1962,n/a',
    ],
  },
}

function find(words: Words): Candidate[] {
  const codes = numbersUnder(words, CODES, OTHERS).filter(({ first, last }) => last - first < 2)
  const degrees = pairsUnder(words, DEGREES, OTHERS).filter(({ first, last }) => last === first + 1 && /^[.,]$/.test(words.gap(first)))
  return [...cellsUnder(words, LABELS, OTHERS), ...codes, ...degrees].map(({ first, last }) => ({
    first, last, prior: PRIOR, why: 'a column of places',
  }))
}
