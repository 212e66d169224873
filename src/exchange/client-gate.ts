import { createHmac, hash } from 'node:crypto'
import type { ActionName } from '../contract/action.ts'
import type {
  AnswerOptions, Budget, BundleLink, Cleaned, BodyReceipt, ClientGate, SearchGuard, ServerPage, Visibility,
} from '../contract/exchange.ts'
import { SluiceError } from '../contract/errors.ts'
import { plainLetters } from '../contract/plain-letters.ts'
import { itemsOf, memberOf, replaceStretches, rootOf, type Stretch } from '../json/members.ts'
import { createReplaceBytes } from '../json/replace-bytes.ts'
import type { Engine, Outcome } from '../pipeline/outcome.ts'
import type { Encrypter } from '../transform/encrypt.ts'
import type { Pseudonymizer } from '../transform/pseudonymize.ts'
import {
  addEntries, aloneIn, entriesOf, entryCount, isOfType, keepEntries, mayHoldBundles, replaceBundles, replaceEntries, replaceFound,
  resourcesIn, typesOf, withoutConditions, withoutIds, withoutTrace,
} from './bundle-entries.ts'
import { countResources, holdsLink, latin1Of, patientIds } from './count-subjects.ts'
import type { IdStore } from './id-store.ts'
import { createHoldsKeyed } from './keyed-values.ts'
import { translateLinks } from './translate-links.ts'

export interface ClientGateOptions {
  readonly client: string
  /** Towards the client, and towards the server; without the second nothing can be written. */
  readonly answers: Engine
  readonly requests: Engine | undefined
  /** What the policy towards the client makes of values by a key. */
  readonly keyedActions: ReadonlySet<ActionName>
  readonly search: SearchGuard
  readonly ids: IdStore
  readonly versions: IdStore
  readonly pseudonymizer: Pick<Pseudonymizer, 'id' | 'version' | 'reference'>
  readonly encrypter: Encrypter
  readonly budget: Budget | undefined
  /** How the server calls itself, and how it is called in front of it; without a slash at the end. */
  readonly upstreamUrls: readonly string[]
  readonly baseUrl: string
  /** Keyed names of patients in the budget. */
  readonly subjectKey: Uint8Array
}

/** So many refused entries are taken out one by one, each at the cost of another pass; then all that are left, each looked at by itself. */
const REFUSED_ENTRIES_MAX = 20
const ONE_BY_ONE = 3
/** Refusals that are about what an entry holds; anything else is wrong with the message. */
const ENTRY_REFUSALS = /^SLUICE_(?:FHIR_|POLICY_|VERIFY$)/
/** What a search found that was part of a batch. */
const FOUND_PATH = /^Bundle\.entry\[\d+\]\.resource\.entry\[(\d+)\]/
const TOO_MANY = {
  response: {
    status: '413 Payload Too Large',
    outcome: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'too-costly' }] },
  },
}
type Passed = Extract<Outcome, { readonly output: Uint8Array }>
const TOTAL = Buffer.from('"total":0,')
/** Whether an entry that is refused for this was never there, for the client; else a word stands in its place. */
type LeavesNoTrace = (error: SluiceError) => boolean
interface Refusing {
  readonly leavesNoTrace: LeavesNoTrace
  /** Of the answer to a batch each entry keeps its place. */
  readonly isBatch: boolean
}

/** What one entry of a batch is looked at in by itself. */
const [ALONE, ALONE_END] = [Buffer.from('{"resourceType":"Bundle","type":"batch","entry":['), Buffer.from(']}')]
const ENTRY_PATH = /^Bundle\.entry\[(\d+)\]/

