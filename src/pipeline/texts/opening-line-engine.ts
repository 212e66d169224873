import { SluiceError, toSluiceError } from '../../contract/errors.ts'
import type { Policy } from '../../policy/language/schema.ts'
import type { Keyring } from '../../transform/keys.ts'
import { createValueOpener } from '../../transform/open-value.ts'
import { NO_FACTS } from '../message-facts.ts'
import type { Engine } from '../outcome.ts'
import { parseTextLine } from './text-line.ts'

/** An engine that gives back what `encrypt` closed in lines of texts. Their ids stay: pseudonyms do not come back. */
export function createOpeningLineEngine({ policy, keyring }: { readonly policy: Policy; readonly keyring: Keyring }): Engine {
  const opener = createValueOpener(keyring)
  return {
    policyName: policy.name,
    policyHash: policy.source.sha256,
    process(body) {
      try {
        const { id, text } = parseTextLine(body)
        const opened = opener.tokens(text, { path: 'text' })
        const counts = opened === undefined ? {} : { opaque: { encrypt: 1 } }
        const facts = { ...NO_FACTS, counts }
        const output = Buffer.from(JSON.stringify({ id, text: opened ?? text }))
        return { verdict: opened === undefined ? 'pass' : 'redact', output, facts }
      } catch (error) {
        return { verdict: 'block', error: toSluiceError(error), facts: NO_FACTS }
      }
    },
    processStream: () => Promise.reject(new SluiceError('SLUICE_LIMIT_SIZE')),
  }
}
