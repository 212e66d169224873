import type { ActionName } from '../../contract/action.ts'
import { FATE, type Editor } from '../../json/edit.ts'
import { TAPE } from '../../json/tape.ts'
import { labelBit, labelItems, metaMember } from './labels.ts'
import type { TapeView } from '../tape/tape-view.ts'

const NONE = -1
/** What stands there is in a form that takes no label. */
const NO_PLACE = -2

/**
 * Which security labels each resource of a message earns while its nodes are decided, and where in it they go. What is
 * contained counts as part of its container.
 */
export class ResourceLabels {
  /** Where the innermost open resource ends. */
  ownerEnd = 0
  /** The open resources, innermost last. */
  private readonly owners: number[] = []
  private readonly resources: number[] = []
  private bits = new Int32Array(256)
  private metas = new Int32Array(256)
  private securities = new Int32Array(256)
  private typeNodes = new Int32Array(256)
  private view!: TapeView

  begin(view: TapeView): void {
    this.view = view
    this.owners.length = 0
    this.resources.length = 0
    this.ownerEnd = Number.POSITIVE_INFINITY
    if (view.length <= this.bits.length) return
    const size = view.length * 2
    this.bits = new Int32Array(size)
    this.metas = new Int32Array(size)
    this.securities = new Int32Array(size)
    this.typeNodes = new Int32Array(size)
  }

  /** The innermost open resource. */
  get owner(): number {
    return this.owners[this.owners.length - 1] ?? 0
  }

  enter(resource: number): void {
    this.owners.push(resource)
    this.ownerEnd = this.view.cell(resource, TAPE.end)
    this.resources.push(resource)
    this.bits[resource] = 0
    this.metas[resource] = NONE
    this.securities[resource] = NONE
    this.typeNodes[resource] = NONE
  }

  leave(): void {
    this.owners.pop()
    this.ownerEnd = this.owners.length === 0 ? Number.POSITIVE_INFINITY : this.view.cell(this.owner, TAPE.end)
  }

  earn(resource: number, action: ActionName): void {
    this.bits[resource] = (this.bits[resource] as number) | labelBit(action)
  }

  /** A `resourceType`, a `meta`, the array of a `meta.security`: of the owner itself, or it does not matter here. */
  meetType(node: number): void {
    if (this.view.parent(node) === this.owner) this.typeNodes[this.owner] = node
  }

  meetMeta(node: number): void {
    if (this.view.parent(node) === this.owner) this.metas[this.owner] = node
  }

  meetSecurity(node: number): void {
    if (this.view.parent(this.view.parent(node)) === this.owner) this.securities[this.owner] = node
  }

  /** The same in a form that FHIR does not know. */
  meetOddMeta(node: number): void {
    if (this.view.parent(node) === this.owner) this.metas[this.owner] = NO_PLACE
  }

  meetOddSecurity(node: number): void {
    if (this.view.parent(node) === this.metas[this.owner]) this.metas[this.owner] = NO_PLACE
  }

  /** Adds to every resource what it earned; a Bundle gets `bundleBits`, since it may be written before its entries are seen. */
  write(editor: Editor, bundleBits: number): void {
    for (const resource of this.resources) {
      const set = this.view.resourceType(resource) === 'Bundle' ? bundleBits : this.bits[resource] as number
      const typeNode = this.typeNodes[resource] as number
      if (set === 0 || typeNode < 0) continue
      const items = labelItems(set)
      const meta = this.metas[resource] as number
      const security = this.securities[resource] as number
      if (security >= 0 && editor.fate(security) === FATE.keep) editor.append(security, items)
      else if (meta >= 0 && editor.fate(meta) === FATE.keep) editor.append(meta, `"security":[${items}]`)
      else if (meta === NONE) editor.after(typeNode, metaMember(set))
    }
  }
}
