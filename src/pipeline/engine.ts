import type { FhirVersion } from '../contract/classes.ts'
import { SluiceError, toSluiceError, type ErrorCode } from '../contract/errors.ts'
import type { Finding, NearMiss } from '../contract/finding.ts'
import type { Limits } from '../contract/limits.ts'
import { loadModel } from '../fhir/model.ts'
import { Editor, FATE } from '../json/edit.ts'
import { KIND } from '../json/tape.ts'
import { removed } from '../json/removed.ts'
import { Rewriter } from '../json/rewrite.ts'
import { Spans, type OutputKind } from '../json/spans.ts'
import { createWalker, type Walker } from '../json/walk.ts'
import { compilePolicy, type CompiledPolicy } from '../policy/compile/compile.ts'
import { ROLE } from '../policy/compile/plan.ts'
import { searchesTexts } from '../policy/compile/resolve.ts'
import type { Policy } from '../policy/language/schema.ts'
import type { Keyring } from '../transform/keys.ts'
import type { FakeData } from '../transform/fake/fake-data.ts'
import { Decider } from './tape/decide.ts'
import { DirectJudge } from './direct/direct-judge.ts'
import { createNearWitness, createWitness } from './tape/findings.ts'
import { BundlePeople, createKnownPeople, peopleOf, type RosterLookUp } from './people/known-people.ts'
import { labelBits } from './labels/labels.ts'
import { createLinkWriter } from './values/link-writer.ts'
import { readLabels } from './labels/message-labels.ts'
import { MessageFacts, NO_FACTS } from './message-facts.ts'
import type { Engine, Outcome, OutcomeFacts } from './outcome.ts'
import { isPersonElement } from './people/person-values.ts'
import { createIdentityIndex, Subjects, type IdentityIndex } from './people/subjects.ts'
import { processBundleStream, processHeldBundle, type PartEngine } from './bundle-stream.ts'
import { Tallier } from './tallier.ts'
import type { TapeView } from './tape/tape-view.ts'
import { createTransforms } from './values/transforms.ts'
import { InnerResources, InnerWanted, type InnerEngine, type InnerFate } from './texts/inner-resources.ts'
import { TextGate, type TextGateOptions } from './texts/text-gate.ts'
import { isStandIn, removedOf } from './verify/removed-values.ts'
import { Verifier } from './verify/verify.ts'
import { findBareValue } from './verify/verify-texts.ts'
import { VersionReader } from './tape/version-reader.ts'
import { createWitnessedEngine } from './witnessed-engine.ts'

export interface EngineOptions {
  readonly policy: Policy
  readonly keyring: Keyring
  readonly now: () => Date
  readonly destination: string
  readonly purpose: string
  readonly client?: string | undefined
  /** Fill `facts.findings`; slower. */
  readonly findings: boolean
  /** Told, beside the findings, what was nearly one in the texts of the message that is processed. */
  readonly near?: ((near: NearMiss) => void) | undefined
  readonly limits: Limits
  /** `lent` for whoever copies the output before anything else is processed; `own` unless given. */
  readonly output?: OutputKind
  /** False takes every message by way of the tape, for comparing the two. */
  readonly direct?: boolean
  /** Reads without the kernel, for comparing the two. */
  readonly portable?: boolean
  /** Needed by a policy with surrogates, and large: see `loadFakeData`. */
  readonly fakeData?: FakeData | undefined
  /** Needed by a policy that scans texts: see `searchesTexts`. */
  readonly texts?: TextParts | undefined
  /** Told of each id that gets a pseudonym, for whoever has to bring it back. */
  readonly onId?: ((id: string, pseudonym: string) => void) | undefined
  /** The same for versions. */
  readonly onVersion?: ((version: string, pseudonym: string) => void) | undefined
  /** How absolute references that are pseudonyms begin, with a slash at the end. */
  readonly linkBase?: string | undefined
}

/** What the scanning of texts is made of. */
export interface TextParts extends Pick<TextGateOptions, 'detectors' | 'lexicon'> {
  /** Who is known from other messages. */
  readonly roster?: RosterLookUp | undefined
}

/** A message or part of one, and whose its resources are. */
interface Learned {
  readonly view: TapeView
  readonly subjects: Subjects
}

