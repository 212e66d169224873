import type { Editor } from '../../json/edit.ts'
import { TAPE } from '../../json/tape.ts'
import { RANGE_ENDS, rangeEnd } from './range-ends.ts'
import type { TapeView } from './tape-view.ts'

/**
 * The comparators that come with numbers made coarser (`>=` with an age over the oldest one told). One that stands
 * already is written over once all else is decided, so that it does not matter which of the two members comes first.
 * The ends of a Range have none (FHIR, SimpleQuantity, sqty-1): from its lower end it is open, so the upper one goes.
 */
export class Comparators {
  private readonly nodes: number[] = []
  private readonly texts: string[] = []
  private readonly gone: number[] = []

  begin(): void {
    this.nodes.length = 0
    this.texts.length = 0
    this.gone.length = 0
  }

  /** Writes a number in the place of the leaf `node`, with its comparator if it has one. */
  write(
    view: TapeView,
    editor: Editor,
    node: number,
    { text, comparator }: { readonly text: string; readonly comparator: string | undefined },
  ): void {
    const end = comparator === undefined ? -1 : rangeEnd(view, node)
    if (end >= 0 && view.plan(end).path === RANGE_ENDS.high) {
      this.gone.push(end)
      return
    }
    const standing = comparator === undefined ? -1 : view.sibling(node, 'comparator')
    const added = comparator === undefined || standing >= 0 || end >= 0 ? '' : `,"comparator":"${comparator}"`
    editor.replace(node, view.cell(node, TAPE.start), view.cell(node, TAPE.end), text + added)
    if (comparator === undefined) return
    if (end >= 0) this.gone.push(...[standing, view.sibling(node, '_comparator')].filter((one) => one >= 0))
    else if (standing >= 0) {
      this.nodes.push(standing)
      this.texts.push(`"${comparator}"`)
    }
  }

  settle(view: TapeView, editor: Editor): void {
    for (const [at, node] of this.nodes.entries()) {
      editor.replace(node, view.cell(node, TAPE.start), view.cell(node, TAPE.end), this.texts[at] as string)
    }
    for (const node of this.gone) editor.drop(node)
  }
}