/** Builds what one client of a server in front of the engine meets. */
export function createClientGate(options: ClientGateOptions): ClientGate {
  const { client, answers, requests, search, ids, versions, pseudonymizer, encrypter, budget, baseUrl } = options
  const revision = hash('sha256', `${answers.policyHash} ${client}`).slice(0, 12)
  const rebase = createRebase(options.upstreamUrls, baseUrl)
  const subjectNames = createSubjectNames(options.subjectKey)
  // Where one element may keep a resource back, whatever else refuses one may have come before it.
  const leavesNoTrace: LeavesNoTrace = ({ code }) => code.startsWith('SLUICE_POLICY_') || search.refusesByElement
  const isSealed = (type: string): boolean => search.element(type, 'id') === 'sealed'
  const holdsKeyed = createHoldsKeyed({ answers, actions: options.keyedActions, pseudonymizer, isSealed, baseUrl })
  const holdsKeyedAt = (body: Uint8Array) => ({ start, end }: Stretch): boolean => holdsKeyed?.(body.subarray(start, end)) ?? false
  const place = (use: string): { path: string } => ({ path: `exchange ${use} ${client} ${answers.policyHash}` })

  function answer(raw: Uint8Array, { links, refuse = 'whole', added, asked }: AnswerOptions = {}): Cleaned {
    const came = latin1Of(raw)
    const rebased = rebase(raw, came)
    let body = rebased
    let outcome = answers.process(body)
    // By what was asked, and not by what the server calls it.
    const isBatch = added !== undefined
    const refusing = { leavesNoTrace, isBatch }
    const passes = refuse === 'each' ? REFUSED_ENTRIES_MAX : 0
    for (let refused = 0; 'error' in outcome && refused < passes; refused++) {
      const without =
        (refused === ONE_BY_ONE ? withoutRefused(body, refusing, (alone) => errorOf(answers.process(alone))) : undefined) ??
        withoutEntry(body, outcome.error, refusing)
      if (without === undefined) break
      body = without
      outcome = answers.process(body)
    }
    if ('error' in outcome) return { passed: false, error: outcome.error, receipt: receiptOf(raw, outcome, undefined) }
    const { resourceType } = outcome.facts
    if (asked !== undefined && entryCount(body) !== asked) {
      const error = new SluiceError('SLUICE_UPSTREAM', { detail: 'The server answered more or less than it was asked.' })
      return { passed: false, error, receipt: receiptOf(raw, outcome, undefined) }
    }
    if (resourceType === 'Bundle') {
      const seen = asSeen(body, outcome, isBatch)
      if (seen !== undefined) {
        body = seen
        outcome = answers.process(body)
        if ('error' in outcome) return { passed: false, error: outcome.error, receipt: receiptOf(raw, outcome, undefined) }
      }
      if (search.dropsAny && outcome.output === body) outcome = asIfChanged(body, outcome)
    }
    let { output } = outcome
    if (output.length === 0) {
      const error = new SluiceError('SLUICE_POLICY_BLOCK', { detail: 'The policy keeps the whole resource back.' })
      return { passed: false, error, receipt: receiptOf(raw, outcome, undefined) }
    }
    // Under whatever name the server goes in it.
    const text = body === rebased ? came : latin1Of(body)
    if (resourceType === 'Bundle' && links !== undefined) output = insertLinks(output, links(readLinks(body, text)))
    if (added !== undefined && entryCount(output) !== entryCount(body)) {
      const error = new SluiceError('SLUICE_POLICY_BLOCK', { detail: 'The policy keeps an answer of the batch back.' })
      return { passed: false, error, receipt: receiptOf(raw, outcome, undefined) }
    }
    if (added !== undefined && added.size > 0) output = addEntries(output, added)
    // The memory that the engine's output stands in is for the next message too.
    if (output === outcome.output && output !== body) output = Buffer.from(output)
    const plain = plainLetters(text)
    const patients = patientIds(plain)
    // Links name no resource. Where none is kept back, what goes is an element: what one may contain is counted.
    const isSame = added === undefined && (outcome.output === body || !search.dropsAny)
    const found = countResources(isSame ? plain : plainLetters(latin1Of(output)))
    return {
      passed: true, body: output, resourceType, patients: patients.size,
      resources: found - (resourceType === 'Bundle' ? 1 : 0), subjects: budget === undefined ? [] : subjectNames(patients),
      receipt: receiptOf(raw, outcome, output),
    }
  }

  /**
   * What becomes of a Bundle of which nothing goes. One that only lost what is kept back would bear labels that this one has
   * not; by a member that always goes it becomes like that one.
   */
  function asIfChanged(body: Uint8Array, outcome: Passed): Passed {
    const at = rootOf(body) + 1
    const changed = answers.process(replaceStretches(body, [{ start: at, end: at, with: TOTAL }]))
    return 'error' in changed || Buffer.compare(changed.output, body) === 0 ? outcome : changed
  }

  function request(...[raw, translate, keepEntry]: Parameters<ClientGate['request']>): Cleaned {
    const sha256 = hash('sha256', raw)
    if (requests === undefined) {
      const error = new SluiceError('SLUICE_POLICY_BLOCK', { detail: 'This client has no policy for what it writes.' })
      return { passed: false, error, receipt: receiptOf(raw, undefined, undefined, sha256) }
    }
    const given = keepEntry === undefined ? raw : keepEntries(raw, keepEntry)
    const outcome = requests.process(given)
    if ('error' in outcome) return { passed: false, error: outcome.error, receipt: receiptOf(raw, outcome, undefined, sha256) }
    try {
      // Without an entry, what was made of it would be put into the next one.
      if (keepEntry !== undefined && entryCount(outcome.output) !== entryCount(given)) throw new SluiceError('SLUICE_POLICY_BLOCK')
      const clean = Buffer.from(outcome.output)
      const resources = resourcesIn(clean, keepEntry !== undefined)
      if (resources.some(holdsKeyedAt(clean))) throw keyedRefused()
      const output = translateLinks(withoutIds(clean, resources, isSealed), translate)
      if (output.length === 0) throw new SluiceError('SLUICE_POLICY_BLOCK')
      const { resourceType } = outcome.facts
      return {
        passed: true,
        body: output,
        resourceType,
        resources: countResources(latin1Of(output)),
        patients: 0,
        subjects: [],
        receipt: receiptOf(raw, outcome, output, sha256),
      }
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error
      return { passed: false, error, receipt: receiptOf(raw, outcome, undefined, sha256) }
    }
  }

  function refusedEntries(raw: Uint8Array): ReadonlyMap<number, SluiceError> {
    const refused = new Map<number, SluiceError>()
    const entries = memberOf(raw, rootOf(raw), 'entry')
    for (const [index, { start, end }] of [...entries === undefined ? [] : itemsOf(raw, entries.start)].entries()) {
      const outcome = requests?.process(Buffer.concat([ALONE, raw.subarray(start, end), ALONE_END]))
      if (outcome === undefined) break
      if ('error' in outcome) {
        if (ENTRY_PATH.test(outcome.error.where.path ?? '')) refused.set(index, outcome.error)
      } else if (entryCount(outcome.output) === 0) refused.set(index, new SluiceError('SLUICE_POLICY_BLOCK'))
      else {
        const clean = Buffer.from(outcome.output)
        if (resourcesIn(clean, true).some(holdsKeyedAt(clean))) refused.set(index, keyedRefused())
      }
    }
    return refused
  }

  /** Whether the client is told of an entry of a search or a history, looked at by itself. */
  function isShownOf(body: Uint8Array): (item: Uint8Array) => boolean {
    const alone = aloneIn(body)
    return (item) => {
      const outcome = answers.process(alone(item))
      if (!('error' in outcome)) return entryCount(outcome.output) > 0
      return !isEntrys(outcome.error) || !leavesNoTrace(outcome.error)
    }
  }

  /** A Bundle as the client is to know it; undefined where it is that already, and the engine has looked at nothing since. */
  function asSeen(body: Uint8Array, outcome: Passed, isBatch: boolean): Uint8Array | undefined {
    const bare = isBatch ? body : withoutConditions(body)
    const seen = search.dropsAny ? withoutKeptBack(bare, outcome, isBatch) : undefined
    const whole = seen ?? bare
    return search.dropsAny && mayHoldBundles(whole) ? withinAsSeen(whole) : seen ?? (bare === body ? undefined : bare)
  }

  /**
   * What was asked for as if what is kept back of it were not there, which else would be known by name in the texts of the
   * rest: those would be other than when that is asked for without it. Undefined where it was all shown, without a look at it.
   */
  function withoutKeptBack(body: Uint8Array, outcome: Passed, isBatch: boolean): Uint8Array | undefined {
    if (isBatch) return replaceFound(body, (found) => (isCut(found) ? undefined : withoutHidden(found)), TOO_MANY)
    return entryCount(outcome.output) === entryCount(body) ? undefined : withoutHidden(body)
  }

  /** The same of Bundles that are resources in it, and in those. */
  function withinAsSeen(body: Uint8Array): Uint8Array {
    return replaceBundles(body, (bundle) => withinAsSeen(withoutHidden(bundle)))
  }

  /** Whether a search found more than stands here, where how much of that is seen would tell how much is kept back. */
  function isCut(found: Uint8Array): boolean {
    if (!readLinks(found, latin1Of(found)).some(({ relation }) => relation === 'next')) return false
    const types = typesOf(found)
    return types.length === 0 || types.some(search.dropsSome)
  }

  function withoutHidden(body: Uint8Array): Uint8Array {
    const items = entriesOf(body)
    const shown = items.filter(isShownOf(body))
    return shown.length === items.length ? body : replaceEntries(body, shown)
  }

  function page(raw: Uint8Array): ServerPage {
    const body = rebase(raw, latin1Of(raw))
    const isShown = isShownOf(body)
    return {
      links: readLinks(body, latin1Of(body)),
      entries: entriesOf(body).map((bytes) => {
        let known: boolean | undefined
        return { bytes, isShown: () => known ??= isShown(bytes) }
      }),
      withEntries: (items) => replaceEntries(body, items),
    }
  }

  function idsOf(resourceType: string): Visibility {
    return search.element(resourceType, 'id')
  }

  return {
    revision, search, budget, answer, request, refusedEntries, page,
    ids: idsOf,
    idOf: (pseudonym) => ids.find(pseudonym),
    pseudonymOf: (id) => pseudonymizer.id(id),
    versionOf: (pseudonym) => versions.find(pseudonym),
    pseudonymOfVersion: (version) => pseudonymizer.version(version),
    seal(text, use) {
      const sealed = encrypter.encrypt(text, place(use))
      if (sealed === undefined) throw new SluiceError('SLUICE_INTERNAL', { detail: 'A key has been used as often as it may be.' })
      return sealed.replaceAll(':', '.')
    },
    open: (token, use) => encrypter.decrypt(token.replaceAll('.', ':'), place(use)),
  }
}

