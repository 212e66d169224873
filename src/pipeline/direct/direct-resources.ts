import { DEPTH_MAX, FRAME, FRAME_STRIDE, frames as FRAMES } from '../../json/frames.ts'
import { NO_TEXT, type Spans } from '../../json/spans.ts'
import type { Shifter } from '../../transform/shift.ts'
import { writeLabels } from './direct-labels.ts'
import { DirectShift } from './direct-shift.ts'
import { DirectSubjects } from './direct-subjects.ts'
import { DirectTexts } from './direct-texts.ts'
import type { LoneTexts } from './lone-texts.ts'
import { MARK_SHIFT, MARK_SLOT, Marks } from './marks.ts'
import type { PlanFacts } from './plan-facts.ts'
import { ResourceFrame } from './resource-frame.ts'
import { bumpSlot } from '../tallier.ts'

export interface DirectResourcesOptions {
  readonly spans: Spans
  readonly shifter: Shifter
  /** Whether resources are labelled, and the labels of every Bundle. */
  readonly labels: boolean
  readonly bundleBits: number
}

/**
 * The resources of a message that is read in one pass: what each has lost and earns in labels, and whose it is. What asks that
 * waits until all of the message is read.
 */
export class DirectResources {
  private readonly options: DirectResourcesOptions
  readonly subjects = new DirectSubjects()
  readonly shift: DirectShift
  readonly texts: DirectTexts
  private readonly marks = new Marks()
  /** Those that are not contained in others, used again and again: the open ones, or all of the message. */
  private readonly frames: ResourceFrame[] = []
  private count = 0
  /** The numbers of the open ones, and how many these are. */
  private readonly opened = new Int32Array(DEPTH_MAX + 2)
  private depth = 0
  private moved = false
  /** The innermost open one. */
  frame: ResourceFrame | undefined
  /** How many contained resources are open: their type and meta are not where labels go. */
  contained = 0
  rootType: string | undefined
  /** Whether it has to be known whose a value is. */
  asksSubject = false

  constructor(options: DirectResourcesOptions) {
    this.options = options
    this.shift = new DirectShift(options)
    this.texts = new DirectTexts(options.spans)
  }

  begin(rows: Int32Array, facts: PlanFacts): void {
    this.count = 0
    this.depth = 0
    this.frame = undefined
    this.moved = false
    if (this.asksSubject) {
      this.subjects.begin()
      this.shift.begin()
    }
    this.texts.begin()
    this.contained = 0
    this.marks.begin(rows, facts)
    this.rootType = undefined
  }

  /** Whether anything has become of any value. */
  get changed(): boolean {
    return this.moved || this.marks.counted > 0
  }

  /** The number of the innermost open one. */
  get innermost(): number {
    return this.opened[this.depth - 1] as number
  }

  /** One opens that is contained in no other; `at` is its frame. */
  enter(type: string, at: number): void {
    this.tally()
    this.rootType ??= type
    const frame = (this.frames[this.count] ??= new ResourceFrame())
    frame.begin(type, at === FRAME_STRIDE ? -1 : (FRAMES[at - FRAME_STRIDE + FRAME.start] as number))
    this.opened[this.depth++] = this.count++
    this.frame = frame
  }

  /** Its `resourceType` ends. */
  meetType(edge: number, end: number): void {
    const frame = this.frame as ResourceFrame
    frame.afterType = this.reserve(edge, end)
    frame.afterTypeAt = end
  }

  /** Its `meta` closes, with `live` members left; true when labels come into it. */
  closeMeta(edge: number, end: number, live: number): boolean {
    const frame = this.frame as ResourceFrame
    frame.inMeta = this.reserve(edge, end)
    frame.inMetaAt = end
    frame.metaLive = live > 0
    return frame.bits !== 0
  }

  /** Its `meta.security` closes. */
  closeSecurity(edge: number, end: number, live: number): boolean {
    const frame = this.frame as ResourceFrame
    frame.inSecurity = this.reserve(edge, end)
    frame.inSecurityAt = end
    frame.securityLive = live > 0
    return frame.bits !== 0
  }

  /** Counts what was removed since last time, in the innermost resource. */
  tally(): void {
    const bits = this.marks.count()
    if (this.frame !== undefined) this.frame.bits |= bits
  }

  /** The innermost one ends. True when that was the last. */
  leave(): boolean {
    this.tally()
    const frame = this.frames[this.innermost] as ResourceFrame
    const isLast = --this.depth === 0
    this.frame = isLast ? undefined : this.frames[this.innermost]
    if (!this.asksSubject) {
      this.count--
      this.label(frame)
    }
    return isLast
  }

  /** All of the message is read: what has waited for whose it is. */
  settle(lone: LoneTexts | undefined): void {
    if (!this.asksSubject) return
    const { frames, subjects } = this
    if (!this.shift.isEmpty || !this.texts.isEmpty) subjects.learn(frames, this.count)
    const subjectOf = (frame: number): string | undefined => subjects.of(frames[frame] as ResourceFrame)
    if (lone !== undefined) this.texts.settle(subjectOf, lone)
    this.shift.settle(subjectOf, (frame, mark) => {
      ;(frames[frame] as ResourceFrame).bits |= mark >>> MARK_SHIFT
      bumpSlot(mark & MARK_SLOT)
      this.moved = true
    })
    for (let i = 0; i < this.count; i++) this.label(frames[i] as ResourceFrame)
  }

  private reserve(edge: number, at: number): number {
    const { spans } = this.options
    spans.add(edge, at, at, NO_TEXT)
    return spans.count - 1
  }

  private label(frame: ResourceFrame): void {
    const { spans, labels, bundleBits } = this.options
    if (labels) writeLabels(spans, frame, frame.type === 'Bundle' ? bundleBits : frame.bits)
  }
}
