import type { TextFinding } from '../../classify/text/finding.ts'
import { compact, wordsOf } from '../../classify/people/normalise.ts'
import { CODE_DISPLAY, CONCEPT_TEXT } from '../../fhir/label-places.ts'
import { isPublished } from '../../fhir/published.ts'
import { KIND } from '../../json/tape.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import type { TapeView } from '../tape/tape-view.ts'
import type { RuledFinding } from './text-ruling.ts'

const CODE = 'Coding.code'
/** Shorter values stand in a code by chance. */
const VALUE_LENGTH_MIN = 4
const CODE_LENGTH_MIN = 5

/** Whether an element says in words what a code beside it means. */
export function meansCode({ path }: Plan): boolean {
  return path === CODE_DISPLAY || path === CONCEPT_TEXT
}

/** Whether a code spells what was found in such words: all of it, or a part that tells who or where it is. */
export function spells(code: string, { class: given }: Pick<TextFinding, 'class'>, value: string): boolean {
  const [own, found] = [compact(code), compact(value)]
  if (found.length >= VALUE_LENGTH_MIN && own.includes(found)) return true
  // Central, of Central Stores
  if (given !== 'organization' && own.length >= CODE_LENGTH_MIN && found.includes(own)) return true
  if (given !== 'name') return false
  const words = new Set(wordsOf(value).filter((word) => word.length >= VALUE_LENGTH_MIN))
  return wordsOf(code.replaceAll('_', ' ')).some((word) => words.has(word))
}

/** The codes, among values that stay, that spell what was found in words beside them; `found` is what was, by the node of the words. */
export function codesBeside(
  view: TapeView, kept: readonly number[], found: ReadonlyMap<number, readonly RuledFinding[]>,
): ReadonlyMap<number, RuledFinding> {
  const told = new Map<number, RuledFinding>()
  if (found.size === 0) return told
  const byObject = new Map([...found].map(([node, findings]) => [view.parent(node), { text: view.text(node), findings }]))
  for (const node of kept) {
    if (view.plan(node).path !== CODE || view.kind(node) !== KIND.string) continue
    // Nobody is called by a published code.
    if (isPublished(view.siblingText(node, 'system') ?? '')) continue
    const coding = view.parent(node)
    const array = view.parent(coding)
    // A code means what its display says, and what its concept does.
    for (const words of [byObject.get(coding), byObject.get(array), byObject.get(array < 0 ? -1 : view.parent(array))]) {
      const finding = words?.findings.find((one) => spells(view.text(node), one, words.text.slice(one.start, one.end)))
      if (finding !== undefined) told.set(node, finding)
    }
  }
  return told
}