function keyedRefused(): SluiceError {
  return new SluiceError('SLUICE_NOT_ALLOWED', {
    detail: 'The body holds a value in clear that this client is shown under another name, or moved: it would learn which that is.',
  })
}

/** Of a client's body also its hash, given what came. */
function receiptOf(raw: Uint8Array, outcome: Outcome | undefined, output: Uint8Array | undefined, sha256?: string): BodyReceipt {
  const verdict = outcome === undefined ? 'block' : output === undefined && !('error' in outcome) ? 'block' : outcome.verdict
  return {
    verdict, bytesIn: raw.length, bytesOut: output?.length ?? 0,
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(output === undefined ? {} : { outputSha256: hash('sha256', output) }),
    counts: outcome?.facts.counts ?? {},
  }
}

/** Puts one name of the server in place of all others, also where slashes are escaped; of bytes and the same as latin1. */
function createRebase(from: readonly string[], to: string): (bytes: Uint8Array, text: string) => Uint8Array {
  const spellings = (spell: (url: string) => string): ReturnType<typeof createReplaceBytes>[] =>
    from.filter((url) => url !== to).map((url) => createReplaceBytes(spell(url), spell(to)))
  const [plain, escaped] = [spellings((url) => url), spellings((url) => url.replaceAll('/', '\\/'))]
  const all = plain.flatMap((one, index) => [one, escaped[index] as typeof one])
  return (bytes, text) =>
    (text.includes('\\/') ? all : plain).reduce((result, replace) => replace(result, result === bytes ? text : undefined), bytes)
}

