import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { FATE, type Editor } from '../json/edit.ts'
import { FLAG, KIND, TAPE } from '../json/tape.ts'
import { ROLE } from '../policy/plan.ts'
import type { TapeView } from './tape-view.ts'

/**
 * Searches the bytes about to leave for the values just removed. A hit that lies in bytes the policy kept as they were
 * is another value that reads the same; any other hit is a splice that went wrong, and the message does not leave.
 */
export function verifyOutput(view: TapeView, editor: Editor, output: Uint8Array, limits: Limits): SluiceError | undefined {
  const haystack = Buffer.from(output.buffer, output.byteOffset, output.length)
  const searched = new Set<string>()
  for (let node = 0; node < view.length; node++) {
    const fate = editor.fate(node)
    if (fate === FATE.keep || view.kind(node) !== KIND.string || view.plan(node).role !== ROLE.leaf) continue
    if (view.has(node, FLAG.mismatch)) continue
    const start = view.cell(node, TAPE.start) + 1
    const end = view.cell(node, TAPE.end) - 1
    if (end - start < limits.verifyBytesMin) continue
    const value = view.arena.text.toString('latin1', start, end)
    if (searched.has(value)) continue
    searched.add(value)
    for (let at = haystack.indexOf(value, 0, 'latin1'); at >= 0; at = haystack.indexOf(value, at + 1, 'latin1')) {
      if (editor.isCopied(at, value.length)) continue
      return new SluiceError('SLUICE_VERIFY', { where: { byte: at, path: view.path(node) } })
    }
  }
  return undefined
}
