import { SluiceError } from '../../src/contract/errors.ts'
import { clientAnswer, NO_BODY } from './answer.ts'
import { applyPatch, partsOf, type PatchStep } from './apply-patch.ts'
import { mayRead, takeRequest, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import type { Interaction } from './interaction.ts'
import { badRequest } from './query.ts'
import { requireReferred } from './referred.ts'
import type { Answer } from './refusal.ts'
import { seesAll } from './sees-all.ts'
import { areItemsShown, TAG_CODES, TAG_SYSTEM } from './shown-items.ts'
import { resourceTranslator } from './translate.ts'
import { allowWrite, matchFor, readShown, shownMatch, writeHeaders } from './write.ts'

const OPERATIONS_MAX = 200
const POINTER_LENGTH_MAX = 1000
/** As it is written. */
const TAGS: ReadonlySet<string> = new Set([TAG_SYSTEM, ...TAG_CODES].map((text) => JSON.stringify(text)))
/** Another each time. */
const ENCRYPTED = /^"enc:/
const PATCH_TYPES = new Set(['application/json-patch+json'])

/**
 * A JSON Patch. Each step may only touch elements that the client sees, or it could look at others (`test`), bring them
 * into sight (`copy`, `move`) or destroy them; each value goes through the policy of what the client writes, and must
 * come through unchanged; and nothing may come into sight by it. FHIRPath and XML patches find their elements by
 * expressions and are not taken.
 */
export async function patch({ type, id }: Extract<Interaction, { readonly kind: 'patch' }>, exchange: Exchange): Promise<Answer> {
  allowWrite(exchange, 'patch', type)
  // Its entries would be counted.
  if (type === 'Bundle' && exchange.client.gate.search.dropsAny) throw new SluiceError('SLUICE_WRITE_BACK')
  const contentType = exchange.request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!PATCH_TYPES.has(contentType)) throw new SluiceError('SLUICE_HTTP_MEDIA')
  const body = exchange.request.body as Buffer | undefined
  const operations = readOperations(body)
  for (const operation of operations) checkOperation(type, operation, exchange)
  await requireReferred(exchange)
  const path = `/${type}/${serverId(exchange.client, type, id)}`
  const match = await matchShowingNothing(type, path, operations, exchange)
  const headers = writeHeaders(exchange, {
    'content-type': 'application/json-patch+json',
    ...(match === undefined ? {} : { 'if-match': match }),
  })
  const answer = await exchange.send({
    method: 'PATCH', path, query: '', headers,
    body: Buffer.from(JSON.stringify(operations)),
    isWrite: true,
  })
  // It holds more than was written, and who may only write is not shown that.
  return clientAnswer(
    mayRead(exchange, type) || answer.status >= 400 ? answer : { ...answer, body: NO_BODY },
    { types: [type, 'OperationOutcome'] },
    exchange,
  )
}

/**
 * The version that the patch rests on. What an element holds goes by others: an identifier is told by its system, and by
 * its labels a whole resource; and of an element that is seen this one value may be hidden, for what it says. Throws
 * SLUICE_WRITE_BACK for a patch that touches a value that is not seen, or after which one would be, or goes by a number into
 * an array of which items are hidden.
 */
async function matchShowingNothing(
  type: string,
  path: string,
  operations: readonly PatchStep[],
  exchange: Exchange,
): Promise<string | undefined> {
  const { gate } = exchange.client
  if (gate.search.element(type) === 'open' && !gate.search.searchesTexts) return shownMatch(type, path, exchange)
  const current = await readShown(path, exchange)
  const before = gate.answer(current.body)
  const seen = before.passed ? valuesIn(before.body) : []
  const shown = before.passed ? readJson(before.body) : undefined
  const stored = readJson(current.body)
  const pointers = operations.flatMap(({ path: to, from }) => from === undefined ? [to] : [to, from])
  if (!pointers.every((pointer) => areItemsShown(pointer, stored, shown))) throw new SluiceError('SLUICE_WRITE_BACK')
  const put: string[] = []
  const patched = JSON.parse(current.body.toString('utf8'), keepDigits as (key: string, value: unknown) => unknown) as object
  applyPatch(patched, operations, (value) => {
    if (!areAmong(valuesIn(bytesOf(value)), seen)) throw new SluiceError('SLUICE_WRITE_BACK')
  }, (value) => put.push(...valuesIn(bytesOf(value))))
  const after = gate.answer(bytesOf(patched))
  if (after.passed && !areAmong(valuesIn(after.body), [...seen, ...put])) throw new SluiceError('SLUICE_WRITE_BACK')
  return matchFor(type, current, exchange)
}

