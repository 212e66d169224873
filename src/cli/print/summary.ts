import type { Counts } from '../../pipeline/outcome.ts'
import type { RouteResult } from '../../pipeline/route/run-route.ts'
import { formatBytes, formatCount, table } from './table.ts'

/** Rows of classes with what was done to them, the most frequent first; what identifies nobody is left out. */
export function countRows(counts: Counts): string[][] {
  const rows = Object.entries(counts)
    .filter(([elementClass]) => elementClass !== 'not-identifying')
    .map(([elementClass, actions]) => {
      const total = Object.values(actions).reduce((sum, count) => sum + count, 0)
      const done = Object.entries(actions)
        .sort((a, b) => b[1] - a[1])
        .map(([action, count]) => `${action} ${formatCount(count)}`)
      return { elementClass, total, done: done.join(', ') }
    })
    .filter((row) => row.total > 0)
    .sort((a, b) => b.total - a.total)
  return rows.map((row) => [row.elementClass, formatCount(row.total), row.done])
}

/** The table of what was found and done, for a person. */
function countTable(counts: Counts): string[] {
  const rows = countRows(counts)
  return rows.length === 0
    ? ['nothing identifying was found']
    : table([['class', 'elements', 'done'], ...rows], { right: [1] })
}

/** What a scan came to, in lines. */
export function summarizeFindings(
  counts: Counts,
  totals: { readonly findings: number; readonly bytes: number; readonly read: string; readonly seconds: number },
): string[] {
  const { findings, bytes, read, seconds } = totals
  return [...countTable(counts), '', `${formatCount(findings)} findings in ${read}, ${formatBytes(bytes)}, ${seconds.toFixed(2)} s`]
}

/** What a run came to, in lines. */
export function summarize(
  result: RouteResult,
  options: { readonly seconds: number; readonly audit: string; readonly skipped: number },
): string[] {
  const { messages, blocked, quarantined, bytesIn, bytesOut, counts, refusals } = result
  const rate = options.seconds > 0 ? bytesIn / options.seconds : 0
  const passed = messages - blocked - quarantined
  const refusedWords = `${formatCount(blocked)} blocked, ${formatCount(quarantined)} quarantined`
  const lines = [
    ...countTable(counts),
    '',
    `${formatCount(messages)} messages: ${formatCount(passed)} passed, ${refusedWords}`,
    `${formatBytes(bytesIn)} in, ${formatBytes(bytesOut)} out, ${options.seconds.toFixed(2)} s, ${formatBytes(Math.round(rate))}/s`,
  ]
  if (options.skipped > 0)
    lines.push(`${formatCount(options.skipped)} files skipped: not .json, .ndjson, .jsonl or .gz of these, or links or devices`)
  for (const [code, { count }] of refusals) lines.push(`${code}: ${formatCount(count)}`)
  lines.push(`audit log: ${options.audit}`)
  return lines
}
