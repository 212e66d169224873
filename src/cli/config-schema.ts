import { z } from 'zod'
import { LIMITS, type Limits } from '../contract/limits.ts'

const text = z.string().min(1)
const keySource = z
  .string()
  .regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, { error: 'a key source is expected: env:NAME or file:PATH' })
const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a name is lower-case letters and digits with single hyphens' })
const limitKeys = Object.keys(LIMITS) as (keyof Limits)[]
const limits = z.strictObject(
  Object.fromEntries(limitKeys.map((key) => [key, z.int().positive().optional()])) as Record<
    keyof Limits,
    z.ZodOptional<z.ZodInt>
  >,
)

const from = z
  .strictObject({
    file: z
      .strictObject({
        path: text.describe('A file, or a folder that is read with all below it.'),
        follow: z.boolean().optional().describe('Keep looking for new and changed files. false unless given.'),
      })
      .optional(),
    stdin: z.strictObject({}).optional(),
  })
  .refine((value) => Object.keys(value).length === 1, { error: 'exactly one of file, stdin is expected here' })

const to = z
  .strictObject({
    file: z
      .strictObject({
        path: text.describe('The folder that outputs go into.'),
        names: z.enum(['keep', 'pseudonymize']).optional().describe('How output files are called. keep unless given.'),
      })
      .optional(),
    stdout: z.strictObject({}).optional(),
  })
  .refine((value) => Object.keys(value).length === 1, { error: 'exactly one of file, stdout is expected here' })

const route = z
  .strictObject({
    name,
    from,
    policy: text.describe('A file, or the name of one in deploy/policies.'),
    destination: text.describe('Who receives. Pseudonyms of two destinations do not match.'),
    purpose: text.describe('What for.'),
    roster: text.optional().describe('A roster that `sluice roster build` made, for texts about patients of other messages.'),
    to,
    onError: z.enum(['block', 'quarantine']).describe('What happens to a message that cannot be worked on.'),
    quarantine: z.strictObject({ file: text }).optional().describe('Needed for onError: quarantine.'),
  })
  .refine((value) => value.onError !== 'quarantine' || value.quarantine !== undefined, {
    error: 'onError: quarantine needs quarantine: { file }',
    path: ['onError'],
  })

/** The form of sluice.yaml. Unknown keys are errors, and so is a route that does not say what happens on an error. */
export const configFile = z.strictObject({
  version: z.literal(1).describe('The version of this form.'),
  keys: z
    .array(z.strictObject({ version: z.int().positive(), from: keySource }))
    .min(1)
    .describe('Secrets for pseudonyms and shifts; new ones are made with the highest version.'),
  quarantineKey: keySource.optional().describe('The secret of the quarantine. The newest of keys unless given.'),
  audit: z.strictObject({ file: text }),
  limits: limits.optional(),
  routes: z.array(route).min(1).max(100),
})

export type Config = z.infer<typeof configFile>
export type RouteConfig = Config['routes'][number]
