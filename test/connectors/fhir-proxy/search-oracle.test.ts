import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  always, hashOf, issuesOf, KEYS, openProxy, pseudonymOf, sendJson, sharedProxy, testClients, type OpenProxy, type Reply,
} from './open-proxy.ts'

const CORPUS = new URL('../../../../shared/corpora/fhir-definitions/phi-search-params.json', import.meta.url)
interface PhiParameter {
  readonly code: string
  readonly base: readonly string[]
  readonly type: string
}

const shared = sharedProxy()
/** Under a policy that searches texts, and numbers by what their labels say. */
const searching = sharedProxy({ clients: testClients({ policy: 'hipaa-safe-harbor' }) })

/** What a hidden value and another one are answered: a server that finds something for the first only. */
const TELLS: Reply = (asked, response) => {
  const finds = decodeURIComponent(asked.url + asked.body).includes('Hit')
  sendJson(response, {
    resourceType: 'Bundle',
    type: 'searchset',
    total: finds ? 1 : 0,
    ...(finds ? { entry: [{ resource: { resourceType: 'Patient', id: 'found1', gender: 'male' }, search: { mode: 'match' } }] } : {}),
  })
}

async function bothWays(
  proxy: OpenProxy,
  as: 'vendor' | 'open',
  query: (value: string) => string,
): Promise<{ same: boolean; status: number }> {
  proxy.reply = TELLS
  const hit = await proxy.get(query('Hit'), { as })
  const miss = await proxy.get(query('Mis'), { as })
  const bare = (text: string): string => text.replaceAll(/Hit|Mis/g, '')
  return { same: hit.status === miss.status && bare(hit.text) === bare(miss.text), status: hit.status }
}

/** What the policy of the tests keeps of the 152: names of definitions, and countries. */
const KEPT =
  /^\w+\.address-country$|^(?:ActivityDefinition|EffectEvidenceSynthesis|EventDefinition|Evidence|EvidenceVariable|ExampleScenario|Library|Measure|PlanDefinition|Questionnaire|ResearchDefinition|ResearchElementDefinition|RiskEvidenceSynthesis|TestScript|CapabilityStatement|CodeSystem|CompartmentDefinition|ConceptMap|GraphDefinition|ImplementationGuide|MessageDefinition|NamingSystem|OperationDefinition|SearchParameter|StructureDefinition|StructureMap|TerminologyCapabilities|ValueSet)\.name$/

