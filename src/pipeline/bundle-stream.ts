import { SluiceError, toSluiceError } from '../contract/errors.ts'
import type { Finding } from '../contract/finding.ts'
import type { Limits } from '../contract/limits.ts'
import type { StreamBody } from '../contract/message.ts'
import { splitArray, type Part } from '../json/split-array.ts'
import type { Outcome, OutcomeFacts, StreamOutcome } from './outcome.ts'
import { createIdentityIndex, type IdentityIndex } from './people/subjects.ts'
import { createTally } from './tally.ts'
import { createTurns } from './route/turns.ts'
import { NO_FACTS } from './message-facts.ts'

/** What the stream needs of an engine: the same steps as for a whole message, on parts of one. */
export interface PartEngine {
  readonly needsSubject: boolean
  readonly needsLabels: boolean
  processWithin(body: Uint8Array, index: IdentityIndex): Outcome
  /** Processes a Bundle without its entries; `seam` is the offset just past the bracket that opens them. */
  processEnvelope(body: Uint8Array, seam: number, index: IdentityIndex): { readonly outcome: Outcome; readonly seam: number }
  /** Processes one entry by itself. An output without bytes means that the entry goes. */
  processEntry(body: Uint8Array, ordinal: number, index: IdentityIndex): Outcome
  learnEntry(body: Uint8Array, index: IdentityIndex): void
  /** True when texts are searched for everyone in the Bundle; then each entry is met, after all were learned. */
  readonly needsPeople: boolean
  meetEntry(body: Uint8Array, index: IdentityIndex): void
  /** The same of who is named in the Bundle itself: by its identifier, or as who signed it. */
  meetEnvelope(body: Uint8Array, index: IdentityIndex): void
}

interface Envelope {
  readonly before: Uint8Array
  readonly after: Uint8Array
}

const COMMA = 0x2c
/** Of a Bundle that is held, what is looked at in one turn. */
const CHUNK_BYTES = 256 * 1024

/**
 * Works on a Bundle that is too large to hold: entry by entry, so that memory is bounded by the largest entry. The body
 * is read up to four times: for the envelope, for who the patients are and who else is named (only where that matters), and
 * to write. A document that is
 * no Bundle is held whole, within the limit for one entry.
 */
export async function processBundleStream(
  body: StreamBody, write: (chunk: Uint8Array) => Promise<void>, { engine, limits }: { engine: PartEngine; limits: Limits },
): Promise<StreamOutcome> {
  const index = createIdentityIndex()
  try {
    // A label on the Bundle holds for its entries, so these cannot be judged one by one.
    const envelope = engine.needsLabels ? undefined : await readEnvelope(body, limits)
    if (envelope === undefined) return await processWhole(body, write, engine, limits)
    const skeleton = Buffer.concat([envelope.before, envelope.after])
    if (engine.needsSubject) await learn(body, engine, index, limits)
    if (engine.needsPeople) engine.meetEnvelope(skeleton, index)
    const { outcome, seam } = engine.processEnvelope(skeleton, envelope.before.length, index)
    if ('error' in outcome) return outcome
    if (outcome.facts.resourceType !== 'Bundle') return await processWhole(body, write, engine, limits)
    return await writeEntries({ body, write, engine, limits, index, outcome, seam })
  } catch (error) {
    return { verdict: 'block', error: toSluiceError(error), facts: NO_FACTS }
  }
}

/**
 * The same for a Bundle that is held, which takes less memory than to work on it whole: one of 13.7 MB half. Lets others have
 * their turn.
 */
export async function processHeldBundle(body: Uint8Array, options: { engine: PartEngine; limits: Limits }): Promise<Outcome> {
  const turns = createTurns()
  let output = Buffer.allocUnsafeSlow(body.length + (body.length >> 3))
  let bytes = 0
  async function* open(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < body.length; at += CHUNK_BYTES) {
      await turns()
      yield body.subarray(at, at + CHUNK_BYTES)
    }
  }
  async function write(chunk: Uint8Array): Promise<void> {
    if (bytes + chunk.length > output.length) {
      const larger = Buffer.allocUnsafeSlow(output.length + Math.max(chunk.length, output.length >> 2))
      output.copy(larger, 0, 0, bytes)
      output = larger
    }
    output.set(chunk, bytes)
    bytes += chunk.length
  }
  const outcome = await processBundleStream({ open }, write, options)
  if ('error' in outcome) return outcome
  return { ...outcome, output: outcome.verdict === 'redact' ? output.subarray(0, bytes) : body }
}

