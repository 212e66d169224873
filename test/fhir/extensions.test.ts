import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildExtensionTable } from '../../src/fhir/build-extensions.ts'
import { EXTENSION_BASE, extensionTableUrl, readExtensionContents } from '../../src/fhir/extensions.ts'

test('The table of extensions is what its packages compile to.', { timeout: 120_000 }, (context) => {
  let built: string
  try {
    built = buildExtensionTable()
  } catch {
    return context.skip('the definition packages are not cached and the npm registry cannot be reached')
  }
  expect(built === readFileSync(extensionTableUrl(), 'utf8')).toBe(true)
})

test('An extension has the types of its value, with the list that a code is from, or those of its parts.', () => {
  const contents = readExtensionContents()
  const of = (name: string) => contents.get(EXTENSION_BASE + name)
  expect(of('tz-offset')?.value.map(({ code }) => code)).toEqual(['string'])
  expect(of('bodySite')?.value.map(({ code }) => code)).toEqual(['Reference'])
  expect(of('iso21090-EN-use')?.value[0]?.codes?.has('P')).toBe(true)
  expect([...of('patient-citizenship')?.parts.keys() ?? []]).toEqual(['code', 'period'])
  expect(contents.get('http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris')?.parts.size).toBe(6)
  expect(of('canary')).toBeUndefined()
})
