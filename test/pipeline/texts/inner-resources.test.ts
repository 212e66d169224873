import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const PATIENT = {
  resourceType: 'Patient', id: 'p1',
  identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, value: '77781' }],
  name: [{ family: 'Quixley', given: ['Abenth'] }],
  telecom: [{ system: 'phone', value: '5550147' }],
  gender: 'female', birthDate: '1980-05-17',
  address: [{ city: 'Springfield', state: 'MA' }],
}
const base64 = (content: unknown): string => Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64')
const binary = (content: unknown, contentType = 'application/fhir+json') => ({
  resourceType: 'Binary', contentType, data: base64(content),
})
const within = (output: string): unknown => {
  const { data } = JSON.parse(output) as { data: string }
  return JSON.parse(Buffer.from(data, 'base64').toString())
}
const TOLD = /77781|Quixley|Abenth|5550147|1980-05-17|Springfield/

describe('A resource in an attachment', () => {
  test.for(['hipaa-safe-harbor', 'ai-training'])('is what it is elsewhere, under %s', (policy) => {
    const engine = shippedEngine(policy)
    const alone = JSON.parse(outputOf(engine, PATIENT)) as unknown
    const output = outputOf(engine, binary(PATIENT))
    expect(within(output)).toEqual(alone)
    expect(JSON.stringify(within(output))).not.toMatch(TOLD)
    expect(output).toContain('"code":"REDACTED"')
  })

  test.for([
    ['of JSON that says nothing of FHIR', binary(PATIENT, 'application/json')],
    ['of plain text', binary(PATIENT, 'text/plain')],
    ['behind white space', binary(`\n ${JSON.stringify(PATIENT)}`)],
    ['whose type is spelled with an escape', binary(JSON.stringify(PATIENT).replace('resourceType', 'resource\\u0054ype'))],
    ['in a Bundle', binary({ resourceType: 'Bundle', type: 'document', entry: [{ resource: PATIENT }] })],
    ['in a resource of its own within', binary(binary(PATIENT))],
  ] as const)('is one %s', ([, message]) => {
    const output = outputOf(shippedEngine('hipaa-safe-harbor'), message)
    const inner = JSON.stringify(within(output))
    expect(inner).not.toBe('{}')
    expect(inner + Buffer.from(inner.match(/"data":"([^"]+)"/)?.[1] ?? '', 'base64').toString()).not.toMatch(TOLD)
  })

  test('takes size and hash with it', () => {
    const data = base64(PATIENT)
    const message = {
      resourceType: 'DocumentReference', status: 'current',
      content: [{ attachment: { contentType: 'application/fhir+json', data, size: 1, hash: 'x' } }],
    }
    const { content } = JSON.parse(outputOf(shippedEngine('hipaa-safe-harbor'), message)) as {
      content: [{ attachment: { data: string; size: number; hash: string } }]
    }
    const bytes = Buffer.from(content[0].attachment.data, 'base64')
    expect(content[0].attachment).toMatchObject({ size: bytes.length, hash: createHash('sha1').update(bytes).digest('base64') })
  })

  test('moves its dates with those of the same patient around it', () => {
    const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, effectiveDateTime: '2020-06-15' }
    const subject = { reference: 'Patient/p1' }
    const message = {
      resourceType: 'Bundle', type: 'collection',
      entry: [{ resource: { ...observation, subject } }, { resource: binary({ ...observation, subject }) }],
    }
    const { entry } = JSON.parse(outputOf(shippedEngine('ai-training'), message)) as {
      entry: [{ resource: { effectiveDateTime: string } }, { resource: object }]
    }
    expect(within(JSON.stringify(entry[1].resource))).toMatchObject({ effectiveDateTime: entry[0].resource.effectiveDateTime })
    expect(entry[0].resource.effectiveDateTime).not.toBe('2020-06-15')
  })

  test('makes its people known to the texts around it, and knows theirs', () => {
    const note = (text: string) => ({ resourceType: 'Basic', code: { text } })
    const other = { ...PATIENT, id: 'p2', name: [{ family: 'Zorvath', given: ['Mirel'] }] }
    const output = outputOf(shippedEngine('hipaa-safe-harbor'), {
      resourceType: 'Bundle', type: 'collection',
      entry: [other, note('seen with quixley'), binary({ resourceType: 'Bundle', type: 'collection', entry: [
        { resource: PATIENT }, { resource: note('seen with zorvath') },
      ] })].map((resource) => ({ resource })),
    })
    const { entry } = JSON.parse(output) as { entry: { resource: object }[] }
    expect(output).not.toMatch(/quixley|zorvath/i)
    expect(JSON.stringify(within(JSON.stringify(entry[2]?.resource)))).not.toMatch(/quixley|zorvath/i)
  })

  test.for([
    ['is too deep in others', binary(binary(binary(binary(PATIENT))))],
    ['is not a message that can be read', binary(JSON.stringify(PATIENT).replace('"id"', '"gender":"male","id"'))],
  ] as const)('goes when it %s', ([, message]) => {
    let output = outputOf(shippedEngine('hipaa-safe-harbor'), message)
    let data: string | undefined
    do {
      expect(output).not.toMatch(TOLD)
      data = /"data":\s*"([^"]+)"/.exec(output)?.[1]
      output = Buffer.from(data ?? '', 'base64').toString()
    } while (data !== undefined)
  })

  test('loses what nobody could read in it, although nothing was found', () => {
    const html = `<p>fine</p><img src="data:image/png;base64,${base64('\x89PNG\r\n\x1a\n a picture')}">`
    const attachment = { contentType: 'text/html', data: base64(html) }
    const inner = { resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] }
    const engine = shippedEngine('hipaa-safe-harbor')
    const alone = JSON.parse(outputOf(engine, inner)) as unknown
    expect(JSON.stringify(alone)).not.toContain(base64(html))
    expect(within(outputOf(engine, binary(inner)))).toEqual(alone)
  })

  test('is told of once, and so is what stands around it', () => {
    const entry = [{ resource: PATIENT }, { resource: binary({ ...PATIENT, id: 'p2' }) }]
    const message = { resourceType: 'Bundle', type: 'collection', entry }
    const { facts } = shippedEngine('hipaa-safe-harbor', { findings: true }).process(Buffer.from(JSON.stringify(message)))
    const places = facts.findings.map(({ path, start, class: given, decision }) => [path, start, given, decision?.done].join())
    expect(places.filter((place) => place.startsWith('Bundle.entry[0]'))).not.toEqual([])
    expect(places).toEqual([...new Set(places)])
  })

  test('that the policy blocks blocks the message', () => {
    const policy = policyFrom(
      'rules:\n  - { when: { path: Patient.gender }, then: block }\n' +
        '  - { when: { class: [free-text, opaque] }, then: scan }\n  - { when: { class: not-identifying }, then: keep }\n',
    )
    expect(shippedEngine(policy).process(Buffer.from(JSON.stringify(binary(PATIENT))))).toMatchObject({
      verdict: 'block', error: { code: 'SLUICE_POLICY_BLOCK' },
    })
  })
})

