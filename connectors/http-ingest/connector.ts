import { z } from 'zod'
import type { SourceConnector } from '../../src/contract/connector.ts'
import { hostAndPort, listenAddress } from '../../src/contract/settings.ts'
import { checkClients } from '../identity/check-clients.ts'
import {
  clientSettings, isListeningSafe, issuerSettings, listenTlsSettings, plainHttp, UNSAFE_LISTENING,
} from '../identity/settings.ts'

const settings = z.strictObject({
  listen: listenAddress.describe('Where messages are received: host:port.'),
  tls: listenTlsSettings.optional(),
  plainHttp,
  clients: z.array(clientSettings).min(1).max(1000).superRefine(checkClients).describe('Who may send. Nobody else is heard.'),
  issuers: z.array(issuerSettings).optional().describe('Whose tokens are believed.'),
  bodyBytesMax: z.int().min(1).optional().describe('The largest body as it is sent. 1 GiB unless given.'),
  waitSecondsMax: z
    .int()
    .min(1)
    .max(86_400)
    .optional()
    .describe('How long a client may leave us waiting in all while it sends a body. 120 unless given.'),
  connectionsMax: z.int().min(1).max(100_000).optional().describe('100 unless given.'),
}).refine(({ listen, tls, plainHttp: isPlain }) => isListeningSafe({ host: hostAndPort(listen).host, tls, plainHttp: isPlain }), {
  error: UNSAFE_LISTENING, path: ['listen'],
})

/** Messages that clients post. */
export const httpIngestSource: SourceConnector<z.infer<typeof settings>> = {
  settings,
  async open(given, { decode, label, status, reloads, logRefusal }) {
    const { createHttpIngest } = await import('./http-ingest.ts')
    const { createHttpServer } = await import('../http-server.ts')
    const { createIdentify } = await import('../identity/identify.ts')
    const bodyBytesMax = given.bodyBytesMax ?? 1024 ** 3
    const identify = createIdentify({
      clients: given.clients.map(({ name, apiKeySha256 = [], certificates = [], tokens = [] }) => ({
        name, apiKeys: apiKeySha256, certificates, tokens: tokens.map((token) => ({ ...token, claim: token.claim ?? 'client_id' })),
      })),
      issuers: (given.issuers ?? []).map((issuer) => ({
        ...issuer,
        algorithms: issuer.algorithms ?? ['RS384', 'ES384'],
        clockSkewSeconds: issuer.clockSkewSeconds ?? 30,
      })),
      now: () => new Date(),
      reloads,
    })
    return createHttpIngest({
      server: createHttpServer({
        listen: given.listen,
        tls: given.tls,
        connectionsMax: given.connectionsMax ?? 100,
        bodyBytesMax,
        bodies: 'streams',
        reloads,
      }),
      listen: given.listen,
      identify, status, label, logRefusal, decode, bodyBytesMax,
      waitMsMax: (given.waitSecondsMax ?? 120) * 1000,
    })
  },
}