describe('point 8: search is an oracle', () => {
  test(
    'of the 152 parameters on PHI a client learns nothing by asking, where its policy hides the element; who sees all does',
    { timeout: 120_000 },
    async (context) => {
      if (!existsSync(CORPUS)) return context.skip('the corpora are not there')
      const { proxy } = shared
      const parameters = JSON.parse(readFileSync(CORPUS, 'utf8')) as readonly PhiParameter[]
      const wrong: string[] = []
      let hidden = 0
      for (const { code, base } of parameters) {
        for (const type of base) {
          const told = await bothWays(proxy, 'vendor', (value) => `/${type}?${code}=${value}`)
          const isKept = KEPT.test(`${type}.${code}`)
          if (isKept ? told.same : !told.same || told.status !== 403) wrong.push(`${type}.${code}: ${told.status}`)
          if (!isKept) hidden++
        }
      }
      expect(wrong).toEqual([])
      expect([parameters.length, hidden]).toEqual([152, 198])
      expect(await bothWays(proxy, 'open', (value) => `/Patient?family=${value}`)).toEqual({ same: false, status: 200 })
    },
  )

  test.for([
    // Directly, by every type of parameter and with modifiers.
    '/Patient?family=V', '/Patient?name:contains=V', '/Patient?name:exact=V', '/Patient?name:missing=V', '/Patient?birthdate=V',
    '/Patient?birthdate=gtV', '/Patient?identifier=x|V', '/Patient?identifier:of-type=a|b|V', '/Patient?phone=V', '/Patient?death-date=V',
    '/Patient?address=V', '/Patient?address-postalcode=V', '/Patient?_lastUpdated=V', '/Observation?date=V', '/Patient?phonetic=V',
    '/Patient?organization:identifier=V', '/Observation?code:text=V', '/Observation?value-string=V', '/Observation?subject:identifier=V',
    // By what refers to, or is referred to.
    '/Observation?subject:Patient.family=V', '/Observation?patient.birthdate=V', '/Observation?subject.identifier=V',
    '/DiagnosticReport?result.subject:Patient.name=V', '/Patient?_has:Observation:patient:date=V',
    '/Patient?_has:Observation:patient:value-string=V', '/Observation?patient._has:Encounter:patient:date=V',
    '/Practitioner?_has:Patient:general-practitioner:name=V', '/Patient?_has:Observation:patient:_has:Provenance:target:recorded=V',
    // Everything that a resource says.
    '/Patient?_text=V', '/Patient?_content=V', '/Patient?_filter=name%20eq%20V', '/Patient?_query=V', '/Patient?_list=V',
    '/Patient?_type=V',
    // Order, and composites of which one part is hidden.
    '/Patient?_sort=birthdate&x=V', '/Patient?_sort=-family&x=V', '/Patient?gender=male&_sort=_lastUpdated&x=V', '/Patient?_sort=_id&x=V',
    '/Observation?code-value-date=x$V', '/Patient?_security=V&name=V',
  ])('%s tells nothing', async (path) => {
    const { proxy } = shared
    const told = await bothWays(proxy, 'vendor', (value) => path.replaceAll('=V', `=${value}`).replaceAll('V', value))
    expect(told.same).toBe(true)
    expect(told.status).toBeGreaterThanOrEqual(400)
    expect(proxy.asked).toEqual([])
  })

  test.for([
    ['/Patient?_sort=birthdate', 403], ['/Patient?_sort=gender,-family', 403], ['/Patient?_sort=_lastUpdated', 403],
    ['/Patient?_sort=_id', 403], ['/Patient?_sort=-gender', 200], ['/Patient?gender:missing=true', 200],
    // By words beside codes and references, which are hidden, some servers sort, and find that there is something.
    ['/Patient?_sort=organization', 403], ['/Observation?_sort=subject', 403], ['/Observation?_sort=-code', 403],
    ['/Observation?_sort=status', 200], ['/Observation?code:missing=true', 403], ['/Observation?subject:missing=false', 403],
    ['/Observation?status:missing=false', 200], ['/Patient?_has:Observation:patient:code:missing=true', 403],
    ['/Observation?subject:Patient.organization:missing=true', 403],
  ] as const)('neither order nor absence tells what is hidden: %s is %i', async ([path, status]) => {
    const { proxy } = shared
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    expect([(await proxy.get(path)).status, proxy.asked.length]).toEqual([status, status === 200 ? 1 : 0])
    expect((await proxy.get(path, { as: 'open' })).status).toBe(200)
  })

  test.for([
    '_summary=count', '_total=accurate', '_total=estimate', '_count=0', '_contained=true', '_include=*', '_include=Observation:*',
    '_revinclude=*', '_graph=x', '_score=1', 'unknown=1', 'near=1|2', '_has=x', 'gender:above:not=x', 'gender.code=x',
  ])('what counts, or is not known, is refused: %s', async (query) => {
    const { proxy } = shared
    for (const prefer of ['handling=lenient', 'handling=strict']) {
      const got = await proxy.get(`/Patient?${query}`, { headers: { prefer } })
      expect(got.status).toBeGreaterThanOrEqual(400)
      expect(got.status).toBeLessThan(404)
    }
    expect(proxy.asked).toEqual([])
  })

  test('what the policy shows may be asked by, directly, chained and reversed, and pseudonyms in it become ids', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p77123')
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    const asked = async (path: string): Promise<unknown> => {
      proxy.asked.length = 0
      const got = await proxy.get(path)
      return [got.status, proxy.asked.map(({ url }) => decodeURIComponent(url.slice('/fhir/'.length)))]
    }
    expect(await asked('/Patient?gender=male&_count=9999&_pretty=true')).toEqual([200, ['Patient?gender=male&_count=1000']])
    expect(await asked(`/Patient?_id=${pseudonym}`)).toEqual([200, ['Patient?_id=p77123']])
    expect(await asked(`/Observation?patient=${pseudonym}&code=http://loinc.org|1-2`)).toEqual([
      200,
      ['Observation?patient=p77123&code=http://loinc.org|1-2'],
    ])
    expect(await asked(`/Observation?subject=Patient/${pseudonym}`)).toEqual([200, ['Observation?subject=Patient/p77123']])
    expect(await asked(`/Observation?subject=${proxy.base}/Patient/${pseudonym},${pseudonym}`)).toEqual([
      200,
      ['Observation?subject=Patient/p77123,p77123'],
    ])
    expect(await asked(`/Observation?subject:Patient=${pseudonym}`)).toEqual([200, ['Observation?subject:Patient=p77123']])
    expect(await asked('/Observation?subject:Patient.gender=male')).toEqual([200, ['Observation?subject:Patient.gender=male']])
    expect(await asked('/Patient?_has:Observation:patient:code=x')).toEqual([200, ['Patient?_has:Observation:patient:code=x']])
    expect(await asked('/Observation?_include=Observation:subject&_revinclude=Provenance:target&_sort=status')).toEqual([
      200,
      ['Observation?_include=Observation:subject&_revinclude=Provenance:target&_sort=status'],
    ])
    expect(await asked('/Observation?code-value-quantity=http://loinc.org|1-2$gt5')).toEqual([
      200,
      ['Observation?code-value-quantity=http://loinc.org|1-2$gt5'],
    ])
    expect(await asked('/Patient?_id=p77123')).toEqual([404, []])
    expect(await asked('/Observation?patient=p77123')).toEqual([404, []])
  })
})