/**
 * The body with a word that it was kept back in place of the entry that the error names. What the policy keeps back whole
 * out of a search or a history is not there: a word in its place would tell that it is.
 */
function withoutEntry(body: Uint8Array, error: SluiceError, { leavesNoTrace, isBatch }: Refusing): Uint8Array | undefined {
  const index = ENTRY_PATH.exec(error.where.path ?? '')?.[1]
  if (index === undefined || !ENTRY_REFUSALS.test(error.code)) return undefined
  const entries = memberOf(body, rootOf(body), 'entry')
  const entry = entries === undefined ? undefined : [...itemsOf(body, entries.start)][Number(index)]
  if (entry === undefined) return undefined
  if (leavesNoTrace(error)) {
    if (!isBatch) return withoutTrace(body, Number(index))
    const found = FOUND_PATH.exec(error.where.path ?? '')?.[1]
    const search = found === undefined ? undefined : memberOf(body, entry.start, 'resource')
    const rest = search === undefined ? undefined : withoutFound(body.subarray(search.start, search.end), Number(found))
    if (search !== undefined && rest !== undefined) return replaceStretches(body, [{ ...search, with: rest }])
  }
  const isAnswer = isBatch || memberOf(body, entry.start, 'response') !== undefined
  return replaceStretches(body, [{ ...entry, with: Buffer.from(JSON.stringify(suppressed(isAnswer))) }])
}

