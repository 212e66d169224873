import { describe, expect, test } from 'vitest'
import type { Detector } from '../../../src/contract/detector.ts'
import { Phi } from '../../../src/contract/phi.ts'
import { EMPTY_LEXICON } from '../../../src/classify/text/lexicon.ts'
import { LineGate } from '../../../src/pipeline/texts/line-gate.ts'
import { createTransforms } from '../../../src/pipeline/values/transforms.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'
import { createKeyring } from '../../../src/transform/keys.ts'

const examples = { true: [], false: [] }
const detectors: readonly Detector[] = [
  { name: 'badge', class: 'other-id', describes: '', source: '', patterns: [{ re: 'B-\\d+', prior: 0.9 }], examples },
  { name: 'nick', class: 'name', describes: '', source: '', patterns: [{ re: '(?i)zap|zog', prior: 0.8 }], examples },
  {
    name: 'maybe', class: 'name', describes: '', source: '',
    patterns: [{ re: 'quux', prior: 0.3 }],
    examples,
    cues: [{ words: ['called'], ratio: 10, where: 'before' }],
  },
  {
    name: 'old', class: 'age', describes: '', source: '',
    patterns: [{ re: '(?:\\d{2,3}|(?:forty|ninety)-two) years', prior: 0.9 }],
    examples,
  },
]

function gateOf(rules: string, text = '{}'): LineGate {
  const yaml = `sluice: policy/1\nname: p\nversion: "1"\nsummary: x\ntext: ${text}\nrules:\n  - { when: { class: free-text }, then: scan }\n${rules}`
  const policy = parsePolicy(Buffer.from(yaml), 'p.yaml')
  const keyring = createKeyring({ keys: [{ version: 1, secret: new Phi(Buffer.alloc(32, 7), 'key') }], destination: 'd', purpose: 'p' })
  const now = () => new Date('2026-06-01T00:00:00Z')
  return new LineGate({
    policy, detectors, lexicon: EMPTY_LEXICON, now, transforms: createTransforms({ keyring, now, fakeData: undefined }),
    audience: { destination: 'd', purpose: 'p', client: undefined },
    openEngine: () => {
      throw new Error('there are no resources')
    },
  })
}

function clean(gate: LineGate, text: string): string {
  return gate.judge({ id: 's', text }).output ?? text
}

describe('a text', () => {
  test.for([
    ['keeps everything that is not found', '', 'plain words', 'plain words'],
    ['gets a tag where no rule decides, since it cannot lose a word', '', 'Zap has B-12.', '[NAME] has [OTHER-ID].'],
    ['keeps what a rule for its class keeps', '  - { when: { class: other-id }, then: keep }\n', 'Zap has B-12', '[NAME] has B-12'],
    ['is not decided by rules on elements', '  - { when: { class: other-id, in: element }, then: keep }\n', 'B-12', '[OTHER-ID]'],
    ['is not decided by rules on types of elements', '  - { when: { class: other-id, type: code }, then: keep }\n', 'B-12', '[OTHER-ID]'],
    ['is masked letter by letter', '  - { when: { class: other-id, in: text }, then: { mask: { keepLast: 1 } } }\n', 'B-12', '*-*2'],
    ['asks each rule for its confidence', '  - { when: { class: name, confidence: 0.9 }, then: keep }\n', 'zap', '[NAME]'],
    [
      'keeps ages under the limit and no others', '  - { when: { class: age }, then: { generalize: { topCode: 89 } } }\n',
      '72 years, 93 years', '72 years, over 89 years',
    ],
    [
      'keeps ages in words under the limit and no others', '  - { when: { class: age }, then: { generalize: { topCode: 89 } } }\n',
      'forty-two years, ninety-two years', 'forty-two years, [AGE]',
    ],
    ['finds what hides behind look-alikes, marks and invisible characters', '', 'z\u200Ba\u0301р!', '[NAME]!'],
    ['finds what hides behind entities', '', '&#122;og&amp;', '[NAME]&amp;'],
  ] as const)('%s', ([, rules, text, expected]) => {
    expect(clean(gateOf(rules), text)).toBe(expected)
  })

  test('needs more than a weak pattern, and a cue is more', () => {
    expect(clean(gateOf(''), 'quux')).toBe('quux')
    expect(clean(gateOf(''), 'called quux')).toBe('called [NAME]')
  })

  test('gets one number for each value in numbered tags', () => {
    expect(clean(gateOf('', '{ tags: numbered }'), 'Zap met zog, and ZAP left')).toBe('[NAME-1] met [NAME-2], and [NAME-1] left')
  })

  test('is refused when a rule says so, and shows no replacement for it', () => {
    const ruling = gateOf('  - { when: { class: other-id }, then: quarantine }\n').judge({ id: 's', text: 'B-1' })
    expect(ruling.refuse).toBe('quarantine')
    expect(ruling.findings.map((finding) => finding.class)).toEqual(['other-id'])
  })

  test('keeps an allowed phrase until the day on which somebody must look again', () => {
    const allow = (expires: string): string => `{ allow: [{ phrase: zap, owner: qa, reason: a product, expires: "${expires}" }] }`
    expect(clean(gateOf('', allow('2026-06-02')), 'Zap and zog')).toBe('Zap and [NAME]')
    expect(clean(gateOf('', allow('2026-06-01')), 'Zap and zog')).toBe('[NAME] and [NAME]')
  })
})

test('a text that stands in no message is refused where a policy requires to know whom it is about', () => {
  expect(gateOf('', '{ subject: required }').judge({ id: 's', text: 'plain words' }).refuse).toBe('nobody')
})

test('a policy that names a detector which there is not is refused', () => {
  expect(() => gateOf('', '{ except: [nobody] }')).toThrow(/detector that there is not: "nobody"/)
})
