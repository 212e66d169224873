import { describe, expect, test } from 'vitest'
import type { SubjectGroup } from '../../../src/classify/people/roster.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { createEnvelopeEngine } from '../../../src/pipeline/envelope/envelope-engine.ts'
import type { Engine } from '../../../src/pipeline/outcome.ts'
import { feedRoster } from '../../../src/pipeline/people/feed-roster.ts'
import { PeopleReader } from '../../../src/pipeline/people/people-reader.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { shippedEngine } from '../../support/shipped-engine.ts'

const PATIENT = '{"resourceType":"Patient","id":"p-1","name":[{"family":"Quackenbush","given":["Ottilie"]}]}'
const reader = new PeopleReader({ policy: loadPolicy('keep-everything'), limits: LIMITS })
const body = (text: string): Buffer => Buffer.from(text)

function fed(added: SubjectGroup[], { now = () => new Date('2026-01-01T12:00:00Z'), fails = false } = {}): Engine {
  return feedRoster(shippedEngine('keep-everything'), {
    now, reader,
    roster: {
      addAll(groups) {
        if (fails) throw new Error('disk I/O error')
        added.push(...groups)
      },
    },
  })
}

describe('An engine that feeds a roster', () => {
  test('enters who is in a message before it is worked on, each once a day', () => {
    const added: SubjectGroup[] = []
    let now = new Date('2026-01-01T12:00:00Z')
    const engine = fed(added, { now: () => now })
    for (let times = 0; times < 3; times++) expect(engine.process(body(PATIENT)).verdict).toBe('pass')
    expect(added.map(({ subject, identities }) => [subject, identities.length])).toEqual([['id:p-1', 1]])
    now = new Date('2026-01-02T12:00:00Z')
    engine.process(body(PATIENT))
    expect(added).toHaveLength(2)
  })

  test('enters what else a patient is called by: identifiers, visits, linked records', () => {
    const added: SubjectGroup[] = []
    const engine = fed(added)
    const link = '"link":[{"other":{"reference":"Patient/p-2"},"type":"replaces"}]'
    engine.process(body(PATIENT.replace('"id":"p-1"', `"id":"p-1","identifier":[{"system":"urn:mrn","value":"M-1"}],${link}`)))
    engine.process(body('{"resourceType":"Encounter","id":"e-1","status":"finished","class":{"code":"IMP"},"subject":{"reference":"Patient/p-1"}}'))
    expect(added.map(({ subject, aliases, links }) => [subject, aliases, links])).toEqual([
      ['id:p-1', ['identifier:urn:mrn|M-1'], ['id:p-2']],
      ['id:p-1', ['visit:Encounter id:e-1'], []],
    ])
  })

  test('enters somebody anew of whom more is known', () => {
    const added: SubjectGroup[] = []
    const engine = fed(added)
    engine.process(body(PATIENT))
    engine.process(body(PATIENT.replace('"Ottilie"', '"Ottilie","Ruth"')))
    expect(added).toHaveLength(2)
  })

  test('enters nobody of a message that names nobody, or that cannot be read and is refused', () => {
    const added: SubjectGroup[] = []
    const engine = fed(added)
    expect(engine.process(body('{"resourceType":"Basic","code":{"text":"x"}}')).verdict).toBe('pass')
    expect(engine.process(body(PATIENT.slice(0, -1))).verdict).toBe('block')
    expect(added).toEqual([])
  })

  test('enters those of a Bundle that is too large to hold', async () => {
    const added: SubjectGroup[] = []
    const bundle = `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${PATIENT}}]}`
    const stream = { open: async function* () { yield await Promise.resolve(body(bundle)) } }
    await fed(added).processStream(stream, () => Promise.resolve())
    expect(added.map(({ subject }) => subject)).toEqual(['id:p-1'])
  })

  test.for(['bare', 'in an envelope'])('throws where the roster cannot be written, since no message is to blame: %s', (form) => {
    const engine = fed([], { fails: true })
    const whole = form === 'bare' ? engine : createEnvelopeEngine(engine, (part, clean) => clean(part))
    expect(() => whole.process(body(PATIENT))).toThrow(expect.objectContaining({ code: 'SLUICE_IO' }))
  })
})