const NOTHING = new Uint8Array(0)
/** Messages within messages; deeper ones are not read. */
const INNER_DEPTH_MAX = 3
/** What the policy says of a message, wherever it stands. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['SLUICE_POLICY_BLOCK', 'SLUICE_POLICY_QUARANTINE', 'SLUICE_SUBJECT'])
const NO_FINDINGS: readonly Finding[] = []

/** One message at a time: walk, decide, splice, verify. */
class MessageEngine implements Engine, PartEngine, InnerEngine {
  readonly policyHash: string
  readonly policyName: string
  private readonly options: EngineOptions
  private readonly walker: Walker
  private readonly reader: VersionReader
  private readonly spans: Spans
  private readonly editor: Editor
  private readonly tallier = new Tallier()
  private readonly judge: DirectJudge
  private readonly rewriter: Rewriter
  private readonly mayBeDirect: boolean
  private readonly decider: Decider
  private readonly verifier: Verifier
  private readonly findings: Finding[] = []
  private view: TapeView | undefined
  /** How many messages this one is within, and the engine for what is within those of this one. */
  private readonly depth: number
  private within: MessageEngine | undefined
  readonly paths = { direct: 0, tape: 0, stream: 0 }

  constructor(options: EngineOptions, depth = 0) {
    const { policy, limits } = options
    this.depth = depth
    if (options.fakeData === undefined && usesSurrogates(policy)) {
      throw new SluiceError('SLUICE_INTERNAL', { detail: 'The policy asks for surrogates and the engine was given no data for them.' })
    }
    if (options.texts === undefined && searchesTexts(policy)) {
      throw new SluiceError('SLUICE_INTERNAL', { detail: 'The policy scans texts and the engine was given no detectors.' })
    }
    this.options = options
    this.policyHash = policy.source.sha256
    this.policyName = policy.name
    this.walker = createWalker({ ...limits, portable: options.portable === true })
    this.reader = new VersionReader({ walker: this.walker, fhir: policy.fhir, compile: (version) => this.compile(version) })
    this.verifier = new Verifier(limits)
    this.spans = new Spans(options.output)
    this.editor = new Editor(this.spans)
    const witness = options.findings ? createWitness(this.findings, () => this.view) : undefined
    const { keyring, now, fakeData, onId, onVersion, linkBase } = options
    const transforms = createTransforms({ keyring, now, fakeData, onId, onVersion, linkBase })
    const links = createLinkWriter(transforms.pseudonymizer)
    const shared = { policy, transforms, links, tallier: this.tallier, bundleBits: labelBits(policy) }
    const gate = options.texts && searchesTexts(policy)
      ? new TextGate({ ...options.texts, policy, transforms, now: options.now, tellsNear: options.near !== undefined })
      : undefined
    const nearWitness = options.near && createNearWitness(options.near, () => this.view)
    this.decider = new Decider({ ...shared, editor: this.editor, witness, nearWitness, gate })
    this.judge = new DirectJudge({ ...shared, gate, lexicon: options.texts?.lexicon, walker: this.walker, spans: this.spans })
    this.rewriter = new Rewriter({ spans: this.spans, judge: this.judge })
    const mayKnowClean = gate === undefined || gate.knowsClean && options.texts?.roster === undefined
    this.mayBeDirect = mayKnowClean && !options.findings && policy.mode === 'enforce' && options.direct !== false
  }

  process(body: Uint8Array): Outcome {
    return this.attempt(body, () => {
      const outcome = this.runDirect(body)
      this.paths[outcome === undefined ? 'tape' : 'direct'] += 1
      return outcome ?? this.run(body, () => this.reader.read(body), createIdentityIndex())
    })
  }

  processHeld(body: Uint8Array): Outcome | Promise<Outcome> {
    const { limits } = this.options
    const isLarge = body.length > limits.bundleBytesWhole && body.length <= limits.entryBytesMax
    // Where values are judged by themselves little is remembered of a message; where labels are, its entries cannot come apart.
    if (!isLarge || !this.needsSubject || this.needsLabels) return this.process(body)
    this.paths.stream += 1
    return processHeldBundle(body, { engine: this, limits })
  }

  processStream: Engine['processStream'] = (body, write) => {
    this.paths.stream += 1
    return processBundleStream(body, write, { engine: this, limits: this.options.limits })
  }

  /** Like `process`, in the company of people known from elsewhere in the same message. */
  processWithin(body: Uint8Array, index: IdentityIndex): Outcome {
    return this.attempt(body, () => this.runDirect(body, index) ?? this.run(body, () => this.reader.read(body), index))
  }

  processEnvelope(body: Uint8Array, seam: number, index: IdentityIndex): { outcome: Outcome; seam: number } {
    const outcome = this.processWithin(body, index)
    const moved = 'output' in outcome && outcome.output !== body
    return { outcome, seam: moved ? this.spans.outputOffset(seam) : seam }
  }

