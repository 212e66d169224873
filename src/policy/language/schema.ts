import { z } from 'zod'
import { SENSITIVITIES } from '../../classify/sensitivity.ts'
import type { Action } from '../../contract/action.ts'
import { ELEMENT_CLASSES, FHIR_VERSIONS, PHI_CLASSES } from '../../contract/classes.ts'
import type { ElementClass, FhirVersion, PhiClass } from '../../contract/classes.ts'
import { VERDICTS } from '../../contract/receipt.ts'
import type { Verdict } from '../../contract/receipt.ts'

/** A policy as the rest of Sluice sees it: defaults filled in, scalars made lists, actions in the contract's form. */
export interface Policy {
  readonly name: string
  readonly version: string
  readonly summary: string
  readonly follows: string | undefined
  readonly fhir: 'auto' | FhirVersion
  readonly mode: 'enforce' | 'monitor'
  readonly unknown: UnknownPolicy
  /** Write `meta.security` labels on resources that were changed. */
  readonly labels: boolean
  /** Years. Dates that reveal a greater age are removed wherever a date is generalized or shifted. */
  readonly oldestAge: number | undefined
  /** For an element that no rule matches: drop, redact, block or quarantine. */
  readonly default: Action
  readonly text: TextPolicy
  readonly extensions: readonly PolicyExtension[]
  readonly rules: readonly PolicyRule[]
  readonly tests: readonly PolicyTest[]
  /** `sha256` is hex, over the bytes of the file, and of the files of its own detectors where it has any. */
  readonly source: { readonly file: string; readonly sha256: string }
}

/** What happens to what the FHIR model does not know. `keep` is fail-open, and lint warns about it. */
export interface UnknownPolicy {
  /** Also a known element in a JSON form that it cannot have. */
  readonly element: 'drop' | 'block' | 'quarantine' | 'keep'
  readonly resourceType: 'block' | 'quarantine' | 'keep'
  readonly extension: 'drop' | 'block' | 'quarantine' | 'keep'
  /** No `drop`: without its modifier a resource means something else (FHIR R4, 2.4.2). */
  readonly modifierExtension: 'block' | 'quarantine' | 'keep'
}

/** How texts are scanned where a rule says so. */
export interface TextPolicy {
  /** Findings of less confidence are left alone. */
  readonly confidence: number
  /** `[NAME]`, or `[NAME-1]` with one number for each person, date and so on of a message. */
  readonly tags: 'plain' | 'numbered'
  /** Only these detectors; all where undefined. */
  readonly only: readonly string[] | undefined
  readonly except: readonly string[]
  /** The names in both, with their places. */
  readonly named: readonly { readonly name: string; readonly at: Position }[]
  /** Files of custom detectors, absolute. */
  readonly custom: readonly string[]
  /** Where they are named. */
  readonly customAt?: readonly Position[]
  /** Such files that are tried: their detectors stand in for those of `custom` that have the same names. */
  readonly tried?: readonly string[]
  /** `required`: a message is refused where neither it nor the roster has the patient whom a scanned text is about. */
  readonly subject: 'optional' | 'required'
  /** Strings that stay are searched for known people although no text is scanned. */
  readonly searchKept: boolean
  readonly allow: readonly AllowedPhrase[]
}

/** A false positive that somebody answers for. */
export interface AllowedPhrase {
  /** Whole words, compared folded and without regard to case. */
  readonly phrase: string
  /** Only findings of these classes. */
  readonly class: readonly PhiClass[] | undefined
  readonly owner: string
  readonly reason: string
  /** The first day on which it holds no longer: `2027-01-01`. */
  readonly expires: string
  readonly at: Position
}

/** A place in the policy file, 1-based. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface PolicyExtension {
  readonly url: string
  readonly class: ElementClass
  readonly why: string
  readonly at: Position
}

/** The first rule whose every condition holds decides. */
export interface PolicyRule {
  /** As given, or `rule N`, counted from 1. Unique within the policy. */
  readonly name: string
  readonly when: PolicyConditions
  readonly then: Action
  readonly at: Position
}

/** AND between the keys, OR within a list. At least one key is there. */
export interface PolicyConditions {
  readonly class?: readonly ElementClass[]
  readonly path?: readonly string[]
  /** FHIR datatypes. Like a path, a type covers everything below the element. */
  readonly type?: readonly string[]
  readonly resourceType?: readonly string[]
  /** Codes in `meta.security`, and the sensitive categories that are derived from codings. */
  readonly label?: readonly string[]
  readonly extension?: readonly string[]
  readonly destination?: readonly string[]
  readonly purpose?: readonly string[]
  readonly client?: readonly string[]
  /** Elements, or what is found in texts; both where it is not given. */
  readonly in?: readonly ('element' | 'text')[]
  /** The least confidence, 0 to 1. */
  readonly confidence?: number
}

