import { quarantineKey, unsealEntry, type QuarantineHeader } from '../pipeline/quarantine-format.ts'
import { findEntry, readQuarantine } from '../pipeline/quarantine.ts'
import { releaseEntry } from '../pipeline/release-entry.ts'
import {
  assembleAudit,
  assembleEngine,
  assembleFacts,
  assembleLimits,
  assemblePolicy,
  assembleSink,
  givenAudit,
} from './assemble.ts'
import { parseClock, parseFhir } from './flags.ts'
import { checkDistinct, checkReadable, outputPlace } from './output-place.ts'
import { print, printBytes, say } from './print.ts'
import { EXIT, reportError, usageError } from './report-error.ts'
import { commandLineKeys, needsKey, quarantineSecret } from './secrets.ts'
import { table } from './table.ts'

function listRow({ id, time, code, source, line, bytes, policy }: QuarantineHeader): string[] {
  return [id, time, code, line === undefined ? source : `${source}:${line}`, String(bytes), policy]
}

/** `sluice quarantine list`: the clear headers; needs no key. */
export async function quarantineList(path: string, flags: { readonly json?: boolean }): Promise<number> {
  await checkReadable(path)
  const rows: string[][] = [['id', 'time', 'code', 'source', 'bytes', 'policy']]
  for await (const { header } of readQuarantine(path)) {
    if (flags.json === true) await print(JSON.stringify(header))
    else rows.push(listRow(header))
  }
  if (flags.json !== true) for (const line of table(rows, { right: [4] })) await print(line)
  return EXIT.ok
}

async function unseal(path: string, id: string): Promise<{ header: QuarantineHeader; body: Uint8Array }> {
  await checkReadable(path)
  const key = quarantineKey(quarantineSecret().reveal())
  const entry = await findEntry(path, id)
  return { header: entry.header, body: unsealEntry(entry, key) }
}

/** `sluice quarantine show`: the raw message on stdout, for who holds the key. */
export async function quarantineShow(path: string, id: string): Promise<number> {
  const { body } = await unseal(path, id)
  await printBytes(body)
  return EXIT.ok
}

export interface ReleaseFlags {
  readonly policy?: string
  readonly out?: string
  readonly audit?: string
  readonly fhir?: string
  readonly now?: string
}

/** `sluice quarantine release`: through a policy again, and out only if it passes now. Returns the exit code. */
export async function quarantineRelease(path: string, id: string, flags: ReleaseFlags): Promise<number> {
  const { header, body } = await unseal(path, id)
  const policy = assemblePolicy(flags.policy ?? header.policy, parseFhir(flags.fhir))
  const keys = commandLineKeys({ required: needsKey(policy) })
  const place = await outputPlace(flags.out, 'stdin')
  await checkDistinct([
    { flag: 'the quarantine', path },
    { flag: '--audit', path: givenAudit(flags.audit) },
    { flag: '--out', path: place.kind === 'file' ? flags.out : undefined },
  ])
  const { destination, purpose } = header
  const now = parseClock(flags.now)
  const engine = await assembleEngine({ policy, keys, destination, purpose, now, findings: false, limits: assembleLimits() })
  // A policy is found by its name, and another file may have taken the name since.
  if (flags.policy === undefined && engine.policyHash !== header.policyHash) {
    throw usageError(`The policy ${header.policy} is no longer the one that this message met. Say which one to use with --policy.`)
  }
  const facts = assembleFacts('quarantine', engine, header, keys)
  const audit = await assembleAudit(flags.audit)
  const sink = assembleSink(place, (name) => name)
  try {
    const refused = await releaseEntry({ header, body, engine, facts, audit, sink })
    if (refused === undefined) {
      say(`released ${header.id}; audit log: ${audit.path}`)
      return EXIT.ok
    }
    reportError(refused)
    return EXIT.refused
  } finally {
    await sink.close()
    await audit.close()
  }
}
