import type { Editor } from '../../json/edit.ts'
import { KIND, TAPE } from '../../json/tape.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import { attachmentFacts, decodeBase64, encodeBase64 } from '../../decode/text/base64-text.ts'
import { FHIR_IN_XML } from '../../decode/text/content.ts'
import { openContent, type ReadableContent } from '../../decode/text/open-content.ts'
import type { Replacement as PieceReplacement } from '../../decode/text/piece.ts'
import type { WhoseText } from '../people/known-people.ts'
import type { MessageLabels } from '../labels/message-labels.ts'
import type { Counts } from '../outcome.ts'
import type { InnerFate, InnerResources } from './inner-resources.ts'
import { isMarked, openMarked } from './marked.ts'
import { ResourcesWithin } from './resources-within.ts'
import { tellsAlone, withRepeats } from './repeat-findings.ts'
import type { Subjects } from '../people/subjects.ts'
import { TextLabels } from './text-labels.ts'
import type { TapeView } from '../tape/tape-view.ts'
import type { TextGate } from './text-gate.ts'
import {
  applyReplacements, NOTHING, type KnownPeople, type NearFinding, type RuledFinding, type ScannedText, type TextRuling,
  whoseOf,
} from './text-ruling.ts'
import type { Rewritten } from '../verify/verify-texts.ts'

/** What becomes of a scanned leaf. */
export type LeafFate =
  /** `output` is its new value, undefined where it stays; findings come with the text they were found in. */
  | {
      readonly is: 'read'
      readonly output: string | undefined
      readonly findings: readonly RuledFinding[]
      readonly near?: readonly NearFinding[]
      readonly removed?: Rewritten['removed']
      /** What was done to a resource that is in it. */
      readonly counts?: Counts
    }
  /** Nobody could read it. */
  | { readonly is: 'opaque' }
  | { readonly is: 'refused'; readonly by: NonNullable<TextRuling['refuse']> }

/** Of what was read and holds nothing: of nearly everything. */
export const STAYS: LeafFate = { is: 'read', output: undefined, findings: [] }

export interface ScannedLeaf {
  readonly node: number
  readonly plan: Plan
  readonly fate: LeafFate
}

export interface ScanFacts {
  readonly subjects: Subjects | undefined
  readonly labels: MessageLabels | undefined
  /** Who may be named; asked only when there is text. */
  people(whose: WhoseText): KnownPeople | undefined
  /** Whether it is worth asking for them. */
  mayMention(texts: readonly string[]): boolean
  /** The resources that texts and attachments hold. */
  readonly inner: InnerResources
}

/** How the text of a leaf is read: as it stands, as markup, as base64 of some media type, or by what became of a sibling. */
type Form = 'text' | 'xhtml' | 'base64' | 'size' | 'hash' | 'status'

const FORMS: Readonly<Record<string, Form>> = {
  'Attachment.size': 'size', 'Attachment.hash': 'hash', 'Narrative.status': 'status',
}
const FORMS_BY_TYPE: Readonly<Record<string, Form>> = { string: 'text', markdown: 'text', xhtml: 'xhtml', base64Binary: 'base64' }
/** FHIR R4, ValueSet narrative-status (required binding). */
const NARRATIVE_STATUS = new Set(['generated', 'extensions', 'additional', 'empty'])

/** Whether a leaf can be scanned, or follows one that is. */
export function canScan(plan: Plan): boolean {
  return formOf(plan) !== undefined
}

/** Whether a leaf is read as it stands, unless it is marked up. */
export function isPlainText(plan: Plan): boolean {
  return formOf(plan) === 'text'
}

function formOf({ path, type }: Plan): Form | undefined {
  return FORMS[path] ?? FORMS_BY_TYPE[type]
}

/** A leaf as opened, with the numbers of its texts among those of the message. */
interface OpenLeaf {
  readonly node: number
  /** Text that stands as it is; undefined for content. */
  readonly text: string | undefined
  readonly first: number
  readonly count: number
  readonly content: ReadableContent<string> | ReadableContent<Uint8Array> | undefined
  /** What became of the resource that it is, where it is one. */
  readonly inner?: InnerFate
  /** The resources that stand in it. */
  readonly within?: ResourcesWithin
  readonly isBase64?: boolean
}

