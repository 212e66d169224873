import type { SluiceError } from './errors.ts'
import type { Verdict } from './receipt.ts'

/**
 * What asking by a search parameter tells a client: `open`, only what it may see anyway; `sealed`, the same once the
 * pseudonyms in its values are those of the client; `hidden`, something that its policy keeps from it.
 */
export type Visibility = 'open' | 'sealed' | 'hidden'

/** A search parameter as a client's policy sees it. */
export interface GuardedParameter {
  readonly type: string
  readonly visibility: Visibility
  /** The same of all parts of what it looks at, words beside codes and references too: some servers sort by those, or find that there is something. */
  readonly whole: Visibility
  /** What a reference may point at; empty means anything. */
  readonly targets: readonly string[]
  /** Of a composite the place of a quantity of which some are hidden for what their labels say, 0 of one that is a quantity itself. */
  readonly labelled: number | undefined
}

/** What a client may ask by. */
export interface SearchGuard {
  /** Undefined when the standard has no such parameter. */
  parameter(resourceType: string, code: string): GuardedParameter | undefined
  /** How an element is seen, by names from the resource on: `meta`, `lastUpdated`. */
  element(resourceType: string, ...names: readonly string[]): Visibility
  /** What ties resources of a type to one of another: all its reference parameters that may point there, and how those are seen. */
  ties(resourceType: string, target: string): { readonly codes: readonly string[]; readonly visibility: Visibility }
  /** Whether all elements of a type are seen by which its resources belong to one of another, if it has any. */
  tiesSeen(resourceType: string, target: string): boolean
  /** Whether all that may refer to a resource of a type is seen, and that it does: no type is kept back, and no reference to it hidden. */
  seesReferrers(target: string): boolean
  /**
   * Which element of a type names the one patient it is of, and by which parameter that is searched, where the client sees
   * both; without an element for Patient itself. Undefined where there is none, or more than one.
   */
  patientPlace(resourceType: string): { readonly code: string; readonly element: string | undefined } | undefined
  /** Whether the policy may keep whole resources of a type back: at all, for what they are labelled, or for one element in them. */
  dropsSome(resourceType: string): boolean
  /** The same of any type, be it one that the client may not have. */
  readonly dropsAny: boolean
  /** Whether values of elements that are open are looked at one by one, so that some may be hidden. */
  readonly searchesTexts: boolean
  /** Whether one element may keep a whole resource back: one that is refused for anything else may be one of those. */
  readonly refusesByElement: boolean
}

/** A link of a Bundle, as the server wrote it. */
export interface BundleLink {
  readonly relation: string
  readonly url: string
}

/** An entry of a Bundle of the server. */
export interface BundleEntry {
  /** As it stands there. */
  readonly bytes: Uint8Array
  /** Whether the client is told of it at all, be it that it was refused. */
  isShown(): boolean
}

/** A Bundle of the server in its parts. */
export interface ServerPage {
  readonly links: readonly BundleLink[]
  readonly entries: readonly BundleEntry[]
  /** The same Bundle with other entries. */
  withEntries(entries: readonly Uint8Array[]): Uint8Array
}

export interface AnswerOptions {
  /** The links that stand in the clean Bundle in place of the server's. None unless given. */
  readonly links?: ((links: readonly BundleLink[]) => readonly BundleLink[]) | undefined
  /** `each`: a refused entry of a Bundle is replaced by a word that it was; `whole` unless given. */
  readonly refuse?: 'each' | 'whole' | undefined
  /**
   * Entries that stand at these places of the clean Bundle besides the server's: those that it was never asked. Every
   * other entry has to keep its place, or the client would take one answer for another.
   */
  readonly added?: ReadonlyMap<number, object> | undefined
  /** How many entries the server has to answer; with others the client would take one answer for another. Any number unless given. */
  readonly asked?: number | undefined
}