export interface PolicyTest {
  readonly name: string
  /** The clock of this test: `2026-01-01` or an ISO 8601 instant. */
  readonly now: string | undefined
  /** The text of the message: JSON, with numbers as the policy file spells them. */
  readonly given: string
  /** A subset of the output: objects by key, arrays by index. */
  readonly expect: unknown
  readonly absent: readonly string[]
  readonly present: readonly string[]
  readonly verdict: Verdict | undefined
  readonly at: Position
}

const WORD_ACTIONS = [
  'keep', 'drop', 'redact', 'mask', 'pseudonymize', 'shift', 'surrogate', 'scan', 'block', 'quarantine',
] as const

const text = z.string().trim().min(1)
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)])

/** A mapping with optional keys of which exactly one is given: an action or generalization with a setting. */
function oneKeyOf<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape).join(', ')
  return z.strictObject(shape)
    .refine((value) => Object.keys(value).length === 1, { error: `exactly one of ${keys} is expected here` })
    .meta({ minProperties: 1, maxProperties: 1 })
}

const generalization = z.union([
  z.enum(['year', 'month', 'zip3']),
  oneKeyOf({
    ageBand: z.int().min(2).max(50).optional()
      .describe('Years: the lower bound of a band of this width; above 89 it is 90.'),
    topCode: z.int().min(1).max(120).optional().describe('Years: an age above this becomes this plus one, with >=.'),
    round: z.number().positive().optional().describe('A number becomes the nearest multiple of this.'),
  }),
])

const action = z.union([
  z.enum(WORD_ACTIONS),
  oneKeyOf({
    mask: z.strictObject({
      keepLast: z.int().min(0).max(64).optional()
        .describe('How many letters and digits at the end stay. 0 unless given.'),
      with: z.string().min(1).max(4).optional().describe('What stands for each letter or digit. * unless given.'),
    }).optional(),
    generalize: generalization.optional(),
    shift: z.strictObject({
      days: z.int().min(1).max(3650).describe('The largest offset, either way, in whole days.'),
    }).optional(),
    encrypt: z.enum(['aes-gcm', 'ff1']).optional(),
  }),
])

/** Longer than any path of FHIR, but for one that goes round in itself (`item.item`): and messages are not that deep. */
const PATH_LENGTH_MAX = 1024
const path = z.string().max(PATH_LENGTH_MAX).regex(/^[A-Z][A-Za-z0-9]*(\.(\*|[a-z][A-Za-z0-9_]*(\[x\])?))*$/, {
  error: 'a path starts at a resource type, Resource or a datatype, followed by element names or * with dots ' +
    'between: Patient.name, Address.state, Observation.value[x]',
})

const conditions = z.strictObject({
  class: oneOrMore(z.enum(ELEMENT_CLASSES)).optional()
    .describe('The kind of information, as the element classifier answers.'),
  path: oneOrMore(path).optional()
    .describe('Patient.name, Address.state, Resource.id; * is one segment. Covers everything below.'),
  type: oneOrMore(text).optional().describe('FHIR datatype: date, HumanName, Reference. Covers everything below.'),
  resourceType: oneOrMore(text).optional().describe('Patient, Observation. The nearest enclosing resource.'),
  label: oneOrMore(text).optional()
    .describe(`A meta.security code (R, V, ETH, HIV, PSY), or a derived category: ${SENSITIVITIES.join(', ')}.`),
  extension: oneOrMore(text).optional()
    .describe('URL of an extension; the rule covers the extension and everything in it.'),
  destination: oneOrMore(text).optional().describe('Who receives, as the route names it.'),
  purpose: oneOrMore(text).optional().describe('What for, as the route names it.'),
  client: oneOrMore(text).optional().describe('The client that asks, as it authenticated.'),
  in: oneOrMore(z.enum(['element', 'text'])).optional()
    .describe('element: values of the FHIR model. text: what is found in scanned texts. Both unless given.'),
  confidence: z.number().min(0).max(1).optional().describe('The least confidence of the finding.'),
}).refine((value) => Object.keys(value).length > 0, { error: 'at least one condition is expected here' })
  .meta({ minProperties: 1 })

const rule = z.strictObject({ name: text.max(120).optional(), when: conditions, then: action })

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

