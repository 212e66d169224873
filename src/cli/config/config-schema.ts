import { z } from 'zod'
import { sinks, sources, stores } from '../../../connectors/index.ts'
import { SluiceError } from '../../contract/errors.ts'
import { LIMITS, type Limits } from '../../contract/limits.ts'
import { listenAddress, nonEmptyText, secretSource } from '../../contract/settings.ts'
import { serverSchema } from '../../../connectors/fhir-proxy/settings.ts'

const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a name is lower-case letters and digits with single hyphens' })
/** What each limit is for; the reasons are in src/contract/limits.ts. */
const LIMIT_WORDS: Readonly<Record<keyof Limits, string>> = {
  depthMax: 'Nesting of objects and arrays.',
  entryBytesMax: 'The largest resource, Bundle entry or NDJSON line, in bytes.',
  bundleBytesWhole: 'A Bundle up to so many bytes is worked on whole, a larger one entry by entry.',
  lookaheadFactor: 'How far a late resourceType or url may be read ahead for, as a multiple of the message.',
  gzipRatioMax: 'Bytes out per byte in when inflating.',
  gzipBytesFree: 'What inflates to less than this many bytes is let through whatever its ratio.',
  verifyBytesMin: 'Removed values shorter than this many bytes are not searched for in the output.',
  contentBytesMax: 'Attachments and other content within a message, decoded, in bytes; what is larger is opaque.',
  contentDepthMax: 'Content within content.',
  contentPiecesMax: 'Pieces of text in one content.',
}
const limitKeys = Object.keys(LIMITS) as (keyof Limits)[]
const limits = z.strictObject(
  Object.fromEntries(limitKeys.map((key) =>
    [key, z.int().positive().optional().describe(`${LIMIT_WORDS[key]} ${LIMITS[key]} unless given.`)])) as Record<
    keyof Limits,
    z.ZodOptional<z.ZodInt>
  >,
)

type Connectors = Readonly<Record<string, { readonly settings: z.ZodType }>>

/** One key, the connector, and below it that connector's own settings. */
function oneOf<C extends Connectors>(connectors: C) {
  const keys = Object.keys(connectors)
  const shape = Object.fromEntries(
    Object.entries(connectors).map(([key, { settings }]) => [key, settings.optional()]),
  ) as { [K in keyof C]: z.ZodOptional<C[K]['settings']> }
  return z
    .strictObject(shape)
    .refine((value) => Object.keys(value).length === 1, { error: `exactly one of ${keys.join(', ')} is expected here` })
}

const envelope = z.union([
  z.enum(['fhir', 'ndjson', 'cloudevents']),
  z.strictObject({ cloudevents: z.strictObject({ types: z.array(nonEmptyText).describe('Types of events that are left as they are.') }) }),
  z.strictObject({ debezium: z.strictObject({ column: nonEmptyText.describe('The column that holds the message.') }) }),
])

/** What stands around the FHIR in a message. */
export type EnvelopeConfig = z.infer<typeof envelope>

const quarantine = z
  .strictObject({
    file: nonEmptyText.optional().describe('A file; routes may share one.'),
    kafka: stores.kafka.settings.optional().describe('A topic, best one that is compacted.'),
  })
  .refine((value) => Object.keys(value).length === 1, { error: 'exactly one of file, kafka is expected here' })

/** Where refused messages are kept. */
export type QuarantineConfig = z.infer<typeof quarantine>

/** What each destination of a route has of its own. */
const branchShape = {
  policy: nonEmptyText.describe('A file, or the name of one in deploy/policies.'),
  destination: nonEmptyText.describe('Who receives. Part of every key: pseudonyms, shifts and surrogates of two destinations do not match.'),
  purpose: nonEmptyText.describe('What for. Part of every key: changing it changes all pseudonyms, shifts and surrogates.'),
  roster: z
    .union([
      nonEmptyText,
      z.strictObject({
        file: nonEmptyText.describe('The file of the roster.'),
        feed: z
          .boolean()
          .describe(
            'true: whoever is in a message of this route goes into the roster before it is worked on; the file is made where there is none.',
          ),
      }),
    ])
    .optional()
    .describe('A roster, for texts about patients of other messages: one that `sluice roster build` made, or { file, feed: true }.'),
  to: oneOf(sinks),
  envelope: envelope
    .optional()
    .describe('What stands around the FHIR in a message: fhir, ndjson, cloudevents, { debezium: { column } }. fhir unless given.'),
  tombstones: z.enum(['pass', 'drop', 'refuse']).optional().describe('What becomes of records without a body. refuse unless given.'),
  onError: z.enum(['block', 'quarantine']).describe('What happens to a message that cannot be worked on.'),
  quarantine: quarantine.optional().describe('Needed for onError: quarantine.'),
}
const neededKeys = ['policy', 'destination', 'purpose', 'to', 'onError'] as const
const branchKeys = Object.keys(branchShape) as (keyof typeof branchShape)[]

type Issues = Parameters<Parameters<z.ZodType<object>['superRefine']>[0]>[1]

function checkQuarantine(value: { readonly onError?: unknown; readonly quarantine?: unknown }, context: Issues): void {
  if (value.onError !== 'quarantine' || value.quarantine !== undefined) return
  context.addIssue({ code: 'custom', path: ['onError'], message: 'onError: quarantine needs quarantine: { file } or { kafka }' })
}

