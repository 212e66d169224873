import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'
import { daysMoved, identityMessages, IDENTITY_UUID, INTERVAL_DATES, intervalMessage } from './identity-messages.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const training = shippedEngine('ai-training')

/** What a message says about its one Observation: whose it is, and by how many days its date moved. */
function seen(message: unknown, engine = training): { readonly reference: string; readonly days: number } {
  const output = outputOf(engine, message)
  const effective = /"effectiveDateTime":"([^"]+)"/.exec(output)?.[1] ?? ''
  const reference = /"subject":\{[^}]*?"reference":"([^"]+)"/.exec(output)?.[1] ?? ''
  return { reference, days: daysMoved(effective) }
}

describe('The same patient has the same shift and pseudonym:', () => {
  const plain = seen(identityMessages['a relative reference'])

  test('a shift is not zero, and within a year either way', () => {
    expect(plain.reference).toMatch(/^Patient\/[0-9a-f]{32}$/)
    expect(Math.abs(plain.days)).toBeGreaterThan(0)
    expect(Math.abs(plain.days)).toBeLessThanOrEqual(365)
  })

  test('in the resource of the patient itself', () => {
    const output = JSON.parse(outputOf(training, { resourceType: 'Patient', id: 'p1', birthDate: '2020-06-15' })) as {
      id: string
      birthDate: string
    }
    expect({ reference: `Patient/${output.id}`, days: daysMoved(output.birthDate) }).toEqual(plain)
  })

  test.for([
    'an absolute reference', 'a versioned reference', 'an absolute and versioned reference', 'a Bundle, the patient first',
    'a reference with a slash behind', 'an absolute reference with a slash behind', 'a percent-encoded reference',
    'a reference with a part', 'an absolute reference with a part', 'a canonical with a version', 'a search by id',
    'an absolute search by id',
    'a Bundle, the patient elsewhere by a versioned URL',
    'a Bundle, the patient last', 'a Bundle with a conditional reference', 'a Bundle with a logical reference',
    'a Bundle in a Bundle', 'a Bundle with the patient, who is contained too',
  ] as const)('by %s', (name) => {
    const { reference, days } = seen(identityMessages[name])
    expect(days).toBe(plain.days)
    // A conditional or logical reference names the patient by an identifier, which has a pseudonym of its own, as a part has.
    const byIdentifier = /conditional|logical|contained/.test(name)
    expect(reference.split(/[/=#]/).includes(plain.reference.split('/').at(-1) as string)).toBe(!byIdentifier)
  })

  test('by a urn:uuid within a Bundle as by its id from elsewhere, in either case of letters', () => {
    const within = seen(identityMessages['a Bundle with a urn:uuid'])
    const elsewhere = seen(identityMessages['a reference with a uuid'])
    expect(within.days).toBe(elsewhere.days)
    expect(seen(identityMessages['a reference with a uuid in capitals']).days).toBe(within.days)
    expect(within.reference.replace('urn:uuid:', 'Patient/')).toBe(elsewhere.reference)
    expect(elsewhere.reference).not.toContain(IDENTITY_UUID)
  })

  test('by the identifier of a patient that is contained, in every message that contains it', () => {
    const first = seen(identityMessages['a contained patient'])
    expect(seen(identityMessages['the same contained patient']).days).toBe(first.days)
    expect(first.reference).toMatch(/^#[0-9a-f]{32}$/)
  })

  test('in whichever order the messages come, and in a second engine', () => {
    const names = Object.keys(identityMessages) as (keyof typeof identityMessages)[]
    const second = shippedEngine('ai-training')
    const forwards = names.map((name) => outputOf(training, identityMessages[name]))
    const backwards = [...names].reverse().map((name) => outputOf(second, identityMessages[name])).reverse()
    expect(backwards).toEqual(forwards)
  })

  test('in another process, wherever it runs, and intervals are kept', { timeout: 60_000 }, () => {
    const child = join(import.meta.dirname, 'identity-child.ts')
    const here = [...Object.values(identityMessages), intervalMessage].map((message) => outputOf(training, message))
    for (const zone of ['UTC', 'America/St_Johns', 'Pacific/Kiritimati']) {
      const told = execFileSync(process.execPath, [child], { env: { ...process.env, TZ: zone }, encoding: 'utf8' })
      expect(JSON.parse(told)).toEqual(here)
    }
  })
})

test('Two patients, destinations or purposes do not share a pseudonym or a shift', () => {
  const message = identityMessages['a relative reference']
  const others = [
    seen({ ...message, subject: { reference: 'Patient/p2' } }),
    seen(message, shippedEngine('ai-training', { destination: 'other' })),
    seen(message, shippedEngine('ai-training', { purpose: 'other' })),
  ]
  const all = [seen(message), ...others]
  expect(new Set(all.map(({ reference }) => reference)).size).toBe(4)
  expect(new Set(all.map(({ days }) => days)).size).toBe(4)
})

test('The days between any two dates of a patient stay, over leap days and clock changes, at every precision', () => {
  const output = JSON.parse(outputOf(training, intervalMessage)) as { component: { valueDateTime: string }[] }
  const dates = output.component.map(({ valueDateTime }) => valueDateTime)
  expect(dates.length).toBe(INTERVAL_DATES.length)
  const moved = dates.map((date, index) => {
    const before = INTERVAL_DATES[index] as string
    expect(date.slice(10)).toBe(before.slice(10))
    return (Date.parse(date.slice(0, 10)) - Date.parse(before.slice(0, 10))) / DAY_MS
  })
  expect(new Set(moved).size).toBe(1)
  expect(new Set(moved)).not.toContain(0)
})

test('Whose message it is, is not guessed: dates of nobody, and of one of several patients, do not share a shift', () => {
  const patient = (id: string) => ({ resource: { resourceType: 'Patient', id } })
  const observation = {
    resource: { resourceType: 'Observation', status: 'final', code: { coding: [{ code: 'x' }] }, effectiveDateTime: '2020-06-15' },
  }
  const message = (entry: readonly object[]) => ({ resourceType: 'Bundle', type: 'collection', entry })
  expect(outputOf(training, observation.resource)).not.toContain('effectiveDateTime')
  expect(outputOf(training, message([patient('p1'), patient('p2'), observation]))).not.toContain('effectiveDateTime')
  const days = seen(identityMessages['a relative reference']).days
  expect(seen(message([patient('p1'), observation])).days).toBe(days)
})

test('The places of a Bundle that name a resource agree on its pseudonym', () => {
  const output = JSON.parse(
    outputOf(training, {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: 'https://fhir.example.org/r4/Patient/p1',
          resource: { resourceType: 'Patient', id: 'p1', identifier: [{ system: 'urn:oid:2.999.1', value: 'N-17' }], gender: 'male' },
          request: { method: 'PUT', url: 'Patient/p1', ifNoneExist: 'identifier=urn:oid:2.999.1|N-17' },
          response: { status: '200', location: 'https://fhir.example.org/r4/Patient/p1/_history/4' },
        },
        {
          resource: {
            resourceType: 'Group',
            type: 'person',
            actual: true,
            member: [{ entity: { reference: 'Patient?identifier=urn:oid:2.999.1|N-17' } }],
          },
          request: { method: 'POST', url: 'Group' },
        },
      ],
    }),
  ) as {
    entry: {
      fullUrl: string
      resource: { id: string; identifier: { value: string }[]; member: { entity: { reference: string } }[] }
      request: { url: string; ifNoneExist: string }
      response: { location: string }
    }[]
  }
  const [patient, group] = output.entry
  const id = patient?.resource.id
  const value = patient?.resource.identifier[0]?.value
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  expect(value).toMatch(/^[0-9a-f]{32}$/)
  expect(patient).toMatchObject({
    fullUrl: `https://sluice.invalid/fhir/Patient/${id}`,
    request: { method: 'PUT', url: `Patient/${id}`, ifNoneExist: `identifier=urn:oid:2.999.1|${value}` },
    response: { location: `https://sluice.invalid/fhir/Patient/${id}` },
  })
  expect(group).toMatchObject({
    resource: { member: [{ entity: { reference: `Patient?identifier=urn:oid:2.999.1|${value}` } }] }, request: { url: 'Group' },
  })
})
