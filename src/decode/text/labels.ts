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

/** What is said of a column or field with a short name; undefined of all others. */
export function shortName(name: string): string | undefined {
  return SHORT_NAMES.get(name.trim().toLowerCase())
}
