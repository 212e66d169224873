import type { CutEntry, Decoders } from '../../src/contract/decoders.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import type { Sink } from '../../src/contract/message.ts'
import type { FhirHttp } from '../fhir-http/fhir-http.ts'
import { createHeldOutputs } from '../held-outputs.ts'
import { operationsOf, type Operation, type WriteMode } from './operations.ts'

const TRANSACTION_BYTES = 4 * 1024 * 1024

export interface FhirSinkOptions {
  readonly http: FhirHttp
  readonly mode: WriteMode
  readonly tools: Pick<Decoders, 'cutBundle' | 'withoutMember'>
  /** Entries of a transaction; those of one Bundle stay together, however many. */
  readonly entriesMax: number
  readonly bodyBytesMax: number
}

/** Puts what belongs together into one transaction, and no target twice into any. */
function group(messages: readonly (readonly Operation[])[], entriesMax: number): Operation[][] {
  const groups: Operation[][] = []
  let targets = new Set<string>()
  let bytes = 0
  function add(part: readonly Operation[]): void {
    const size = part.reduce((sum, { entry }) => sum + entry.length, 0)
    const last = groups.at(-1)
    const fits = last !== undefined && last.length + part.length <= entriesMax && bytes + size <= TRANSACTION_BYTES
    if (fits && part.every(({ target }) => !targets.has(target))) last.push(...part)
    else {
      groups.push([...part])
      targets = new Set()
      bytes = 0
    }
    for (const { target } of part) targets.add(target)
    bytes += size
  }
  for (const operations of messages) {
    const isHistory = new Set(operations.map(({ target }) => target)).size < operations.length
    if (isHistory) for (const operation of operations) add([operation])
    else if (operations.length > 0) add(operations)
  }
  return groups
}

const isDone = ({ envelope }: CutEntry): boolean => {
  const { response } = envelope
  return typeof response === 'object' && response !== null && 'status' in response && /^2\d\d\b/.test(String(response.status))
}

function transactionOf(operations: readonly Operation[]): Uint8Array {
  const entries = operations.flatMap(({ entry }, index) => (index === 0 ? [entry] : [Buffer.from(','), entry]))
  return Buffer.concat([Buffer.from('{"resourceType":"Bundle","type":"transaction","entry":['), ...entries, Buffer.from(']}')])
}

/**
 * Writes resources to a FHIR server, in transactions made of what can be repeated without harm. A transaction is sent
 * again until it is answered, and after a crash; the server then finds each resource as it wrote it.
 */
export function createFhirSink({ http, mode, tools, entriesMax, bodyBytesMax }: FhirSinkOptions): Sink {
  const held = createHeldOutputs(bodyBytesMax)
  const running = new AbortController()

  async function send(operations: readonly Operation[]): Promise<void> {
    const { status, bytes } = await http.fetch({
      what: 'a transaction', method: 'POST', url: http.base.of(''), signal: running.signal, body: transactionOf(operations),
      headers: { 'content-type': 'application/fhir+json', prefer: 'return=minimal' }, passing: [409],
    })
    if (status !== 200) throw http.failure('a transaction', status)
    let answers: readonly CutEntry[]
    try {
      answers = tools.cutBundle(bytes).entries
    } catch (cause) {
      throw new SluiceError('SLUICE_SINK', { detail: 'The server answered a transaction with something other than a Bundle.', cause })
    }
    if (answers.length !== operations.length || !answers.every(isDone))
      throw new SluiceError('SLUICE_SINK', { detail: 'The server did not do every entry of a transaction.' })
  }

  return {
    name: 'fhir',
    prepare: (message, output, delivery) => held.hold(message, output, delivery),
    async commit(delivery) {
      const messages = held.of(delivery).map(({ output }) => operationsOf(output, mode, tools))
      for (const operations of group(messages, entriesMax)) await send(operations)
      held.forget(delivery)
    },
    abort: async (delivery) => held.forget(delivery),
    async close() {
      running.abort()
      await http.close()
    },
  }
}
