import { describe, expect, test } from 'vitest'
import { hidingPolicy, openProxy, pseudonymOf, sendJson, sharedProxy, testClients, type OpenProxy, type Reply } from './open-proxy.ts'

const shared = sharedProxy()
const OBSERVATION = { resourceType: 'Observation', status: 'final', code: {} }
const KNOWN = 'p77123'
const UUID = '1b1b1b1b-0000-4000-8000-000000000001'

/** A server that keeps what it is sent, and shows the last of it. */
function keeping(): Reply {
  let kept: object = OBSERVATION
  return (asked, response) => {
    if (asked.method === 'POST' && asked.url !== '/fhir') kept = { ...(JSON.parse(asked.body) as object), id: 'new1' }
    sendJson(
      response,
      asked.url === '/fhir'
        ? {
            resourceType: 'Bundle',
            type: 'batch-response',
            entry: (JSON.parse(asked.body) as { entry: unknown[] }).entry.map(() => ({ response: { status: '201' } })),
          }
        : kept,
      { status: asked.method === 'POST' ? 201 : 200 },
    )
  }
}

async function writeAndRead(
  proxy: OpenProxy,
  resource: { readonly resourceType: string },
): Promise<{ readonly status: number; readonly sent: boolean; readonly text: string }> {
  proxy.reply = keeping()
  proxy.asked.length = 0
  const { status, text } = await proxy.get(`/${resource.resourceType}`, { method: 'POST', body: resource })
  return { status, sent: proxy.asked.length > 0, text }
}

describe('of an id that it knows from elsewhere, a client that may write learns no pseudonym', () => {
  test('by what a resource contains: that has a name of its own on the server, by which the same refers to it', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, KNOWN)
    const { status, text } = await writeAndRead(proxy, {
      ...OBSERVATION,
      contained: [{ resourceType: 'Patient', id: KNOWN, gender: 'male' }],
      subject: { reference: `#${KNOWN}` },
    } as typeof OBSERVATION)
    const [sent] = proxy.asked.map(({ body }) => JSON.parse(body) as { contained: { id: string }[]; subject: { reference: string } })
    expect(sent?.subject.reference).toBe(`#${sent?.contained[0]?.id}`)
    expect(sent?.contained[0]?.id).toMatch(/^[0-9a-f]{32}$/)
    const read = JSON.parse(text) as { contained: { id: string; gender: string }[]; subject: { reference: string } }
    expect([status, read.subject.reference, read.contained[0]?.gender]).toEqual([201, `#${read.contained[0]?.id}`, 'male'])
    expect(text).not.toContain(pseudonym)
    expect(text).not.toContain(KNOWN)
  })

  test.for<readonly [string, object]>([
    ['a fragment of no reference', { resourceType: 'QuestionnaireResponse', questionnaire: `#${KNOWN}` }],
    ['a canonical', { resourceType: 'ServiceRequest', intent: 'order', instantiatesCanonical: [`PlanDefinition/${KNOWN}`] }],
    [
      'an address',
      {
        resourceType: 'ServiceRequest',
        intent: 'order',
        instantiatesUri: [`urn:uuid:${UUID}`, `https://elsewhere.example.org/fhir/Patient/${KNOWN}`],
      },
    ],
    [
      'a document',
      {
        resourceType: 'Bundle',
        type: 'document',
        entry: [{ fullUrl: `https://elsewhere.example.org/fhir/Patient/${KNOWN}`, resource: { resourceType: 'Patient', id: KNOWN } }],
      },
    ],
    [
      'a label that keeps it back for now',
      {
        resourceType: 'QuestionnaireResponse',
        questionnaire: `Questionnaire/${KNOWN}`,
        meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
      },
    ],
    [
      'a reference that goes to nobody, where nothing else would be left',
      {
        resourceType: 'QuestionnaireResponse',
        questionnaire: `Questionnaire/${KNOWN}`,
        subject: { reference: '#' },
        item: [{ linkId: '1', answer: [{ valueReference: { reference: '#' } }] }],
      },
    ],
  ])('by %s: that is refused, alone and in a batch', async ([, resource]) => {
    const proxy = await openProxy({
      clients: testClients({
        policy: hidingPolicy(
          '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Addresses too, when: { class: url }, then: pseudonymize }\n',
        ),
      }),
    })
    const whole = { ...OBSERVATION, ...resource }
    const { status, sent } = await writeAndRead(proxy, whole)
    expect([status, sent]).toEqual([status === 422 ? 422 : 403, false])
    const got = await proxy.get('', {
      method: 'POST',
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          { request: { method: 'POST', url: whole.resourceType }, resource: whole },
          { request: { method: 'POST', url: 'Basic' }, resource: { resourceType: 'Basic', code: {} } },
        ],
      },
    })
    expect((got.json['entry'] as { response: { status: string } }[] | undefined)?.map((one) => one.response.status)).toEqual([
      String(status),
      '201',
    ])
    expect(proxy.asked.map(({ body }) => body.includes(KNOWN) || body.includes(UUID))).toEqual([false])
  })

  test('by an id that the server is to give it: what it asks for is not what it knows', async () => {
    const { proxy } = shared
    const { status } = await writeAndRead(proxy, {
      ...OBSERVATION,
      id: KNOWN,
      meta: { versionId: '7', lastUpdated: '2026-01-01T00:00:00Z' },
    } as typeof OBSERVATION)
    expect([status, proxy.asked[0]?.body.includes(KNOWN)]).toEqual([201, false])
  })
})

test.for<readonly [string, string, object, object]>([
  [
    'an identifier that becomes a pseudonym',
    'when: { class: mrn }, then: pseudonymize',
    { identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, value: '4711' }] },
    { gender: 'male' },
  ],
  [
    'a date that moves with all of its patient',
    'when: { class: date }, then: { shift: { days: 100 } }',
    { birthDate: '1970-04-05' },
    { gender: 'male' },
  ],
  [
    'a name for which another stands',
    'when: { class: name }, then: surrogate',
    { name: [{ family: 'Nobody' }] },
    { maritalStatus: { text: 'x' } },
  ],
])('%s is not taken in clear: what becomes of it would tell what became of others', async ([, rule, given, other]) => {
  const proxy = await openProxy({ clients: testClients({ policy: hidingPolicy(`  - { name: First, ${rule} }\n`) }) })
  expect(await writeAndRead(proxy, { resourceType: 'Patient', ...given })).toMatchObject({ status: 403, sent: false })
  expect(await writeAndRead(proxy, { resourceType: 'Patient', ...other })).toMatchObject({ status: 201, sent: true })
})
