import { createGzip, type Gzip } from 'node:zlib'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import type { SinkConnector, SourceConnector, Spool } from '../src/contract/connector.ts'
import { SluiceError } from '../src/contract/errors.ts'
import type { Source } from '../src/contract/message.ts'
import type { DecodeUnit, EndedUnit, UnitDelivery, UnitMessage, UnitSink } from '../src/contract/unit.ts'

export interface StdinSourceOptions {
  readonly stdin: Readable
  readonly decode: DecodeUnit
  readonly onRead?: (bytes: number) => void
}

/** Reads one unit from stdin, whose media type is told by its first bytes. The signal ends it between deliveries. */
export function createStdinSource(options: StdinSourceOptions): Source {
  async function* deliveries(signal: AbortSignal): AsyncGenerator<UnitDelivery> {
    const unit = { source: 'stdin', label: 'stdin', name: 'stdin', media: 'unknown', gzip: 'unknown' } as const
    const { stdin } = options
    const stop = (): void => void stdin.destroy(new Error('stopped'))
    signal.addEventListener('abort', stop, { once: true })
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for await (const chunk of stdin as AsyncIterable<Uint8Array>) {
        options.onRead?.(chunk.length)
        yield chunk
      }
    }
    try {
      for await (const batch of options.decode({ unit, bytes: undefined, reopens: false, chunks })) {
        yield { ...batch, ack: async () => undefined, nack: async () => undefined }
        if (signal.aborted) return
      }
    } catch (cause) {
      if (signal.aborted) return
      if (cause instanceof SluiceError) throw cause
      throw new SluiceError('SLUICE_IO', { detail: 'stdin could not be read', cause })
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  return { name: 'stdin', deliveries }
}

export interface StdoutSinkOptions {
  readonly stdout: Writable
  readonly spool: () => Promise<Spool>
}

function whyClosed(cause: unknown): string {
  const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC'
  return isFull ? 'No space is left where stdout goes.' : 'The reader of stdout closed it before the end.'
}

/** Writes and waits for the reader. A reader that went away is SLUICE_SINK with the EPIPE as its cause. */
function createStdoutWriter(stdout: Writable): (bytes: Uint8Array) => Promise<void> {
  let failed: Error | undefined
  stdout.on('error', (error: Error) => {
    failed = error
  })
  return async (bytes) => {
    await new Promise<void>((resolve, reject) => {
      const fail = (cause: unknown): void => {
        reject(new SluiceError('SLUICE_SINK', { detail: whyClosed(cause), cause }))
      }
      if (failed !== undefined) return fail(failed)
      stdout.write(bytes, (error) => (error ? fail(error) : resolve()))
    })
  }
}

/** Writes clean messages to stdout, each delivery after its audit; gzipped when the input was. Throws SLUICE_SINK. */
export function createStdoutSink(options: StdoutSinkOptions): UnitSink {
  const write = createStdoutWriter(options.stdout)
  let waiting: (Uint8Array | Spool)[] = []
  let gzip: Gzip | undefined
  let gzipped: Promise<void> | undefined
  let started = false
  let endedGzip = false

  function hold(bytes: Uint8Array): void {
    if (bytes.length > 0) waiting.push(Uint8Array.from(bytes))
  }

  function start(isGzip: boolean): void {
    if (started) return
    started = true
    if (!isGzip) return
    const stream = createGzip()
    gzip = stream
    gzipped = (async () => {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) await write(chunk)
    })()
    gzipped.catch(() => undefined)
  }

  async function put(bytes: Uint8Array): Promise<void> {
    if (gzip === undefined) return write(bytes)
    if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), gzipped])
  }

  async function drop(): Promise<void> {
    for (const item of waiting) if (!(item instanceof Uint8Array)) await item.close()
    waiting = []
  }

  return {
    name: 'stdout',
    async prepare(message, output) {
      const { before, after, unit } = message as UnitMessage
      start(unit.gzip === true)
      hold(before)
      if (output instanceof Uint8Array) hold(output)
      else {
        const spool = await options.spool()
        waiting.push(spool)
        for await (const chunk of output) await spool.write(chunk)
      }
      hold(after)
    },
    async end({ unit, rest, refused }: EndedUnit) {
      if (refused) return drop()
      start(unit.gzip === true)
      hold(rest)
      endedGzip = gzip !== undefined
    },
    flush: async () => undefined,
    async commit() {
      const items = waiting
      waiting = []
      const run: Uint8Array[] = []
      for (const item of items) {
        if (item instanceof Uint8Array) {
          run.push(item)
          continue
        }
        await put(Buffer.concat(run.splice(0)))
        for await (const chunk of item.open()) await put(chunk)
        await item.close()
      }
      if (run.length > 0) await put(Buffer.concat(run))
      if (!endedGzip) return
      gzip?.end()
      await gzipped
    },
    abort: drop,
    close: drop,
  }
}

const noSettings = z.strictObject({}).describe('It has no settings: {}.')

/** What this process is given on its stdin, as one unit. */
export const stdinSource: SourceConnector<z.infer<typeof noSettings>> = {
  settings: noSettings,
  only: true,
  open: async (_settings, { decode }) => createStdinSource({ stdin: process.stdin, decode }),
}

/** This process's stdout. */
export const stdoutSink: SinkConnector<z.infer<typeof noSettings>> = {
  settings: noSettings,
  only: true,
  open: async (_settings, { spool }) => createStdoutSink({ stdout: process.stdout, spool }),
}
