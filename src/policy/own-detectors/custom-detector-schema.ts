import { z } from 'zod'
import { PHI_CLASSES } from '../../contract/classes.ts'
import { NAMED_CHECKS, type CheckName } from './named-checks.ts'

const text = z.string().trim().min(1)
const phrases = z.array(text.max(200)).min(1)
/** Above 0: no cue makes what the owner of the file asked for impossible. */
const ratio = z.number().min(0.001).max(10_000)

const check = z.union([
  z.enum(Object.keys(NAMED_CHECKS) as [CheckName, ...CheckName[]]),
  z.strictObject({
    weights: z.array(z.int().min(0).max(1000)).min(2).max(40).describe('One for each digit, from the left; the check digit has one too.'),
    modulus: z.int().min(2).max(97),
    remainder: z.int().min(0).max(96).optional().describe('What the weighted sum leaves. 0 unless given.'),
  }),
])

const pattern = z
  .strictObject({
    re: z
      .string()
      .min(1)
      .max(2000)
      .describe(
        'RE2, on folded text: ASCII letters for look-alikes and accents, case as written. A blank is one to three blanks or line ends; (?<phi>...) marks the value.',
      ),
    prior: z.number().gt(0).lt(1).optional().describe('Share of the bare matches that are what is looked for.'),
    confidence: z.number().gt(0).lt(1).optional().describe('The same by another name: how sure a bare match is.'),
    check: check.optional().describe('A check digit. A pass is worth as many to one as texts fail by chance; a failure, one to ten.'),
  })
  .refine((value) => (value.prior === undefined) !== (value.confidence === undefined), {
    error: 'exactly one of prior, confidence is expected here',
  })

const cue = z.strictObject({
  words: phrases.describe('Whole words or phrases; case and accents do not count.'),
  ratio: ratio.describe('How much likelier the words are where the value is true. Below 1 they speak against it.'),
  where: z.enum(['before', 'after', 'near', 'section']),
  within: z.int().min(1).max(20).optional().describe('Words between, at most. 5 unless given.'),
})

const detector = z.strictObject({
  name: z.string().max(64).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'kebab-case is expected here: letters a to z, digits, hyphens',
  }),
  class: z.enum(PHI_CLASSES),
  describes: text.max(400).describe('One sentence for the catalogue.'),
  source: text.max(400).optional().describe('Where the grammar is set down.'),
  patterns: z.array(pattern).min(1).max(50).optional(),
  deny: phrases.max(5000).optional().describe('Phrases that are always found, as whole words; case and accents do not count.'),
  allow: phrases.max(5000).optional().describe('Values that are never found, though a pattern matches them.'),
  cues: z.array(cue).max(100).optional(),
  elements: z.array(z.strictObject({
    path: text.max(200).describe('The start of a definition path: DocumentReference.content'), ratio,
  })).max(50).optional(),
  examples: z.strictObject({
    found: z.array(z.string().min(1).max(2000)).min(1).max(100).describe('[[...]] marks all that must be found.'),
    notFound: z.array(z.string().min(1).max(2000)).min(1).max(100).describe('Nothing is found in these.'),
  }),
}).refine((value) => value.patterns !== undefined || value.deny !== undefined, {
  error: 'a detector looks for something: patterns or deny',
})

/** A file of detectors as it is written. No key beyond these. */
export const customDetectorFile = z.strictObject({
  sluice: z.literal('detectors/1').describe('The language and its version.'),
  detectors: z.array(detector).min(1).max(200),
})

export type CustomDetectorFile = z.infer<typeof customDetectorFile>
export type CustomDetector = CustomDetectorFile['detectors'][number]
