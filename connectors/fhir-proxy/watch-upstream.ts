import { setTimeout as delay } from 'node:timers/promises'
import type { Agent } from 'undici'
import type { ConnectorStatus } from '../../src/contract/connector.ts'

/** What a gateway in front of a server says when the server is not there. */
const AWAY = new Set([502, 503, 504])

export interface WatchOptions {
  readonly status: Pick<ConnectorStatus, 'ready' | 'unready'>
  /** The server's capability statement, which every FHIR server gives (https://hl7.org/fhir/http.html#capabilities): an encoded path. */
  readonly origin: string
  readonly path: string
  readonly timeoutMs: number
  /** How long to wait before the server is asked again. */
  readonly everyMs: number
  readonly openAgent: () => Agent
}

/** Knows whether the server is there. */
export interface UpstreamWatch {
  /** A request got no answer, which may be the request's fault: a slow search says nothing of the server. It is asked, until it answers. */
  doubt(): void
  stop(): void
}

/**
 * Says of a server that has not answered whether it is there, by a question that any server answers quickly, on a connection
 * of its own. A refusal is an answer too: no credentials are sent, and the body is not read.
 */
export function watchUpstream({ status, origin, path, timeoutMs, everyMs, openAgent }: WatchOptions): UpstreamWatch {
  const over = new AbortController()
  let isAsking = false

  async function isThere(): Promise<boolean> {
    const agent = openAgent()
    try {
      const { statusCode } = await agent.request({
        origin, path, method: 'GET', headers: { accept: 'application/fhir+json' },
        signal: AbortSignal.any([over.signal, AbortSignal.timeout(timeoutMs)]),
      })
      return !AWAY.has(statusCode)
    } catch {
      return false
    } finally {
      void agent.destroy()
    }
  }

  async function askUntilThere(): Promise<void> {
    while (!await isThere()) {
      if (over.signal.aborted) return
      status.unready('SLUICE_UPSTREAM')
      await delay(everyMs, undefined, { signal: over.signal, ref: false })
    }
    status.ready()
  }

  return {
    doubt() {
      if (isAsking || over.signal.aborted) return
      isAsking = true
      // What ends it early is the end of the proxy.
      void askUntilThere().catch(() => undefined).finally(() => {
        isAsking = false
      })
    },
    stop: () => over.abort(),
  }
}
