/** A name as a reader would say it: `birthDate`, `birth_date` and `birth-date` are all `birth Date`. */
export function spokenName(name: string): string {
  return name.replace(/^.*:/, '').replace(/[_.-]+/g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2').trim()
}

/** What stands before a value so that it reads as a line of a form: `patient mrn: `. */
export function labelOf(names: readonly (string | undefined)[]): string {
  const spoken = names.filter((name) => name !== undefined && name !== '').map((name) => spokenName(name as string))
  return spoken.length === 0 ? '' : `${spoken.join(' ')}: `
}

/** Names that say what they are beside others alone: heads of columns, fields of forms. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['last', 'last name'], ['first', 'first name'], ['middle', 'middle name'], ['given', 'given name'], ['family', 'family name'],
  ['lname', 'last name'], ['fname', 'first name'], ['mname', 'middle name'], ['ln', 'last name'], ['fn', 'first name'],
])

/** These are said of nobody but people. */
const SURE: ReadonlySet<string> = new Set(['lname', 'fname', 'mname'])
const OF_PEOPLE = new RegExp(
  '\\b(?:mrn|ssn|dob|(?:dateof)?birth(?:day|date)?|(?:tele)?phone|tel|mobile|fax|e ?mail|addr(?:ess)?|street|city|town|zip(?:code)?|' +
    'post(?:al|code)|sex|gender|patients?(?:id)?|persons?|people|surname|[flm]name|' +
    '(?:first|last|full|middle|given|family|maiden) ?name)\\b')
const OF_CARE = new RegExp(
  '\\b(?:medications?|medicine|drug|meds?|rx|dos(?:es?|age|ing)|route|frequency|vaccine|tests?|labs?|results?|specimen|diagnos[ie]s|dx|' +
    'conditions?|problem|symptom|allergy|procedure|history)\\b')

/** Whether short names among these say what people are called: beside what else is said of people, or of two kinds and nothing of care. */
export function isAboutPeople(names: Iterable<string>): boolean {
  const kinds = new Set<string>()
  let isOfCare = false
  for (const name of names) {
    const spoken = spokenName(name).toLowerCase()
    if (OF_PEOPLE.test(spoken)) return true
    isOfCare ||= OF_CARE.test(spoken)
    const said = SHORT_NAMES.get(spoken)
    if (said !== undefined) kinds.add(said.replace('family', 'last').replace('given', 'first'))
  }
  return kinds.size > 1 && !isOfCare
}

/** What is said of a column or field with a short name, where those beside it are about people; undefined of all others. */
export function shortName(name: string, isOfPeople: () => boolean): string | undefined {
  const short = name.trim().toLowerCase()
  const said = SHORT_NAMES.get(short)
  return said === undefined || SURE.has(short) || isOfPeople() ? said : undefined
}