describe('point 8: a set of codes', () => {
  test.for([
    ['/Observation?code:in=http://hl7.org/fhir/ValueSet/observation-vitalsignresult', 200],
    ['/Observation?code:not-in=http://terminology.hl7.org/ValueSet/v3-ActCode|2.0', 200],
    ['/Observation?code:in=https://client.example.org/ValueSet/mine', 403],
    ['/Observation?code:not-in=https://client.example.org/ValueSet/mine', 403], ['/Observation?code:in=ValueSet/mine', 403],
    ['/Observation?code:in=http://hl7.org/fhir/ValueSet/x,https://client.example.org/ValueSet/mine', 403],
    ['/Observation?code:in=http://hl7.org.example.org/fhir/ValueSet/x', 403],
    ['/Encounter?subject:Patient.gender:in=https://client.example.org/ValueSet/mine', 403],
    ['/Patient?_has:Observation:patient:code:in=https://client.example.org/ValueSet/mine', 403],
  ] as const)('is asked by where HL7 has published it: %s is %i, and whoever sees all asks by any', async ([path, status]) => {
    const { proxy } = shared
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    expect([(await proxy.get(path)).status, proxy.asked.length]).toEqual([status, status === 200 ? 1 : 0])
    expect((await proxy.get(path, { as: 'open' })).status).toBe(200)
  })

  test.for(['ValueSet', 'CodeSystem', 'ConceptMap', 'StructureDefinition', 'CompartmentDefinition'])(
    'is not made by a client to ask by it: no %s is written but by who sees all',
    async (resourceType) => {
      const { proxy } = shared
      proxy.reply = always('', { status: 201 })
      const create = (as: 'vendor' | 'open') =>
        proxy
          .get(`/${resourceType}`, {
            as,
            method: 'POST',
            body: { resourceType, status: 'active', url: 'http://hl7.org/fhir/ValueSet/mine' },
          })
          .then(({ status }) => status)
      expect([await create('vendor'), proxy.asked.length, await create('open')]).toEqual([403, 0, 201])
    },
  )
})

describe('point 8: numbers that stay but where their labels say whose they are', () => {
  test.for([
    ['value-quantity=93', 403], ['value-quantity=ge93', 403], ['value-quantity=90,5', 403], ['value-quantity=93||a', 403],
    ['value-quantity=93|http://unitsofmeasure.org|{years}', 403],
    ['value-quantity=gt0.93||ha', 403], ['code-value-quantity=http://loinc.org|45396-3$gt500000000', 403],
    ['combo-value-quantity=lt9e8', 403], ['component-value-quantity=0001234', 403], ['value-quantity=ap85', 403],
    ['value-quantity=ap950||mg', 403], ['value-quantity=x', 403], ['code-value-quantity=x$5$gt90', 403],
    ['code-value-quantity=x$5,x$5$gt90', 403], ['value-quantity=5$gt90', 403], ['code=x&_sort=value-quantity', 403],
    ['value-quantity=ge120||mm[Hg]', 200],
    ['value-quantity=lt7.4', 200], ['value-quantity=gt450||ms', 200], ['value-quantity=-95', 200], ['code-value-quantity=x$gt89', 200],
    ['value-quantity:missing=true', 200], ['code=4711234', 200],
  ] as const)('are asked by %s: %i', { timeout: 60_000 }, async ([query, status]) => {
    const { proxy } = searching
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    expect((await proxy.get(`/Observation?${query}`, { as: 'vendor' })).status).toBe(status)
    expect((await proxy.get(`/Observation?${query}`, { as: 'open' })).status).toBe(200)
  })
})

