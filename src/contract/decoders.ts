/** A Bundle taken apart, byte for byte. */
export interface CutBundle {
  /** The Bundle as a value, without the resources of its entries. */
  readonly envelope: Readonly<Record<string, unknown>>
  /** What stands in each entry, in their order. */
  readonly entries: readonly CutEntry[]
}

export interface CutEntry {
  /** The whole entry as the bytes it came as, and the resource in it where there is one: views of the Bundle. */
  readonly bytes: Uint8Array
  readonly resource: Uint8Array | undefined
  /** The entry as a value, without its resource. */
  readonly envelope: Readonly<Record<string, unknown>>
}

/** Readers that connectors are given beside `decode`, so that they need not know any media type. */
export interface Decoders {
  /** Inflates gzip under the limits. Throws SLUICE_GZIP and SLUICE_LIMIT_GZIP. */
  inflate(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /**
   * Takes a Bundle apart, strictly: what two readers could read differently is refused. Throws SLUICE_JSON_* as for any
   * message, and SLUICE_FHIR_RESOURCE_TYPE for what is no Bundle.
   */
  cutBundle(bytes: Uint8Array): CutBundle
  /** An object without one of its members, every other byte as it was. Throws SLUICE_JSON_* as for any message. */
  withoutMember(bytes: Uint8Array, key: string): Uint8Array
}
