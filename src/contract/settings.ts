import { z } from 'zod'

/** Parts of settings that several connectors have. */

export const nonEmptyText = z.string().min(1)

/** Where a secret is read from; secrets themselves never stand in a configuration. */
export const secretSource = z
  .string()
  .regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, { error: 'a key source is expected: env:NAME or file:PATH' })

/** `host:port`, `[v6]:port`. */
export const listenAddress = z
  .string()
  .regex(/^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}$/, {
    error: 'host:port is expected here, 127.0.0.1:9464 for instance', abort: true,
  })
  .refine((value) => Number(value.slice(value.lastIndexOf(':') + 1)) <= 65_535, { error: 'a port is at most 65535', abort: true })

/** Splits what `listenAddress` accepts. */
export function hostAndPort(address: string): { readonly host: string; readonly port: number } {
  const colon = address.lastIndexOf(':')
  return { host: address.slice(0, colon).replaceAll(/[[\]]/g, ''), port: Number(address.slice(colon + 1)) }
}
