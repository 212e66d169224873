import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { cellsUnder } from '../table-columns.ts'

const LABELS = new Set([
  'name', 'names', 'nombre', 'nom', 'nome', 'vorname', 'nachname', 'prenom', 'apellido', 'apellidos', 'surname', 'lastname', 'firstname',
  'patient', 'paciente', 'cognome',
])
/** Whose names are no person's. */
const OTHERS = new Set([
  'drug', 'medication', 'test', 'lab', 'file', 'product', 'code', 'generic', 'brand', 'procedure', 'diagnosis', 'unit', 'panel', 'vaccine',
  'allergen', 'substance', 'id', 'type', 'status',
])
const PRIOR = 0.85

export const nameColumn: WordDetector = {
  name: 'name-column',
  class: 'name',
  describes: 'The names in a column of a table that has a head for them, whatever their words.',
  source: 'RFC 4180 (comma-separated values); 45 CFR 164.514(b)(2)(i)(A)',
  begins: KIND.cell,
  find,
  examples: {
    true: [
      'name;ort;tel\n[[Zubeida Xolani]];Bonn;1',
      'id,patient_name,dob\n1,"[[Xolani, Zubeida]]",1962\n2,[[xolani]],1963',
      'Name|DOB|Phone\n[[ZUBEIDA XOLANI]]|1962|1',
    ],
    false: [
      'name, age and sex of the patient\nwere asked', 'drug name,dose,date\nXelvanta,5 mg,2019', 'name;ort;tel\nn/a;;',
      'Test name|Date|Sex\nCreatinine|2019|F',
    ],
  },
}

function find(words: Words): Candidate[] {
  return cellsUnder(words, LABELS, OTHERS).map(({ first, last }) => ({ first, last, prior: PRIOR, why: 'a column of names' }))
}
