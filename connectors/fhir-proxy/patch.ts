import { SluiceError } from '../../src/contract/errors.ts'
import { clientAnswer } from './answer.ts'
import { takeRequest, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import type { Interaction } from './interaction.ts'
import { badRequest } from './query.ts'
import type { Answer } from './refusal.ts'
import { resourceTranslator } from './translate.ts'
import { allowWrite, shownMatch, writeHeaders } from './write.ts'

/** A step of a JSON Patch (RFC 6902, section 4). */
interface Operation {
  readonly op: string
  readonly path: string
  readonly from?: string
  readonly value?: unknown
}

const OPERATIONS_MAX = 200
const PATCH_TYPES = new Set(['application/json-patch+json'])

/**
 * A JSON Patch. Each step may only touch elements that the client sees, or it could look at others (`test`), bring them
 * into sight (`copy`, `move`) or destroy them; each value goes through the policy of what the client writes, and must
 * come through unchanged. FHIRPath and XML patches find their elements by expressions and are not taken.
 */
export async function patch({ type, id }: Extract<Interaction, { readonly kind: 'patch' }>, exchange: Exchange): Promise<Answer> {
  allowWrite(exchange, 'patch', type)
  const contentType = exchange.request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!PATCH_TYPES.has(contentType)) throw new SluiceError('SLUICE_HTTP_MEDIA')
  const body = exchange.request.body as Buffer | undefined
  const operations = readOperations(body)
  for (const operation of operations) checkOperation(type, operation, exchange)
  const path = `/${type}/${serverId(exchange.client, type, id)}`
  const match = await shownMatch(type, path, exchange)
  const headers = writeHeaders(exchange, {
    'content-type': 'application/json-patch+json',
    ...(match === undefined ? {} : { 'if-match': match }),
  })
  const answer = await exchange.send(exchange.reply, { method: 'PATCH', path, query: '', headers, body: Buffer.from(JSON.stringify(operations)) })
  return clientAnswer(answer, { types: [type, 'OperationOutcome'] }, exchange)
}

function readOperations(body: Buffer | undefined): readonly Operation[] {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body ?? new Uint8Array(0)), keepDigits as (key: string, value: unknown) => unknown)
  } catch (cause) {
    throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'The patch is not JSON.', cause })
  }
  if (!Array.isArray(read) || read.length === 0 || read.length > OPERATIONS_MAX) throw badRequest('A patch is a list of operations.')
  return (read as unknown[]).map((one) => {
    const { op, path, from } = (one ?? {}) as { readonly op?: unknown; readonly path?: unknown; readonly from?: unknown }
    if (typeof op !== 'string' || typeof path !== 'string' || (from !== undefined && typeof from !== 'string')) throw badRequest('An operation of the patch is not understood.')
    return one as Operation
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

function checkOperation(type: string, { op, path, from, value }: Operation, exchange: Exchange): void {
  checkSeen(type, path, exchange)
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
  if (cleaned.receipt.verdict !== 'pass' || !Buffer.from(cleaned.body).equals(body)) throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'The value may not be written as it is.' })
}

function stepsOf(pointer: string): string[] {
  if (!pointer.startsWith('/')) throw badRequest('A path of the patch names an element.')
  const steps = pointer.slice(1).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (isIndex(steps[0] ?? '') || !steps.every((step) => isIndex(step) || /^[A-Za-z][A-Za-z0-9]*$/.test(step))) throw badRequest('A path of the patch is not understood.')
  if (steps[0] === 'id' || steps[0] === 'resourceType') throw badRequest('What a resource is called is not patched.')
  return steps
}

function isIndex(step: string): boolean {
  return step === '-' || /^\d+$/.test(step)
}