const policyTest = z.strictObject({
  name: text.max(200),
  now: z.string().regex(DATE, { error: 'a date (2026-01-01) or an instant with its offset is expected here' })
    .refine((value) => !DATE.test(value) || !Number.isNaN(Date.parse(value)), { error: 'there is no such day or time' })
    .optional().describe('The clock of this test.'),
  given: z.union([z.string().min(2), z.record(z.string(), z.unknown())])
    .describe('An invented resource; or, as a string, the exact text of a message.'),
  expect: z.record(z.string(), z.unknown()).optional()
    .describe('A subset of the output: objects by key, arrays by index.'),
  absent: oneOrMore(z.string().min(1)).optional().describe('Strings that must not occur in the output.'),
  present: oneOrMore(z.string().min(1)).optional().describe('Strings that must occur in the output, byte for byte.'),
  verdict: z.enum(VERDICTS).optional(),
}).refine((value) => value.expect !== undefined || value.absent !== undefined || value.present !== undefined ||
  value.verdict !== undefined, { error: 'a test checks something: expect, absent, present or verdict' })

const unknown = z.strictObject({
  element: z.enum(['drop', 'block', 'quarantine', 'keep']).optional().describe('drop unless given.'),
  resourceType: z.enum(['block', 'quarantine', 'keep']).optional().describe('block unless given.'),
  extension: z.enum(['drop', 'block', 'quarantine', 'keep']).optional().describe('drop unless given.'),
  modifierExtension: z.enum(['block', 'quarantine', 'keep']).optional()
    .describe('block unless given. Not drop: without its modifier a resource means something else.'),
})

const textSettings = z.strictObject({
  confidence: z.number().min(0.05).max(0.99).optional()
    .describe('Findings of less confidence are left alone. 0.5 unless given.'),
  tags: z.enum(['plain', 'numbered']).optional()
    .describe('[NAME], or [NAME-1] with one number for each person of a message. plain unless given.'),
  only: oneOrMore(text).optional().describe('Only these detectors. All unless given.'),
  except: oneOrMore(text).optional().describe('Not these detectors.'),
  custom: oneOrMore(text).optional().describe('Files of detectors of your own, from where the policy file is.'),
  subject: z.enum(['optional', 'required']).optional()
    .describe('required: a message with a scanned text is refused unless the message or the roster has the patient whom it is about.'),
  searchKept: z
    .boolean()
    .optional()
    .describe(
      'true: codes, URLs and numbers that stay are searched for the people whom the message or the roster knows, though no rule scans. Where one does, they always are.',
    ),
  allow: z
    .array(
      z.strictObject({
        phrase: text.max(200),
        class: oneOrMore(z.enum(PHI_CLASSES)).optional(),
        owner: text.max(100),
        reason: text.max(400),
        expires: z.iso.date().describe('The first day on which it holds no longer.'),
      }),
    )
    .max(10_000)
    .optional()
    .describe('Phrases that are no PHI, each with somebody who answers for it; a finding that is one as a whole stays.'),
})

/** The policy file as it is written. No key beyond these; JSON Schema and every diagnostic come from here. */
export const policyFile = z.strictObject({
  sluice: z.literal('policy/1').describe('The language and its version.'),
  name: z.string().max(64).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'kebab-case is expected here: letters a to z, digits, hyphens',
  }),
  version: text.max(40).describe('Yours; it goes into receipts. Quoted, or YAML reads 2026.10 as a number.'),
  summary: text.max(400).describe('One sentence for the person who signs.'),
  follows: text.max(400).optional().describe('The law, standard, contract or paper.'),
  fhir: z.enum(['auto', ...FHIR_VERSIONS]).optional()
    .describe('auto: R4, then R4B, then R5, by which one knows all elements of the message.'),
  mode: z.enum(['enforce', 'monitor']).optional()
    .describe('monitor: findings and counts only; messages pass unchanged.'),
  unknown: unknown.optional(),
  labels: z.boolean().optional().describe('Write meta.security labels on changed resources. true unless given.'),
  oldestAge: z.union([z.int().min(1).max(120), z.literal('none')]).optional()
    .describe('Years, 89 unless given: dates that reveal a greater age go wherever a date is generalized or shifted.'),
  default: z.enum(['drop', 'redact', 'block', 'quarantine']).optional()
    .describe('For an element that no rule matches. drop unless given; never keep.'),
  text: textSettings.optional().describe('How texts are scanned where a rule says scan.'),
  extensions: z.array(z.strictObject({ url: z.url(), class: z.enum(ELEMENT_CLASSES), why: text.max(200) })).optional()
    .describe('Adds to the built-in list of known extensions.'),
  rules: z.array(rule).max(1000).describe('The first rule whose conditions hold decides.'),
  tests: z.array(policyTest).max(1000).optional(),
})

export type PolicyFile = z.infer<typeof policyFile>
