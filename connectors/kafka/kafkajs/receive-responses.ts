/** What this uses of a connection of kafkajs: what has come and is not read yet, and how much it takes to read on. */
interface Connection {
  readonly socket: unknown
  chunks: Buffer[]
  bytesBuffered: number
  bytesNeeded: number
  processData(data: Buffer): unknown
}

/** A large response that has come in part. */
interface Gathered {
  readonly bytes: Buffer
  length: number
}

/** A size stands before each response. */
const SIZE_BYTES = 4
/** Larger responses are gathered in memory of their own. */
const LARGE_BYTES = 256 * 1024

function forget(connection: Connection): void {
  connection.chunks = []
  connection.bytesBuffered = 0
  connection.bytesNeeded = SIZE_BYTES
}

/**
 * kafkajs keeps a large response in the pieces that it came in, copies them all when it has the last, and holds on to that until
 * the next one; and what a connection had of a response when it broke stands before the first one after it is made again, so
 * that none is ever read from it. With this a large response has memory of its own, which nothing else is in, and a connection that is
 * made again begins anew.
 */
export function mendReceiving(require: NodeJS.Require): void {
  const { prototype } = require('kafkajs/src/network/connection.js') as { readonly prototype: Connection }
  const own = prototype.processData
  const sockets = new WeakMap<Connection, unknown>()
  const gathering = new WeakMap<Connection, Gathered>()

  /** Moves what belongs to a large response to its memory, and returns what stands behind it; undefined while more has to come. */
  function gather(connection: Connection, into: Gathered, data: Buffer): Buffer | undefined {
    const taken = data.copy(into.bytes, into.length)
    into.length += taken
    if (into.length < into.bytes.length) return undefined
    gathering.delete(connection)
    own.call(connection, into.bytes)
    forget(connection)
    return data.subarray(taken)
  }

  prototype.processData = function receive(this: Connection, data): unknown {
    if (sockets.get(this) !== this.socket) {
      sockets.set(this, this.socket)
      gathering.delete(this)
      forget(this)
    }
    const open = gathering.get(this)
    const rest = open === undefined ? data : gather(this, open, data)
    if (rest === undefined || rest.length === 0) return undefined
    own.call(this, rest)
    if (this.bytesBuffered === 0) this.chunks = []
    else if (this.bytesNeeded > LARGE_BYTES) {
      const made = { bytes: Buffer.allocUnsafeSlow(this.bytesNeeded), length: 0 }
      for (const chunk of this.chunks) made.length += chunk.copy(made.bytes, made.length)
      gathering.set(this, made)
      this.chunks = []
      this.bytesBuffered = 0
    }
    return undefined
  }
}
