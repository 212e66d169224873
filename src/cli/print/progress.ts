import { formatBytes } from './table.ts'

const EVERY_MS = 200

/** A line on stderr that says how far a run is; silent unless stderr is a terminal. */
export interface Progress {
  readonly onRead: (bytes: number) => void
  done(): void
}

/** Creates progress over `bytesTotal` bytes, or over an unknown number of them. */
export function createProgress(bytesTotal: number | undefined, options: { readonly isShown: boolean }): Progress {
  const started = performance.now()
  let bytes = 0
  let last = 0
  let isDrawn = false
  function draw(now: number): void {
    last = now
    isDrawn = true
    const seconds = (now - started) / 1000
    const rate = bytes / Math.max(seconds, 0.001)
    const left =
      bytesTotal === undefined ? '' : `, ${Math.ceil(Math.max(bytesTotal - bytes, 0) / Math.max(rate, 1))} s left`
    const of = bytesTotal === undefined ? '' : ` of ${formatBytes(bytesTotal)}`
    process.stderr.write(`\r\u001B[K${formatBytes(bytes)}${of}, ${formatBytes(rate)}/s${left}`)
  }
  return {
    onRead(count) {
      bytes += count
      const now = performance.now()
      if (options.isShown && now - last > EVERY_MS && now - started > EVERY_MS) draw(now)
    },
    done() {
      if (isDrawn) process.stderr.write('\r\u001B[K')
    },
  }
}
