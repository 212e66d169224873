import { open } from 'node:fs/promises'

const READ_BYTES = 256 * 1024
const NEWLINE = 0x0a
/** What follows the header of an entry, which is what a line begins with. */
const AFTER_HEADER = ',"nonce":"'
/** The longest header that is looked at: names and hashes of ours. */
const HEADER_BYTES_MAX = 8192

export interface QuarantineDepth {
  readonly entries: number
  /** Of the lines of these entries. */
  readonly bytes: number
}

/** The entries of routes that share a file, and under undefined those that do not say whose they are. */
class Depths {
  private readonly byRoute = new Map<string | undefined, { entries: number; bytes: number }>()

  add(route: string | undefined, bytes: number): void {
    const depth = this.byRoute.get(route) ?? { entries: 0, bytes: 0 }
    this.byRoute.set(route, { entries: depth.entries + 1, bytes: depth.bytes + bytes })
  }

  /** What nobody is named for counts for everyone: somebody should look. */
  of(route: string): QuarantineDepth {
    const [own, nobodys] = [this.byRoute.get(route), this.byRoute.get(undefined)]
    return { entries: (own?.entries ?? 0) + (nobodys?.entries ?? 0), bytes: (own?.bytes ?? 0) + (nobodys?.bytes ?? 0) }
  }
}

function routeOf(start: Buffer): string | undefined {
  const end = start.indexOf(AFTER_HEADER)
  if (end < 0) return undefined
  try {
    const { header } = JSON.parse(`${start.toString('utf8', 0, end)}}`) as { header?: { route?: unknown } }
    return typeof header?.route === 'string' ? header.route : undefined
  } catch {
    return undefined
  }
}

/** Counts lines as they are read piece by piece. */
class LineCount {
  readonly depths = new Depths()
  private start = Buffer.alloc(0)
  private bytes = 0

  push(piece: Buffer): void {
    let from = 0
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, from)) {
      this.take(piece.subarray(from, at + 1))
      this.depths.add(routeOf(this.start), this.bytes)
      this.start = Buffer.alloc(0)
      this.bytes = 0
      from = at + 1
    }
    this.take(piece.subarray(from))
  }

  private take(part: Buffer): void {
    const room = HEADER_BYTES_MAX - this.start.length
    if (room > 0) this.start = Buffer.concat([this.start, part.subarray(0, room)])
    this.bytes += part.length
  }
}

/**
 * Counts the entries of a quarantine file that are of a route. What was counted before is not read again, unless the file
 * became shorter or another one took its place. A file that cannot be read counts as empty.
 */
export function createQuarantineDepth(path: string): (route: string) => Promise<QuarantineDepth> {
  let known = { inode: 0, counted: 0, lines: new LineCount() }
  let running: Promise<Depths> | undefined

  async function look(): Promise<Depths> {
    const handle = await open(path, 'r')
    try {
      const { ino, size } = await handle.stat()
      if (ino !== known.inode || size < known.counted) known = { inode: ino, counted: 0, lines: new LineCount() }
      const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(READ_BYTES, size - known.counted)))
      while (known.counted < size) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, known.counted)
        if (bytesRead === 0) break
        known.lines.push(buffer.subarray(0, bytesRead))
        known.counted += bytesRead
      }
      return known.lines.depths
    } finally {
      await handle.close()
    }
  }

  return async (route) => {
    running ??= look()
      .catch(() => new Depths())
      .finally(() => {
        running = undefined
      })
    return (await running).of(route)
  }
}