/** What a body was and became, for the audit log: sizes, hashes and counts. */
export interface BodyReceipt {
  readonly verdict: Verdict
  readonly bytesIn: number
  readonly bytesOut: number
  /** Of what a client sent. The server's own words have none: who knows what is left of them could try out what was taken away. */
  readonly sha256?: string
  /** Of what was made of it. */
  readonly outputSha256?: string
  /** Elements by class and action. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** A body that may pass, or why not. */
export type Cleaned =
  | {
    readonly passed: true
    readonly body: Uint8Array
    readonly resourceType: string | undefined
    /** The resources in it, the patients they name, and a keyed hash of each: what an egress budget counts. */
    readonly resources: number
    readonly patients: number
    /** Only where there is a budget to count against. */
    readonly subjects: readonly string[]
    readonly receipt: BodyReceipt
  }
  | { readonly passed: false; readonly error: SluiceError; readonly receipt: BodyReceipt }

/** Translates one literal reference or URL that a client wrote. Undefined leaves it; throws to refuse the body. */
export type TranslateLink = (
  text: string,
  place: 'reference' | 'containedId' | 'fullUrl' | 'url' | 'ifNoneExist' | 'ifMatch',
) => string | undefined

/** What a client has used up. */
export interface BudgetStop {
  readonly limit: 'messages' | 'subjects' | 'bytes'
  readonly retryAfterSeconds: number
}

/** How much a client may be told within a window. */
export interface Budget {
  /** Set once a limit has been passed, until the window is over. */
  stopped(): BudgetStop | undefined
  /** Counts an answer before it leaves; one that would pass a limit is not counted and must not leave. */
  spend(cost: { readonly messages: number; readonly bytes: number; readonly subjects: readonly string[] }): BudgetStop | undefined
}

/** The engine as one client of a server in front of it meets it: its policy both ways, its ids, its budget. */
export interface ClientGate {
  /** Changes with the policy and with what is made of it: goes into validators (ETag). */
  readonly revision: string
  readonly search: SearchGuard
  readonly budget: Budget | undefined
  /** Whether ids of a type are as on the server, pseudonyms, or kept back. */
  ids(resourceType: string): Visibility
  /** The server's id behind a pseudonym that was handed out. */
  idOf(pseudonym: string): string | undefined
  /** A body on its way to the client. */
  answer(body: Uint8Array, options?: AnswerOptions): Cleaned
  /** Takes a Bundle of the server apart, before any of it is on its way to the client. */
  page(body: Uint8Array): ServerPage
  /** The pseudonym of an id, as the client knows it. */
  pseudonymOf(id: string): string
  /** The same for versions, which are apart from ids: the pseudonym of the version 1 is not that of the id 1. */
  versionOf(pseudonym: string): string | undefined
  pseudonymOfVersion(version: string): string
  /** A body on its way to the server; of a Bundle only the entries that are kept. */
  request(body: Uint8Array, translate: TranslateLink, keepEntry?: (index: number) => boolean): Cleaned
  /** The entries of a Bundle on its way to the server that are refused or dropped by themselves, by their places. */
  refusedEntries(body: Uint8Array): ReadonlyMap<number, SluiceError>
  /** Seals a text so that only this client, under this policy, can bring it back; with the purpose it is sealed for. */
  seal(text: string, use: string): string
  open(token: string, use: string): string | undefined
}

/** One request and its answer, for the audit log. Nothing in it comes from a message. */
export interface ExchangeRecord {
  /** The client by its name in the configuration; undefined when nobody was recognised. */
  readonly client: string | undefined
  /** Of the gate that it met; the policy may have been swapped since. */
  readonly revision?: string | undefined
  /** Method and template: `GET Patient/{id}`. Never a URL. */
  readonly request: string
  readonly status: number
  /** Why it was refused, as a code. */
  readonly code?: string | undefined
  /** The same more closely, in our words: for the log of the process, and never for the client, who might learn from it. */
  readonly detail?: string | undefined
  /** Where it happened, of what should not have: for that log too. */
  readonly frames?: readonly string[] | undefined
  readonly messages: number
  readonly subjects: number
  readonly up?: BodyReceipt | undefined
  readonly down?: BodyReceipt | undefined
  readonly durationMs: number
}

/** Writes exchanges to the audit log. */
export interface ExchangeLog {
  /** Resolves when the record is durable: only then may the answer leave. */
  record(record: ExchangeRecord): Promise<void>
}
