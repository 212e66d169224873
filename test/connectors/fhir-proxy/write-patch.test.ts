import { describe, expect, test } from 'vitest'
import { always, hidingPolicy, openProxy, pseudonymOf, sharedProxy, testClients } from './open-proxy.ts'

const shared = sharedProxy()

describe('point 3: a patch', () => {
  const patch = (operations: unknown, as: 'open' | 'vendor', id: string, type = 'application/json-patch+json') =>
    shared.proxy.get(`/Patient/${id}`, { as, method: 'PATCH', headers: { 'content-type': type }, body: JSON.stringify(operations) })

  test.for([
    ['replaces what is seen', [{ op: 'replace', path: '/gender', value: 'female' }], 200],
    ['tests what is seen', [{ op: 'test', path: '/gender', value: 'male' }], 200],
    ['tests what is hidden: an oracle', [{ op: 'test', path: '/birthDate', value: '1970-04-05' }], 409],
    ['tests the whole', [{ op: 'test', path: '', value: {} }], 400],
    ['copies what is hidden into sight', [{ op: 'copy', from: '/name/0/family', path: '/language' }], 409],
    ['moves what is hidden', [{ op: 'move', from: '/birthDate', path: '/language' }], 409],
    ['overwrites what is hidden', [{ op: 'replace', path: '/name/0/family', value: 'X' }], 409],
    ['removes what is hidden', [{ op: 'remove', path: '/identifier/0' }], 409],
    ['renames the resource', [{ op: 'replace', path: '/id', value: 'x' }], 400],
    ['adds what FHIR does not know', [{ op: 'add', path: '/nickname', value: 'x' }], 409],
    [
      'has the whole measured by another profile, with what is hidden of it',
      [{ op: 'add', path: '/meta/profile/0', value: 'http://example.org/has-a-birth-date' }],
      409,
    ],
    ['goes deeper than any resource', [{ op: 'add', path: `/name${'/0/extension'.repeat(5000)}`, value: [] }], 400],
    ['goes deeper in what is seen', [{ op: 'add', path: `/gender${'/0'.repeat(5000)}`, value: 'male' }], 400],
    ['comes from deeper than that', [{ op: 'copy', from: `/gender${'/0'.repeat(5000)}`, path: '/gender' }], 400],
    ['does something else', [{ op: 'jump', path: '/gender' }], 400],
  ] as const)('that %s', async ([, operations, status]) => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p1')
    proxy.reply = always({ resourceType: 'Patient', id: 'p1', gender: 'female' })
    expect((await patch(operations, 'vendor', pseudonym)).status).toBe(status)
    expect(proxy.asked.map(({ method }) => method)).toEqual(status === 200 ? ['GET', 'PATCH'] : [])
  })

  test.for([
    ['takes the system from an identifier by which it is hidden', [{ op: 'remove', path: '/identifier/0/system' }], 409],
    ['takes a label by which an element is hidden', [{ op: 'remove', path: '/meta/security/0' }], 409],
    [
      'gives an identifier that is seen another system',
      [{ op: 'replace', path: '/identifier/1/system', value: 'http://example.org/other' }],
      200,
    ],
    ['finds nothing', [{ op: 'remove', path: '/identifier/7/system' }], 400],
  ] as const)('that %s', async ([, operations, status]) => {
    const policy = hidingPolicy(
      [
        '{ label: HIV, path: Patient.gender }, then: drop', '{ class: ssn }, then: drop', '{ class: [link, mrn, other-id] }, then: keep',
        '{ path: Patient.meta.security }, then: keep',
      ]
        .map((rule, index) => `  - { name: "${index}", when: ${rule} }\n`)
        .join(''),
    )
    const proxy = await openProxy({ clients: testClients({ policy }) })
    const labelled = {
      resourceType: 'Patient',
      id: 'p1',
      gender: 'male',
      meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }] },
      identifier: [
        { system: 'http://hl7.org/fhir/sid/us-ssn', value: '900-12-3456' },
        { system: 'http://example.org/mrn', value: '7' },
      ],
    }
    proxy.reply = always(labelled, { headers: { etag: 'W/"7"' } })
    const read = await proxy.get('/Patient/p1')
    expect([read.text.includes('900-12'), read.text.includes('"male"'), read.text.includes('"7"')]).toEqual([false, false, true])
    const got = await proxy.get('/Patient/p1', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json-patch+json' },
      body: JSON.stringify(operations),
    })
    expect([got.status, proxy.asked.filter(({ method }) => method === 'PATCH').map(({ headers }) => headers['if-match'])]).toEqual([
      status,
      status === 200 ? ['W/"7"'] : [],
    ])
  })

  test('that goes by a number into an array of which items are hidden is refused, whatever the number: it would tell how many', async () => {
    const policy = hidingPolicy(
      ['{ class: ssn }, then: drop', '{ class: [link, mrn, other-id] }, then: keep']
        .map((rule, index) => `  - { name: "${index}", when: ${rule} }\n`)
        .join(''),
    )
    const proxy = await openProxy({ clients: testClients({ policy }) })
    const told = async (hidden: number, path: string, op = 'test'): Promise<number> => {
      const seen = { system: 'http://example.org/mrn', value: '7' }
      proxy.reply = always(
        {
          resourceType: 'Patient',
          id: 'p1',
          maritalStatus: { coding: [{ code: 'M' }] },
          identifier: [...Array.from({ length: hidden }, () => ({ type: { text: 'Canary' } })), seen],
        },
        { headers: { etag: 'W/"7"' } },
      )
      const { identifier = [] } = (await proxy.get('/Patient/p1')).json as { identifier?: unknown[] }
      expect(identifier).toEqual([seen])
      return (
        await proxy.get('/Patient/p1', {
          method: 'PATCH',
          headers: { 'content-type': 'application/json-patch+json' },
          body: JSON.stringify([{ op, path, from: '/maritalStatus/coding/0/code', value: seen.system }]),
        })
      ).status
    }
    for (const hidden of [1, 2])
      for (const op of ['test', 'replace', 'copy', 'remove', 'add'])
        for (const index of [0, 1, 2, 3, 4])
          expect([hidden, op, index, await told(hidden, `/identifier/${index}/system`, op)]).toEqual([hidden, op, index, 409])
    expect([
      await told(0, '/identifier/0/system'),
      await told(0, '/identifier/1/system'),
      await told(2, '/maritalStatus/coding/0/code', 'replace'),
    ]).toEqual([200, 400, 200])
  })

  test.for([
    [{ op: 'test', path: '/valueQuantity/value', value: 93 }, 409],
    [{ op: 'replace', path: '/valueQuantity/value', value: 40 }, 409],
    [{ op: 'add', path: '/valueQuantity/value', value: 40 }, 409],
    [{ op: 'copy', from: '/valueQuantity/value', path: '/component/0/valueQuantity/value' }, 409],
    [{ op: 'test', path: '/component/0/valueQuantity/value', value: 71 }, 200],
    [{ op: 'add', path: '/component/0/valueQuantity/value', value: 72 }, 200],
  ] as const)('that touches a number of which its label says whose it is: %o is %i', { timeout: 60_000 }, async ([operation, status]) => {
    const proxy = await openProxy({ clients: testClients({ policy: 'hipaa-safe-harbor' }) })
    const code = { text: 'Age', coding: [{ system: 'http://loinc.org', code: '30525-0' }] }
    proxy.reply = always({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: { resourceType: 'Observation', id: 'o1', status: 'final', code: {} } }],
    })
    const { entry = [] } = (await proxy.get('/Observation?status=final')).json as { entry?: { resource: { id: string } }[] }
    proxy.reply = always({
      resourceType: 'Observation', id: 'o1', status: 'final', code,
      valueQuantity: { value: 93, unit: 'a' },
      component: [{ code: {}, valueQuantity: { value: 71, unit: 'kg' } }],
    })
    const got = await proxy.get(`/Observation/${entry[0]?.resource.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json-patch+json' },
      body: JSON.stringify([operation]),
    })
    expect([got.status, proxy.asked.some(({ method }) => method === 'PATCH')]).toEqual([status, status === 200])
  })

  test('keeps every digit, and a key that stands twice is sent once', async () => {
    const { proxy } = shared
    proxy.reply = always({ resourceType: 'Observation', id: 'o1', status: 'final' })
    await proxy.get('/Observation/o1', {
      as: 'open',
      method: 'PATCH',
      headers: { 'content-type': 'application/json-patch+json' },
      body: '[{"op":"test","op":"replace","path":"/valueQuantity/value","value":235.40}]',
    })
    expect(proxy.asked[0]?.body).toBe('[{"op":"replace","path":"/valueQuantity/value","value":235.40}]')
  })

  test.for([
    ['application/xml-patch+xml', '<diff/>'],
    ['application/fhir+json', '{"resourceType":"Parameters"}'],
    ['application/merge-patch+json', '{}'],
  ])('as %s is 415', async ([type, body]) => {
    const got = await shared.proxy.get('/Patient/p1', {
      as: 'open',
      method: 'PATCH',
      headers: { 'content-type': String(type) },
      body: String(body),
    })
    expect([got.status, shared.proxy.asked]).toEqual([415, []])
  })
})