function parts(body: StreamBody, limits: Limits): AsyncGenerator<Part> {
  return splitArray(body.open(), { key: 'entry', partBytesMax: limits.entryBytesMax })
}

/** The Bundle without its entries; undefined when there is no array of entries. */
async function readEnvelope(body: StreamBody, limits: Limits): Promise<Envelope | undefined> {
  let before: Uint8Array = Buffer.alloc(0)
  let after: Uint8Array = Buffer.alloc(0)
  try {
    for await (const part of parts(body, limits)) {
      if (part.is === 'before' && part.whole) return undefined
      if (part.is === 'before') before = part.bytes
      else if (part.is === 'after') after = part.bytes
    }
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'SLUICE_LIMIT_SIZE') throw error
    // Whatever is wrong, the strict reading of the whole will say it best, if it is small enough to be read whole.
    return undefined
  }
  return { before, after }
}

async function processWhole(
  body: StreamBody, write: (chunk: Uint8Array) => Promise<void>, engine: PartEngine, limits: Limits,
): Promise<StreamOutcome> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body.open()) {
    bytes += chunk.length
    if (bytes > limits.entryBytesMax) throw new SluiceError('SLUICE_LIMIT_SIZE')
    chunks.push(chunk)
  }
  const outcome = engine.processWithin(Buffer.concat(chunks), createIdentityIndex())
  if ('error' in outcome) return outcome
  await write(outcome.output)
  return { verdict: outcome.verdict, facts: outcome.facts }
}

async function learn(body: StreamBody, engine: PartEngine, index: IdentityIndex, limits: Limits): Promise<void> {
  for await (const part of parts(body, limits)) if (part.is === 'item') engine.learnEntry(part.bytes, index)
  if (!engine.needsPeople) return
  for await (const part of parts(body, limits)) if (part.is === 'item') engine.meetEntry(part.bytes, index)
}

interface WriteOptions {
  readonly body: StreamBody
  readonly write: (chunk: Uint8Array) => Promise<void>
  readonly engine: PartEngine
  readonly limits: Limits
  readonly index: IdentityIndex
  readonly outcome: Extract<Outcome, { output: Uint8Array }>
  readonly seam: number
}

async function writeEntries({ body, write, engine, limits, index, outcome, seam }: WriteOptions): Promise<StreamOutcome> {
  const tally = createTally()
  const findings: Finding[] = [...outcome.facts.findings]
  tally.add(outcome.facts.counts)
  let verdict: 'pass' | 'redact' | 'monitor' = outcome.verdict
  let written = 0
  let ordinal = 0
  const facts = (): OutcomeFacts => {
    const { resourceType, fhirVersion } = outcome.facts
    return { resourceType, fhirVersion, counts: tally.counts(), findings }
  }
  await write(outcome.output.subarray(0, seam))
  for await (const part of parts(body, limits)) {
    if (part.is !== 'item') continue
    const result = engine.processEntry(part.bytes, ordinal++, index)
    tally.add(result.facts.counts)
    for (const finding of result.facts.findings) findings.push(finding)
    if ('error' in result) return { verdict: result.verdict, error: result.error, facts: facts() }
    if (verdict === 'pass') verdict = result.verdict
    if (result.output.length === 0) continue
    await write(written === 0 ? withoutComma(part.lead) : part.lead)
    await write(result.output)
    written++
  }
  await write(outcome.output.subarray(seam))
  return { verdict, facts: facts() }
}

/** The first entry written has none before it, even if others were read. */
function withoutComma(lead: Uint8Array): Uint8Array {
  const comma = lead.indexOf(COMMA)
  return comma < 0 ? lead : Buffer.concat([lead.subarray(0, comma), lead.subarray(comma + 1)])
}
