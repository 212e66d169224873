/**
 * Every way Sluice refuses or fails. The code is stable, bounded and safe as a metric label; the sentence says what
 * happened and never holds a value from a message; `fix` says what to do. This table is the documentation.
 */
export const ERRORS = {
  SLUICE_USAGE: { says: 'The command line is not understood.', fix: 'Run the command with --help.' },
  SLUICE_IO: { says: 'A file could not be read or written.', fix: 'Check that the path exists, and that its permissions allow it.' },
  SLUICE_CONFIG: {
    says: 'A configuration or policy file is not valid.',
    fix: 'Correct what the message names; of a policy or a configuration, `sluice lint FILE` lists every problem.',
  },
  SLUICE_POLICY_TEST: {
    says: 'A test inside a policy fails.',
    fix: '`sluice test FILE` runs them: correct the policy, or the test. No service puts such a policy into force.',
  },
  SLUICE_POLICY_NOT_FOUND: { says: 'No such policy.', fix: 'Give a file, or the name of one in deploy/policies.' },
  SLUICE_KEY_MISSING: {
    says: 'A key is needed and none, or an empty one, was given.',
    fix: 'Set SLUICE_KEY, or what the message names, to the secret; a key has at least 32 random bytes.',
  },
  SLUICE_LOCKED: { says: 'Another process is writing to this file.', fix: 'Wait for it to end, or give this run a file of its own. To purge a quarantine file, stop the service that writes to it first.' },
  SLUICE_AUDIT: {
    says: 'The audit log could not be written, so nothing was released.',
    fix: 'Free disk space or correct the path, then start again.',
  },
  SLUICE_AUDIT_CHAIN: { says: 'The audit log is not a whole chain.', fix: 'Keep the file as evidence and start a new one.' },
  SLUICE_QUARANTINE: {
    says: 'The quarantine could not be read or written.',
    fix: 'Check the path and that the key is the one it was written with.',
  },
  SLUICE_JSON_SYNTAX: {
    says: 'The message is not well-formed JSON (RFC 8259).',
    fix: 'Have the sender correct it, or convert it to FHIR JSON or NDJSON.',
  },
  SLUICE_TEXT_LINE: {
    says: 'The line is not of the form {"id": ..., "text": "..."}; an id is a string or a whole number.',
    fix: 'Write one such object on each line, in UTF-8. FHIR is read by redact, scan, explain and decrypt, without --texts.',
  },
  SLUICE_JSON_ENCODING: {
    says: 'The message is not valid UTF-8, starts with a byte order mark, or escapes half a surrogate pair.',
    fix: 'Have the sender correct it.',
  },
  SLUICE_JSON_DUPLICATE_KEY: {
    says: 'An object holds the same key twice, so two readers may see two values.',
    fix: 'Have the sender correct it.',
  },
  SLUICE_JSON_NUMBER: { says: 'A number is too large for any reader to hold.', fix: 'Have the sender correct it.' },
  SLUICE_LIMIT_DEPTH: { says: 'The message is nested deeper than the limit.', fix: 'See limits.depthMax.' },
  SLUICE_LIMIT_SIZE: {
    says: 'A message, or one entry of it, is larger than the limit.',
    fix: 'Raise limits.entryBytesMax if this size is expected.',
  },
  SLUICE_LIMIT_RECORD: {
    says: 'The record that would leave is larger than its topic takes.',
    fix: 'Raise max.message.bytes of the topic.',
  },
  SLUICE_RECORD: {
    says: 'The topic does not take the record that would leave: it has no key, or its time is too far from now.',
    fix: 'A compacted topic takes only records with keys; timestamp: now gives records the time at which they leave.',
  },
  SLUICE_LIMIT_LOOKAHEAD: {
    says: 'The parts that name the types stand too late in too many objects.',
    fix: 'Have the sender write resourceType and url first.',
  },
  SLUICE_LIMIT_GZIP: { says: 'The compressed message expands beyond the limit.', fix: 'See limits.gzipRatioMax.' },
  SLUICE_GZIP: {
    says: 'The compressed message is damaged, or is not compressed at all.',
    fix: 'Send it again, as gzip where its name or its headers say so.',
  },
  SLUICE_FHIR_RESOURCE_TYPE: {
    says: 'The resource type is missing or unknown in the FHIR versions this route accepts.',
    fix: 'Lines {"id", "text"} are read with --texts. Of FHIR check fhir: in the policy; unknown.resourceType says what happens to such messages.',
  },
  SLUICE_FHIR_UNKNOWN_ELEMENT: {
    says: 'An element that the FHIR model does not have, or not in this JSON form.',
    fix: 'unknown.element in the policy says what happens to such elements.',
  },
  SLUICE_FHIR_MODIFIER_EXTENSION: {
    says: 'An unknown modifierExtension may change the meaning of the resource.',
    fix: 'Add its URL to extensions: in the policy if it is understood.',
  },
  SLUICE_POLICY_BLOCK: {
    says: 'The policy blocks this message.',
    fix: 'Nothing to do if that is intended; `sluice explain` names the rule.',
  },
  SLUICE_POLICY_QUARANTINE: {
    says: 'The policy quarantines this message.',
    fix: 'Review it with `sluice quarantine show`; where no quarantine was given, it was only kept back.',
  },
  SLUICE_SUBJECT: {
    says: 'The policy wants to know the patient whom each text is about, and neither the message nor the roster does.',
    fix: 'Send the patient with the message, or add it to the roster; see text.subject of the policy.',
  },
  SLUICE_VERIFY: {
    says: 'A removed value was found in the bytes about to leave.',
    fix: 'This is a defect: report it with the element path.',
  },
  SLUICE_DECRYPT: {
    says: 'A value cannot be decrypted: the key, destination or purpose is another one, or the value was changed or moved.',
    fix: 'Give the key, --destination and --purpose that it was encrypted with.',
  },
  SLUICE_ENVELOPE: {
    says: 'What stands around the message is not of the form that the route expects.',
    fix: 'Check envelope: in the route; nothing is passed on that is not understood.',
  },
  SLUICE_TOMBSTONE: {
    says: 'A record without a body, which tells receivers to forget what went before under its key.',
    fix: 'Say what is to become of such records with tombstones: in the route.',
  },
  SLUICE_SINK: { says: 'The sink did not confirm the message.', fix: 'Check the destination; the message was not acknowledged.' },
  SLUICE_SOURCE: {
    says: 'The source could not be reached, broke off, or answered something that is not understood.',
    fix: 'Check that the server runs and that its address is right; nothing was lost, and the source goes on trying.',
  },
  SLUICE_SOURCE_REFUSED: {
    says: 'The source refuses what is asked of it.',
    fix: 'Check the address, the search and the rights of the credentials in the settings of the source.',
  },
  SLUICE_SOURCE_LOST: {
    says: 'What comes next in the source is not there: it was deleted before it was read, or the topic was made anew.',
    fix: 'Find out which; then set the offsets of the group to where it is to go on, or take another group.',
  },
  SLUICE_SOURCE_CORRUPT: {
    says: 'What the source sent is not what was written there: a checksum is wrong, or it contradicts itself.',
    fix: 'Start again, since it may have come about on the way; if it comes again, look after the disks of the broker. Nothing was passed over.',
  },
  SLUICE_TOKEN: {
    says: 'No access token was to be had.',
    fix: 'Check clientId, key, scope and tokenUrl, and that the server knows the public key.',
  },
  SLUICE_POSITION: {
    says: 'The file that holds how far a source has been read cannot be used.',
    fix: 'Check the path; one route has one such file. Without it the source is read again from its start.',
  },
  SLUICE_IDENTITY: {
    says: 'Nobody that this server knows.',
    fix: 'Present the certificate, token or key of a client; a key has 32 characters or more and comes as X-API-Key or bearer.',
  },
  SLUICE_IDENTITY_UNAVAILABLE: {
    says: 'The keys that tokens are checked with cannot be had.',
    fix: 'Check jwks: and that its address can be reached.',
  },
  SLUICE_NOT_ALLOWED: {
    says: 'This client may not do this.',
    fix: 'See resourceTypes, interactions, operations and search of the client, and the scopes of its token.',
  },
  SLUICE_SEARCH_HIDDEN: {
    says: 'The answer would tell what the policy of this client hides.',
    fix: 'Search by elements that the policy keeps.',
  },
  SLUICE_HTTP_REQUEST: { says: 'The request is not understood.', fix: 'Correct the address, the parameters or the body.' },
  SLUICE_HTTP_NOT_FOUND: { says: 'There is nothing of this name.', fix: 'Use an id that this server has given out.' },
  SLUICE_HTTP_METHOD: { says: 'This method means nothing here.', fix: 'See the CapabilityStatement.' },
  SLUICE_HTTP_ACCEPT: {
    says: 'Only JSON of the FHIR version of this server can be inspected, so only that is given.',
    fix: 'Accept application/fhir+json.',
  },
  SLUICE_HTTP_MEDIA: {
    says: 'Only JSON can be inspected, so only that is taken.',
    fix: 'Send application/fhir+json, or application/json-patch+json for a patch.',
  },
  SLUICE_HTTP_PRECONDITION: {
    says: 'The version is not the current one or was seen under another policy, or there is what must not be there yet.',
    fix: 'Read the resource again.',
  },
  SLUICE_WRITE_BACK: {
    says: 'This client does not see the whole resource, so writing it back would destroy what it does not see.',
    fix: 'Patch the elements that the client sees.',
  },
  SLUICE_BUDGET: {
    says: 'The client has been told as much as its budget allows.',
    fix: 'Wait for the window to pass, or find out why so much was asked for.',
  },
  SLUICE_TOO_COSTLY: {
    says: 'The body is larger than the limit.',
    fix: 'Ask for less at a time with _count, _type or _elements, or raise answerBytesMax.',
  },
  SLUICE_BUSY: { says: 'Too much is under way.', fix: 'Try again a little later.' },
  SLUICE_UPSTREAM: {
    says: 'The server behind this one cannot be reached, or its answer cannot be used.',
    fix: 'Look at the server; nothing of its answer was passed on.',
  },
  SLUICE_UPSTREAM_TIMEOUT: {
    says: 'The server behind this one did not answer in time.',
    fix: 'Look at the server, or raise timeoutSeconds.',
  },
  SLUICE_UPSTREAM_REFUSED: {
    says: 'The server behind this one refused the request, as it may.',
    fix: 'Nothing to do if the client was wrong; the log of the server says why. The client was told no more than the status.',
  },
  SLUICE_CLIENT_GONE: {
    says: 'The client went away before it had its answer.',
    fix: 'Where many do, look how long answers take, and how long clients wait.',
  },
  SLUICE_INTERNAL: { says: 'Something failed that should not.', fix: 'This is a defect: report the code and the stack.' },
} as const
export type ErrorCode = keyof typeof ERRORS

