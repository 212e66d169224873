import { parseArgs } from 'node:util'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { createRandom } from '../property/choices.ts'
import { checkMessage, engineFor, subjectFor, type CheckOptions, type Disagreement } from '../property/compare.ts'
import { messageFrom } from '../property/messages.ts'
import { mutate } from '../property/mutate.ts'
import { testPolicies } from '../property/policies.ts'
import { shrink } from '../property/shrink.ts'
import { shrinkTree } from '../property/shrink-tree.ts'
import { printTree, readTree } from '../property/tree.ts'
import { CORPORA_ABSENT, corpusFiles, messagesOf } from '../support/corpora.ts'

/** Damaged variants of one generated message. */
const VARIANTS = 15
/** One input in this many is also put to the oracle; of the undamaged ones, every one. */
const THOROUGH_ONE_IN = 8
const PROGRESS_MS = 5000

const HELP = `Compares the engine with JSON.parse and with the oracle on generated and damaged messages.
  npm run fuzz -- [--runs N] [--seed N] [--corpora]
  --runs     how many messages (100000)
  --seed     where to start (the time); a run with the same seed repeats
  --corpora  every example beside the project first, which takes minutes
Exits 1 with a reproducer on the first disagreement.
`

function main(): void {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, seed: { type: 'string' }, corpora: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help === true) {
    process.stdout.write(HELP)
    return
  }
  const runs = Number(values.runs ?? 100_000)
  const seed = Number(values.seed ?? Date.now() % 2 ** 31)
  if (!Number.isSafeInteger(runs) || !Number.isSafeInteger(seed)) {
    process.stderr.write(HELP)
    process.exitCode = 1
    return
  }
  const subjects = testPolicies().map((policy) => subjectFor({ ...policy, fhir: 'R4' }))
  const options: CheckOptions = { keep: engineFor(loadPolicy('keep-everything')), subjects, thorough: true }
  if (values.corpora === true && !corporaAgree(options)) return
  fuzz(runs, seed, options)
}

/** The name of a corpus file is told, never what is in it. */
function corporaAgree(options: CheckOptions): boolean {
  if (CORPORA_ABSENT !== undefined) process.stderr.write(`corpora skipped: ${CORPORA_ABSENT}\n`)
  let count = 0
  for (const folder of [
    'hl7-r4-examples/instances', 'ms-fhir-anonymizer/samples-r4', 'inferno-g10', 'synthea-smart-r4/dev', 'synthea-bulk-ndjson/10-patients',
  ]) {
    for (const { name, body } of corpusFiles(folder).flatMap((file) => [...messagesOf(file)])) {
      const told = checkMessage(body, options)
      count++
      if (told === undefined) continue
      process.stderr.write(`${name}: ${told}\n`)
      process.exitCode = 1
      return false
    }
  }
  process.stderr.write(`${count} messages of the corpora: no disagreement\n`)
  return true
}

function fuzz(runs: number, seed: number, options: CheckOptions): void {
  const started = Date.now()
  let told = started
  let bytes = 0
  let message: Uint8Array = Buffer.alloc(0)
  let random = createRandom(seed)
  process.stderr.write(`seed ${seed}, ${runs} runs\n`)
  for (let run = 0; run < runs; run++) {
    const fresh = run % (VARIANTS + 1) === 0
    if (fresh) {
      random = createRandom(seed + run)
      message = messageFrom(Uint8Array.from({ length: 20 + random(500) }, () => random(256)))
    }
    const input = fresh ? message : mutate(message, random)
    bytes += input.length
    const thorough = fresh || run % THOROUGH_ONE_IN === 0
    const wrong = attempt(input, { ...options, thorough })
    if (wrong !== undefined) {
      report(wrong, input, { seed, run, options })
      return
    }
    if (Date.now() - told < PROGRESS_MS) continue
    told = Date.now()
    process.stderr.write(`${run + 1} runs, ${Math.round((run + 1) / ((told - started) / 1000))} a second\n`)
  }
  const seconds = (Date.now() - started) / 1000
  process.stdout.write(`${runs} runs, seed ${seed}, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(0)} s: no disagreement\n`)
}

function attempt(input: Uint8Array, options: CheckOptions): Disagreement {
  try {
    return checkMessage(input, options)
  } catch (error) {
    return `something threw: ${error instanceof Error ? error.stack : String(error)}`
  }
}

function report(wrong: string, input: Uint8Array, { seed, run, options }: { seed: number; run: number; options: CheckOptions }): void {
  const kind = (told: Disagreement): string | undefined => told?.split('\n')[0]
  const fails = (smaller: Uint8Array): boolean => kind(attempt(smaller, options)) === kind(wrong)
  const smallest = smaller(input, fails)
  process.stderr.write(`seed ${seed}, run ${run}: ${wrong}\n`)
  process.stderr.write(`the smallest message found (${smallest.length} of ${input.length} bytes):\n`)
  process.stderr.write(
    `  base64 ${Buffer.from(smallest).toString('base64')}\n  text   ${JSON.stringify(Buffer.from(smallest).toString('utf8'))}\n`,
  )
  process.exitCode = 1
}

/** By members where the message is JSON and fails in plain spelling too, and then by bytes. */
function smaller(input: Uint8Array, fails: (smaller: Uint8Array) => boolean): Uint8Array {
  let smallest = input
  try {
    const text = Buffer.from(input).toString('utf8')
    JSON.parse(text)
    const plain = readTree(text)
    const print = (tree: typeof plain): Buffer => Buffer.from(printTree(tree))
    if (fails(print(plain))) smallest = print(shrinkTree(plain, (tree) => fails(print(tree))))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return shrink(smallest, fails, 3000)
}

main()