  processEntry(body: Uint8Array, ordinal: number, index: IdentityIndex): Outcome {
    const outcome = this.attempt(body, () =>
      this.run(body, () => this.reader.read(body, { part: true, within: `Bundle.entry[${ordinal}]` }), index),
    )
    // An entry that lost everything is nothing, as it is in a Bundle that is read whole.
    return outcome.verdict === 'redact' && isEmptyObject(outcome.output) ? { ...outcome, output: NOTHING } : outcome
  }

  learnEntry(body: Uint8Array, index: IdentityIndex): void {
    this.entrySubjects(body, index)
  }

  meetEntry(body: Uint8Array, index: IdentityIndex): void {
    this.meet(this.entrySubjects(body, index), index)
  }

  meetEnvelope(body: Uint8Array, index: IdentityIndex): void {
    this.meet(this.subjectsOf(this.reader.read(body), index), index)
  }

  /** Gets to know who is in a resource of a text of another message; false where it cannot be read. */
  private meetInner(body: Uint8Array, index: IdentityIndex): boolean {
    if (this.depth > INNER_DEPTH_MAX) return false
    try {
      this.meetEnvelope(body, index)
      return true
    } catch {
      return false
    }
  }

  private processInner(body: Uint8Array, index: IdentityIndex): InnerFate {
    const outcome = this.processWithin(body, index)
    if ('error' in outcome) {
      return REFUSALS.has(outcome.error.code) ? { is: 'refused', by: outcome.verdict } : { is: 'opaque' }
    }
    if (outcome.output.length === 0) return { is: 'opaque' }
    return { is: 'read', bytes: outcome.verdict === 'redact' ? outcome.output : undefined, counts: outcome.facts.counts }
  }

  private meet({ view, subjects }: Learned, index: IdentityIndex): void {
    ;(index.people ??= new BundlePeople()).meet(view, subjects)
  }

  private entrySubjects(body: Uint8Array, index: IdentityIndex): Learned {
    return this.subjectsOf(this.reader.read(body, { part: true, within: 'Bundle.entry' }), index)
  }

  private subjectsOf(view: TapeView, index: IdentityIndex): Learned {
    const subjects = new Subjects(view, index)
    subjects.learn()
    return { view, subjects }
  }

  get needsPeople(): boolean {
    return searchesTexts(this.options.policy)
  }

  get needsSubject(): boolean {
    return this.reader.first.needsSubject
  }

  get needsLabels(): boolean {
    return this.reader.first.needsLabels
  }

  private attempt(body: Uint8Array, run: () => Outcome): Outcome {
    if (this.findings.length > 0) this.findings.length = 0
    try {
      if (body.length > this.options.limits.entryBytesMax) throw new SluiceError('SLUICE_LIMIT_SIZE')
      return run()
    } catch (error) {
      // A stack overflow or a defect must end like any other refusal: nothing leaves.
      return { verdict: 'block', error: toSluiceError(error), facts: NO_FACTS }
    }
  }

  private run(body: Uint8Array, read: () => TapeView, index: IdentityIndex): Outcome {
    const inner = this.innerResources()
    try {
      return this.runView(body, read(), index, inner)
    } catch (error) {
      if (!(error instanceof InnerWanted)) throw error
    }
    this.findings.length = 0
    if (index.people === undefined) this.meet(this.subjectsOf(read(), index), index)
    // All of it knows everybody; whose the message is, is for the message to say.
    const { people, ...places } = index
    const within = { ...structuredClone(places), ...(people === undefined ? {} : { people }) }
    const engine = (this.within ??= new MessageEngine(quietly(this.options), this.depth + 1))
    engine.workOn(inner, within)
    return this.runView(body, read(), index, inner)
  }

  innerResources(): InnerResources {
    return new InnerResources(this.reader)
  }

  workOn(inner: InnerResources, index: IdentityIndex): void {
    inner.work((resource) => this.meetInner(resource, index), (resource) => this.processInner(resource, index))
  }

