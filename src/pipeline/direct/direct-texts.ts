import { arena, memory } from '../../json/arena.ts'
import { addRemoved } from '../../json/removed.ts'
import { GIVEN_UP } from '../../json/rewrite.ts'
import { NO_TEXT, type Spans } from '../../json/spans.ts'
import { isReadAsWritten, mayBeMarked } from '../texts/marked.ts'
import type { LoneText, LoneTexts } from './lone-texts.ts'

/** Where a text stands: under an edge, from one byte to another inside its quotes, in a resource of the message. */
export interface TextPlace {
  readonly edge: number
  readonly start: number
  readonly end: number
  readonly frame: number
}

/** One that waits for whose it is, and the span that is kept for what becomes of it. */
interface Waiting extends TextPlace {
  readonly span: number
  readonly lone: LoneText
}

/** Texts that become something else, some once it is known whose they are, which the message may say behind them. */
export class DirectTexts {
  private readonly spans: Spans
  private readonly waiting: Waiting[] = []

  constructor(spans: Spans) {
    this.spans = spans
  }

  begin(): void {
    if (this.waiting.length > 0) this.waiting.length = 0
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0
  }

  rewrite(place: TextPlace, lone: LoneText): void {
    const { edge, start, end } = place
    const { spans } = this
    const { written, marks } = lone
    if (written === undefined) this.waiting.push({ ...place, lone, span: spans.count })
    spans.add(edge, start, end, written === undefined ? NO_TEXT : spans.text(written))
    // All of the text is what went; what else was found in it is counted.
    for (const [index, mark] of marks.entries()) addRemoved(edge, start, index === 0 ? end : start, mark)
  }

  settle(subjectOf: (frame: number) => string | undefined, texts: LoneTexts): void {
    for (const { edge, start, frame, lone, span } of this.waiting) {
      const subject = subjectOf(frame)
      const written = subject === undefined ? undefined : texts.writeFor(subject, lone)
      if (written === undefined) throw GIVEN_UP
      // A span that is not its own any more went with the element around it.
      if (this.spans.isAt(span, edge, start)) this.spans.fill(span, this.spans.text(written))
    }
  }
}

/** Whether a reader sees a text in the memory, a string without escapes, as it is written. */
export function isSeenAsWritten(type: string, start: number, end: number): boolean {
  const needsLook = type !== 'string' || mayBeMarked(memory.bytes, start, end)
  return !needsLook || isReadAsWritten(type, arena.text.toString('utf8', start, end))
}
