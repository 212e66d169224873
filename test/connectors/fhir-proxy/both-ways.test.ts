import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSearchParameters } from '../../../src/fhir/search-parameters.ts'
import { startMedplum, type Medplum } from '../../services/medplum.ts'
import { batch, bodyOf, get, OBSERVATION, patch, searches, told, type Ask } from './ask.ts'
import { hidingPolicy, openUnmanaged, testClients, type OpenProxy } from './open-proxy.ts'

/*
 * The same requests to two servers that differ in what is hidden alone: whatever a client asks, both ways it is told the same.
 * The server is one that another team wrote.
 */

const TYPES = ['Patient', 'Observation', 'Encounter', 'Group'] as const
const R = { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } }
const IDS_STAY = '  - { name: Ids stay, when: { class: link }, then: keep }\n'
const PARAMETERS = loadSearchParameters('R4')

let medplum: Medplum
beforeAll(async () => {
  medplum = await startMedplum(TYPES)
})
afterAll(() => medplum.stop())

const fill = async (all: readonly object[]): Promise<void> => {
  medplum.repository.clear()
  for (const one of all) await medplum.repository.createResource(one as Resource, { assignedId: true })
}

/** The requests of which the answers differ between one world and the other. */
async function different(proxy: OpenProxy, asks: readonly Ask[], worlds: readonly (() => void)[]): Promise<unknown[]> {
  const found: unknown[] = []
  for (const ask of asks) {
    const answers: (readonly string[])[] = []
    for (const world of worlds) {
      world()
      answers.push(await told(proxy, ask))
    }
    if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1])) found.push([ask, answers])
  }
  return found
}

