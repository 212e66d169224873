import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createFileSink } from '../../../connectors/file/file-sink.ts'
import { createFileSource } from '../../../connectors/file/file-source.ts'
import { listFiles } from '../../../connectors/file/list-files.ts'
import { openAppendFile } from '../../../src/audit/append-file.ts'
import { openAuditLog } from '../../../src/audit/open-audit-log.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import type { Source } from '../../../src/contract/message.ts'
import type { UnitSink } from '../../../src/contract/unit.ts'
import { createDecodeUnit } from '../../../src/decode/decode-unit.ts'
import { mediaOfName } from '../../../src/decode/media.ts'
import type { AuditLog } from '../../../src/pipeline/route/audit-events.ts'
import { QUARANTINE_MAGIC, quarantineKey } from '../../../src/pipeline/quarantine/quarantine-format.ts'
import { createQuarantine } from '../../../src/pipeline/quarantine/quarantine.ts'
import { runRoute, type RouteResult } from '../../../src/pipeline/route/run-route.ts'
import { createFakeEngine } from './fake-engine.ts'

/** Where a route in a test has its files. */
export interface RoutePlaces {
  readonly input: string
  readonly output: string
  readonly audit: string
  readonly quarantine: string
}

/** The places of a route below a folder, with an empty `in`. */
export function makePlaces(root: string): RoutePlaces {
  mkdirSync(join(root, 'in'), { recursive: true })
  return {
    input: join(root, 'in'),
    output: join(root, 'out'),
    audit: join(root, 'audit.jsonl'),
    quarantine: join(root, 'quarantine.jsonl'),
  }
}

export const SECRET = Buffer.alloc(32, 7)
const now = (): Date => new Date()

/** What a test may put in place of the real thing. */
export interface RouteChanges {
  readonly onError?: 'block' | 'quarantine'
  readonly signal?: AbortSignal
  readonly source?: (real: Source) => Source
  readonly sink?: (real: UnitSink) => UnitSink
  readonly audit?: (real: AuditLog) => AuditLog
  readonly bundleBytesWhole?: number
  readonly keepBytesMax?: number
}

/** A route from folder to folder: real source, sink, audit log and quarantine, and an engine without FHIR. */
export async function runFolder(places: RoutePlaces, changes: RouteChanges = {}): Promise<RouteResult> {
  const limits = { ...LIMITS, bundleBytesWhole: changes.bundleBytesWhole ?? LIMITS.bundleBytesWhole }
  const { files } = await listFiles([places.input])
  const audit = await openAuditLog({ path: places.audit, now })
  const file = await openAppendFile(places.quarantine, { code: 'SLUICE_QUARANTINE', magic: QUARANTINE_MAGIC })
  const quarantine = createQuarantine({ path: places.quarantine, file, key: quarantineKey(SECRET), now })
  const source = createFileSource({
    files,
    decode: createDecodeUnit(limits),
    mediaOf: (name) => mediaOfName(name) ?? { media: 'unknown', gzip: 'unknown' },
    label: (name) => `label-${Buffer.from(name).toString('hex')}`,
  })
  const sink = createFileSink({
    folder: places.output,
    nameOf: (unit) => unit.name,
    gzipOf: (unit) => unit.gzip === true,
  })
  try {
    return await runRoute({
      source: changes.source?.(source) ?? source,
      sink: changes.sink?.(sink) ?? sink,
      engine: createFakeEngine(),
      audit: changes.audit?.(audit) ?? audit,
      facts: {
        route: 'test',
        policy: 'fake',
        policyHash: 'f'.repeat(64),
        destination: 'd',
        purpose: 'p',
        keyVersion: 1,
      },
      sluiceVersion: '0',
      onError: changes.onError ?? 'block',
      quarantine,
      keepBytesMax: changes.keepBytesMax ?? limits.entryBytesMax,
      signal: changes.signal ?? new AbortController().signal,
    })
  } finally {
    await sink.close()
    await quarantine.close()
    await audit.close()
  }
}

/** Makes the folder of a file. */
export function makeFolderOf(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  return path
}
