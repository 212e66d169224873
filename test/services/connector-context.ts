import type { ConnectorContext, LoadedFiles, SinkContext } from '../../src/contract/connector.ts'
import type { ErrorCode } from '../../src/contract/errors.ts'
import type { ExchangeRecord } from '../../src/contract/exchange.ts'
import { LIMITS, type Limits } from '../../src/contract/limits.ts'
import { Phi } from '../../src/contract/phi.ts'
import { createCutBundle } from '../../src/decode/cut-bundle.ts'
import { createDecodeUnit } from '../../src/decode/decode-unit.ts'
import { inflate } from '../../src/decode/inflate.ts'
import { mediaOfName } from '../../src/decode/media.ts'
import { createSpool } from '../../src/decode/spool.ts'
import { createWithoutMember } from '../../src/decode/without-member.ts'
import { createHash } from 'node:crypto'

/** What a connector in a test is given: real decoding, secrets from a table, and a status that is kept. */
export function createContext(options: { readonly secrets?: Readonly<Record<string, string>>; readonly limits?: Partial<Limits> } = {}) {
  const limits = { ...LIMITS, ...options.limits }
  const said: (ErrorCode | 'ready')[] = []
  const refusals: ExchangeRecord[] = []
  const reloads: LoadedFiles[] = []
  const controller = new AbortController()
  const context: ConnectorContext = {
    route: 'test',
    limits,
    signal: controller.signal,
    status: { ready: () => void said.push('ready'), unready: (code) => void said.push(code), lag: () => undefined },
    decode: createDecodeUnit(limits),
    inflate: (chunks) => inflate(chunks, limits),
    cutBundle: createCutBundle(limits),
    withoutMember: createWithoutMember(limits),
    mediaOf: (name) => mediaOfName(name) ?? { media: 'unknown', gzip: 'unknown' },
    label: (name) => createHash('sha256').update(name).digest('hex').slice(0, 16),
    secret: (source) => new Phi(options.secrets?.[source] ?? '', 'secret'),
    reloads: (files) => void reloads.push(files),
    logRefusal: async (record) => void refusals.push(record),
    spool: createSpool,
  }
  const sinkContext: SinkContext = {
    ...context,
    source: { name: 'none', deliveries: () => { throw new Error('A sink read from its source') } },
    pseudonym: (text) => `pseudonym(${text})`,
    eventTypes: undefined, hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  }
  return { context, sinkContext, said, refusals, reloads, stop: () => controller.abort() }
}
