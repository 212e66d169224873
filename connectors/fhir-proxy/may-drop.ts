import type { Exchange } from './exchange.ts'

/** By gate: whether there is a type of which it may keep resources back. */
const dropping = new WeakMap<Exchange['client']['gate'], boolean>()

/** Whether whole resources of any type that the client may have may be kept back. */
export function mayDropAny({ client, proxy }: Pick<Exchange, 'client' | 'proxy'>): boolean {
  const known =
    dropping.get(client.gate) ?? [...(client.resourceTypes ?? proxy.resourceTypes)].some((one) => client.gate.search.dropsSome(one))
  dropping.set(client.gate, known)
  return known
}
