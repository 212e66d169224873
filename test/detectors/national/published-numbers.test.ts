import { describe, expect, test } from 'vitest'
import { detectors } from '../../../detectors/index.ts'

/** Numbers that were published as examples, by whom, and what comes out of them with their last place changed. */
const PUBLISHED: readonly (readonly [detector: string, number: string, publisher: string])[] = [
  ['au-ihi', '8003608166690503', 'FHIR samples of Australian patients'],
  ['au-medicare', '2123 45670 1', 'test data of several public validators'],
  ['be-rijksregister', '85.07.30-033.28', 'python-stdnum 2.2, be.nn'],
  ['br-cpf', '390.533.447-05', 'python-stdnum 2.2, br.cpf'],
  ['ca-health-number', '9698 658 215', 'BC PharmaCare PHN, in python-stdnum 2.2, ca.bc_phn'],
  ['ca-sin', '123-456-782', 'python-stdnum 2.2, ca.sin'],
  ['ch-ahv', '756.9217.0769.85', 'python-stdnum 2.2, ch.ssn'],
  ['cl-rut', '12.531.909-2', 'python-stdnum 2.2, cl.rut'],
  ['de-kvnr', 'A123456780', 'gematik, sample VSDM coverages'],
  ['de-steuer-id', '36574261809', 'python-stdnum 2.2, de.idnr'],
  ['dk-cpr', '211062-5629', 'python-stdnum 2.2, dk.cpr'],
  ['es-dni-nie', '54362315K', 'python-stdnum 2.2, es.dni'],
  ['es-dni-nie', 'X2482300W', 'python-stdnum 2.2, es.nie'],
  ['fi-hetu', '131052-308T', 'python-stdnum 2.2, fi.hetu'],
  ['fr-nir', '2 95 10 99 126 111 93', 'python-stdnum 2.2, fr.nir'],
  ['gb-nhs-number', '943 476 5919', 'test data of several public validators'],
  ['gb-nhs-number', '943 476 5870', 'python-stdnum 2.2, gb.nhs'],
  ['in-aadhaar', '2341 2341 2346', 'python-stdnum 2.2, in_.aadhaar'],
  ['it-codice-fiscale', 'RCCMNL83S18D969H', 'python-stdnum 2.2, it.codicefiscale'],
  ['jp-my-number', '6214 9832 0257', 'python-stdnum 2.2, jp.in_'],
  ['kr-rrn', '971013-9019902', 'python-stdnum 2.2, kr.rrn'],
  ['mx-curp', 'BOXW310820HNERXN09', 'python-stdnum 2.2, mx.curp'],
  ['nl-bsn', '1112.22.333', 'python-stdnum 2.2, nl.bsn'],
  ['no-fodselsnummer', '15108695088', 'python-stdnum 2.2, no.fodselsnummer'],
  ['pl-pesel', '44051401359', 'python-stdnum 2.2, pl.pesel'],
  ['se-personnummer', '811218-9876', 'test data of several public validators'],
  ['se-personnummer', '880320-0016', 'python-stdnum 2.2, se.personnummer'],
]

/** The best that a check of the detector says of a value that one of its patterns has whole. */
function ratioOf(name: string, value: string): number | undefined {
  const detector = detectors.find((one) => one.name === name)
  if (detector === undefined || !('patterns' in detector)) return undefined
  const ratios = detector.patterns
    .filter(
      ({ re, check }) =>
        check !== undefined && new RegExp(`^(?:${re.replace(/^\(\?i\)/, '').replace(/\(\?<phi>/g, '(?:')})$`, 'i').test(value),
    )
    .map(({ check }) => check?.(value) ?? 1)
  return ratios.length === 0 ? undefined : Math.max(...ratios)
}

/** The value with its last letter or digit made another one. */
function slipped(value: string): string {
  const last = value.slice(-1)
  return value.slice(0, -1) + (/\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'A' ? 'B' : 'A')
}

describe('national numbers', () => {
  test.for(PUBLISHED)('%s: %s, published by %s, has a form and a check that hold', ([name, number]) => {
    expect(ratioOf(name, number)).toBeGreaterThan(1)
  })

  // The issue number of a Medicare card stands behind its check digit.
  test.for(PUBLISHED.filter(([name]) => name !== 'au-medicare'))('%s: %s with its last place changed fails', ([name, number]) => {
    expect(ratioOf(name, slipped(number)) ?? 0).toBeLessThan(1)
  })
})
