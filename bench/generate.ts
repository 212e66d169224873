import { createRandom } from './random.ts'

/**
 * Synthetic resources in the shape of a real export: a patient with encounters, observations, conditions and claims,
 * indented by `indent` spaces as many servers send them. The same seed gives the same bytes.
 */
export interface Generated {
  /** Single resources of one to three kilobytes. */
  resources(count: number): Buffer[]
  /** Transaction Bundles of at least `bytes` each. */
  bundles(count: number, bytes: number): Buffer[]
}

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

const LOINC = [
  ['8302-2', 'Body Height', 'cm'], ['29463-7', 'Body Weight', 'kg'], ['39156-5', 'Body Mass Index', 'kg/m2'],
  ['2093-3', 'Total Cholesterol', 'mg/dL'], ['2339-0', 'Glucose', 'mg/dL'], ['6299-2', 'Urea Nitrogen', 'mg/dL'],
] as const
const FAMILIES = ['Abernathy', 'Brandvold', 'Castellan', 'Dunmore', 'Eriksdottir', 'Fairwater', 'Grimaldi', 'Hollowell']
const GIVEN = ['Ada', 'Bruno', 'Carmela', 'Dmitri', 'Esther', 'Florian', 'Greta', 'Hamid']
const CITIES = ['Quincy', 'Lowell', 'Worcester', 'Springfield', 'Salem', 'Brockton']

export function createGenerator(seed: number, indent = 2): Generated {
  const random = createRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join('')
  const uuid = (): string => {
    const hex = Array.from({ length: 32 }, () => below(16).toString(16)).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }
  const date = (): string => `${1950 + below(75)}-${two(1 + below(12))}-${two(1 + below(28))}`
  const instant = (): string => `${date()}T${two(below(24))}:${two(below(60))}:${two(below(60))}-05:00`
  const concept = (system: string, code: string, display: string): Json => ({ coding: [{ system, code, display }], text: display })
  const print = (resource: Json): Buffer => Buffer.from(JSON.stringify(resource, null, indent))

  function patient(id: string): Json {
    const family = pick(FAMILIES)
    const given = pick(GIVEN)
    return {
      resourceType: 'Patient', id,
      meta: { lastUpdated: instant(), profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'] },
      text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${given} ${family}</div>` },
      extension: [
        { url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race', extension: [
          { url: 'ombCategory', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2106-3', display: 'White' } },
          { url: 'text', valueString: 'White' }] },
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName', valueString: `${pick(GIVEN)} ${pick(FAMILIES)}` },
      ],
      identifier: [
        { system: 'https://hospital.example/mrn', value: uuid() },
        {
          type: concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'SS', 'Social Security Number'),
          system: 'http://hl7.org/fhir/sid/us-ssn',
          value: `999-${digits(2)}-${digits(4)}`,
        },
      ],
      name: [{ use: 'official', family, given: [given], prefix: ['Ms.'] }],
      telecom: [{ system: 'phone', value: `555-${digits(3)}-${digits(4)}`, use: 'home' }],
      gender: pick(['female', 'male']), birthDate: date(),
      address: [{ line: [`${digits(3)} Harbour Lane`], city: pick(CITIES), state: 'MA', postalCode: `02${digits(3)}`, country: 'US' }],
      maritalStatus: concept('http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'M', 'Married'),
      communication: [{ language: concept('urn:ietf:bcp:47', 'en-US', 'English') }],
    }
  }

  function observation(id: string, about: string, encounter: string): Json {
    const components = Array.from({ length: 1 + below(3) }, () => pick(LOINC))
    return {
      resourceType: 'Observation', id, status: 'final',
      category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory', 'laboratory')],
      code: concept('http://loinc.org', '24323-8', 'Comprehensive metabolic panel'),
      subject: { reference: about }, encounter: { reference: encounter }, effectiveDateTime: instant(), issued: instant(),
      component: components.map(([code, display, unit]) => ({
        code: concept('http://loinc.org', code, display),
        valueQuantity: { value: below(30000) / 100, unit, system: 'http://unitsofmeasure.org', code: unit },
      })),
    }
  }

  function encounter(id: string, about: string): Json {
    return {
      resourceType: 'Encounter', id, status: 'finished', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      type: [concept('http://snomed.info/sct', '162673000', 'General examination of patient (procedure)')],
      subject: { reference: about, display: `${pick(GIVEN)} ${pick(FAMILIES)}` },
      participant: [{
        type: [concept('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'PPRF', 'primary performer')],
        period: { start: instant(), end: instant() }, individual: { reference: `Practitioner/${uuid()}`, display: `Dr. ${pick(FAMILIES)}` },
      }],
      period: { start: instant(), end: instant() },
      serviceProvider: { reference: `Organization/${uuid()}`, display: 'Harbour General' },
    }
  }

  function claim(id: string, about: string, encounterReference: string): Json {
    return {
      resourceType: 'Claim',
      id,
      status: 'active',
      type: concept('http://terminology.hl7.org/CodeSystem/claim-type', 'professional', 'Professional'),
      use: 'claim',
      patient: { reference: about },
      billablePeriod: { start: instant(), end: instant() },
      created: instant(),
      provider: { reference: `Organization/${uuid()}`, display: 'Harbour General' },
      priority: concept('http://terminology.hl7.org/CodeSystem/processpriority', 'normal', 'Normal'),
      insurance: [{ sequence: 1, focal: true, coverage: { display: 'Harbour Mutual' } }],
      item: Array.from({ length: 1 + below(3) }, (_, index) => ({
        sequence: index + 1, productOrService: concept('http://snomed.info/sct', '162673000', 'General examination'),
        encounter: [{ reference: encounterReference }], net: { value: below(100000) / 100, currency: 'USD' },
      })),
      total: { value: below(100000) / 100, currency: 'USD' },
    }
  }

  function group(reference: (type: string, id: string) => string): { readonly id: string; readonly resource: Json }[] {
    const [person, visit] = [uuid(), uuid()]
    const about = reference('Patient', person)
    const during = reference('Encounter', visit)
    const rest = Array.from({ length: 8 }, (_, index) => {
      const id = uuid()
      return { id, resource: index % 4 === 3 ? claim(id, about, during) : observation(id, about, during) }
    })
    return [{ id: person, resource: patient(person) }, { id: visit, resource: encounter(visit, about) }, ...rest]
  }

  return {
    resources(count) {
      const found: Buffer[] = []
      while (found.length < count) {
        for (const { resource } of group((type, id) => `${type}/${id}`)) {
          const bytes = print(resource)
          if (bytes.length >= 1000 && bytes.length <= 3500 && found.length < count) found.push(bytes)
        }
      }
      return found
    },
    bundles(count, bytes) {
      return Array.from({ length: count }, () => {
        const entry: Json[] = []
        for (let size = 0; size < bytes;) {
          for (const { id, resource } of group((_, target) => `urn:uuid:${target}`)) {
            const type = (resource as { readonly resourceType: string }).resourceType
            entry.push({ fullUrl: `urn:uuid:${id}`, resource, request: { method: 'POST', url: type } })
            size += JSON.stringify(resource, null, indent).length
          }
        }
        return print({ resourceType: 'Bundle', type: 'transaction', entry })
      })
    },
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