/** Whether there are all of these among others, as often as they are there. */
function areAmong(values: readonly string[], others: readonly string[]): boolean {
  const left = new Map<string, number>()
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1)
  return values.every((value) => {
    const count = left.get(value) ?? 0
    left.set(value, count - 1)
    return count > 0 || TAGS.has(value) || ENCRYPTED.test(value)
  })
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value ?? null))
}

function readJson(body: Uint8Array): unknown {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'))
}

/** Every simple value of a document, as it is written. */
function valuesIn(body: Uint8Array): string[] {
  const values: string[] = []
  JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'), ((
    _key: string,
    value: unknown,
    { source }: { readonly source?: string },
  ) => {
    if (source !== undefined) values.push(typeof value === 'string' ? JSON.stringify(value) : source)
    return value
  }) as (key: string, value: unknown) => unknown)
  return values
}

function readOperations(body: Buffer | undefined): readonly PatchStep[] {
  let read: unknown
  try {
    read = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(body ?? new Uint8Array(0)),
      keepDigits as (key: string, value: unknown) => unknown,
    )
  } catch (cause) {
    throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'The patch is not JSON.', cause })
  }
  if (!Array.isArray(read) || read.length === 0 || read.length > OPERATIONS_MAX) throw badRequest('A patch is a list of operations.')
  return (read as unknown[]).map((one) => {
    const { op, path, from } = (one ?? {}) as { readonly op?: unknown; readonly path?: unknown; readonly from?: unknown }
    if (typeof op !== 'string' || typeof path !== 'string' || (from !== undefined && typeof from !== 'string'))
      throw badRequest('An operation of the patch is not understood.')
    return one as PatchStep
  })
}

/** Numbers keep their digits. What is sent is written anew, so that a key that stands twice is not read twice. */
function keepDigits(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown }
  return typeof value === 'number' && source !== undefined ? rawJSON(source) : value
}

function isRawNumber(value: object): boolean {
  const { isRawJSON } = JSON as unknown as { readonly isRawJSON: (value: object) => boolean }
  return isRawJSON(value)
}

function checkOperation(type: string, { op, path, from, value }: PatchStep, exchange: Exchange): void {
  checkSeen(type, path, exchange)
  // Whether the server finds the whole good by another profile would tell what is hidden of it.
  if (op !== 'test' && stepsOf(path).slice(0, 2).join('.') === 'meta.profile' && !seesAll(exchange.client, exchange.proxy.resourceTypes))
    throw new SluiceError('SLUICE_WRITE_BACK')
  switch (op) {
    case 'test':
      // A value with parts would be compared with their extensions, of which the element says nothing.
      if (typeof value === 'object' && value !== null && !isRawNumber(value)) throw badRequest('A test of a patch is of a simple value.')
      return
    case 'remove': return
    case 'copy': case 'move': return checkSeen(type, from ?? '', exchange)
    case 'add': case 'replace': return checkValue(type, path, value, exchange)
    default: throw badRequest('An operation of the patch is not known.')
  }
}

function checkSeen(type: string, pointer: string, { client }: Exchange): void {
  const names = stepsOf(pointer).filter((step) => !isIndex(step))
  if (client.gate.search.element(type, ...names) !== 'open') throw new SluiceError('SLUICE_WRITE_BACK')
}

/** Puts the value where it would stand, in a resource of its own, and asks what the policy makes of that. */
function checkValue(type: string, pointer: string, value: unknown, exchange: Exchange): void {
  const nested = stepsOf(pointer).reduceRight<unknown>((inner, step) => isIndex(step) ? [inner] : { [step]: inner }, value)
  const body = Buffer.from(JSON.stringify({ resourceType: type, ...nested as object }))
  const cleaned = takeRequest(exchange.client.gate.request(body, resourceTranslator(exchange)), exchange)
  if (cleaned.receipt.verdict !== 'pass' || !Buffer.from(cleaned.body).equals(body))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'The value may not be written as it is.' })
}

function stepsOf(pointer: string): string[] {
  if (!pointer.startsWith('/') || pointer.length > POINTER_LENGTH_MAX) throw badRequest('A path of the patch names an element.')
  const steps = partsOf(pointer)
  if (isIndex(steps[0] ?? '') || !steps.every((step) => isIndex(step) || /^[A-Za-z][A-Za-z0-9]*$/.test(step)))
    throw badRequest('A path of the patch is not understood.')
  if (steps[0] === 'id' || steps[0] === 'resourceType') throw badRequest('What a resource is called is not patched.')
  return steps
}

function isIndex(step: string): boolean {
  return step === '-' || /^\d+$/.test(step)
}