  private runView(body: Uint8Array, view: TapeView, index: IdentityIndex, inner: InnerResources): Outcome {
    const { policy } = this.options
    this.view = view
    const subjects = view.compiled.needsSubject ? new Subjects(view, index) : undefined
    subjects?.learn()
    const labels = view.compiled.needsLabels ? readLabels(view) : undefined
    let met = index.people
    const people = (): BundlePeople | undefined => subjects && (met ??= peopleOf(view, subjects))
    const roster = this.options.texts?.roster
    this.editor.begin(view.compiled.machine, view.tape)
    const refusal = this.decider.decide(view, {
      subjects, labels, inner,
      people: (whose) => subjects && createKnownPeople((people() as BundlePeople).matcher, roster, whose),
      mayMention: (texts) => roster !== undefined || people()?.mayBeIn(texts) === true,
    })
    const facts = this.facts(view.resourceType(0), view.compiled)
    if (policy.mode === 'monitor') return { verdict: 'monitor', output: body, facts }
    if (refusal !== undefined) return { ...refusal, facts }
    if (this.editor.fate(0) === FATE.drop) return { verdict: 'redact', output: NOTHING, facts }
    const output = this.decider.changed ? this.splice(view) : undefined
    if (output === undefined) return { verdict: 'pass', output: body, facts }
    const leak =
      this.verifier.verify(view.arena, removedOf(view, this.editor), this.spans, output, (node, text) => isStandIn(view, node, text)) ??
      findBareValue(this.decider.rewritten, this.spans, output)
    if (leak === undefined) return { verdict: 'redact', output, facts }
    const where = { byte: leak.byte, path: view.path(leak.owner) }
    return { verdict: 'quarantine', error: new SluiceError('SLUICE_VERIFY', { where }), facts }
  }

  /** One pass, for a policy that asks nothing but the values and whose they are; undefined when the message needs the tape. */
  private runDirect(body: Uint8Array, index?: IdentityIndex): Outcome | undefined {
    const compiled = this.reader.first
    if (!this.mayBeDirect || compiled.needsLabels || (index !== undefined && compiled.needsSubject && isUsed(index))) return undefined
    const { judge } = this
    judge.use(compiled)
    const isDone = this.walker.rewrite(compiled.machine, body, this.rewriter)
    judge.attempts.note(isDone)
    if (!isDone) return undefined
    const facts = this.facts(judge.rootType, compiled)
    if (!judge.changed) return { verdict: 'pass', output: body, facts }
    const output = this.spans.assemble()
    // A hit is looked at again by way of the tape.
    const leak = this.verifier.verify(this.walker.arena, removed, this.spans, output, () => false)
    return leak === undefined ? { verdict: 'redact', output, facts } : undefined
  }

  private splice(view: TapeView): Uint8Array | undefined {
    this.editor.prune((node) => isExtension(view, node) ? 1 : 0)
    return this.editor.splice((node) => view.plan(node).absent)
  }

  private compile(version: FhirVersion): CompiledPolicy {
    const { policy, destination, purpose, client, findings } = this.options
    return compilePolicy({
      policy,
      model: loadModel(version),
      audience: { destination, purpose, client },
      findings,
      people: this.needsPeople ? isPersonElement : undefined,
    })
  }

  private facts(resourceType: string | undefined, compiled: CompiledPolicy): OutcomeFacts {
    const findings = this.options.findings ? [...this.findings] : NO_FINDINGS
    return new MessageFacts(resourceType, compiled.version, this.tallier.pairs(), findings)
  }
}

/** Whether anyone is known from elsewhere in the message, which one pass does not ask. */
function isUsed({ patients, byUrl, byIdentifier, people }: IdentityIndex): boolean {
  return people !== undefined || patients.size > 0 || byUrl.size > 0 || byIdentifier.size > 0
}

/** One that has only its url left says nothing (FHIR R4, constraint ext-1). */
function isExtension(view: TapeView, node: number): boolean {
  const { role } = view.plan(node)
  return (role === ROLE.extension || role === ROLE.modifierExtension) && view.kind(node) === KIND.object
}

function isEmptyObject(bytes: Uint8Array): boolean {
  return bytes.length < EMPTY_BYTES_MAX && /^\s*\{\s*\}\s*$/.test(Buffer.from(bytes).toString('latin1'))
}

/** Room for the white space in an object without members. */
const EMPTY_BYTES_MAX = 4096

/** Whether an engine for this policy needs the data that fakes are made from. */
export function usesSurrogates(policy: Policy): boolean {
  return policy.rules.some((rule) => rule.then.do === 'surrogate')
}

export function createEngine(options: EngineOptions): Engine {
  const engine = new MessageEngine(options)
  return options.findings ? createWitnessedEngine(new MessageEngine({ ...options, findings: false, near: undefined }), engine) : engine
}

/** An engine for resources within texts that stand in no message. */
export function createInnerEngine(options: EngineOptions): InnerEngine {
  return new MessageEngine(quietly(options), 1)
}

/** Others tell what is found. */
function quietly(options: EngineOptions): EngineOptions {
  return { ...options, findings: false, near: undefined, output: 'own' }
}
