import { createHash } from 'node:crypto'
import { uuidFromHex } from '../../transform/uuid.ts'

/**
 * The id under which a record is quarantined: that of its place, so that one which is delivered twice, since something
 * broke in between, is told to be the same.
 */
export function recordId(place: {
  readonly route: string
  readonly source: string
  readonly line: number | undefined
  readonly timestamp: string
}): string {
  const { route, source, line, timestamp } = place
  return uuidFromHex(createHash('sha256').update(JSON.stringify([route, source, line ?? 0, timestamp])).digest('hex'))
}
