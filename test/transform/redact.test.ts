import { expect, test } from 'vitest'
import { ELEMENT_CLASSES } from '../../src/contract/classes.ts'
import { redact } from '../../src/transform/redact.ts'

test('every class has a tag of its own, in capitals and brackets', () => {
  const tags = ELEMENT_CLASSES.map((name) => redact(name))
  expect(new Set(tags).size).toBe(ELEMENT_CLASSES.length)
  for (const tag of tags) expect(tag).toMatch(/^\[[A-Z-]+\]$/)
  expect([redact('name'), redact('mrn'), redact('health-plan-id')]).toEqual(['[NAME]', '[MRN]', '[HEALTH-PLAN-ID]'])
})
