import { outputOf, shippedEngine } from './shipped-engine.ts'

/** What HIPAA Safe Harbor leaves of a note that comes in a Bundle with the patient of that name. */
export function noteAbout(name: object, text: string): string {
  const patient = { resourceType: 'Patient', id: 'p1', name: [name] }
  const observation = {
    resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/p1' }, note: [{ text }],
  }
  const output = outputOf(shippedEngine('hipaa-safe-harbor'), {
    resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }, { resource: observation }],
  })
  return (JSON.parse(output) as { entry: { resource: { note: { text: string }[] } }[] }).entry[1]?.resource.note[0]?.text ?? ''
}
