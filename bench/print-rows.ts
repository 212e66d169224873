import type { Row } from './compare.ts'

/** Prints a comparison as a table on stdout. */
export function printRows(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map((row) => row.name.length))
  console.log(`\n${title}`)
  console.log(`  ${'ratio to the first row, median (p10..p90)'.padStart(width + 42)}`)
  for (const row of rows) {
    const ratio = `${row.ratio.toFixed(2)} (${row.ratioLow.toFixed(2)}..${row.ratioHigh.toFixed(2)})`
    console.log(`  ${row.name.padEnd(width)}  ${ratio.padStart(20)}  ${row.megabytesPerSecond.toFixed(0).padStart(5)} MB/s  ` +
      `${row.microsecondsPerMessage.toFixed(2).padStart(9)} µs a message`)
  }
}
