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

/** A message of a delivery that did not pass, for sources whose sender is told. */
export interface RefusedMessage {
  /** What the audit log calls its source. */
  readonly source: string
  readonly line: number | undefined
  readonly verdict: 'block' | 'quarantine'
  readonly code: string
}

/** What a source hands over. The acknowledgement travels with the messages; exactly one of ack and nack is called, once. */
export interface Delivery {
  readonly messages: readonly Message[]
  /** May be worked on beside others of its source, which keeps the order where order matters, and their number down. */
  readonly concurrent?: true
  /** Called after the audit is durable and the sink or the quarantine has confirmed every message. */
  ack(refused?: readonly RefusedMessage[]): Promise<void>
  /**
   * Called when the outcome could not be made durable. Resolves to `again` where the source will deliver these messages
   * once more, or to `told` where whoever sent them was told to send them again, and the route goes on; otherwise the route
   * stops with the error.
   */
  nack(error: Error): Promise<'again' | 'told' | undefined>
}

/** Where messages come from. */
export interface Source {
  readonly name: string
  /** Deliveries in order until the source is exhausted or the signal aborts; then it stops between deliveries. */
  deliveries(signal: AbortSignal): AsyncIterable<Delivery>
}

/** A message with more around its body than a name: a Kafka record. Key, headers and timestamp are data like the body. */
export interface RecordMessage extends Message {
  readonly record: RecordParts
  /** Gives back the memory of a large body, which is empty from then on; called when nobody asks for it again, if at all. */
  readonly letGo?: () => void
}
export interface RecordParts {
  readonly key: Uint8Array | null
  /** In their order; a name may be there more than once. */
  readonly headers: readonly (readonly [name: string, value: Uint8Array | null])[]
  /** Milliseconds since 1970, in decimal digits. */
  readonly timestamp: string
  /** There is no body: what went before under this key is to be forgotten. `body` is empty then. */
  readonly isTombstone: boolean
}

/**
 * Where clean messages go. Each step is told of the delivery that it belongs to, for sinks that take several at once.
 * `abort` without one forgets them all.
 */
export interface Sink {
  readonly name: string
  /** Writes so that nothing is visible under its final name yet. The bytes of `output` do not change: they may be kept as they are. */
  prepare(message: Message, output: Uint8Array | AsyncIterable<Uint8Array>, delivery?: Delivery): Promise<void> | void
  /** Makes everything prepared visible, at once per file, after the audit is durable. */
  commit(delivery?: Delivery): Promise<void>
  /** Forgets everything prepared and not committed. */
  abort(delivery?: Delivery): Promise<void>
  close(): Promise<void>
}
