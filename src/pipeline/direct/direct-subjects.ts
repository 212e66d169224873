import { arena } from '../../json/arena.ts'
import { GIVEN_UP } from '../../json/rewrite.ts'
import { createCache } from '../../transform/cache.ts'
import type { ResourceFrame } from './resource-frame.ts'
import { idKey, placeOf, readTarget, type Target } from '../people/subject-key.ts'
import { WITHOUT_SUBJECT } from '../people/subjects.ts'

const NOWHERE: Target = { type: undefined, key: '' }

/**
 * Whose each resource of a message is, from what was noted while it was read: the same answers as `Subjects` gives from
 * the tape. Where these would take identifiers or contained resources, the message is given up.
 */
export class DirectSubjects {
  private readonly targets = createCache<Target>()
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
      const target = url === undefined ? NOWHERE : this.targetOf(url)
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
      const key = this.referenceKey(textAt(frame.named, i))
      if (key !== undefined) return key
    }
    for (let i = 0; i < frame.possible.length; i += 2) {
      const key = this.patientKey(textAt(frame.possible, i))
      if (key !== undefined) return key
    }
    if (this.patients.size === 1 && !WITHOUT_SUBJECT.has(frame.type)) return [...this.patients][0]
    return this.keyOfId(frame)
  }

  private ownKey(frame: ResourceFrame): string | undefined {
    const own = this.keyOfId(frame)
    if (own !== undefined) return own
    const url = this.urlOf(frame)
    return url === undefined ? undefined : this.targetOf(url).key
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
  private referenceKey(text: string): string | undefined {
    if (text.startsWith('#')) return undefined
    const known = this.byUrl.size === 0 ? undefined : this.byUrl.get(text)
    if (known !== undefined) return known
    const target = this.targetOf(text)
    return target === NOWHERE ? undefined : this.keyOf(target)
  }

  /** Where a reference that may point at anything leads, if that is certainly a patient. */
  private patientKey(text: string): string | undefined {
    if (text.startsWith('#')) return undefined
    const known = this.byUrl.size === 0 ? undefined : this.byUrl.get(text)
    if (known !== undefined) return known
    const target = this.targetOf(text)
    if (target === NOWHERE) return undefined
    if (target.type === 'Patient') return this.keyOf(target)
    return this.byUrl.size === 0 ? undefined : this.byUrl.get(placeOf(target))
  }

  private keyOf(target: Target): string {
    return (this.byUrl.size === 0 ? undefined : this.byUrl.get(placeOf(target))) ?? target.key
  }

  private targetOf(text: string): Target {
    const target = this.targets.get(text) ?? this.targets.set(text, readTarget(text) ?? NOWHERE)
    // Found by an identifier, which only the tape has at hand.
    if (target.token !== undefined) throw GIVEN_UP
    return target
  }
}

function textAt(places: readonly number[], at: number): string {
  return arena.text.toString('utf8', places[at], places[at + 1])
}
