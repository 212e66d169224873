import { describe, expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const engine = shippedEngine('hipaa-safe-harbor')

/** XML of an attachment, or of a string, as it leaves in a message that names nobody. */
function written(xml: string, as: 'attachment' | 'string', contentType = 'application/xml'): string {
  if (as === 'string')
    return (
      JSON.parse(outputOf(engine, { resourceType: 'Observation', status: 'final', code: { text: 'x' }, valueString: xml })) as {
        valueString?: string
      }
    ).valueString ?? ''
  const attachment = { contentType, data: Buffer.from(xml).toString('base64') }
  const output = JSON.parse(outputOf(engine, { resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] })) as {
    content: { attachment: { data: string } }[]
  }
  return Buffer.from(output.content[0]?.attachment.data ?? '', 'base64').toString()
}

test.for(['attachment', 'string'] as const)('People whom the message does not know go from CDA in an %s, wherever CDA names them', (as) => {
  expect(
    written('<guardianPerson><name><given>Ottoline</given><given>Mary Ann</given><family>Fennimore</family></name></guardianPerson>', as),
  ).toBe('<guardianPerson><name><given>[NAME]</given><given>[NAME]</given><family>[NAME]</family></name></guardianPerson>')
  expect(written('<ClinicalDocument><assignedPerson><name>Ottoline Fennimore</name></assignedPerson></ClinicalDocument>', as)).not.toMatch(
    /Ottoline|Fennimore/,
  )
})

test.for(['Long', 'Day', 'Small', 'Love', 'PRICE', 'Dover', 'Kidney', 'fennimore', 'van der Berg', 'de la Cruz', "O'Brien-Little"])(
  '%s is a surname where CDA says so',
  (family) => {
    expect(written(`<patient><name><family>${family}</family></name></patient>`, 'attachment')).toBe(
      '<patient><name><family>[NAME]</family></name></patient>',
    )
  },
)

test.for(['attachment', 'string'] as const)('Places, birth times and identifiers go from CDA in an %s', (as) => {
  const output = written(
    '<patientRole><id extension="998-77" root="1.2.3"/><addr><city>Nahant</city><state>MA</state><postalCode>01945</postalCode></addr><patient><birthTime value="19570923"/></patient></patientRole>',
    as,
  )
  expect(output).not.toMatch(/998-77|Nahant|01945|0923/)
  expect(output).toContain('<state>MA</state>')
})

describe('FHIR in XML, whose elements nobody tells apart,', () => {
  const patient = '<Patient xmlns="http://hl7.org/fhir"><identifier><value value="77"/></identifier><managingOrganization><display value="Nahant"/></managingOrganization></Patient>'

  test.for(['attachment', 'string'] as const)('goes from an %s', (as) => {
    expect(written(patient, as)).not.toMatch(/77|Nahant|Patient/)
  })

  test.for([
    ['prose', `See ${patient} please`, 'text/plain', 'See  please'],
    ['other XML', `<m><b>fine</b>${patient}</m>`, 'application/xml', ''],
    ['XML with a prefix', `<f:Patient xmlns:f='http://hl7.org/fhir'><f:id value="77"/></f:Patient>`, 'text/plain', ''],
    ['JSON', JSON.stringify({ a: patient, b: 1 }), 'application/json', '{"a":"","b":1}'],
  ] as const)('goes with or from %s', ([, content, contentType, left]) => {
    expect(written(content, 'attachment', contentType)).toBe(left)
  })
})

test.for(['given: aspirin 81 mg', 'family: supportive', 'Metformin given daily'])('Prose such as %s stays as it is', (text) => {
  expect(written(text, 'string')).toBe(text)
})

test.for([
  '<effectiveTime value="20190817"/>', '<author><time value="20190817"/></author>', '<sdtc:deceasedTime value="20190817"/>',
  '<effectiveTime><low value="20190817"/><high value="20190819"/></effectiveTime>', '<effectiveTime><center value="20190817"/></effectiveTime>',
  '<value xsi:type="TS" value="20190817"/>', '<value xsi:type="IVL_TS"><low value="20190817"/></value>', '<time value="201908171530"/>',
  '<useablePeriod><low value="20190817"/></useablePeriod>', '<effectiveTime value="20190817153000-0500"/>',
])('The day goes from %s, its year stays', (xml) => {
  expect(written(xml, 'attachment')).toBe(xml.replaceAll(/"2019\d+(?:-\d+)?"/g, '"2019"'))
})

test.for([
  '<value xsi:type="PQ" value="199" unit="mg/dL"/>',
  '<referenceRange><value xsi:type="IVL_PQ"><low value="2.5"/><high value="4.8"/></value></referenceRange>',
  '<value xsi:type="PQ" value="20199999"/>', '<effectiveTime xsi:type="PIVL_TS"><period value="12" unit="h"/></effectiveTime>',
  '<doseQuantity><low value="1"/></doseQuantity>', '<value value="2019"/>',
])('%s tells no day', (xml) => {
  expect(written(xml, 'attachment')).toBe(xml)
})
