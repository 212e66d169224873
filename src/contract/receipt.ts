/** What happens to a message. `block` is the policy's word and is final; `quarantine` keeps it, encrypted, for review. */
export const VERDICTS = ['pass', 'redact', 'block', 'quarantine', 'monitor'] as const
export type Verdict = (typeof VERDICTS)[number]
