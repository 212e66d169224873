import type { SubjectGroup } from '../../classify/people/roster.ts'
import type { Identity } from '../../classify/people/identity.ts'
import { SluiceError } from '../../contract/errors.ts'
import type { Limits } from '../../contract/limits.ts'
import type { StreamBody } from '../../contract/message.ts'
import { loadModel } from '../../fhir/model.ts'
import { splitArray } from '../../json/split-array.ts'
import { createWalker } from '../../json/walk.ts'
import { compilePolicy } from '../../policy/compile/compile.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { collectPeople, MessagePeople } from './people.ts'
import { createIdentityIndex, Subjects, type IdentityIndex, type OtherName } from './subjects.ts'
import { isPersonElement } from './person-values.ts'
import { VersionReader } from '../tape/version-reader.ts'

export interface PeopleReaderOptions {
  /** What it keeps or drops does not matter here, only what it makes of elements that the model does not know. */
  readonly policy: Policy
  readonly limits: Limits
}

/** Who is around one patient of a message, and what else messages call that patient by. */
export type SubjectPeople = Required<SubjectGroup>

/** With more patients than this in one message, those named in no patient's record are left to the message itself. */
const SUBJECTS_MAX = 20

/** Reads who is in messages, without anything leaving: for a roster. */
export class PeopleReader {
  private readonly options: PeopleReaderOptions
  private readonly reader: VersionReader

  constructor(options: PeopleReaderOptions) {
    this.options = options
    const { policy, limits } = options
    const audience = { destination: 'roster', purpose: 'roster', client: undefined }
    this.reader = new VersionReader({
      walker: createWalker(limits), fhir: policy.fhir,
      compile: (version) => compilePolicy({ policy, model: loadModel(version), audience, findings: false, people: isPersonElement }),
    })
  }

  /** The people of a message, patient by patient. Throws what a message is refused for that cannot be read. */
  read(body: Uint8Array): SubjectPeople[] {
    const view = this.reader.read(body)
    const subjects = new Subjects(view, createIdentityIndex())
    subjects.learn()
    return bySubject(collectPeople(view, subjects), [...subjects.otherNames()])
  }

  /** The same for a Bundle that is too large to hold: once for who the patients are, once for everybody. */
  async readStream(body: StreamBody): Promise<SubjectPeople[]> {
    const index = createIdentityIndex()
    const people = new MessagePeople()
    const names: OtherName[] = []
    let entries = 0
    for (const isLast of [false, true]) {
      for await (const part of splitArray(body.open(), { key: 'entry', partBytesMax: this.options.limits.entryBytesMax })) {
        if (part.is !== 'item') continue
        const read = this.readEntry(part.bytes, index, isLast ? people : undefined)
        if (isLast) for (const name of read.otherNames()) names.push(name)
        entries++
      }
    }
    if (entries === 0) throw new SluiceError('SLUICE_LIMIT_SIZE')
    return bySubject(people, names)
  }

  private readEntry(bytes: Uint8Array, index: IdentityIndex, people: MessagePeople | undefined): Subjects {
    const view = this.reader.read(bytes, { part: true, within: 'Bundle.entry' })
    const subjects = new Subjects(view, index)
    subjects.learn()
    if (people !== undefined) collectPeople(view, subjects, people)
    return subjects
  }
}

/** Everyone goes with the patient in whose record they are named; those in nobody's go with all, where these are few. */
function bySubject({ identities }: MessagePeople, names: readonly OtherName[]): SubjectPeople[] {
  const groups = new Map<string, { identities: Identity[]; aliases: string[]; links: string[] }>()
  const groupOf = (subject: string): { identities: Identity[]; aliases: string[]; links: string[] } => {
    let group = groups.get(subject)
    if (group === undefined) groups.set(subject, group = { identities: [], aliases: [], links: [] })
    return group
  }
  const unbound: Identity[] = []
  for (const identity of identities) {
    const subject = identity.role === 'patient' ? identity.subject : identity.about
    if (subject === undefined) {
      unbound.push(identity)
      continue
    }
    groupOf(subject).identities.push(identity)
  }
  if (groups.size <= SUBJECTS_MAX) for (const group of groups.values()) for (const identity of unbound) group.identities.push(identity)
  for (const { subject, is, name } of names) groupOf(subject)[is === 'alias' ? 'aliases' : 'links'].push(name)
  return [...groups].map(([subject, group]) => ({ subject, ...group }))
}
