/** A body too large to hold. It can be opened more than once, each time from its first byte. */
export interface StreamBody {
  open(): AsyncIterable<Uint8Array>
}

/** One unit in flight: a file, an NDJSON line, a Kafka record, an HTTP body. */
export interface Message {
  readonly body: Uint8Array | StreamBody
  /** Names the source for audit and findings: a file path, `stdin`, `topic/partition`. */
  readonly source: string
  /** 1-based line or offset within the source, where it has one. */
  readonly line?: number
}

/** What a source hands over. The acknowledgement travels with the messages; exactly one of ack and nack is called, once. */
export interface Delivery {
  readonly messages: readonly Message[]
  /** Called after the audit is durable and the sink or the quarantine has confirmed every message. */
  ack(): Promise<void>
  /** Called when the outcome could not be made durable. The source must deliver again, or stop. */
  nack(error: Error): Promise<void>
}

/** Where messages come from. */
export interface Source {
  readonly name: string
  /** Deliveries in order until the source is exhausted or the signal aborts; then it stops between deliveries. */
  deliveries(signal: AbortSignal): AsyncIterable<Delivery>
}

/** Where clean messages go. `output` belongs to the message at the same place of the delivery; a refused one is `null`. */
export interface Sink {
  readonly name: string
  /** Writes so that nothing is visible under its final name yet. */
  prepare(message: Message, output: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>
  /** Makes everything prepared visible, at once per file, after the audit is durable. */
  commit(): Promise<void>
  /** Forgets everything prepared and not committed. */
  abort(): Promise<void>
  close(): Promise<void>
}
