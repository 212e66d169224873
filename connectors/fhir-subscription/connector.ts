import { z } from 'zod'
import type { SourceConnector } from '../../src/contract/connector.ts'
import { listenAddress, nonEmptyText, secretSource } from '../../src/contract/settings.ts'
import { openFhirHttp, serverSettings } from '../fhir-http/settings.ts'
import { listenTlsSettings } from '../identity/settings.ts'

const settings = z.strictObject({
  ...serverSettings,
  state: nonEmptyText.describe('The file that holds the number of the last event. One for each route.'),
  subscription: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,64}$/, { error: 'an id is expected' })
    .describe('The id of the Subscription on the server.'),
  listen: listenAddress.describe('Where notifications are received: host:port.'),
  listenTls: listenTlsSettings.optional().describe('Without it, keep the port inside: what is sent is not encrypted.'),
  path: z
    .string()
    .regex(/^\/[A-Za-z0-9/_-]*$/, { error: 'a path such as /notifications is expected' })
    .optional()
    .describe('Where notifications are sent. /notifications unless given.'),
  secret: z
    .strictObject({
      header: z
        .string()
        .regex(/^[A-Za-z0-9-]+$/)
        .optional()
        .describe('authorization unless given.'),
      value: secretSource.describe('The whole value that the header has in the Subscription.'),
    })
    .describe('A header that the Subscription sends with each notification. Without it nothing is heard.'),
  heartbeatSeconds: z
    .int()
    .min(1)
    .max(86_400)
    .optional()
    .describe('heartbeatPeriod of the Subscription: after two of them without a word the server is asked. Never unless given.'),
  connectionsMax: z.int().min(1).max(10_000).optional().describe('20 unless given.'),
})

/** Notifications of a FHIR server, by topic-based subscriptions of R5 or their backport to R4. */
export const fhirSubscriptionSource: SourceConnector<z.infer<typeof settings>> = {
  settings,
  async open(given, context) {
    const { createHttpServer } = await import('../http-server.ts')
    const { openPositions } = await import('../positions/positions.ts')
    const { createDeliveryQueue } = await import('../delivery-queue.ts')
    const { createEventLine } = await import('./event-line.ts')
    const { checkSubscription } = await import('./check-subscription.ts')
    const { createSubscriptionSource } = await import('./subscription-source.ts')
    const secret = context.secret(given.secret.value)
    const { http, status } = await openFhirHttp(given, context, 'SLUICE_SOURCE')
    await checkSubscription(http, given.subscription).catch(async (error: unknown) => {
      await http.close()
      throw error
    })
    const server = createHttpServer({
      listen: given.listen,
      tls: given.listenTls,
      connectionsMax: given.connectionsMax ?? 20,
      bodyBytesMax: context.limits.entryBytesMax,
      bodies: 'whole',
      reloads: context.reloads,
    })
    const positions = openPositions(given.state)
    const queue = createDeliveryQueue()
    const running = new AbortController()
    const key = context.label(JSON.stringify([given.baseUrl, given.subscription]))
    return createSubscriptionSource({
      server,
      listen: given.listen,
      path: given.path ?? '/notifications',
      header: (given.secret.header ?? 'authorization').toLowerCase(),
      secret,
      queue,
      line: createEventLine({
        http, queue, positions, key, subscription: given.subscription, context: { cutBundle: context.cutBundle, status },
        signal: running.signal,
      }),
      status, logRefusal: context.logRefusal,
      silenceMsMax: given.heartbeatSeconds === undefined ? undefined : given.heartbeatSeconds * 2000,
      async close() {
        running.abort()
        positions.close()
        await http.close()
      },
    })
  },
}
