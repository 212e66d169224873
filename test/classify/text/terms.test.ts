import { expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const engine = shippedEngine('hipaa-safe-harbor')
const titled = (title: string): object => ({
  resourceType: 'Composition', status: 'final', title,
  type: { coding: [{ system: 'http://example.org/kinds', code: '7', display: title }] },
  section: [{ title, text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>-</p></div>' } }],
})

test.for([
  'Sumário de Alta Hospitalar', 'Exames Laboratoriais', 'Diretivas Antecipadas de Vontade', 'Résultats de Biologie Médicale',
  'Volet de Synthèse Médicale', 'Ambulanter Pflegedienst', 'Pflegerelevante Informationen', 'Medische Hulpmiddelen', 'Aktuella Läkemedel',
  'Kritisk Informasjon', 'Zalecenia Lekarskie', 'Taburculuk Özeti', 'Resumen de Alta Hospitalaria',
])('%s heads a document, a section and a code as it is.', (title) => {
  expect(outputOf(engine, titled(title)).split(title)).toHaveLength(4)
})

test.for(['Karen Kowalski', 'Visit of Karen Kowalski', 'Letter to Dr. Okonkwo', 'Patient: Quorvane, Tyrell'])(
  '%s is nobody for a title either.', (title) => {
    expect(outputOf(engine, titled(title))).not.toMatch(/Kowalski|Okonkwo|Quorvane|Tyrell/)
  })
