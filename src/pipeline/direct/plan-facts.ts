import { CODE_DISPLAY, CONCEPT_CODE, CONCEPT_TEXT, LABEL_PLACES, type LabelPlace } from '../../fhir/label-places.ts'
import { FATE } from '../../json/machine.ts'
import type { CompiledPolicy } from '../../policy/compile/compile.ts'
import { fateBy } from '../../policy/compile/fate.ts'
import { CODE, isStatic, ROLE, TELLS, tellsOf, type Plan } from '../../policy/compile/plan.ts'
import { fixedResult } from '../values/apply.ts'
import { formNumber } from '../values/form-memory.ts'
import { labelledDigitsMin } from '../texts/labelled-numbers.ts'
import { labelBit } from '../labels/labels.ts'
import { isPlainText } from '../texts/message-texts.ts'
import { isContact } from '../people/people.ts'
import { whoOf, WHO } from '../people/person-values.ts'
import { tallySlot } from '../tallier.ts'

/** What to do with a value, or with a container, by the number of its plan. */
export const TASK = {
  unknown: 0,
  keep: 1,
  drop: 2,
  year: 3,
  id: 4,
  reference: 5,
  resourceType: 6,
  zip3: 7,
  giveUp: 8,
  /** Stays if it looks like what its element says. */
  form: 9,
  /** A date that moves. */
  shift: 10,
  /** The value of an Identifier, of a class that its neighbours tell. */
  identifier: 11,
  /** A text that stays if nothing is found in it. */
  scan: 12,
  /** The version of a resource. */
  version: 13,
  /** A number that stays unless it has many digits: what a label says of it is known once all of the message is read. */
  number: 14,
} as const

/** Cells of a plan. */
export const FACT = {
  task: 0,
  /** Where it is counted when it goes; -1 where that is not counted. */
  dropSlot: 1,
  /** Where it is counted when its action is carried out, and the label that this earns. */
  actionSlot: 2,
  actionBit: 3,
  role: 4,
  /** 1 if a member stands in for it when it goes. */
  standsIn: 5,
  /** 1 for an extension, which is nothing with its url alone. */
  bare: 6,
  /** The number of the form that its value must have to stay; of a number, the digits that are many. */
  form: 10,
  /** What it tells, where the policy has to know whose a value is. */
  tells: 7,
  /** Of a date that moves: the widest shift in days. */
  days: 8,
  /** Of a Reference: see the plan. */
  rank: 9,
  /** `WHO`: whether the value may say who somebody is, whom texts are then searched for. */
  who: 11,
  /** Of a container: whether names in it are those of one person, `OWNER`. */
  owner: 13,
  /** 1 where a value that stays is searched for these. */
  searched: 12,
  /** `LABELLED`: what of a value that words elsewhere may say something of. */
  labelled: 14,
  /** Of such a value: the number of the place of these words, counted from 1. */
  labelPlace: 15,
} as const
const FACT_CELLS = 16

/** A value with a label, or a part of one that may have one. */
export const LABELLED = { no: 0, value: 1, conceptText: 2, codeDisplay: 3, conceptCode: 4 } as const
const LABELLED_PARTS: ReadonlyMap<string, number> = new Map([
  [CONCEPT_TEXT, LABELLED.conceptText], [CODE_DISPLAY, LABELLED.codeDisplay], [CONCEPT_CODE, LABELLED.conceptCode],
])
const PLACES: readonly (readonly [string, LabelPlace])[] = [...LABEL_PLACES]

/** The place of the labels of a value, by the number that the facts of its plan give. */
export function labelPlace(number: number): LabelPlace | undefined {
  return PLACES[number - 1]?.[1]
}

/** Whose names stand in a container. */
export const OWNER = { none: 0, resource: 1, contact: 2, reference: 3 } as const

/** The plans of a policy as numbers: reading a plan's object for each value would take longer than the value. */
export class PlanFacts {
  cells = new Int32Array(1024 * FACT_CELLS)
  private readonly compiled: CompiledPolicy

  constructor(compiled: CompiledPolicy) {
    this.compiled = compiled
  }

  /** One cell of a plan. */
  get(tag: number, field: number): number {
    const at = this.of(tag)
    return this.cells[at + field] as number
  }