const branch = z
  .strictObject({ name: name.describe('Of the branch, which logs and metrics call route/branch.'), ...branchShape })
  .superRefine(checkQuarantine)

const route = z
  .strictObject({
    name: name.describe('Of the route, in logs, metrics and the audit log.'),
    from: oneOf(sources),
    ...(z.strictObject(branchShape).partial().shape),
    branches: z
      .array(branch)
      .min(1)
      .max(20)
      .optional()
      .describe('Several destinations of one source, each with its own policy; a delivery is acknowledged when all have it.'),
  })
  .superRefine(checkQuarantine)
  .superRefine((value, context) => {
    if (value.branches === undefined) {
      for (const key of neededKeys) {
        if (!Object.hasOwn(value, key)) context.addIssue({ code: 'invalid_type', expected: 'string', path: [key], input: undefined })
      }
      return
    }
    for (const key of branchKeys) {
      if (value[key] === undefined) continue
      context.addIssue({ code: 'custom', path: [key], message: `${key} stands in each of branches, and so not here` })
    }
    const names = value.branches.map((one) => one.name)
    for (const [index, one] of names.entries()) {
      if (names.indexOf(one) === index) continue
      context.addIssue({ code: 'custom', path: ['branches', index, 'name'], message: `branch ${one} is there twice` })
    }
  }, { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) })

const observe = z.strictObject({
  listen: listenAddress.describe('Where /metrics, /healthz and /readyz are served, without authentication: keep it inside.'),
})

/** The form of sluice.yaml. Unknown keys are errors, and so is a route that does not say what happens on an error. */
export const configFile = z
  .strictObject({
    version: z.literal(1).describe('The version of this form.'),
    keys: z
      .array(
        z.strictObject({
          version: z.int().positive().describe('A number that no other key has.'),
          from: secretSource.describe('env:NAME or file:PATH; at least 32 random bytes.'),
        }),
      )
      .min(1)
      .describe('Secrets for pseudonyms and shifts; new ones are made with the highest version.'),
    quarantineKey: secretSource.optional().describe('The secret of the quarantine. The newest of keys unless given.'),
    audit: z.strictObject({ file: nonEmptyText.describe('The hash-chained log; `sluice audit verify` checks it.') }),
    limits: limits.optional().describe('In place of those of src/contract/limits.ts, which says what each is for.'),
    observe: observe.optional().describe('Off unless given.'),
    onCrash: z
      .enum(['exit', 'stay'])
      .optional()
      .describe('When a route fails for good: drain the others and exit non-zero, or go on with them, unready. exit unless given.'),
    drainSecondsMax: z.int().positive().max(3600).optional().describe('How long SIGTERM may take. 30 unless given.'),
    routes: z.array(route).max(100).default([]),
    servers: z.array(serverSchema).max(20).optional().describe('Servers that clients ask, each client under its own policy.'),
  })
  .refine((value) => value.routes.length > 0 || (value.servers?.length ?? 0) > 0, {
    error: 'at least one route or server is expected',
    path: ['routes'],
  })

export type Config = z.infer<typeof configFile>
export type RouteConfig = Config['routes'][number]

/** One destination of a route; `key` names it in a configuration's tree, `label` everywhere else. */
export interface BranchConfig {
  /** `route`, or `route/branch`. */
  readonly label: string
  readonly at: readonly PropertyKey[]
  readonly policy: string
  readonly destination: string
  readonly purpose: string
  /** File of a roster that people are looked up in. */
  readonly roster?: string | undefined
  /** People of the messages go into it. */
  readonly feedsRoster: boolean
  readonly to: NonNullable<RouteConfig['to']>
  readonly envelope?: EnvelopeConfig | undefined
  readonly tombstones?: 'pass' | 'drop' | 'refuse' | undefined
  readonly onError: 'block' | 'quarantine'
  readonly quarantine?: QuarantineConfig | undefined
}

/** The destinations of a route: those of `branches`, or the one that the route itself names. */
export function branchesOf(route: RouteConfig): BranchConfig[] {
  const { name, policy, destination, purpose, to, onError, roster, quarantine, tombstones, envelope, branches } = route
  if (branches !== undefined) {
    return branches.map(({ roster: own, ...one }, index) => ({
      ...one,
      ...rosterOf(own),
      label: `${name}/${one.name}`,
      at: ['branches', index],
    }))
  }
  if (policy === undefined || destination === undefined || purpose === undefined || to === undefined || onError === undefined) {
    throw new SluiceError('SLUICE_INTERNAL', { detail: 'A route without a destination was not refused.' })
  }
  return [{ label: name, at: [], policy, destination, purpose, to, onError, quarantine, tombstones, envelope, ...rosterOf(roster) }]
}

function rosterOf(roster: RouteConfig['roster']): Pick<BranchConfig, 'roster' | 'feedsRoster'> {
  return typeof roster === 'object' ? { roster: roster.file, feedsRoster: roster.feed } : { roster, feedsRoster: false }
}

/** The connector that a `from:` or `to:` names, with its settings. */
export function chosen(oneOf: Readonly<Record<string, unknown>>): { readonly key: string; readonly settings: unknown } {
  const [entry] = Object.entries(oneOf)
  if (entry === undefined) throw new SluiceError('SLUICE_INTERNAL', { detail: 'A route without a connector was not refused.' })
  return { key: entry[0], settings: entry[1] }
}
export type ServerConfig = NonNullable<Config['servers']>[number]
