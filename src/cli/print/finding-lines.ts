import { closeSync, openSync, writeSync } from 'node:fs'
import { SluiceError } from '../../contract/errors.ts'
import type { Finding } from '../../contract/finding.ts'
import type { OutcomeFacts } from '../../pipeline/outcome.ts'

const BUFFER_CHARS = 64 * 1024

/** Where a finding's message stands. */
export interface FindingPlace {
  readonly source: string
  readonly line?: number
}

/** A finding as the JSON line of the command line contract. */
export function findingLine(finding: Finding, place: FindingPlace): string {
  const { resourceType, path, detector, start, end, confidence, evidence } = finding
  const { source, line = null } = place
  return JSON.stringify({
    source,
    line,
    resourceType,
    path,
    class: finding.class,
    detector,
    start,
    end,
    confidence,
    evidence,
  })
}

/** A file of findings, written as they come. It holds no values; file names it does, as the person gave them. */
export interface FindingsFile {
  add(message: FindingPlace, facts: OutcomeFacts): void
  close(): void
}

/** Opens a findings file for this user alone, replacing an earlier one. Throws SLUICE_IO. */
export function openFindingsFile(path: string): FindingsFile {
  const fail = (cause: unknown): never => {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be written.`, cause })
  }
  let descriptor: number
  try {
    descriptor = openSync(path, 'w', 0o600)
  } catch (cause) {
    return fail(cause)
  }
  let buffer = ''
  function drain(): void {
    try {
      const bytes = Buffer.from(buffer)
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done)
      buffer = ''
    } catch (cause) {
      fail(cause)
    }
  }
  return {
    add(message, facts) {
      for (const finding of facts.findings) buffer += `${findingLine(finding, message)}\n`
      if (buffer.length > BUFFER_CHARS) drain()
    },
    close() {
      drain()
      closeSync(descriptor)
    },
  }
}