/** Where something went wrong, in coordinates that hold no value: byte offset in the message, element path, file position. */
export interface Where {
  readonly byte?: number
  readonly path?: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** The one error class. `detail` is written by us and never holds a value from a message. */
export class SluiceError extends Error {
  readonly code: ErrorCode
  readonly where: Where
  readonly detail: string

  constructor(code: ErrorCode, options: { readonly detail?: string; readonly where?: Where; readonly cause?: unknown } = {}) {
    const detail = options.detail ?? ERRORS[code].says
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'SluiceError'
    this.code = code
    this.detail = detail
    this.where = options.where ?? {}
  }
}

const FRAMES_MAX = 20

/** Where something was thrown first, for a report: files and lines. The message before them may hold a value, and is left out. */
export function framesOf(error: unknown): readonly string[] {
  let first = error
  while (first instanceof Error && first.cause instanceof Error) first = first.cause
  if (!(first instanceof Error)) return []
  const { message, stack = '' } = first
  // A message may have lines that look like frames; those of the stack come after all of it.
  const at = stack.indexOf(message)
  const frames = at < 0 ? '' : stack.slice(at + message.length)
  return frames.split('\n').flatMap((line) => /^\s+at (\S.*)$/.exec(line)?.[1] ?? []).slice(0, FRAMES_MAX)
}

/** Wraps anything thrown, keeping a SluiceError as it is. The foreign message is not repeated: it may hold data. */
export function toSluiceError(error: unknown, code: ErrorCode = 'SLUICE_INTERNAL'): SluiceError {
  if (error instanceof SluiceError) return error
  return new SluiceError(code, { cause: error })
}
