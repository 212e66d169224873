import type { Positions } from '../../../connectors/positions/positions.ts'

/** Positions that last as long as the test, without a disk to wait for. */
export function createMemoryPositions(): Positions {
  const values = new Map<string, string>()
  const marks = new Map<string, number>()
  return {
    get: (stream) => { const value = values.get(stream); return value === undefined ? undefined : JSON.parse(value) as unknown },
    marked: (stream, keys) => new Set(keys.filter((key) => marks.has(`${stream} ${key}`))),
    save(stream, position, { marks: added = [], forgetBeforeMs = -Infinity } = {}) {
      values.set(stream, JSON.stringify(position))
      for (const { key, atMs = Infinity } of added) marks.set(`${stream} ${key}`, atMs)
      for (const [key, atMs] of marks) if (atMs < forgetBeforeMs) marks.delete(key)
    },
    close: () => undefined,
  }
}
