import { constants } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createSecureContext, type Server as TlsServer, type SecureContextOptions } from 'node:tls'
import type { z } from 'zod'
import type { LoadedFiles } from '../src/contract/connector.ts'
import { SluiceError } from '../src/contract/errors.ts'
import type { listenTlsSettings } from './identity/settings.ts'

export type ListenTls = z.infer<typeof listenTlsSettings>

/** What TLS takes from the files of a server of ours. */
export interface TlsTexts extends SecureContextOptions {
  readonly requestCert?: true
  readonly rejectUnauthorized?: false
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be read.`, cause })
  }
}

/**
 * The blocks of a kind in a file. An empty list of authorities would mean those of the whole world, and an empty list of
 * the revoked that nobody asks: a file without any, or that ends within one, is refused.
 */
function blocks(path: string, kind: string): string[] {
  const text = readPem(path)
  const found = [...text.matchAll(new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----`, 'g'))].map(([block]) => block)
  if (found.length === 0 || found.length !== text.split('-----BEGIN ').length - 1)
    throw new SluiceError('SLUICE_CONFIG', { detail: `${path} does not hold whole PEM blocks of ${kind} alone.` })
  return found
}

/** Reads the files and tries them. Throws SLUICE_IO, or SLUICE_CONFIG for what does not fit together. */
export function readTls({ cert, key, clientCa, crl }: ListenTls): TlsTexts {
  const context: SecureContextOptions = {
    // A second handshake on a connection (TLS 1.2) may bring another certificate, which Node still calls authorized for the first.
    minVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_RENEGOTIATION, cert: readPem(cert), key: readPem(key),
    ...(clientCa === undefined ? {} : { ca: blocks(clientCa, 'CERTIFICATE') }),
    ...(crl === undefined ? {} : { crl: blocks(crl, 'X509 CRL') }),
  }
  try {
    createSecureContext(context)
  } catch (cause) {
    throw new SluiceError('SLUICE_CONFIG', {
      detail: 'Certificate, key and lists of a server do not fit together, or cannot be read.',
      cause,
    })
  }
  // A certificate that is not good is told of in words; the handshake would only close the connection.
  return { ...context, ...(clientCa === undefined ? {} : { requestCert: true, rejectUnauthorized: false }) }
}

/** Files by which a server that we ask is believed, and by which it knows us. */
export interface AskedTls {
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
}

/** What TLS takes from them, tried. Throws SLUICE_IO, or SLUICE_CONFIG for what does not fit together. */
export function readAskedTls({ ca, cert, key }: AskedTls): Pick<SecureContextOptions, 'ca' | 'cert' | 'key'> {
  const context = {
    ...(ca === undefined ? {} : { ca: blocks(ca, 'CERTIFICATE') }),
    ...(cert === undefined ? {} : { cert: readPem(cert) }),
    ...(key === undefined ? {} : { key: readPem(key) }),
  }
  try {
    if ((cert === undefined) !== (key === undefined)) throw new Error('one without the other')
    createSecureContext(context)
  } catch (cause) {
    throw new SluiceError('SLUICE_CONFIG', {
      detail: 'Certificate, key and authorities towards a server do not fit together, or cannot be read.',
      cause,
    })
  }
  return context
}

/** Which connections were made under files that have changed since: what was found out about their certificates no longer holds. */
export interface TlsKeeper {
  /** Closes the connection of such a request; true if it did. */
  refuses(request: IncomingMessage): boolean
  /** Whether the answer on this connection has to be the last. */
  isLast(request: IncomingMessage): boolean
}

interface Closable extends TlsServer {
  closeIdleConnections(): void
}

/**
 * Puts changed files to use without a restart. Handshakes from then on are under the new ones, also those that would have
 * taken up an earlier session; connections that are open end with the answer that is under way, so that nobody whose
 * certificate was revoked goes on over one.
 */
export function keepTls(server: unknown, tls: ListenTls, reloads: (files: LoadedFiles) => void): TlsKeeper {
  const listening = server as Closable
  let generation = 0
  const made = new WeakMap<object, number>()
  listening.on('secureConnection', (socket) => made.set(socket, generation))
  reloads({
    what: 'tls', files: [tls.cert, tls.key, tls.clientCa, tls.crl].filter((file) => file !== undefined),
    load() {
      const context = readTls(tls)
      listening.setSecureContext(context)
      generation++
      listening.closeIdleConnections()
    },
  })
  const isOld = ({ socket }: IncomingMessage): boolean => (made.get(socket) ?? -1) !== generation
  return {
    refuses(request) {
      if (!isOld(request)) return false
      request.socket.destroy()
      return true
    },
    isLast: isOld,
  }
}
