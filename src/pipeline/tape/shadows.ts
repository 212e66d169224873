import { FATE, type Editor } from '../../json/edit.ts'
import { KIND, TAPE } from '../../json/tape.ts'
import type { TapeView } from './tape-view.ts'

/** `_birthDate` goes with `birthDate`; in parallel arrays both go whole as soon as one value goes. */
export function settleShadows(view: TapeView, editor: Editor, shadows: readonly number[]): void {
  for (const shadow of shadows) {
    const base = view.sibling(shadow, view.name(shadow).slice(1))
    if (base < 0) continue
    const parts = view.kind(base) === KIND.array ? [base, ...itemsOf(view, base)] : [base]
    if (!parts.some((part) => editor.fate(part) === FATE.drop || editor.replacesMember(part))) continue
    editor.drop(shadow)
    if (view.kind(base) === KIND.array) editor.drop(base)
  }
}

function itemsOf(view: TapeView, array: number): number[] {
  const items: number[] = []
  const end = view.cell(array, TAPE.end)
  for (let node = array + 1; node < view.length && view.cell(node, TAPE.start) < end; node++) {
    if (view.parent(node) === array) items.push(node)
  }
  return items
}