/** Whether it is about what one entry holds. */
function isEntrys({ where, code }: SluiceError): boolean {
  return ENTRY_PATH.test(where.path ?? '') && ENTRY_REFUSALS.test(code)
}

function errorOf(outcome: Outcome): SluiceError | undefined {
  return 'error' in outcome ? outcome.error : undefined
}

/** The Bundle without any of the entries that are refused by themselves, in the time of one more pass; undefined where there is none of them. */
function withoutRefused(
  body: Uint8Array,
  { leavesNoTrace, isBatch }: Refusing,
  refusalOf: (alone: Uint8Array) => SluiceError | undefined,
): Uint8Array | undefined {
  const alone = aloneIn(body)
  let gone = 0
  const kept = entriesOf(body).flatMap((item) => {
    const error = refusalOf(alone(item))
    const path = error?.where.path ?? ''
    if (error === undefined || !isEntrys(error)) return [item]
    const isAnswer = isBatch || memberOf(item, 0, 'response') !== undefined
    const isSilent = leavesNoTrace(error) && !isBatch
    // Of what a search of a batch found, one by one is taken out.
    if (!isSilent && FOUND_PATH.test(path)) return [item]
    gone++
    return isSilent ? [] : [Buffer.from(JSON.stringify(suppressed(isAnswer)))]
  })
  return gone === 0 ? undefined : replaceEntries(body, kept)
}

function suppressed(isAnswer: boolean): object {
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'suppressed' }] }
  return isAnswer ? { response: { status: '403 Forbidden', outcome } } : { resource: outcome, search: { mode: 'outcome' } }
}

/** The same for what a search found. A Bundle of another type is one resource, which loses no part of it unsaid. */
function withoutFound(body: Uint8Array, index: number): Uint8Array | undefined {
  return isOfType(body, 'searchset') ? withoutTrace(body, index) : undefined
}

function readLinks(body: Uint8Array, text: string): BundleLink[] {
  if (!holdsLink(text)) return []
  const stretch = memberOf(body, rootOf(body), 'link')
  if (stretch === undefined) return []
  const links: unknown = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8', stretch.start, stretch.end))
  if (!Array.isArray(links)) return []
  return (links as unknown[]).flatMap((link) => {
    const { relation, url } = (link ?? {}) as { readonly relation?: unknown; readonly url?: unknown }
    return typeof relation === 'string' && typeof url === 'string' ? [{ relation, url }] : []
  })
}

function insertLinks(output: Uint8Array, links: readonly BundleLink[]): Uint8Array {
  if (links.length === 0) return output
  const at = rootOf(output) + 1
  return replaceStretches(output, [{ start: at, end: at, with: Buffer.from(`"link":${JSON.stringify(links)},`) }])
}

/** 64 bits of a keyed hash for each id, remembered for those met lately. */
function createSubjectNames(key: Uint8Array): (ids: ReadonlySet<string>) => string[] {
  const known = new Map<string, string>()
  return (ids) => [...ids].map((id) => {
    const name = known.get(id) ?? createHmac('sha256', key).update(`subject ${id}`).digest('base64url').slice(0, 11)
    if (known.size > 20_000) known.clear()
    known.set(id, name)
    return name
  })
}