describe('asked both ways', () => {
  test('a client is told nothing of whole resources that are kept back', { timeout: 120_000 }, async () => {
    const of = (isHidden: boolean, one: object): { isHidden: boolean; one: object } => ({
      isHidden,
      one: { ...one, ...(isHidden ? R : {}) },
    })
    const all = [
      ...Array.from({ length: 6 }, (_, i) =>
        of(i % 3 === 2, { resourceType: 'Patient', id: `p${i}`, gender: i % 2 === 0 ? 'female' : 'male', active: true }),
      ),
      ...Array.from({ length: 6 }, (_, i) =>
        of(i === 1, {
          resourceType: 'Encounter',
          id: `e${i}`,
          status: 'finished',
          class: { code: 'AMB' },
          subject: { reference: `Patient/p${i}` },
        }),
      ),
      ...Array.from({ length: 24 }, (_, i) =>
        of(i % 5 === 3, {
          resourceType: 'Observation',
          id: `o${i}`,
          status: i % 2 === 0 ? 'amended' : 'final',
          code: { coding: [{ code: `c${i % 4}` }] },
          subject: { reference: `Patient/p${i % 6}` },
          encounter: { reference: `Encounter/e${i % 6}` },
          valueQuantity: { value: i },
        }),
      ),
      ...[0, 1].map((i) =>
        of(i === 1, {
          resourceType: 'Group',
          id: `g${i}`,
          type: 'person',
          actual: true,
          member: [{ entity: { reference: 'Patient/p2' } }],
        }),
      ),
    ]
    await fill(all.map(({ one }) => one))
    const whole = medplum.remember()
    const { resources, history } = medplum.repository as unknown as Record<'resources' | 'history', Map<string, Map<string, unknown>>>
    for (const { isHidden, one } of all) {
      const { resourceType, id } = one as { resourceType: string; id: string }
      if (isHidden) for (const held of [resources, history]) held.get(resourceType)?.delete(id)
    }
    const without = medplum.remember()
    const asks: Ask[] = [
      'Patient/p2', 'Patient/p0', 'Patient/none', 'Observation/o3', 'Observation/o0', 'Encounter/e1', 'Group/g0', 'Group/g1',
    ].flatMap((name): Ask[] => {
      const [type = '', id = ''] = name.split('/')
      return [
        ...[
          '', '/_history', '/_history/1', '/$meta', '/$everything', '/$everything?_count=1', '/Observation', '/Observation?status=final',
        ].map((path): Ask => [`/${name}${path}`]),
        [`/${name}`, { method: 'HEAD' }],
        [`/${name}`, { method: 'DELETE' }],
        [`/${name}`, { method: 'PUT', body: { ...bodyOf(type), id } }],
        [`/${name}`, patch({ op: 'add', path: '/language', value: 'en' })],
        ['', batch(get(name), get(`${name}/Observation`), { request: { method: 'DELETE', url: name } })],
        ['', batch({ request: { method: 'PUT', url: name }, resource: { ...bodyOf(type), id } })],
        ['/Observation', { method: 'POST', body: { ...OBSERVATION, subject: { reference: name } } }],
        [
          '',
          {
            method: 'POST',
            body: {
              resourceType: 'Bundle',
              type: 'transaction',
              entry: [get(name), { request: { method: 'POST', url: 'Observation' }, resource: OBSERVATION }],
            },
          },
        ],
      ]
    })
    asks.push(
      ...[
        'Patient?gender=male&_count=1', 'Patient?_count=2', 'Patient?_id=p2', 'Patient?_id=p0,p2,p1', 'Patient?gender:not=male',
        'Patient?_sort=-_id&_count=2', 'Patient?_security=R', 'Patient?_revinclude=Observation:subject&_count=1',
        'Patient?_has:Observation:subject:status=final', 'Observation?_count=3', 'Observation?code=c3', 'Observation?subject=Patient/p2',
        'Observation?encounter=Encounter/e1', 'Observation?subject:Patient.gender=female', 'Observation?encounter.status=finished',
        'Observation?value-quantity=gt5', 'Observation?_sort=-value-quantity&_count=4',
        'Observation?_include=Observation:encounter&_include:iterate=Encounter:subject',
        'Observation?status=final&_include=Observation:subject&_count=2', 'Observation?_id=o3,o4', 'Observation?_summary=count',
        'Encounter?status=finished', 'Group?member=Patient/p2&_include=Group:member',
      ].flatMap(searches),
      ...['Patient', 'Observation', 'Encounter', 'Group'].flatMap((type): Ask[] => [
        [`/${type}`],
        [`/${type}/_history`],
        [`/${type}/_history?_count=3`],
      ]),
    )
    const policy = hidingPolicy(`  - { name: Restricted goes, when: { label: R }, then: drop }\n${IDS_STAY}`)
    const proxy = await openUnmanaged({
      stepMs: 1,
      clients: testClients({ policy }),
      upstream: { url: medplum.baseUrl, deletesReferred: true },
    })
    expect(await different(proxy, asks, [whole, without])).toEqual([])
    await proxy.close()
  })

  test(
    'a client is told nothing of elements that are hidden, by any search parameter or step of a patch',
    { timeout: 120_000 },
    async () => {
      const world = (which: number): object[] => {
        const pick = <T>(i: number, ...two: readonly [T, T]): T => two[(i + which) % 2] as T
        return [
          ...Array.from({ length: 4 }, (_, i) => ({
            resourceType: 'Patient',
            id: `p${i}`,
            gender: i % 2 === 0 ? 'female' : 'male',
            active: true,
            name: [{ family: pick(i, 'Aardwolf', 'Zebrano') }],
            birthDate: pick(i, '1970-04-05', '1970-09-30'),
            telecom: [{ system: 'phone', value: pick(i, '555-111-2222', '555-333-4444') }],
            identifier: [{ system: 'http://hospital.example/mrn', value: pick(i, '10001', '20002') }],
            address: [{ city: pick(i, 'Aachen', 'Zwolle'), postalCode: pick(i, '12345', '98765') }],
          })),
          ...Array.from({ length: 8 }, (_, i) => ({
            ...OBSERVATION,
            id: `o${i}`,
            subject: { reference: `Patient/p${i % 4}`, display: pick(i, 'Aardwolf', 'Zebrano') },
            effectiveDateTime: pick(i, '2020-01-01', '2020-12-31'),
            valueQuantity: { value: i },
          })),
        ]
      }
      const VALUES: Readonly<Record<string, readonly string[]>> = {
        string: ['Aardwolf', 'Aa', 'Aachen'],
        token: ['10001', 'http://hospital.example/mrn|10001', '555-111-2222'],
        date: ['1970-04-05', 'lt1970-06-01', 'ge2020-06-01'],
        reference: ['Patient/p0'],
        composite: ['x$2020-01-01'],
      }
      const asks: Ask[] = (['Patient', 'Observation'] as const).flatMap((type) =>
        PARAMETERS.of(type).flatMap(({ code, type: kind }): Ask[] => {
          const values = VALUES[kind] ?? ['5']
          const plain = values.flatMap((value, index): Ask[] =>
            index === 0 ? searches(`${type}?${code}=${encodeURIComponent(value)}`) : [[`/${type}?${code}=${encodeURIComponent(value)}`]],
          )
          plain.push([
            `/${type === 'Patient' ? 'Observation?subject:Patient.' : 'Patient?_has:Observation:patient:'}${code}=${encodeURIComponent(values[0] ?? '')}`,
          ])
          const changed = [':exact', ':contains', ':not', ':text', ':identifier', ':in', ':of-type', ':above'].map((modifier): Ask => [
            `/${type}?${code}${modifier}=${encodeURIComponent(values[0] ?? '')}`,
          ])
          return [...plain, ...changed, [`/${type}?${code}:missing=true`], [`/${type}?_sort=${code}`], [`/${type}?_sort=-${code}&_count=2`]]
        }),
      )
      for (const path of [
        '/name/0/family', '/name', '/birthDate', '/identifier/0/value', '/address/0', '/telecom/0/value', '/gender', '',
      ]) {
        for (const op of ['test', 'replace', 'add', 'remove', 'copy', 'move'])
          asks.push(['/Patient/p0', patch({ op, path, value: path === '/birthDate' ? '1970-04-05' : 'Aardwolf', from: '/name/0/family' })])
        asks.push(['/Patient/p0', patch({ op: 'copy', from: path, path: '/language' })])
      }
      const worlds: (() => void)[] = []
      for (const which of [0, 1]) {
        await fill(world(which))
        worlds.push(medplum.remember())
      }
      const proxy = await openUnmanaged({
        stepMs: 1,
        clients: testClients({ policy: hidingPolicy(IDS_STAY) }),
        upstream: { url: medplum.baseUrl, deletesReferred: true },
      })
      expect(await different(proxy, asks, worlds)).toEqual([])
      expect(await told(proxy, ['/Patient?gender=male', { as: 'open' }])).not.toEqual(
        await (worlds[0]?.(), told(proxy, ['/Patient?gender=male', { as: 'open' }])),
      )
      await proxy.close()
    },
  )
})
