import type { DatatypeRule } from './rule.ts'

/** Primitive types. Nothing that may hold free words is not-identifying here: that takes a path rule. */
const PRIMITIVES: readonly DatatypeRule[] = [
  { type: 'string', class: 'free-text', why: 'A string may hold anything a person can type.' },
  { type: 'markdown', class: 'free-text', why: 'Markdown is prose written by a person.' },
  { type: 'xhtml', class: 'free-text', why: 'Narrative repeats the resource in words, names included.' },
  { type: 'date', class: 'date', why: 'All elements of dates except the year (164.514(b)(2)(i)(C)).' },
  { type: 'dateTime', class: 'date', why: 'All elements of dates except the year (164.514(b)(2)(i)(C)).' },
  { type: 'instant', class: 'date', why: 'All elements of dates except the year (164.514(b)(2)(i)(C)).' },
  { type: 'time', class: 'not-identifying', why: 'A time of day without a date ties no event to a person.' },
  { type: 'code', class: 'not-identifying', why: 'A code is taken from a list that is published for everyone.' },
  { type: 'boolean', class: 'not-identifying', why: 'One bit is shared by too many people to tell who it is.' },
  { type: 'decimal', class: 'not-identifying', why: 'A measured value is not an identifier under 164.514(b)(2).' },
  {
    type: 'integer', class: 'not-identifying',
    why: 'A count or measured value is not an identifier under 164.514(b)(2).',
  },
  { type: 'integer64', class: 'not-identifying', why: 'A count or size is not an identifier under 164.514(b)(2).' },
  {
    type: 'positiveInt', class: 'not-identifying',
    why: 'A position or count is not an identifier under 164.514(b)(2).',
  },
  { type: 'unsignedInt', class: 'not-identifying', why: 'A count is not an identifier under 164.514(b)(2).' },
  { type: 'uri', class: 'url', why: 'A URI may be a web address (164.514(b)(2)(i)(N)) and hold an id in its path.' },
  { type: 'url', class: 'url', why: 'A web address (164.514(b)(2)(i)(N)).' },
  { type: 'canonical', class: 'not-identifying', why: 'Names a published definition, not a person.' },
  {
    type: 'oid', class: 'other-id',
    why: 'An OID may be given to one study, document or person (164.514(b)(2)(i)(R)).',
  },
  { type: 'uuid', class: 'other-id', why: 'A UUID is given to one thing only (164.514(b)(2)(i)(R)).' },
  { type: 'id', class: 'other-id', why: 'An id is given to one thing only (164.514(b)(2)(i)(R)).' },
  { type: 'base64Binary', class: 'opaque', why: 'Encoded bytes hold content that nobody has read.' },
]

/** Complex types that are PHI as a whole. */
const WHOLES: readonly DatatypeRule[] = [
  { type: 'HumanName', class: 'name', why: 'A name of a person (164.514(b)(2)(i)(A)).' },
  { type: 'Address', class: 'address', why: 'Geographic subdivisions smaller than a state (164.514(b)(2)(i)(B)).' },
  {
    type: 'ContactPoint', class: 'phone',
    why: 'Telephone, fax or e-mail (164.514(b)(2)(i)(D) to (F)); its system says which.',
  },
  {
    type: 'Identifier', class: 'other-id',
    why: 'A number that identifies one thing (164.514(b)(2)(i)(R)); its type or system says which kind.',
  },
  { type: 'Age', class: 'age', why: 'Ages over 89 reveal the year of birth (164.514(b)(2)(i)(C)).' },
  {
    type: 'Signature', class: 'biometric',
    why: 'A signature image or key belongs to one person (164.514(b)(2)(i)(P) and (R)).',
  },
  { type: 'Attachment', class: 'opaque', why: 'Content of any media type that nobody has read.' },
  { type: 'Narrative', class: 'free-text', why: 'Repeats the resource in words, names included.' },
  { type: 'Money', class: 'not-identifying', why: 'An amount and its currency code; no text and no account.' },
]

/** Complex types whose parts decide for themselves. */
const CONTAINERS: readonly string[] = [
  'Annotation', 'Availability', 'BackboneElement', 'BackboneType', 'Base', 'CodeableConcept', 'CodeableReference',
  'Coding', 'ContactDetail', 'Contributor', 'Count', 'DataRequirement', 'DataType', 'Distance', 'Dosage', 'Duration',
  'Element', 'ElementDefinition', 'Expression', 'ExtendedContactDetail', 'Extension', 'MarketingStatus', 'Meta',
  'MonetaryComponent', 'ParameterDefinition', 'Period', 'Population', 'PrimitiveType', 'ProdCharacteristic',
  'ProductShelfLife', 'Quantity', 'Range', 'Ratio', 'RatioRange', 'Reference', 'RelatedArtifact', 'SampledData',
  'SubstanceAmount', 'Timing', 'TriggerDefinition', 'UsageContext', 'VirtualServiceDetail',
]

/** One rule for every primitive and complex type of R4, R4B and R5. */
export const DATATYPE_RULES: readonly DatatypeRule[] = [
  ...PRIMITIVES,
  ...WHOLES,
  ...CONTAINERS.map((type): DatatypeRule => ({ type, class: 'descend',
    why: `The parts of ${type} decide for themselves.` })),
]
