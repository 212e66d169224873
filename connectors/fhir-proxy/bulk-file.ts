import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { request as send, type Agent } from 'undici'
import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import { checkScopes, spend, unusable } from './answer.ts'
import { allowExport } from './bulk.ts'
import { filesOf } from './bulk-manifest.ts'
import { waitForStep } from './even-out.ts'
import { serverHeaders, type Exchange } from './exchange.ts'
import { openPlace, type Address } from './links.ts'
import { sumReceipts } from './sum-receipts.ts'

const NDJSON = 'application/fhir+ndjson'
/** Lines are audited and released together, up to this much. */
const RELEASE_BYTES = 256 * 1024
const NEWLINE = 0x0a

/**
 * Streams a file of an export, line by line through the client's policy. What is ready is audited before it leaves; a line
 * that is refused is left out and counted. When the server breaks off or the budget is used up, so does the answer: its
 * end is then missing, and nothing raw stands in its place. Returns when everything has left.
 */
export async function streamFile(token: string, exchange: Exchange, template: string): Promise<void> {
  allowExport(exchange)
  const started = performance.now()
  const place = openPlace(token, 'file', exchange)
  const { type } = place
  const files = type === undefined ? [place] : await filesOf(place, type, exchange)
  const endTurn = await exchange.takeTurn()
  const agent = exchange.openAgent()
  // A server that says nothing would not let it be noticed.
  const gone = (): void => void agent.destroy()
  exchange.reply.raw.once('close', gone)
  try {
    // What was kept back of it took time.
    const end = async (): Promise<void> => type === undefined ? undefined : waitForStep(started, exchange.proxy.limits.stepMs)
    await release(linesOfAll(files, agent, exchange), end, exchange, template)
  } catch (error) {
    throw toSluiceError(error, exchange.reply.raw.destroyed ? 'SLUICE_CLIENT_GONE' : 'SLUICE_UPSTREAM')
  } finally {
    exchange.reply.raw.off('close', gone)
    await agent.destroy()
    endTurn()
  }
}

async function* linesOfAll(files: readonly Address[], agent: Agent, exchange: Exchange): AsyncGenerator<Uint8Array> {
  let held = RELEASE_BYTES
  const hold = (bytes: number): void => {
    if (bytes <= held) return
    exchange.holding.take(bytes - held)
    held = bytes
  }
  for (const file of files)
    yield* linesOf(await openFile(file, agent, exchange), { lineBytesMax: exchange.proxy.limits.answerBytesMax, hold })
}

/** The bytes of a file, unpacked. Throws SLUICE_UPSTREAM, SLUICE_HTTP_NOT_FOUND. */
async function openFile(place: Address, agent: Agent, exchange: Exchange): Promise<Readable> {
  const { proxy } = exchange
  const isElsewhere = /^https?:/.test(place.path)
  const url = isElsewhere ? place.path : `${proxy.upstream.url}${place.path}${place.query === '' ? '' : `?${place.query}`}`
  const { authorization, ...headers } = serverHeaders(exchange, { accept: NDJSON })
  const answer = await send(url, {
    dispatcher: agent,
    headers: { ...headers, ...(isElsewhere || authorization === undefined ? {} : { authorization }) },
  })
  const type =
    String(answer.headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? ''
  if (answer.statusCode !== 200 || !/ndjson|octet-stream|application\/fhir\+json|application\/json/.test(type)) {
    answer.body.destroy()
    if (answer.statusCode === 404 || answer.statusCode === 410) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
    throw unusable('The file of the export could not be had.', answer.statusCode)
  }
  const encoding = String(answer.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding !== 'identity' && encoding !== 'gzip') {
    answer.body.destroy()
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The file is packed in a way that was not asked for.' })
  }
  return encoding === 'gzip' ? unpack(answer.body) : answer.body
}

function unpack(body: Readable): Readable {
  const gunzip = createGunzip()
  body.on('error', (error) => gunzip.destroy(error))
  gunzip.on('close', () => body.destroy())
  return body.pipe(gunzip)
}

async function release(lines: AsyncIterable<Uint8Array>, end: () => Promise<void>, exchange: Exchange, template: string): Promise<void> {
  const { proxy, client, reply } = exchange
  const raw = reply.raw
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  let ready: Uint8Array[] = []
  let bytes = 0
  let started = performance.now()
  let refused = 0
  const receipts = sumReceipts()

  async function send(): Promise<void> {
    if (raw.destroyed) throw new SluiceError('SLUICE_CLIENT_GONE')
    const body = Buffer.concat(ready)
    await proxy.log.record({
      client: client.name,
      revision: client.gate.revision,
      request: template,
      status: 200,
      messages: exchange.resources,
      subjects: exchange.subjects,
      ...(refused === 0 ? {} : { code: 'SLUICE_POLICY_BLOCK' }),
      down: receipts.take(),
      durationMs: performance.now() - started,
    })
    if (!raw.headersSent) {
      reply.hijack()
      raw.writeHead(200, { 'content-type': NDJSON, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    }
    if (body.length > 0 && !raw.write(body))
      await once(raw, 'drain', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(proxy.limits.sendMs)]) })
    ready = []
    bytes = 0
    refused = 0
    exchange.resources = 0
    exchange.subjects = 0
    started = performance.now()
  }

  for await (const line of lines) {
    const cleaned = client.gate.answer(line)
    if (cleaned.passed) {
      checkScopes(cleaned.body, exchange)
      spend(cleaned, exchange)
      ready.push(cleaned.body, Buffer.from([NEWLINE]))
      bytes += cleaned.body.length + 1
    } else refused += 1
    receipts.add(cleaned)
    if (bytes >= RELEASE_BYTES) await send()
  }
  await end()
  await send()
  raw.end()
}

/**
 * Lines without their ends; empty ones are passed over. A long one is held as it comes in, and what is held for it is told.
 * Throws SLUICE_TOO_COSTLY for one that is too long.
 */
async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  { lineBytesMax, hold }: { readonly lineBytesMax: number; readonly hold: (bytes: number) => void },
): AsyncGenerator<Uint8Array> {
  let parts: Buffer[] = []
  let bytes = 0
  for await (const part of chunks) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.length)
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const line = trim(join(parts, chunk.subarray(from, at)))
      parts = []
      bytes = 0
      if (line.length > 0) yield line
      from = at + 1
    }
    if (from === chunk.length) continue
    parts.push(chunk.subarray(from))
    bytes += chunk.length - from
    if (bytes > lineBytesMax) throw new SluiceError('SLUICE_TOO_COSTLY')
    hold(bytes)
  }
  const line = trim(join(parts))
  if (line.length > 0) yield line
}

function join(parts: readonly Buffer[], ...more: readonly Buffer[]): Buffer {
  const all = [...parts, ...more]
  return all.length === 1 ? (all[0] as Buffer) : Buffer.concat(all)
}

function trim(line: Buffer): Buffer {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line
}
