import type { PhiClass } from '../../contract/classes.ts'
import { exampleProblems } from '../own-detectors/custom-detector-tests.ts'
import { parseCustomDetectors } from '../own-detectors/load-custom-detectors.ts'
import type { CustomDetector } from '../own-detectors/custom-detector-schema.ts'
import type { ImportReport } from './imported.ts'
import { sampleText } from './sample-text.ts'
import { oneLine } from './one-line.ts'
import { nameOf, writeData } from './write-yaml.ts'

/** A detector on its way, and where the source has it. */
export interface DetectorDraft {
  readonly name: string
  readonly class: PhiClass
  readonly describes: string
  readonly patterns: readonly { readonly re: string; readonly prior: number }[]
  readonly deny: readonly string[]
  readonly cues: readonly string[]
  readonly at: readonly PropertyKey[]
}

/**
 * The likelihood ratio of a context word: enough to lift a pattern
 * of low score over the threshold, as such words do in the source.
 */
const CUE_RATIO = 150
const ATTEMPTS = 8
const DRAFTS_MAX = 200
/**
 * Examples of texts in which nothing is to be found: a detector
 * that finds something in all of them finds nearly everything.
 */
const NOTHING = ['There is nothing of this kind here.', 'ok', '-', '...', 'QQ']

/** A file of detectors with an example made for each; those for which none can be made are told of and left out. */
export function writeDetectors(drafts: readonly DetectorDraft[], report: ImportReport, head: readonly string[]): string | undefined {
  const names = new Set<string>()
  const made = drafts.slice(0, DRAFTS_MAX).flatMap((draft) => {
    const name = uniqueName(draft.name, names)
    const detector = withExamples(draft, name)
    if (detector === undefined)
      report.leaveOut(
        draft.at,
        'this is left out: no example can be made that it finds whole, or it finds nearly everything; write it as a detector of your own',
      )
    return detector === undefined ? [] : [detector]
  })
  for (const { at } of drafts.slice(DRAFTS_MAX)) report.leaveOut(at, `this is left out: a file has ${DRAFTS_MAX} detectors at most`)
  return made.length === 0 ? undefined : writeData({ sluice: 'detectors/1', detectors: made }, head)
}

function uniqueName(given: string, taken: Set<string>): string {
  const base = nameOf(given, 'detector')
  let name = base
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}`
  taken.add(name)
  return name
}

function withExamples(draft: DetectorDraft, name: string): CustomDetector | undefined {
  const { class: given, describes, patterns, deny, cues } = draft
  const samples = patterns.flatMap(({ re }) => Array.from({ length: ATTEMPTS }, (_, attempt) => sampleText(re, attempt) ?? []).flat())
  const marked = [...new Set([...deny.slice(0, 3).map((phrase) => `[[${phrase}]]`), ...samples])]
    .filter((text) => text.length <= 1500)
    .slice(0, 30)
  const written = marked.flatMap((text) => [text, `: ${text}`, ...cues.slice(0, 1).map((cue) => `${cue} ${text}`)])
  if (written.length === 0) return undefined
  const detector = (examples: CustomDetector['examples']): CustomDetector => ({
    name, class: given, describes: oneLine(describes, 300),
    ...(patterns.length === 0 ? {} : { patterns: patterns.map(({ re, prior }) => ({ re, prior })) }),
    ...(deny.length === 0 ? {} : { deny: [...deny] }),
    ...(cues.length === 0 ? {} : { cues: [{ words: [...cues], ratio: CUE_RATIO, where: 'near' as const, within: 5 }] }),
    examples,
  })
  const all = { found: written.slice(0, 100), notFound: NOTHING }
  const problems = problemsOf(detector(all))
  const good = {
    found: all.found.filter((_, index) => problems.found[index]?.length === 0).slice(0, 2),
    notFound: all.notFound.filter((_, index) => problems.notFound[index]?.length === 0).slice(0, 1),
  }
  return good.found.length === 0 || good.notFound.length === 0 ? undefined : detector(good)
}

function problemsOf(detector: CustomDetector): ReturnType<typeof exampleProblems> {
  const file = writeData({ sluice: 'detectors/1', detectors: [detector] }, [])
  const [parsed] = parseCustomDetectors(Buffer.from(file), 'imported').detectors
  if (parsed === undefined) throw new TypeError('A file of one detector holds none')
  return exampleProblems(parsed)
}
