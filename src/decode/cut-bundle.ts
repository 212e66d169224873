import type { CutBundle, CutEntry } from '../contract/decoders.ts'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { createMachine } from '../json/lazy-machine.ts'
import { ANYTHING, STATE_CHECK, STATES_RESERVED, TOKEN, type EdgeSpec, type StateSpec } from '../json/machine.ts'
import { STRIDE, TAPE } from '../json/tape.ts'
import { createWalker } from '../json/walk.ts'

const BUNDLE = STATES_RESERVED
const ENTRY = STATES_RESERVED + 1
const [TAG_ENTRY, TAG_RESOURCE] = [1, 2]
/** Reads anything, at any depth, and refuses keys that stand twice. */
const CHECKED = { ...ANYTHING, child: STATE_CHECK }

function define(state: number): StateSpec {
  const edge: EdgeSpec =
    state === BUNDLE
      ? { key: 'entry', child: ENTRY, single: 0, item: TOKEN.object, record: true, tag: TAG_ENTRY }
      : { key: 'resource', child: STATE_CHECK, single: TOKEN.object, item: 0, record: true, tag: TAG_RESOURCE, whole: true }
  return { name: state === BUNDLE ? 'Bundle' : 'entry', edges: [edge], otherwise: CHECKED, duplicates: true }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Creates what takes Bundles apart: see `Decoders.cutBundle`. */
export function createCutBundle(limits: Limits): (bytes: Uint8Array) => CutBundle {
  const root = { child: BUNDLE, single: TOKEN.object, item: 0, record: true, tag: 0 }
  const machine = createMachine({ words: [], root, partRoots: [], stray: STATE_CHECK, define })
  const walker = createWalker(limits)

  return (bytes) => {
    if (bytes.length > limits.entryBytesMax) throw new SluiceError('SLUICE_LIMIT_SIZE')
    const tape = walker.walk(machine, bytes)
    const items: { start: number; end: number; resource: readonly [number, number] | undefined }[] = []
    for (let node = 0; node < tape.length; node++) {
      const at = node * STRIDE
      const tag = machine.tag(tape.cells[at + TAPE.edge] as number)
      const start = tape.cells[at + TAPE.start] as number
      const end = tape.cells[at + TAPE.end] as number
      const isItem = bytes[start] === 0x7b
      if (tag === TAG_ENTRY && isItem) items.push({ start, end, resource: undefined })
      const last = items.at(-1)
      if (tag === TAG_RESOURCE && last !== undefined) last.resource = [start, end]
    }
    return toBundle(bytes, items)
  }
}

function toBundle(
  bytes: Uint8Array, items: readonly { start: number; end: number; resource: readonly [number, number] | undefined }[],
): CutBundle {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const { resource } of items) {
    if (resource === undefined) continue
    pieces.push(bytes.subarray(from, resource[0]), Buffer.from('null'))
    from = resource[1]
  }
  pieces.push(bytes.subarray(from))
  const envelope: unknown = JSON.parse(Buffer.concat(pieces).toString())
  if (!isObject(envelope) || envelope['resourceType'] !== 'Bundle') {
    throw new SluiceError('SLUICE_FHIR_RESOURCE_TYPE', { detail: 'A Bundle was expected.' })
  }
  const values: readonly unknown[] = Array.isArray(envelope['entry']) ? envelope['entry'] : []
  if (values.length !== items.length) throw new SluiceError('SLUICE_JSON_SYNTAX', { detail: 'An entry of the Bundle is no object.' })
  const entries = items.map(({ start, end, resource }, index): CutEntry => {
    const value = values[index]
    return {
      bytes: bytes.subarray(start, end),
      resource: resource === undefined ? undefined : bytes.subarray(...resource),
      envelope: isObject(value) ? value : {},
    }
  })
  return { envelope, entries }
}
