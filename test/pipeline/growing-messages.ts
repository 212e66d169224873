const many = (count: number, item: (index: number) => string): string => Array.from({ length: count }, (_, index) => item(index)).join()
const patient = (id: string): string => `{"resourceType":"Patient","id":"${id}","name":[{"family":"F-${id}"}],"birthDate":"1980-01-01"}`
const observation = (id: string, subject: string): string =>
  `{"resourceType":"Observation","id":"o-${id}","status":"final","subject":${subject},"effectiveDateTime":"2020-01-01"}`
const entries = (count: number, resource: (index: number) => string): string =>
  `"entry":[${many(count, (index) => `{"resource":${resource(index)}}`)}]`

function nestedItems(depth: number, name: string): string {
  return `{"linkId":"${name}-${depth}","type":"group","text":"T"${depth === 0 ? '' : `,"item":[${nestedItems(depth - 1, name)}]`}}`
}

function nestedBundles(depth: number, name: string): string {
  const inner = depth === 0 ? '' : `,{"resource":${nestedBundles(depth - 1, name)}}`
  return `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${patient(`${name}-${depth}`)}},` +
    `{"resource":${observation(`${name}-${depth}`, `{"reference":"Patient/${name}-${depth}"}`)}}${inner}]}`
}

/** What grows with `size`, in a message of a few hundred kilobytes at most. */
export interface Growth {
  /** The smallest of three sizes; the others are twice and four times this. */
  readonly size: number
  /** `name` is told apart from round to round, so that no cache of pseudonyms knows the ids of a message. */
  message(size: number, name: string): string
}

/** Everything that a hostile or merely large message may have much of. */
export const growths: Readonly<Record<string, Growth>> = {
  'names of one patient': {
    size: 500,
    message: (size) => `{"resourceType":"Patient","name":[${many(size, (n) => `{"family":"Family${n}","given":["Given${n}"]}`)}]}`,
  },
  'entries of a Bundle': {
    size: 200,
    message: (size, name) => `{"resourceType":"Bundle","type":"collection",${entries(size, (n) => patient(`${name}-${n}`))}}`,
  },
  'entries that point at each other': {
    size: 100,
    message: (size, name) => `{"resourceType":"Bundle","type":"collection",${entries(2 * size, (n) => n < size
      ? patient(`${name}-${n}`) : observation(`${name}-${n}`, `{"reference":"Patient/${name}-${n - size}"}`))}}`,
  },
  'patients of one name, and notes about each': {
    size: 100,
    message: (size, name) => `{"resourceType":"Bundle","type":"collection",${entries(2 * size, (n) => n < size
      ? `{"resourceType":"Patient","id":"${name}-${n}","name":[{"family":"Quimby","given":["Ada"]}]}`
      : `{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/${name}-${n - size}"},` +
        `"note":[{"text":"Seen Quimby with Ada, and Ada Quimby with A. Quimby."}]}`)}}`,
  },
  'logical references': {
    size: 100,
    message: (size, name) => `{"resourceType":"Bundle","type":"collection",${entries(2 * size, (n) => n < size
      ? `{"resourceType":"Patient","id":"${name}-${n}","identifier":[{"system":"urn:x","value":"${name}-${n}"}]}`
      : observation(`${name}-${n}`, `{"identifier":{"system":"urn:x","value":"${name}-${n - size}"}}`))}}`,
  },
  'entries that name their type last': {
    size: 200,
    message: (size, name) => `{"resourceType":"Bundle","type":"collection",${entries(size, (n) =>
      `{"id":"${name}-${n}","name":[{"family":"F${n}"}],"birthDate":"1980-01-01","resourceType":"Patient"}`)}}`,
  },
  'members before a late resourceType': {
    size: 1000,
    message: (size) => `{${many(size, (n) => `"k${n}":"v${n}"`)},"name":[{"family":"F"}],"resourceType":"Patient"}`,
  },
  'contained resources': {
    size: 100,
    message: (size, name) => `{"resourceType":"Observation","status":"final","contained":[${
      many(size, (n) => patient(`${name}-${n}`))}],"subject":{"reference":"#${name}-0"}}`,
  },
  'levels of items in items': {
    size: 11,
    message: (size, name) =>
      `{"resourceType":"Questionnaire","status":"draft","item":[${many(40, (n) => nestedItems(size, `${name}-${n}`))}]}`,
  },
  'levels of Bundles in Bundles': {
    size: 7,
    message: (size, name) => `{"resourceType":"Bundle","type":"collection",${entries(30, (n) => nestedBundles(size, `${name}-${n}`))}}`,
  },
  'levels of an unknown object': {
    size: 23,
    message: (size) => `{"resourceType":"Patient","x":[${many(200, () => '{"a":'.repeat(size) + '1' + '}'.repeat(size))}]}`,
  },
  'keys of one object': {
    size: 2000,
    message: (size) => `{"resourceType":"Patient","x":{${many(size, (n) => `"key${n}":1`)}}}`,
  },
  'unknown keys of a resource': {
    size: 1000,
    message: (size) => `{"resourceType":"Patient",${many(size, (n) => `"key${n}":1`)}}`,
  },
  'escaped keys of one object': {
    size: 1000,
    message: (size) => `{"resourceType":"Patient","x":{${many(size, (n) => `"\\u006bey${n}":1`)}}}`,
  },
  'escaped keys of a resource': {
    size: 1000,
    message: (size) => `{"resourceType":"Patient",${many(size, (n) => `"\\u006bey${n}":1`)}}`,
  },
  'characters of a string': {
    size: 200_000,
    message: (size) => `{"resourceType":"Patient","name":[{"family":"${'x'.repeat(size)}"}]}`,
  },
  'escapes of a string': {
    size: 20_000,
    message: (size) => `{"resourceType":"Patient","name":[{"family":"${'\\u0041\\n'.repeat(size)}"}]}`,
  },
  'values that read alike': {
    size: 1000,
    message: (size) => `{"resourceType":"Patient","name":[${many(size, (n) => `{"family":"aaaaaaaa${n}aaaaaa"}`)}]}`,
  },
  'digits of a number': {
    size: 100_000,
    message: (size) => `{"resourceType":"Observation","status":"final","valueQuantity":{"value":1.${'1'.repeat(size)}}}`,
  },
  'nulls in an array and its sibling': {
    size: 4000,
    message: (size) =>
      `{"resourceType":"Patient","name":[{"given":[${many(size, () => 'null')}],"_given":[${many(size, () => '{"id":"a"}')}]}]}`,
  },
  'unknown extensions': {
    size: 500,
    message: (size) =>
      `{"resourceType":"Patient","extension":[${many(size, (n) => `{"url":"http://x.example/${n}","valueString":"v${n}"}`)}]}`,
  },
}
