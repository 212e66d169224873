import { SluiceError } from '../src/contract/errors.ts'
import type { Delivery, Message } from '../src/contract/message.ts'

export interface HeldOutput {
  readonly message: Message
  readonly output: Uint8Array
}

/** What a sink holds in memory until it may be released, by the delivery that it belongs to. */
export interface HeldOutputs {
  hold(message: Message, output: Uint8Array | AsyncIterable<Uint8Array>, delivery?: Delivery): Promise<void>
  /** What is held for a delivery; it stays held until `forget`. */
  of(delivery?: Delivery): readonly HeldOutput[]
  forget(delivery?: Delivery): void
}

async function readAll(chunks: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Uint8Array> {
  const held: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > bytesMax)
      throw new SluiceError('SLUICE_SINK', { detail: 'A message is larger than this kind of sink can hold: see limits.entryBytesMax.' })
    held.push(Uint8Array.from(chunk))
  }
  return Buffer.concat(held)
}

/** Creates a place for outputs. Throws SLUICE_SINK for one that is larger than `bytesMax`. */
export function createHeldOutputs(bytesMax: number): HeldOutputs {
  const none = {}
  const held = new Map<object, HeldOutput[]>()
  return {
    async hold(message, output, delivery) {
      const bytes = output instanceof Uint8Array ? output : await readAll(output, bytesMax)
      const list = held.get(delivery ?? none)
      if (list === undefined) held.set(delivery ?? none, [{ message, output: bytes }])
      else list.push({ message, output: bytes })
    },
    of: (delivery) => held.get(delivery ?? none) ?? [],
    forget: (delivery) => (delivery === undefined ? held.clear() : void held.delete(delivery)),
  }
}
