const MIB = 1024 * 1024

/** A limit on everything, each with its reason. Over a limit a message is refused by code, never cut short. */
export const LIMITS = {
  /** Nesting of objects and arrays. FHIR instances seen in the wild stay under 30; stack use stays small. */
  depthMax: 100,
  /** The largest single resource, Bundle entry or NDJSON line held in memory. */
  entryBytesMax: 64 * MIB,
  /** A Bundle up to this size is worked on whole; a larger one entry by entry. */
  bundleBytesWhole: 8 * MIB,
  /** How far reading ahead for a late `resourceType` or `url` may go, as a multiple of the message: keeps cost linear. */
  lookaheadFactor: 4,
  /** Bytes out per byte in when inflating. gzip reaches about 1,030 on zeros; FHIR JSON about 20. */
  gzipRatioMax: 200,
  /** A gzip stream that stays under this total is let through whatever its ratio. */
  gzipBytesFree: 16 * MIB,
  /** Removed values shorter than this many bytes are not searched for in the output: chance hits only. */
  verifyBytesMin: 5,
  /** Attachments and other content within a message, decoded. Text of this size is 4,000 pages; the rest is opaque. */
  contentBytesMax: 8 * MIB,
  /** Content within content within content: base64 in JSON in base64. Deeper than this nobody writes and nobody reads. */
  contentDepthMax: 4,
  /** Pieces of text in one content, each an object in memory. */
  contentPiecesMax: 200_000,
} as const
export type Limits = { readonly [K in keyof typeof LIMITS]: number }
