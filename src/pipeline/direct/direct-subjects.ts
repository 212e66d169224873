import { arena } from '../../json/arena.ts'
import { GIVEN_UP } from '../../json/rewrite.ts'
import type { ResourceFrame } from './resource-frame.ts'
import { idKey, placeOf, readTarget, type Target } from '../people/subject-key.ts'
import { WITHOUT_SUBJECT } from '../people/subjects.ts'
import { NO_SLOT, ValueSlots } from './value-slots.ts'

/** References that are remembered, and how long they may be. */
const TARGETS = { count: 4096, bytesMax: 64 }
const HASH = 0x23
const NOWHERE: Target = { type: undefined, key: '' }

/**
 * Whose each resource of a message is, from what was noted while it was read: the same answers as `Subjects` gives from
 * the tape. Where these would take identifiers or contained resources, the message is given up.
 */
export class DirectSubjects {
  private readonly slots = new ValueSlots(TARGETS)
  private readonly targets: (Target | undefined)[] = Array.from({ length: TARGETS.count }, () => undefined)
  /** By the start of the entry: start and end of its fullUrl. */
  private readonly urls: number[] = []
  private byEntry: ReadonlyMap<number, string> | undefined
  private readonly byUrl = new Map<string, string>()
  private readonly patients = new Set<string>()

  begin(): void {
    if (this.urls.length > 0) this.urls.length = 0
    this.byEntry = undefined
    if (this.byUrl.size > 0) this.byUrl.clear()
    if (this.patients.size > 0) this.patients.clear()
  }

  meetUrl(entry: number, start: number, end: number): void {
    this.urls.push(entry, start, end)
  }

  /** Gets to know the patients among all resources of the message. */
  learn(frames: readonly ResourceFrame[], count: number): void {
    for (let i = 0; i < count; i++) {
      const frame = frames[i] as ResourceFrame
      if (frame.type !== 'Patient') continue
      const url = this.urlOf(frame)
      const target = url === undefined ? NOWHERE : withoutToken(readTarget(url) ?? NOWHERE)
      const key = this.keyOfId(frame) ?? (target === NOWHERE ? undefined : target.key)
      if (key === undefined) throw GIVEN_UP
      this.patients.add(key)
      if (url !== undefined) this.byUrl.set(url, key)
      if (target !== NOWHERE) this.byUrl.set(placeOf(target), key)
    }
  }

  /** The subject key of a resource, or undefined when nobody can say. */
  of(frame: ResourceFrame): string | undefined {
    if (frame.type === 'Patient') return this.ownKey(frame)
    for (let i = 0; i < frame.named.length; i += 2) {
      const key = this.referenceKey(frame.named[i] as number, frame.named[i + 1] as number)
      if (key !== undefined) return key
    }
    for (let i = 0; i < frame.possible.length; i += 2) {
      const key = this.patientKey(frame.possible[i] as number, frame.possible[i + 1] as number)
      if (key !== undefined) return key
    }
    if (this.patients.size === 1 && !WITHOUT_SUBJECT.has(frame.type)) return [...this.patients][0]
    return this.keyOfId(frame)
  }

  private ownKey(frame: ResourceFrame): string | undefined {
    const own = this.keyOfId(frame)
    if (own !== undefined) return own
    const url = this.urlOf(frame)
    return url === undefined ? undefined : withoutToken(readTarget(url) ?? NOWHERE).key
  }

  private urlOf({ holder }: ResourceFrame): string | undefined {
    if (this.byEntry === undefined) {
      const urls = new Map<number, string>()
      for (let i = 0; i < this.urls.length; i += 3) urls.set(this.urls[i] as number, textAt(this.urls, i + 1))
      this.byEntry = urls
    }
    return this.byEntry.get(holder)
  }

  private keyOfId({ idStart, idEnd }: ResourceFrame): string | undefined {
    return idStart === 0 ? undefined : idKey(arena.text.toString('utf8', idStart, idEnd))
  }

  /** Where a reference that names the subject leads, whatever it is. */
  private referenceKey(start: number, end: number): string | undefined {
    if (isFragment(start, end)) return undefined
    const known = this.keyByUrl(start, end)
    if (known !== undefined) return known
    const target = this.targetOf(start, end)
    return target === NOWHERE ? undefined : this.keyOf(target)
  }

  /** Where a reference that may point at anything leads, if that is certainly a patient. */
  private patientKey(start: number, end: number): string | undefined {
    if (isFragment(start, end)) return undefined
    const known = this.keyByUrl(start, end)
    if (known !== undefined) return known
    const target = this.targetOf(start, end)
    if (target === NOWHERE) return undefined
    if (target.type === 'Patient') return this.keyOf(target)
    return this.byUrl.size === 0 ? undefined : this.byUrl.get(placeOf(target))
  }

  private keyByUrl(start: number, end: number): string | undefined {
    return this.byUrl.size === 0 ? undefined : this.byUrl.get(arena.text.toString('utf8', start, end))
  }

  private keyOf(target: Target): string {
    return (this.byUrl.size === 0 ? undefined : this.byUrl.get(placeOf(target))) ?? target.key
  }

  /** What a reference says, remembered by its bytes. */
  private targetOf(start: number, end: number): Target {
    const { slots, targets } = this
    const isShort = slots.holds(start, end)
    const slot = isShort ? slots.find(start, end, 0) : NO_SLOT
    if (slot !== NO_SLOT) return withoutToken(targets[slot] as Target)
    const target = readTarget(arena.text.toString('utf8', start, end)) ?? NOWHERE
    if (isShort) targets[slots.add(() => false)] = target
    return withoutToken(target)
  }
}

/** Found by an identifier, which only the tape has at hand. */
function withoutToken(target: Target): Target {
  if (target.token !== undefined) throw GIVEN_UP
  return target
}

function isFragment(start: number, end: number): boolean {
  return end > start && arena.bytes[start] === HASH
}

function textAt(places: readonly number[], at: number): string {
  return arena.text.toString('utf8', places[at], places[at + 1])
}
