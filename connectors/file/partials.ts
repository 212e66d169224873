import { createHash, randomBytes } from 'node:crypto'
import { readdir, stat, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** Name, host, pid, start of the process (base 36 milliseconds), random. */
const PARTIAL = /^\..*\.([0-9a-f]{6})-(\d+)-([0-9a-z]+)-[0-9a-f]{8}\.partial$/
const NAME_BYTES_MAX = 255
const FOREIGN_STALE_MS = 24 * 60 * 60 * 1000

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 6)
const started = Math.round(Date.now() - process.uptime() * 1000).toString(36)

/** A name for a file that is being written: says who writes it, so that a later run can tell a dead one's. */
export function partialName(name: string): string {
  const tail = `.${host}-${process.pid}-${started}-${randomBytes(4).toString('hex')}.partial`
  let stem = name
  while (Buffer.byteLength(stem) + tail.length + 1 > NAME_BYTES_MAX) stem = stem.slice(0, -1)
  return `.${stem}${tail}`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Removes the partial files that dead runs left in a folder: of this host when their process is gone (or has this
 * one's number and another start), of other hosts after a day.
 */
export async function removeStalePartials(folder: string): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const match = PARTIAL.exec(name)
    if (match === null) continue
    const [, itsHost, itsPid, itsStart] = match
    const path = join(folder, name)
    const pid = Number(itsPid)
    let stale = pid === process.pid ? itsStart !== started : !isAlive(pid)
    if (itsHost !== host) {
      const modified = await stat(path).then(
        (stats) => stats.mtimeMs,
        () => Date.now(),
      )
      stale = Date.now() - modified > FOREIGN_STALE_MS
    }
    if (!stale) continue
    await unlink(path).catch(() => undefined)
    removed += 1
  }
  return removed
}
