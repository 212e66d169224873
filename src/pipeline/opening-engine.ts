import { SluiceError, toSluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { loadModel } from '../fhir/model.ts'
import { FLAG, KIND, TAPE } from '../json/tape.ts'
import { createWalker } from '../json/walk.ts'
import { compilePolicy } from '../policy/compile/compile.ts'
import { openingPolicy } from '../policy/opening-policy.ts'
import { ROLE, type Step } from '../policy/compile/plan.ts'
import type { Audience } from '../policy/compile/resolve.ts'
import type { Policy } from '../policy/language/schema.ts'
import type { Keyring } from '../transform/keys.ts'
import { createValueOpener, type ValueOpener } from '../transform/open-value.ts'
import { readLabels, type MessageLabels } from './labels/message-labels.ts'
import type { Counts, Engine } from './outcome.ts'
import { refineClass } from './values/refine-class.ts'
import type { TapeView } from './tape/tape-view.ts'
import { VersionReader } from './tape/version-reader.ts'
import { isTextLine } from './texts/text-line.ts'
import { NO_FACTS } from './message-facts.ts'

export interface OpeningOptions {
  readonly policy: Policy
  readonly keyring: Keyring
  readonly audience: Audience
  readonly limits: Limits
}

/** Types of the texts that `encrypt` works on; of narrative, only what was found in it. */
const TEXTS: ReadonlySet<string> = new Set(['string', 'markdown', 'code', 'xhtml'])

/**
 * An engine that gives back what `encrypt` closed under a policy, and leaves every other byte as it is. A message with a
 * token that does not open is refused whole. It only takes messages that fit into memory.
 */
export function createOpeningEngine({ policy, keyring, audience, limits }: OpeningOptions): Engine {
  const opener = createValueOpener(keyring)
  const opening = openingPolicy(policy)
  const reader = new VersionReader({
    walker: createWalker(limits), fhir: policy.fhir,
    compile: (version) => compilePolicy({ policy: opening, model: loadModel(version), audience, findings: true }),
  })
  return {
    policyName: policy.name,
    policyHash: policy.source.sha256,
    process(body) {
      try {
        if (body.length > limits.entryBytesMax) throw new SluiceError('SLUICE_LIMIT_SIZE')
        const view = reader.read(body)
        const { output, opened } = open(view, body, opener)
        if (opened === 0 && view.resourceType(0) === undefined && isTextLine(body))
          throw new SluiceError('SLUICE_FHIR_RESOURCE_TYPE', { detail: 'A line {"id", "text"} is no FHIR: --texts opens such lines.' })
        const counts: Counts = opened === 0 ? {} : { opaque: { encrypt: opened } }
        const facts = { resourceType: view.resourceType(0), fhirVersion: view.compiled.version, counts, findings: [] }
        return { verdict: opened === 0 ? 'pass' : 'redact', output, facts }
      } catch (error) {
        return { verdict: 'block', error: toSluiceError(error), facts: NO_FACTS }
      }
    },
    processStream: () => Promise.reject(new SluiceError('SLUICE_LIMIT_SIZE', {
      detail: 'A message too large for memory cannot be decrypted: split it first.',
    })),
  }
}

/** The message with its encrypted texts in clear, and how many there were. */
function open(view: TapeView, body: Uint8Array, opener: ValueOpener): { readonly output: Uint8Array; readonly opened: number } {
  const labels = view.compiled.needsLabels ? readLabels(view) : undefined
  const pieces: Uint8Array[] = []
  let done = 0
  for (let node = 0; node < view.length; node++) {
    if (view.kind(node) !== KIND.string || view.has(node, FLAG.mismatch)) continue
    const plain = openNode(view, node, labels, opener)
    if (plain === undefined) continue
    pieces.push(body.subarray(done, view.cell(node, TAPE.start)), Buffer.from(JSON.stringify(plain)))
    done = view.cell(node, TAPE.end)
  }
  const opened = pieces.length / 2
  return { output: opened === 0 ? body : Buffer.concat([...pieces, body.subarray(done)]), opened }
}

function openNode(view: TapeView, node: number, labels: MessageLabels | undefined, opener: ValueOpener): string | undefined {
  const plan = view.plan(node)
  if (plan.role !== ROLE.leaf || !TEXTS.has(plan.type)) return undefined
  const text = view.text(node)
  const opened = opener.tokens(text, { path: plan.path })
  if (opened !== undefined) return opened
  const given = plan.refined === undefined ? plan.class : refineClass(view, node, plan)
  const resolution: readonly Step[] = plan.refined?.get(given) ?? plan.resolution
  const action = resolution.find((step) => step.labels === undefined || labels?.has(view.resourceOf(node), step.labels) === true)?.action
  return action?.do === 'encrypt' && action.with === 'ff1' ? opener.format(text, { class: given }) : undefined
}