describe('Resources beside other things', () => {
  const alone = (policy: string): string => outputOf(shippedEngine(policy), PATIENT)
  const json = JSON.stringify(PATIENT)
  const other = JSON.stringify({ ...PATIENT, id: 'p2' })

  test.for([
    ['in a list', `[${json}, ${other}]`, 'application/json'],
    ['line by line', `${json}\n${other}\n`, 'application/fhir+ndjson'],
    ['line by line in what is said to be text', `${json}\r\n${other}\r\n`, 'text/plain'],
    ['in members', `{"hook": "patient-view", "prefetch": {"patient": ${json}, "more": [{"resource": ${other}}]}}`, 'application/json'],
    ['in a member that is there twice', `{"a": ${json}, "a": {"b": 1}, "c": ${json}, "c": 2}`, 'application/json'],
    ['in a string of JSON', JSON.stringify({ role: 'user', content: json, also: `Please look at ${other}` }), 'application/json'],
    ['in prose', `Summarise this record: ${json} and compare it with\n${other}. Thank you.`, 'text/plain'],
    ['in base64 in JSON', JSON.stringify({ body: base64(json) }), 'application/json'],
    ['in a cell of CSV', `id,doc\n1,"${json.replaceAll('"', '""')}"\n`, 'text/csv'],
    ['in HTML', `<p>Sent <b>with</b> ${json.replaceAll('"', '&quot;')}</p>`, 'text/html'],
    ['in XML', `<m><![CDATA[${json}]]></m>`, 'application/xml'],
    ['in a document in a text', `<note><line>Sent with ${json}</line></note>`, 'text/plain'],
  ] as const)('are what they are alone: %s', ([, content, contentType]) => {
    for (const policy of ['hipaa-safe-harbor', 'ai-training']) {
      const { data } = JSON.parse(outputOf(shippedEngine(policy), binary(content, contentType))) as { data: string }
      const text = Buffer.from(data, 'base64').toString()
      const all = text + [...text.matchAll(/"body":\s*"([^"]+)"/g)].map(([, body]) => Buffer.from(body ?? '', 'base64').toString()).join('')
      expect(all).not.toMatch(TOLD)
      expect(all.replaceAll('\\', '').replaceAll('&quot;', '"').replaceAll('""', '"')).toContain(alone(policy))
    }
  })

  test('leave the rest of the content as it was, to the byte', () => {
    const basic = { resourceType: 'Basic', code: { text: 'fine' } }
    const content = `[ {"n" : 1e2} ,\t${JSON.stringify(basic)}, "\\u0041" ]`
    expect(JSON.parse(outputOf(shippedEngine('hipaa-safe-harbor'), binary(content)))).toMatchObject({ data: base64(content) })
  })

  test('make their people known to the prose around them', () => {
    const output = outputOf(shippedEngine('hipaa-safe-harbor'), binary(`for quixley: ${json}`, 'text/plain'))
    const { data } = JSON.parse(output) as { data: string }
    expect(Buffer.from(data, 'base64').toString()).toMatch(/^for \[NAME\]: \{/)
  })

  test('count, and give their labels, as they do elsewhere', () => {
    const { facts } = shippedEngine('hipaa-safe-harbor').process(Buffer.from(JSON.stringify(binary(`[${json}]`))))
    expect(facts.counts).toMatchObject({ name: { drop: 2 } })
    expect(outputOf(shippedEngine('hipaa-safe-harbor'), binary(`[${json}]`))).toMatch(/"security":\[.*"code":"REDACTED"/)
  })

  test('that could not be worked on leave nothing behind', () => {
    const twice = json.replace('"id"', '"gender":"male","id"')
    const { data } = JSON.parse(outputOf(shippedEngine('hipaa-safe-harbor'), binary(`{"a":[${twice}],"b":2}`))) as { data: string }
    expect(Buffer.from(data, 'base64').toString()).toBe('{"a":[null],"b":2}')
  })

  test('that the policy blocks block the message', () => {
    const policy = policyFrom(
      'rules:\n  - { when: { path: Patient.gender }, then: quarantine }\n' +
        '  - { when: { class: [free-text, opaque] }, then: scan }\n  - { when: { class: not-identifying }, then: keep }\n',
    )
    expect(shippedEngine(policy).process(Buffer.from(JSON.stringify(binary(`[1, ${json}]`))))).toMatchObject({
      verdict: 'quarantine', error: { code: 'SLUICE_POLICY_QUARANTINE' },
    })
  })
})

test('A resource in a string is one too, and what only looks like one is a text', () => {
  const engine = shippedEngine('hipaa-safe-harbor')
  const basic = (text: string) => ({ resourceType: 'Basic', code: { text } })
  const { code } = JSON.parse(outputOf(engine, basic(JSON.stringify(PATIENT)))) as { code: { text: string } }
  expect(JSON.parse(code.text)).toEqual(JSON.parse(outputOf(engine, PATIENT)))
  const other = JSON.stringify({ resourceType: 'Pathway', note: 'Seen by Dr. Marion Tavish' })
  expect(outputOf(engine, basic(other))).toContain(JSON.stringify(other.replace('Dr. Marion Tavish', '[NAME]')).slice(1, -1))
})
