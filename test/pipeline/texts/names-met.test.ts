import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'
import { detectors } from '../../../detectors/index.ts'
import { FORENAMES_FOUND } from '../../../src/pipeline/texts/forename.ts'
import { loadFakeData } from '../../../src/transform/fake/fake-data.ts'

const engine = shippedEngine(policyFrom(`labels: false
rules:
  - { when: { class: free-text }, then: scan }
  - { when: { class: name, in: text }, then: surrogate }
  - { when: { class: [link, not-identifying] }, then: keep }
`))
const data = await loadFakeData()

function faked(...notes: readonly string[]): string[] {
  const message = {
    resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/p1' },
    note: notes.map((text) => ({ text })),
  }
  return (JSON.parse(outputOf(engine, message)) as { note: { text: string }[] }).note.map(({ text }) => text)
}

test('What finds forenames alone are detectors', () => {
  expect(detectors.map(({ name }) => name)).toEqual(expect.arrayContaining([...FORENAMES_FOUND]))
})

describe('Somebody whom only texts name', () => {
  test('has one fake, by the full name and by either part', () => {
    const [text = ''] = faked('Ms. Zelvira Quomalley came. Zelvira is well. Ms. Quomalley left.')
    const [, given, family] = /^Ms\. (\S+) (\S+) came/.exec(text) ?? []
    expect(text).toBe(`Ms. ${given} ${family} came. ${given} is well. Ms. ${family} left.`)
    expect(given).not.toBe(family)
  })

  test('owns what the fake does', () => {
    const [text = ''] = faked('Mr. Zelvirus Quomalley came. Zelvirus\'s plan and Mr. Quomalley\u2019s wife.')
    const [, given, family] = /^Mr\. (\S+) (\S+) came/.exec(text) ?? []
    expect(text).toBe(`Mr. ${given} ${family} came. ${given}'s plan and Mr. ${family}\u2019s wife.`)
  })

  test('has it in all texts of the message, and by an initial', () => {
    const [first = '', second] = faked('Mr. Zelvirus Quomalley came.', 'Mr. Z. Quomalley left with Mr. Quomalley.')
    const [, given = '', family] = /^Mr\. (\S+) (\S+) came/.exec(first) ?? []
    expect(second).toBe(`Mr. ${given.charAt(0)}. ${family} left with Mr. ${family}.`)
  })

  test.for([
    'He came with his wife, %, who drives.', 'The daughter % called.', 'Mom % is at the bedside.',
  ])('has a forename where a relative has one alone: %s', (frame) => {
    for (const name of ['Malgorzata', 'Padma', 'Octavio', 'Sneha']) {
      const [text = ''] = faked(frame.replace('%', name))
      const [before = '', behind = ''] = frame.split('%')
      expect(data.given).toContain(text.slice(before.length, text.length - behind.length))
    }
  })

  test.for([['Mr.', 'male'], ['Mrs.', 'female'], ['Ms.', 'female']] as const)('%s has the name of a %s', ([title, sex]) => {
    for (const name of ['Zelvira', 'Ottokar', 'Brisca', 'Quendrin', 'Ulvaro']) {
      const [text = ''] = faked(`${title} ${name} Quomalley was seen in the clinic.`)
      expect(data.givenOf[sex]).toContain(text.split(' ')[1])
    }
  })
})
