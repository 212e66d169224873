import { LIMITS } from '../../src/contract/limits.ts'
import { Editor } from '../../src/json/edit.ts'
import { createMachine } from '../../src/json/lazy-machine.ts'
import {
  ANYTHING, STATE_CHECK, STATE_SKIP, STATES_RESERVED, TOKEN, TOKEN_ANY, type EdgeSpec, type KeylessEdge, type Machine, type StateSpec,
} from '../../src/json/machine.ts'
import { Spans } from '../../src/json/spans.ts'
import { FLAG, KIND, KIND_MASK, STRIDE, TAPE } from '../../src/json/tape.ts'
import { createWalker, type Walker } from '../../src/json/walk.ts'

/** What a test's machine knows: recorded values, containers, arrays of either, and values recorded as one node. */
export type Shape = 'value' | 'quiet' | 'whole' | 'places' | readonly [Shape] | { readonly [key: string]: Shape }

export interface Row {
  readonly key: string
  readonly kind: keyof typeof KIND
  readonly text: string
  readonly parent: number
  readonly size: number
  readonly flags: readonly (keyof typeof FLAG)[]
}

const KINDS = Object.entries(KIND) as [keyof typeof KIND, number][]
const FLAGS = Object.entries(FLAG) as [keyof typeof FLAG, number][]

/** A machine that reads any JSON value, records nothing, and looks for duplicate keys or does not. */
export function readerOf({ duplicates }: { readonly duplicates: boolean }): Machine {
  const child = duplicates ? STATE_CHECK : STATE_SKIP
  return createMachine({
    words: [], stray: child, root: { ...ANYTHING, child }, partRoots: [],
    define: (state) => { throw new RangeError(`there is no state ${state}`) },
  })
}

/** A machine over a shape: keys it does not name are recorded as one node each. */
export function machineOf(shape: Shape, discriminator?: Pick<NonNullable<StateSpec['discriminator']>, 'key'>): Machine {
  const states: StateSpec[] = []
  const edge = (of: Shape): KeylessEdge => {
    if (typeof of === 'string') return primitive(of)
    if (Array.isArray(of)) {
      const inner = edge(of[0] as Shape)
      return { ...inner, single: 0, item: inner.single | TOKEN.null, record: true }
    }
    const at = states.push({ name: '', edges: [], otherwise: ANYTHING, duplicates: true }) - 1
    const edges = Object.entries(of).map(([key, inner]): EdgeSpec => ({ key, ...edge(inner) }))
    states[at] = {
      name: `state ${at}`,
      edges,
      otherwise: { ...ANYTHING, item: TOKEN_ANY, record: true, whole: true },
      duplicates: true,
      ...(discriminator === undefined || at > 0
        ? {}
        : {
            discriminator: {
              ...discriminator,
              variant: (word: string) => (word === 'known' ? STATES_RESERVED : undefined),
              fallback: STATE_SKIP,
            },
          }),
    }
    return { child: at + STATES_RESERVED, single: TOKEN.object, item: 0, record: false, tag: 0 }
  }
  const root = edge(shape)
  return createMachine({
    words: ['known', 'other'],
    root: { ...root, record: true },
    partRoots: [],
    define: (state) => states[state - STATES_RESERVED] as StateSpec,
  })
}

function primitive(of: string): KeylessEdge {
  const single = TOKEN.string | TOKEN.number | TOKEN.boolean
  const base: KeylessEdge = { child: STATE_SKIP, single, item: 0, record: of !== 'quiet', tag: 0 }
  if (of === 'whole') return { ...base, single: TOKEN_ANY, item: TOKEN_ANY, whole: true }
  return of === 'places' ? { ...base, single: 0, item: single | TOKEN.null, places: true } : base
}

export interface Reading {
  readonly machine: Machine
  readonly walker: Walker
  readonly rows: readonly Row[]
}

/** Reads a text with a machine and tells what stands on the tape. */
export function readShape(text: string | Uint8Array, machine: Machine, limits = LIMITS): Reading {
  const walker = createWalker(limits)
  const tape = walker.walk(machine, Buffer.from(text))
  const rows = Array.from({ length: tape.length }, (_, node): Row => {
    const cell = (field: number): number => tape.cells[node * STRIDE + field] as number
    const info = cell(TAPE.info)
    return {
      key: machine.name(cell(TAPE.edge)),
      kind: KINDS.find(([, kind]) => kind === (info & KIND_MASK))?.[0] ?? 'null',
      text: walker.arena.text.toString('utf8', cell(TAPE.start), cell(TAPE.end)),
      parent: cell(TAPE.parent), size: cell(TAPE.size),
      flags: FLAGS.filter(([, flag]) => (info & flag) !== 0).map(([name]) => name),
    }
  })
  return { machine, walker, rows }
}

export interface Edits {
  readonly drop?: readonly string[]
  /** By the text of the value. */
  readonly replace?: Readonly<Record<string, string>>
  readonly append?: Readonly<Record<string, string>>
  readonly after?: Readonly<Record<string, string>>
  /** By key: the member that stands in for a dropped one. */
  readonly absent?: Readonly<Record<string, string>>
  readonly bare?: number
}

/** Reads, edits the values whose text is named, and gives the output; undefined when nothing was edited. */
export function editShape(text: string, machine: Machine, edits: Edits): string | undefined {
  const { walker, rows } = readShape(text, machine)
  const { tape } = walker
  const editor = new Editor(new Spans())
  editor.begin(machine, tape)
  rows.forEach((row, node) => {
    const cell = (field: number): number => tape.cells[node * STRIDE + field] as number
    if (edits.drop?.includes(row.text) === true) editor.drop(node)
    const replacement = edits.replace?.[row.text]
    if (replacement !== undefined) editor.replace(node, cell(TAPE.start), cell(TAPE.end), replacement)
    const append = row.kind === 'object' || row.kind === 'array' ? edits.append?.[row.text] : undefined
    if (append !== undefined) editor.append(node, append)
    const after = edits.after?.[row.text]
    if (after !== undefined) editor.after(node, after)
  })
  editor.prune(() => edits.bare ?? 0)
  const output = editor.splice((node) => edits.absent?.[rows[node]?.key ?? ''])
  return output === undefined ? undefined : Buffer.from(output).toString('utf8')
}