/** Scans all text leaves of one message together: known people and numbered tags hold for all of it. */
export function scanLeaves(gate: TextGate, view: TapeView, nodes: readonly number[], facts: ScanFacts): ScannedLeaf[] {
  const texts: ScannedText[] = []
  const fates = new Map<number, LeafFate>()
  const contents = new Map<number, Uint8Array>()
  const labels = new TextLabels(view)
  const opened = nodes.flatMap((node) => openLeaf({ view, node, facts, labels }, texts) ?? [])
  facts.inner.settled()
  const rulings = texts.length === 0 ? [] : gate.judge(texts, facts.people(whoseOf(texts)))
  for (const leaf of opened) fates.set(leaf.node, closeLeaf(leaf, rulings, contents))
  return nodes.map((node) => {
    const plan = view.plan(node)
    return { node, plan, fate: fates.get(node) ?? followerFate(view, node, plan, fates, contents) }
  })
}

interface Leaf {
  readonly view: TapeView
  readonly node: number
  readonly facts: ScanFacts
  readonly labels: TextLabels
}

function openLeaf({ view, node, facts, labels }: Leaf, texts: ScannedText[]): OpenLeaf | undefined {
  const plan = view.plan(node)
  const form = formOf(plan)
  if (form === 'size' || form === 'hash' || form === 'status') return undefined
  const first = texts.length
  const add = (text: string, labels: readonly string[] = []): void => {
    texts.push({
      text,
      ...(labels.length === 0 ? {} : { labels }),
      path: plan.path,
      scope: labelledResource(view, node),
      rules: plan.findingRules ?? (() => []),
      hasLabels: (names) => facts.labels?.has(view.resourceOf(node), names) === true,
      subject: () => facts.subjects?.of(node),
      patient: () => facts.subjects?.patientOf(node),
      visit: () => facts.subjects?.visitOf(node),
      isOfSomebody: () => facts.subjects?.isOfSomebody(node) === true,
    })
  }
  const value = view.text(node)
  if (form === 'text') {
    const inner = facts.inner.fateOf(value)
    if (inner !== undefined) return { node, text: undefined, first, count: 0, content: undefined, inner }
    if (isMarked(plan.type, value)) {
      const within = new ResourcesWithin((json) => facts.inner.fateOf(json))
      const content = openMarked(plan.type, value, within.rewrite)
      if (content.kind === 'text') {
        for (const { text } of content.pieces) add(text)
        return { node, text: undefined, first, count: content.pieces.length, content, within }
      }
      if (content.why === FHIR_IN_XML) return { node, text: undefined, first, count: 0, content: undefined }
    }
    add(value, labels.of(node))
    return { node, text: value, first, count: 1, content: undefined }
  }
  const bytes = form === 'xhtml' ? undefined : decodeBase64(value)
  const within = new ResourcesWithin((json) => facts.inner.fateOf(json))
  const content = form === 'xhtml'
    ? openContent({ text: value, contentType: 'application/xhtml+xml', rewriteResource: within.rewrite })
    : bytes && openContent({ bytes, contentType: view.siblingText(node, 'contentType'), rewriteResource: within.rewrite })
  if (content?.kind !== 'text') return { node, text: undefined, first, count: 0, content: undefined }
  const inner = bytes && facts.inner.fateOf(bytes)
  if (inner !== undefined) return { node, text: undefined, first, count: 0, content: undefined, inner, isBase64: true }
  for (const { text } of content.pieces) add(text)
  return { node, text: undefined, first, count: content.pieces.length, content, within }
}

