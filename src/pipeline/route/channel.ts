/** Hands chunks from a writer to a reader, one at a time: the writer waits until the reader asks for more. */
export interface Channel {
  write(chunk: Uint8Array): Promise<void>
  end(): void
  /** The reader's loop throws this after what was written. */
  fail(error: Error): void
  /** The reader is gone: writes reject with what it threw. */
  stop(error: unknown): void
  chunks(): AsyncIterable<Uint8Array>
}

type Item =
  { readonly chunk: Uint8Array; readonly taken: PromiseWithResolvers<void> } | { readonly error: Error | undefined }

/** Creates an empty channel. */
export function createChannel(): Channel {
  let waiting = Promise.withResolvers<Item>()
  let stopped: { readonly error: unknown } | undefined
  let current: PromiseWithResolvers<void> | undefined
  let closed: { readonly error: Error | undefined } | undefined

  function close(error: Error | undefined): void {
    closed = { error }
    waiting.resolve(closed)
  }

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const item = await waiting.promise
      if ('error' in item) {
        if (item.error !== undefined) throw item.error
        return
      }
      waiting = Promise.withResolvers<Item>()
      if (closed !== undefined) waiting.resolve(closed)
      yield item.chunk
      item.taken.resolve()
    }
  }

  return {
    async write(chunk) {
      if (stopped !== undefined) throw stopped.error
      const taken = Promise.withResolvers<void>()
      current = taken
      waiting.resolve({ chunk, taken })
      await taken.promise
    },
    end: () => close(undefined),
    fail: close,
    stop(error) {
      stopped = { error }
      current?.promise.catch(() => undefined)
      current?.reject(error)
    },
    chunks,
  }
}
