import { createPeopleMatcher, type PeopleMatcher } from '../../src/classify/people/people-matcher.ts'
import { TextBatch } from '../../src/classify/text/batch.ts'
import type { TextFinding } from '../../src/classify/text/finding.ts'
import type { Lexicon } from '../../src/classify/text/lexicon.ts'
import { resolveOverlaps } from '../../src/classify/text/overlaps.ts'
import { WordTable } from '../../src/classify/text/word-table.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { createWalker } from '../../src/json/walk.ts'
import { collectPeople, type MessagePeople } from '../../src/pipeline/people/people.ts'
import { createIdentityIndex, Subjects } from '../../src/pipeline/people/subjects.ts'
import { TapeView } from '../../src/pipeline/tape/tape-view.ts'
import { isPersonElement } from '../../src/pipeline/people/person-values.ts'
import { compilePolicy } from '../../src/policy/compile/compile.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { plantNote, type PlantedNote } from './planted-notes.ts'

const CONFIDENCE_MIN = 0.5

/** Reads the people out of FHIR messages, by the policy that drops most. */
export function createPeopleReader(policy = 'hipaa-safe-harbor'): (message: object) => MessagePeople {
  const audience = { destination: 'test', purpose: 'test' }
  const compiled = compilePolicy({
    policy: loadPolicy(policy),
    model: loadModel('R4'),
    audience: { ...audience, client: undefined },
    findings: false,
    people: isPersonElement,
  })
  const walker = createWalker(LIMITS)
  return (message) => {
    walker.walk(compiled.machine, Buffer.from(JSON.stringify(message)))
    const view = new TapeView(compiled, walker.tape, walker.arena)
    const subjects = new Subjects(view, createIdentityIndex())
    subjects.learn()
    return collectPeople(view, subjects)
  }
}

export interface PlantedScore {
  notes: number
  spans: number
  found: number
  findings: number
  right: number
  wrongPatient: number
  wrongPatientFound: number
  bytes: number
  readonly missed: { readonly form: string; readonly of: string; readonly context: string }[]
  readonly false: { readonly evidence: string; readonly context: string }[]
}

export interface ScoreOptions {
  readonly seed: number
  readonly notes: number
  readonly lexicon: Lexicon
  /** Another matcher than that of the note's own Bundle. */
  readonly matcherOf?: (note: PlantedNote) => PeopleMatcher
}

/** Plants notes, finds the known people in them, and counts. */
export function scorePlanted({ seed, notes, lexicon, matcherOf }: ScoreOptions): PlantedScore {
  const score: PlantedScore = {
    notes, spans: 0, found: 0, findings: 0, right: 0, wrongPatient: 0, wrongPatientFound: 0, bytes: 0, missed: [], false: [],
  }
  const read = createPeopleReader()
  const words = new WordTable(lexicon)
  const batch = new TextBatch()
  for (let ordinal = 0; ordinal < notes; ordinal++) {
    const note = plantNote(seed, ordinal)
    const matcher =
      matcherOf?.(note) ??
      createPeopleMatcher(
        read({ resourceType: 'Bundle', type: 'collection', entry: note.resources.map((resource) => ({ resource })) }).identities,
      )
    batch.clear()
    batch.addText(note.text)
    words.read(batch)
    const found = matcher.find({ words, batch, subjectOf: () => note.subject }).filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
    score.bytes += batch.length
    count(score, note, resolveOverlaps(found), found)
  }
  return score
}

function count(score: PlantedScore, note: PlantedNote, resolved: readonly TextFinding[], found: readonly TextFinding[]): void {
  const { text, spans } = note
  const around = (start: number, end: number): string =>
    `${text.slice(Math.max(0, start - 30), start)}[[${text.slice(start, end)}]]${text.slice(end, end + 25)}`
  for (const { start, end, form, of } of spans) {
    score.spans++
    if (isCovered(text, start, end, resolved)) score.found++
    else score.missed.push({ form, of, context: around(start, end) })
    if (of !== 'other patient') continue
    score.wrongPatient++
    if (found.some((one) => one.start < end && one.end > start && one.person?.wrongPatient === true)) score.wrongPatientFound++
  }
  for (const { start, end, evidence } of resolved) {
    score.findings++
    if (spans.some((span) => span.start < end && span.end > start)) score.right++
    else score.false.push({ evidence, context: around(start, end) })
  }
}

/** Every letter and digit of the span lies in a finding, but for those of tags. */
function isCovered(text: string, start: number, end: number, findings: readonly TextFinding[]): boolean {
  let inTag = false
  for (let at = start; at < end; at++) {
    if (text[at] === '<') inTag = true
    else if (text[at] === '>') inTag = false
    if (!inTag && /[\p{L}\p{N}]/u.test(text[at] as string) && !findings.some((one) => one.start <= at && one.end > at)) return false
  }
  return true
}