describe('point 8: a client that may not have all', () => {
  const [vendor] = testClients()
  const limited = (): ReturnType<typeof openProxy> =>
    openProxy({
      clients: [
        {
          ...(vendor as NonNullable<typeof vendor>),
          apiKeySha256: [hashOf(KEYS.vendor)],
          resourceTypes: ['Patient', 'Observation'],
          interactions: ['read', 'search'],
          operations: [],
          searchParameters: ['Patient.gender', 'Observation.*'],
        },
      ],
    })

  test.for([
    ['/Condition?code=x', 403], ['/Patient?language=x', 403], ['/Observation?code=x', 200], ['/Observation?encounter.class=x', 403],
    ['/Patient?_has:Condition:patient:code=x', 403], ['/Patient?_revinclude=Condition:patient', 403],
    ['/Observation?_include=Observation:encounter', 403], ['/Observation?_include=Observation:subject:Group', 403],
    ['/Observation?_include=Observation:subject', 200], ['/Patient?_sort=language', 403], ['/Patient/x/$everything', 403],
    ['/Patient/_history', 403],
  ] as const)('%s is %i', async ([path, status]) => {
    const proxy = await limited()
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    const got = await proxy.get(path)
    expect([got.status, issuesOf(got), proxy.asked.length]).toEqual(status === 403 ? [403, ['forbidden'], 0] : [200, [], 1])
  })

  test('a compartment is a search by what ties to it, which has to be among the parameters that are listed', async () => {
    const listed = (...searchParameters: string[]): ReturnType<typeof openProxy> =>
      openProxy({
        clients: testClients({ policy: 'keep-everything', searchParameters }),
        reply: always({ resourceType: 'Bundle', type: 'searchset' }),
      })
    for (const [parameters, status] of [
      [['Observation.code'], 403],
      [['Observation.code', 'Observation.patient'], 403],
      [['Observation.*'], 200],
    ] as const) {
      const proxy = await listed(...parameters)
      expect([parameters, (await proxy.get('/Patient/p1/Observation?code=x')).status, proxy.asked.length]).toEqual([
        parameters,
        status,
        status === 200 ? 1 : 0,
      ])
    }
  })

  test('resources of other types that come along go, whatever the server adds', async () => {
    const proxy = await limited()
    proxy.reply = always({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        {
          resource: {
            resourceType: 'Observation',
            id: 'o1',
            status: 'final',
            code: { coding: [{ code: 'kept' }] },
            contained: [{ resourceType: 'Condition', id: 'c', code: { coding: [{ code: 'canary' }] } }],
          },
        },
        { resource: { resourceType: 'Condition', id: 'c1', code: { coding: [{ code: 'canary' }] } }, search: { mode: 'include' } },
      ],
    })
    const got = await proxy.get('/Observation?code=x')
    expect(got.status).toBe(200)
    expect(got.text).toContain('kept')
    expect(got.text).not.toContain('canary')
  })

  test('a chain that may lead anywhere says where it does, and is gone through once: two hundred of them took minutes', async () => {
    const proxy = await openProxy({ reply: always({ resourceType: 'Bundle', type: 'searchset' }) })
    const asked = async (chain: string): Promise<number> =>
      (
        await proxy.get('/ClinicalImpression/_search', {
          as: 'open',
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: Array.from({ length: 200 }, () => `supporting-info${chain}._id=x`).join('&'),
        })
      ).status
    const before = process.cpuUsage()
    expect([
      await asked('.successor.successor.successor'),
      await asked(':Measure.successor.successor.successor'),
      await asked(':Measure.successor:Library'),
    ]).toEqual([400, 400, 200])
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(5)
  })

  test('R5: nobody asks by _in who belongs to a group, a list or a care team', async () => {
    const proxy = await openProxy({ config: { fhirVersion: 'R5' } })
    for (const [as, path] of [
      ['vendor', '/Patient?_in=Group/g1'],
      ['open', '/Patient?_in=Group/g1'],
      ['open', '/Observation?subject:Patient._in=List/l1'],
    ] as const)
      expect([path, (await proxy.get(path, { as })).status]).toEqual([path, 403])
    expect(proxy.asked).toEqual([])
  })
})
