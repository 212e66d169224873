import { expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, hidingPolicy, openProxy, testClients } from './open-proxy.ts'

const [vendor] = testClients() as [ProxyClientConfig]
const ASYNC = { prefer: 'respond-async' }
const IDS_STAY = '  - { name: Ids stay, when: { class: link }, then: keep }\n'
const hiding = (path: string): ProxyClientConfig[] => [
  { ...vendor, policy: hidingPolicy(`  - { name: Whose it is goes, when: { path: ${path} }, then: drop }\n${IDS_STAY}`) },
]

test.for([
  ['all of a patient', 'Observation.subject', '/Patient/p1/$everything', {}],
  ['all of an encounter', 'Observation.encounter', '/Encounter/e1/$everything', {}],
  ['the patient of an encounter', 'Encounter.subject', '/Encounter/e1/$everything?_type=Patient', {}],
  ['what else that patient has', 'Observation.subject', '/Encounter/e1/$everything?_type=Patient,Observation', {}],
  ['some of a patient, of a server that may not heed it', 'Observation.subject', '/Patient/p1/$everything?_type=Patient', {}],
  ['an export of a group', 'Observation.subject', '/Group/g1/$export', ASYNC],
  ['an export of a group whose members are hidden', 'Group.member', '/Group/g1/$export?_type=Patient', ASYNC],
  ['an export of what patients have', 'Observation.subject', '/Patient/$export', ASYNC],
] as const)('%s is not asked for where the policy hides whose resources are', async ([, path, url, headers]) => {
  const proxy = await openProxy({ clients: hiding(path) })
  expect([(await proxy.get(url, { headers })).status, proxy.asked]).toEqual([403, []])
})

test('what is tied by what is seen is asked for, and so is all that there is', async () => {
  const [client] = hiding('Observation.subject') as [ProxyClientConfig]
  const proxy = await openProxy({ clients: [{ ...client, resourceTypes: ['Patient', 'Group', 'Encounter', 'Condition'] }] })
  proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
  for (const url of ['/Patient/p1/$everything', '/Encounter/e1/$everything'])
    expect([url, (await proxy.get(url)).status]).toEqual([url, 200])
  proxy.reply = (_, response) => void response.writeHead(202, { 'content-location': `${proxy.upstream}/status` }).end()
  for (const url of ['/$export', '/Group/g1/$export', '/Patient/$export?_type=Condition'])
    expect([url, (await proxy.get(url, { headers: ASYNC })).status]).toEqual([url, 202])
})