  /** Where the cells of a plan start. */
  of(tag: number): number {
    const at = tag * FACT_CELLS
    if (at >= this.cells.length || this.cells[at] === TASK.unknown) this.learn(tag)
    return at
  }

  private learn(tag: number): void {
    const at = tag * FACT_CELLS
    if (at >= this.cells.length) {
      const larger = new Int32Array(at * 2)
      larger.set(this.cells)
      this.cells = larger
    }
    const plan = this.compiled.plans[tag] as Plan
    const { action } = plan.resolution[0]
    const { role } = plan
    const { cells } = this
    cells[at + FACT.task] = taskOf(plan, this.compiled.codes[tag] as number)
    cells[at + FACT.dropSlot] = role === ROLE.leaf || role === ROLE.whole ? tallySlot(plan.class, 'drop')
      : role === ROLE.extension ? tallySlot('opaque', 'drop') : -1
    cells[at + FACT.actionSlot] = tallySlot(plan.class, action.do)
    cells[at + FACT.actionBit] = labelBit(action.do)
    cells[at + FACT.role] = role
    cells[at + FACT.standsIn] = plan.absent === undefined ? 0 : 1
    cells[at + FACT.form] = plan.form === undefined ? labelledDigitsMin(plan) : formNumber(plan.form)
    cells[at + FACT.tells] = this.compiled.needsSubject ? tellsOf(plan) : TELLS.nothing
    cells[at + FACT.days] = action.do === 'shift' ? action.days : 0
    cells[at + FACT.rank] = role === ROLE.reference ? plan.subjectRank : 0
    cells[at + FACT.who] = role === ROLE.leaf || role === ROLE.fact ? whoOf(plan) : WHO.nobody
    cells[at + FACT.owner] =
      role === ROLE.resource
        ? OWNER.resource
        : role === ROLE.reference
          ? OWNER.reference
          : isContact(plan)
            ? OWNER.contact
            : OWNER.none
    cells[at + FACT.searched] = plan.searched ? 1 : 0
    cells[at + FACT.labelled] = LABEL_PLACES.has(plan.path) ? LABELLED.value : LABELLED_PARTS.get(plan.path) ?? LABELLED.no
    cells[at + FACT.labelPlace] = 1 + PLACES.findIndex(([path]) => path === plan.path)
    cells[at + FACT.bare] = role === ROLE.extension || role === ROLE.modifierExtension ? 1 : 0
  }
}

/** What the loop that reads would do by itself, where nobody has to see the value. */
const SETTLED: ReadonlyMap<number, number> = new Map([
  [FATE.stays, TASK.keep], [FATE.year, TASK.year], [FATE.id, TASK.id], [FATE.reference, TASK.reference], [FATE.version, TASK.version],
  [FATE.form, TASK.form],
])
const DATES = new Set(['date', 'dateTime', 'instant'])

function taskOf(plan: Plan, code: number): number {
  if (code === CODE.none) return TASK.keep
  if (code === CODE.drop || code === CODE.whole) return TASK.drop
  if (plan.role === ROLE.resourceType) return TASK.resourceType
  // Of a number with many digits its label is looked at.
  const settled = labelledDigitsMin(plan) > 0 ? undefined : SETTLED.get(fateBy(plan, code))
  if (settled !== undefined) return settled
  const [{ action }] = plan.resolution
  if (plan.role !== ROLE.leaf || plan.form !== undefined) return TASK.giveUp
  if (plan.refinement === 'identifier' && plan.path === 'Identifier.value') return TASK.identifier
  if (!isStatic(plan)) return TASK.giveUp
  // Recorded to be searched for people, of whom there are none here.
  if (action.do === 'keep') return labelledDigitsMin(plan) > 0 ? TASK.number : TASK.keep
  if (action.do === 'scan' && isPlainText(plan)) return TASK.scan
  if (action.do === 'shift' && DATES.has(plan.type)) return TASK.shift
  const fixed = fixedResult(action, plan)
  if (fixed !== undefined) return fixed === 'drop' ? TASK.drop : TASK.keep
  return plan.type === 'string' && action.do === 'generalize' && action.to.kind === 'zip3' ? TASK.zip3 : TASK.giveUp
}
