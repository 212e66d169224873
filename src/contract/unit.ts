import type { SluiceError } from './errors.ts'
import type { Delivery, Message, Sink } from './message.ts'

/** A file, or a stream such as stdin: something that holds messages and has one output of its own. */
export interface Unit {
  /** Names it to the person who runs Sluice: the path as given, or `stdin`. May hold PHI (file names do). */
  readonly source: string
  /** Names it in the audit log, the quarantine and log lines: a keyed hash of the name. Never holds PHI. */
  readonly label: string
  /** What the output is called, relative to the sink's folder. */
  readonly name: string
  readonly media: 'json' | 'ndjson' | 'unknown'
  readonly gzip: boolean | 'unknown'
}

/** A message with what stands around it in its unit, so that what policy keeps is reproduced to the byte. */
export interface UnitMessage extends Message {
  readonly unit: Unit
  /** Blank lines before the message. */
  readonly before: Uint8Array
  /** The line end after it: `\n`, `\r\n` or nothing. */
  readonly after: Uint8Array
  /** Set when decoding refused the message; its body is then empty and was hashed on the way past. */
  readonly refused?: { readonly error: SluiceError; readonly sha256: string; readonly bytes: number }
}

/** A unit that has been read to its end. `rest` follows its last message; a `refused` unit gets no output at all. */
export interface EndedUnit {
  readonly unit: Unit
  readonly rest: Uint8Array
  readonly refused: boolean
}

/** What decoding yields: contiguous messages, and the units that end with them. */
export interface UnitBatch {
  readonly messages: readonly UnitMessage[]
  readonly ended: readonly EndedUnit[]
}

export interface UnitDelivery extends Delivery {
  readonly messages: readonly UnitMessage[]
  readonly ended: readonly EndedUnit[]
}

/** A sink that writes one output per unit, and so has to hear of the end of each. */
export interface UnitSink extends Sink {
  /** No more messages of this unit will come; `commit` may make it visible. */
  end(ended: EndedUnit): Promise<void>
  /** Makes everything prepared durable, still invisible; called before the audit is written. */
  flush(delivery?: Delivery): Promise<void>
}

/** A unit's bytes before decoding. */
export interface RawUnit {
  readonly unit: Unit
  /** Size in bytes, where it is known before reading. */
  readonly bytes: number | undefined
  /** True when `chunks` may be called again and then gives the same bytes. */
  readonly reopens: boolean
  chunks(): AsyncIterable<Uint8Array>
}

/** Turns bytes into messages; connectors are given one, so that they need not know any media type. */
export type DecodeUnit = (raw: RawUnit) => AsyncIterable<UnitBatch>
