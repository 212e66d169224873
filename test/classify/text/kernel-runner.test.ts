import { describe, expect, test } from 'vitest'
import { detectors } from '../../../detectors/index.ts'
import { SluiceError } from '../../../src/contract/errors.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { compilePattern } from '../../../src/classify/text/compile-pattern.ts'
import { createKernelRunner } from '../../../src/classify/text/kernel-runner.ts'
import { loadKernel } from '../../../src/classify/text/kernel/load-kernel.ts'
import { createPlainRunner, type PatternRunner } from '../../../src/classify/text/pattern-runner.ts'

const compiled = (patterns: readonly string[]) => patterns.map((pattern) => compilePattern(pattern, 'test'))

function found(runner: PatternRunner, text: string): string[] {
  const batch = new TextBatch()
  batch.addText('before')
  const number = batch.addText(text)
  batch.addText('behind')
  const low = batch.start(number)
  return runner.run(batch, number).map(({ pattern, start, end }) => `${pattern}: ${start - low} to ${end - low}`).sort()
}

const cases: readonly { readonly name: string; readonly patterns: readonly string[]; readonly text: string; readonly count: number }[] = [
  {
    name: 'matches of several patterns at one place', patterns: ['\\b\\d{3}', '\\b\\d{3}-\\d{2}', '\\b\\d+'], text: '123-45 and 678',
    count: 6,
  },
  { name: 'the first alternative that matches, not the longest', patterns: ['\\b(?:ab|abc)', '\\bab*?c?'], text: 'abc abbc', count: 4 },
  { name: 'matches of one pattern that would overlap', patterns: ['aba', '\\d\\d'], text: 'ababa 12345', count: 3 },
  {
    name: 'the marked group, and all of the match where the group has no part in it',
    patterns: ['\\bid (?:#(?<phi>\\d+)|none)'],
    text: 'id #12, id none',
    count: 2,
  },
  {
    name: 'boundaries, line ends and the edges of the text',
    patterns: ['\\bend\\b', '(?m)^a\\w+', '(?:^|\\n)b', 'z$'],
    text: 'apple bend end\nb az',
    count: 3,
  },
  { name: 'what starts inside a word', patterns: ['[a-z]No\\d', 'b[a-z]+@', 'No\\d(?:\\w|-)*'], text: 'xNo4-5 aabcd@ No6', count: 4 },
  {
    name: 'matches that are longer than any bound',
    patterns: ['\\bk:\\w+\\b', '-{3}[\\s\\S]*?-{3}', '\\b[\\w.]+@x'],
    text: `k:${'v'.repeat(5000)} --- ${'w '.repeat(3000)}--- ${'a.b'.repeat(900)}@x k:z`,
    count: 4,
  },
  {
    name: 'patterns that begin alike, behind a match that is longer than any bound',
    patterns: ['-{3}[\\s\\S]*?-{3}', 'foo\\d', 'foe\\d', 'fo-\\d\\d', '(?i)gea\\d', '(?i)gear\\d'],
    text: `--- ${'w '.repeat(3000)}--- foo1 foe2 fo-33 Gea5 gear8 oo1 -34`,
    count: 6,
  },
  { name: 'matches of no length, which are none', patterns: ['\\b', '\\b(?:x*)(?<phi>\\d?)'], text: 'ab x7 cd 8', count: 2 },
  {
    name: 'patterns that only begin where the automaton, which is looser, names them',
    patterns: [
      '\\baa[ \\t]{1,2}bb', '\\bfollow(?:-up)?\\b', '\\b(?:reference|ref) [a-z]{3,5}-\\d', '\\b(?:[A-Z][a-z]+ ){1,3}Street(?: \\d)?\\b',
      '\\bx(?:y{2}|z{3,})',
    ],
    text: 'aa  bb aa   bb follow-up followed follow reference abc-1 ref ab-1 ref abcdef-1 Old Mill Street 4b New Streets xyyy xzz xzzzz',
    count: 7,
  },
  {
    name: 'what may begin with any word, around what it needs: blanks in runs, other strings, digits, a seam of letters and digits',
    patterns: [
      '\\b[a-z]+(?: [a-z]+)* at [a-z]+ dot com', '\\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2},\\s{0,9}TX \\d{5}\\b', '\\b[a-z\\d]{3,30}x7\\b',
      '\\b[\\w\\x{80}-\\x{10FFFF}]+ж9', '\\w[\\w.]*@[a-z]+',
    ],
    text: `ab  cd at ef dot com and gh at home, Fort   Worth,     TX\n76102 or Austin, TX 1; abcx7 abcx8 aжж9 a.b.c@d ${'w'.repeat(9000)}@x Waco, TX 76701`,
    count: 7,
  },
  {
    name: 'matches that lie side by side, and some that begin within what was matched before',
    patterns: ['\\b[a-z]+(?: [a-z]+){0,3} [#]\\d', '\\b[a-z.]+@[a-z.]+'],
    text: 'a b c d e #1 f #2 g h #3 a@b.c@d @e f@ g.h@i',
    count: 5,
  },
  {
    name: 'groups of programs of a few instructions, of thousands, and in more text than is remembered for one',
    patterns: [
      '\\bno (?<phi>\\d+)',
      '\\bno (?:[a-z\\x{80}-\\x{10FFFF}]{1,90} ?)*?(?<phi>\\d[a-z\\d]*|[a-z]\\d+)(?: end)?',
      '(?:^|\\s)(?<phi>[a-z]+?)[a-z]?(?:-[a-z]{2,60})?-x',
    ],
    text: `no 12 no жук ab 3 end no ${'abc '.repeat(900)}7d2 a-bc-x ab-${'c'.repeat(60)}-x -x`,
    count: 6,
  },
  {
    name: 'patterns that go on beyond ASCII, and others from the same place',
    patterns: [
      '\\bstra(?:sse|Ωe) \\d', '\\b[a-z\\x{80}-\\x{10FFFF}]+-\\d', '\\bstra[^ ]*', 'Ω?ab\\d', '(?i)\\bkΩb|K\\d\\d', '.Ω', '\\bstra\\w*',
      '(?:x|Ω){2,3}y', 'Ω$',
    ],
    text: 'straΩe 5 strasse 6 aΩ-7 ab1 Ωab2 kΩb k12 xΩ ΩΩ xΩxy ΩΩΩΩy straΩ',
    count: 25,
  },
  { name: 'patterns of ASCII alone in texts beyond it', patterns: ['\\b\\d{3}\\b', '\\bx+y'], text: 'Ω 123 Ω456Ω xxΩ Ωxxy', count: 3 },
  { name: 'a single pattern that goes on beyond ASCII', patterns: ['\\btηλ\\.? \\d{3}'], text: 'tηλ. 210 tηλ 211 tn 212', count: 2 },
  { name: 'letters beyond ASCII', patterns: ['\\b[\\w\\x{80}-\\x{10FFFF}]+ж', 'ю.'], text: 'жизнь юг аж', count: 2 },
]

