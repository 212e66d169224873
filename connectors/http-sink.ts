import { z } from 'zod'
import type { SinkConnector, SinkContext } from '../src/contract/connector.ts'
import type { Message, Sink } from '../src/contract/message.ts'
import { secretSource } from '../src/contract/settings.ts'
import type { UnitMessage } from '../src/contract/unit.ts'
import type { FhirHttp } from './fhir-http/fhir-http.ts'
import { openFhirHttp, serverSettings } from './fhir-http/settings.ts'
import { createHeldOutputs, type HeldOutput } from './held-outputs.ts'

const OWN_HEADERS = /^(?:authorization|content-.*|idempotency-key|transfer-encoding|host|connection|accept.*)$/i
const { baseUrl, ...server } = serverSettings

const settings = z.strictObject({
  ...server,
  url: baseUrl.describe('Where messages are posted.'),
  send: z.enum(['message', 'delivery']).optional()
    .describe('message: one request each; delivery: those that belong together as NDJSON. message unless given.'),
  headers: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z0-9-]+$/)
        .refine((name) => !OWN_HEADERS.test(name), { error: 'this header is set by Sluice' }),
      secretSource,
    )
    .optional()
    .describe('Further headers, each from a secret source.'),
})

/** Names what is sent: by a keyed hash, the same after a crash, and of nothing else. */
function keyOf({ route, hash }: Pick<HttpSinkOptions, 'route' | 'hash'>, outputs: readonly HeldOutput[]): string {
  const names = outputs.map(({ message, output }) => {
    const { unit, source, line } = message as Message & Partial<Pick<UnitMessage, 'unit'>>
    return [unit?.label ?? source, line, hash(output)]
  })
  return `"${hash(Buffer.from(JSON.stringify([route, names])))}"`
}

function joinLines(outputs: readonly HeldOutput[]): Uint8Array {
  const lineEnd = Buffer.from('\n')
  return Buffer.concat(outputs.flatMap(({ output }) => [output.map((byte) => (byte === 0x0a || byte === 0x0d ? 0x20 : byte)), lineEnd]))
}

interface HttpSinkOptions {
  readonly http: FhirHttp
  readonly route: string
  readonly hash: SinkContext['hash']
  readonly send: 'message' | 'delivery'
  readonly headers: Readonly<Record<string, string>>
  readonly bodyBytesMax: number
}

/**
 * Posts messages to an address and takes 2xx for a receipt. Over HTTP nobody can promise exactly once: what was received
 * but not answered is sent again, under the same Idempotency-Key (draft-ietf-httpapi-idempotency-key-header).
 */
function createHttpSink(options: HttpSinkOptions): Sink {
  const { http, send, headers, bodyBytesMax } = options
  const held = createHeldOutputs(bodyBytesMax)
  const running = new AbortController()

  async function post(outputs: readonly HeldOutput[]): Promise<void> {
    const [first] = outputs
    if (first === undefined) return
    const [type, body] =
      send === 'message' ? (['application/fhir+json', first.output] as const) : (['application/fhir+ndjson', joinLines(outputs)] as const)
    const { status } = await http.fetch({
      what: 'a message', method: 'POST', url: http.base.of(''), accept: '*/*', signal: running.signal, body,
      headers: { ...headers, 'content-type': type, 'idempotency-key': keyOf(options, outputs) },
    })
    if (status < 200 || status > 299) throw http.failure('a message', status)
  }

  return {
    name: 'http',
    prepare: (message, output, delivery) => held.hold(message, output, delivery),
    async commit(delivery) {
      const outputs = held.of(delivery)
      if (send === 'delivery') await post(outputs)
      else for (const output of outputs) await post([output])
      held.forget(delivery)
    },
    abort: async (delivery) => held.forget(delivery),
    async close() {
      running.abort()
      await http.close()
    },
  }
}

/** An address that messages are posted to. */
export const httpSink: SinkConnector<z.infer<typeof settings>> = {
  settings,
  async open({ url, send, headers = {}, ...rest }, context) {
    const { http } = await openFhirHttp({ ...rest, baseUrl: url }, context, 'SLUICE_SINK')
    return createHttpSink({
      http,
      route: context.route,
      hash: context.hash,
      send: send ?? 'message',
      headers: Object.fromEntries(Object.entries(headers).map(([name, source]) => [name.toLowerCase(), context.secret(source).reveal()])),
      bodyBytesMax: context.limits.entryBytesMax,
    })
  },
}
