import { SluiceError } from '../../src/contract/errors.ts'
import type { FhirHttp } from '../fhir-http/fhir-http.ts'
import { asObject } from '../json-value.ts'

const WAIT_MS = 5000

/**
 * Throws SLUICE_CONFIG where the server says that a subscription is a classic one of R4, without a topic (its criteria are
 * a search): its notifications bear no numbers, so that neither order nor gaps could be told. What cannot be read now, be it
 * that the server is down, is not asked about again; such notifications are then refused one by one.
 */
export async function checkSubscription(http: FhirHttp, subscription: string): Promise<void> {
  const read = await http
    .send({ what: 'a subscription', url: http.base.of(`Subscription/${subscription}`), signal: AbortSignal.timeout(WAIT_MS) })
    .then(async (answer) => {
      if (answer.status !== 200) {
        await answer.discard()
        return undefined
      }
      const chunks: Uint8Array[] = []
      for await (const chunk of answer.chunks()) chunks.push(chunk)
      return asObject(JSON.parse(Buffer.concat(chunks).toString()) as unknown)
    })
    .catch(() => undefined)
  const criteria = read?.['resourceType'] === 'Subscription' ? read['criteria'] : undefined
  if (typeof criteria === 'string' && /^[A-Z][A-Za-z]*(?:\?|$)/.test(criteria)) {
    throw new SluiceError('SLUICE_CONFIG', {
      detail: `Subscription ${subscription} has no topic: classic subscriptions of R4 number no events, so nothing would tell that one was missed. Use one of the Subscriptions R5 Backport, or from: fhir-poll.`,
    })
  }
}