function closeLeaf(leaf: OpenLeaf, all: readonly TextRuling[], contents: Map<number, Uint8Array>): LeafFate {
  const { node, text, content, inner, within } = leaf
  if (inner !== undefined) return closeInner(leaf, inner, contents)
  if (within?.refusedBy !== undefined) return { is: 'refused', by: within.refusedBy }
  if (text !== undefined && all[leaf.first] === NOTHING) return STAYS
  const texts = text === undefined ? (content?.kind === 'text' ? content.pieces.map((piece) => piece.text) : []) : [text]
  const rulings = withRepeats(all.slice(leaf.first, leaf.first + leaf.count), texts)
  const refusal = rulings.find(({ refuse }) => refuse !== undefined)?.refuse
  if (refusal !== undefined) return { is: 'refused', by: refusal }
  const findings = rulings.flatMap((ruling) => ruling.findings)
  const near = rulings.flatMap((ruling) => ruling.near ?? [])
  const removed = removedFrom(rulings, texts)
  if (text !== undefined) {
    const own = rulings[0]?.replacements ?? []
    return { is: 'read', output: own.length === 0 ? undefined : applyReplacements(text, own), findings, near, removed }
  }
  if (content === undefined) return { is: 'opaque' }
  const replacements = rulings.flatMap((ruling, piece): PieceReplacement[] => ruling.replacements.map((one) => ({ piece, ...one })))
  const counts = within?.counts() ?? {}
  if (replacements.length === 0 && content.withheld.length === 0) return { is: 'read', output: undefined, findings, near, counts }
  const written = content.write(replacements)
  if (typeof written === 'string') return { is: 'read', output: written, findings, near, removed, counts }
  contents.set(node, written)
  return { is: 'read', output: encodeBase64(written), findings, near, removed, counts }
}

/** A leaf that is a resource: in base64 where it was, and size and hash follow it. */
function closeInner({ node, isBase64 }: OpenLeaf, inner: InnerFate, contents: Map<number, Uint8Array>): LeafFate {
  if (inner.is !== 'read') return inner
  const { bytes, counts } = inner
  if (bytes === undefined) return { is: 'read', output: undefined, findings: [], counts }
  if (!isBase64) return { is: 'read', output: Buffer.from(bytes).toString(), findings: [], counts }
  contents.set(node, bytes)
  return { is: 'read', output: encodeBase64(bytes), findings: [], counts }
}

/** The values that must stand nowhere in the new text, each once. */
function removedFrom(rulings: readonly TextRuling[], texts: readonly string[]): Rewritten['removed'] {
  const removed = new Map<string, string>()
  for (const [at, { replacements, findings }] of rulings.entries()) {
    const classes = new Map(findings.map((finding) => [finding.start, finding]))
    for (const { start, end, with: made } of replacements) {
      const value = texts[at]?.slice(start, end) ?? ''
      const finding = classes.get(start)
      if (finding !== undefined && tellsAlone(finding, value)) removed.set(value, made)
    }
  }
  return [...removed].map(([value, made]) => ({ value, with: made }))
}

/** Size, hash and status go with the content: kept with it, put right when it changed, gone when it is. */
function followerFate(
  view: TapeView, node: number, plan: Plan, fates: ReadonlyMap<number, LeafFate>, contents: ReadonlyMap<number, Uint8Array>,
): LeafFate {
  const form = formOf(plan)
  const leader = view.sibling(node, form === 'status' ? 'div' : 'data')
  const fate = fates.get(leader)
  if (fate?.is !== 'read') return { is: 'opaque' }
  if (form === 'status') return NARRATIVE_STATUS.has(view.text(node)) ? STAYS : { is: 'opaque' }
  const bytes = contents.get(leader)
  if (bytes === undefined) return STAYS
  const { size, hash } = attachmentFacts(bytes)
  return { is: 'read', output: form === 'size' ? String(size) : hash, findings: [] }
}

/** Writes the new value of a leaf, if there is one. */
export function writeLeaf(view: TapeView, editor: Editor, node: number, output: string | undefined): boolean {
  if (output === undefined) return false
  const text = view.kind(node) === KIND.string ? JSON.stringify(output) : output
  editor.replace(node, view.cell(node, TAPE.start), view.cell(node, TAPE.end), text)
  return true
}

/** The resource that is labelled for what is done to a node: a contained one counts as part of its container. */
export function labelledResource(view: TapeView, node: number): number {
  let at = view.resourceOf(node)
  while (at > 0 && view.name(at) === 'contained') at = view.resourceOf(view.parent(at))
  return at
}
