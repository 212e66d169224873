import { FHIR_VERSIONS, type FhirVersion } from '../../contract/classes.ts'
import { FLAG, STRIDE, TAPE } from '../../json/tape.ts'
import type { Walker } from '../../json/walk.ts'
import { resourceTypeNames } from '../../fhir/model.ts'
import type { CompiledPolicy } from '../../policy/compile/compile.ts'
import { ROLE } from '../../policy/compile/plan.ts'
import { TapeView } from './tape-view.ts'

export interface VersionReaderOptions {
  readonly walker: Walker
  /** `auto` tries all, in their order. */
  readonly fhir: 'auto' | FhirVersion
  readonly compile: (version: FhirVersion) => CompiledPolicy
}

/** What is read: a message, or one entry of a Bundle by itself, with the name of its place. */
export type Reading = { readonly part: false } | { readonly part: true; readonly within: string }

/** Reads messages by the first FHIR version that knows all of them, or else the one that knows most. */
export class VersionReader {
  private readonly options: VersionReaderOptions
  private names: ReadonlySet<string> | undefined
  private readonly versions: readonly [FhirVersion, ...FhirVersion[]]
  private readonly compiled = new Map<FhirVersion, CompiledPolicy>()
  private opening: CompiledPolicy | undefined

  constructor(options: VersionReaderOptions) {
    this.options = options
    this.versions = options.fhir === 'auto' ? FHIR_VERSIONS : [options.fhir]
  }

  /** The resource types of all versions. */
  get typeNames(): ReadonlySet<string> {
    return (this.names ??= new Set(this.versions.flatMap(resourceTypeNames)))
  }

  /** For the version that is tried first. */
  get first(): CompiledPolicy {
    return (this.opening ??= this.compile(this.versions[0]))
  }

  /** The view is valid until the walker's next message. Throws what the walker refuses the message for. */
  read(body: Uint8Array, reading: Reading = { part: false }): TapeView {
    const { walker } = this.options
    const rootOf = ({ machine }: CompiledPolicy): number => reading.part ? machine.partRoots[0] as number : machine.root
    let best = this.first
    let strangers = countStrangers(best, walker, walker.walk(best.machine, body, rootOf(best)).length)
    let current = best
    for (const version of strangers === 0 ? [] : this.versions.slice(1)) {
      current = this.compile(version)
      const count = countStrangers(current, walker, walker.rewalk(current.machine, rootOf(current)).length)
      if (count < strangers) {
        best = current
        strangers = count
      }
      if (count === 0) break
    }
    if (current !== best) walker.rewalk(best.machine, rootOf(best))
    return new TapeView(best, walker.tape, walker.arena, reading.part ? reading.within : undefined)
  }

  private compile(version: FhirVersion): CompiledPolicy {
    const known = this.compiled.get(version) ?? this.options.compile(version)
    this.compiled.set(version, known)
    return known
  }
}

/** What stands in a resource of an unknown type is not looked at, and such a message may not pass: it counts for more than any elements do. */
const RESOURCE_WEIGHT = 1e6

/** How much of the message a version does not know. */
function countStrangers({ machine, plans, unknownResource }: CompiledPolicy, { tape }: Walker, nodes: number): number {
  const { cells, odd } = tape
  if (odd === 0) return 0
  let count = 0
  for (let node = 0; node < nodes; node++) {
    const at = node * STRIDE
    const plan = plans[machine.tag(cells[at] as number)]
    if (plan?.role === ROLE.resource && cells[at + TAPE.state] === unknownResource) count += RESOURCE_WEIGHT
    else if (((cells[at + TAPE.info] as number) & FLAG.mismatch) !== 0 || plan?.role === ROLE.unknown) count++
  }
  return count
}