describe('the kernel', () => {
  test.for(cases)('finds $name as the engine by itself does', ({ patterns, text, count }) => {
    const all = compiled(patterns)
    const expected = found(createPlainRunner(all), text)
    expect(expected).toHaveLength(count)
    const runner = createKernelRunner(all)
    expect(found(runner, text)).toEqual(expected)
    expect(found(runner, text)).toEqual(expected)
  })

  test('goes on quickly through a text that holds long runs for patterns without a bound', () => {
    const all = compiled(['\\b[a-z\\d][a-z\\d._-]* dot com', '\\b\\d{3}-\\d{2}\\b', '\\b[a-z]-[a-z]-9'])
    const text = `${'a-'.repeat(3000)}9 and 123-45 at a-b dot com ${'a.'.repeat(3000)} dot com 678-90`
    expect(found(createKernelRunner(all), text)).toEqual(found(createPlainRunner(all), text))
    expect(found(createKernelRunner(all), text)).toHaveLength(5)
  })

  test('takes about four times as long for four times the text, where every few bytes bring a sign far from any blank', () => {
    const runner = createKernelRunner(compiled(['\\b[a-z][a-z\\d._-]*@[a-z]+\\.com\\b', '\\b[a-z]+ [a-z]+ at [a-z]+ dot']))
    const time = (text: string): number => {
      const batch = new TextBatch()
      batch.addText(text)
      const times = Array.from({ length: 5 }, () => {
        const { user } = process.cpuUsage()
        runner.run(batch, 0)
        return process.cpuUsage().user - user
      })
      return Math.min(...times)
    }
    for (const unit of ['a@b.', ' at b', 'a@ ', '\n\n at ']) {
      time(unit.repeat(5000))
      expect(time(unit.repeat(80_000))).toBeLessThan(12 * time(unit.repeat(20_000)) + 20_000)
    }
  })

  test('is given up where it would have to be made anew all the time, and nothing is missed', () => {
    // Every word brings states of its own, thousands in all, which a small automaton cannot hold.
    const all = compiled(['\\b[a-z]*a[a-z]{14}\\d', '\\b[a-z]*e[a-z]{11}\\d'])
    let seed = 7
    const letter = (): string => String.fromCharCode(97 + ((seed = Math.imul(seed, 1103515245) + 12345 & 0x7FFFFFFF) >> 8) % 26)
    const text = Array.from({ length: 400 }, () => `${Array.from({ length: 30 }, letter).join('')}7`).join(' ')
    const counts: number[] = []
    const small = () => {
      const kernel = loadKernel()
      const scan = (size: number): number => {
        const count = kernel.scan(size)
        counts.push(count)
        return count
      }
      return { ...kernel, build: () => kernel.build(20_000), scan }
    }
    expect(found(createKernelRunner(all, small), text)).toEqual(found(createPlainRunner(all), text))
    expect(counts).toEqual([-1])
  })

  test('finds the same in one text after the other where the automaton of bounded patterns does not fit into its memory', () => {
    const all = compiled([
      '-{3}[\\s\\S]*?-{3}',
      ...Array.from({ length: 40 }, (_, at) => `\\bk${at}x?[a-z\\x{80}-\\x{10FFFF}]{1,30}\\d{3}`),
    ])
    const text = `--- ${'w '.repeat(3000)}--- k7abc123`
    const expected = found(createPlainRunner(all), text)
    for (const memory of [600_000, 1_000_000, 1_500_000, 2_200_000, 4_000_000]) {
      const small = () => {
        const kernel = loadKernel()
        return { ...kernel, build: () => kernel.build(memory) }
      }
      const runner = createKernelRunner(all, small)
      expect([found(runner, text), found(runner, text)]).toEqual([expected, expected])
    }
  })

  test('is given its patterns and texts also where its memory grows to hold them', () => {
    const all = compiled(['\\b\\d{3}\\b', '\\b[a-z]+@[a-z]+'])
    const growing = () => {
      const kernel = loadKernel()
      return { ...kernel, place: (size: number): number => {
        ;(kernel.memory as unknown as { grow: (pages: number) => number }).grow(1)
        return kernel.place(size)
      } }
    }
    expect(found(createKernelRunner(all, growing), 'a@b and 123')).toEqual(found(createPlainRunner(all), 'a@b and 123'))
  })

  test('serves several who look for the same patterns, one text after the other, and keeps those apart who look for others', () => {
    const all = compiled(['\\b\\d{3}\\b', '\\bab\\w*'])
    const others = compiled(['\\b\\d{3}\\b\n\\bab\\w*'])
    const [one, other, third] = [createKernelRunner(all), createKernelRunner(all), createKernelRunner(others)]
    for (const text of ['123 abc', '', 'abd 4567', '123\nabcd']) {
      const expected = found(createPlainRunner(all), text)
      expect([found(one, text), found(other, text), found(one, text)]).toEqual([expected, expected, expected])
      expect(found(third, text)).toEqual(found(createPlainRunner(others), text))
    }
  })

  test('that fails is an error for the text at hand, and is not used again', () => {
    const all = compiled(['\\b\\d{3}\\b'])
    const failing = () => ({ ...loadKernel(), scan: (): number => { throw new RangeError('unreachable: 123-canary') } })
    const runner = createKernelRunner(all, failing)
    expect(() => found(runner, '123 of 456')).toThrow(SluiceError)
    expect(() => found(createKernelRunner(all, failing), '123 of 456')).toThrow(/^(?!.*canary)/)
    expect(found(runner, '123 of 456')).toEqual(['0: 0 to 3', '0: 7 to 10'])
  })

  test('has room for the patterns of all detectors, and for half as many again, also for texts beyond ASCII and long runs', () => {
    const told: number[] = []
    const load = () => {
      const kernel = loadKernel()
      const build = (bytes: number): 0 | 1 => kernel.build(bytes / 1.5)
      const scan = (size: number): number => {
        const count = kernel.scan(size)
        told.push(count)
        return count
      }
      return { ...kernel, build, scan }
    }
    const all = compiled(detectors.flatMap((one) => 'patterns' in one ? one.patterns.map(({ re }) => re) : []))
    const runner = createKernelRunner(all, load)
    const texts = ['seen on 3/4/2021', '3/4/2021 名前 5/6/2022', `https://a.example/${'b/'.repeat(900)} 3/4/2021`]
    for (const text of texts) found(runner, text)
    expect(told).toHaveLength(texts.length)
    for (const count of told) expect(count).toBeGreaterThan(0)
  })

  test('that does not take a pattern leaves all of them to the windows', () => {
    const refusing = () => ({ ...loadKernel(), add: (): 0 => 0 })
    expect(found(createKernelRunner(compiled(['\\b\\d{3}\\b']), refusing), '123 of 456')).toEqual(['0: 0 to 3', '0: 7 to 10'])
  })
})
