/**
 * Base64 of any length worth looking into (RFC 4648, either alphabet), on one line or on lines of one width, as mail and
 * HL7 v2 carry documents.
 */
const BASE64_RUN = /[A-Za-z0-9+/]{60,}(?:\r?\n[A-Za-z0-9+/]{60,})*(?:\r?\n[A-Za-z0-9+/]{1,})?={0,2}|[A-Za-z0-9+/_-]{16,}={0,2}/g

/** Shorter runs are words more often than not, and what they would decode to is hardly a name. */
const RUN_MIN = 16

function isBase64(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x5f
  )
}

/** Whether there is a run at all, looking at one character in sixteen where there is none. */
export function holdsRun(source: string): boolean {
  let start = 0
  for (let at = RUN_MIN - 1; at < source.length; at = start + RUN_MIN - 1) {
    while (at >= start && isBase64(source.charCodeAt(at))) at--
    if (at < start) return true
    start = at + 1
  }
  return false
}

/** The places of a text that may hold a document in base64. */
export function base64Runs(source: string): Iterable<RegExpExecArray> {
  return holdsRun(source) ? source.matchAll(BASE64_RUN) : []
}
