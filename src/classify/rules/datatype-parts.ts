import { at, type PathRule } from './rule.ts'

/** Parts of complex types that their own type, or the class of the whole, would serve badly. */
export const DATATYPE_PART_RULES: readonly PathRule[] = [
  {
    class: 'link', paths: at('Resource', 'id'),
    why: 'References point at this id, so one decision must hold for both.',
  },
  { class: 'other-id', paths: at('Element', 'id'), why: 'An arbitrary string chosen by whoever wrote the resource.' },
  { class: 'not-identifying', paths: at('Extension', 'url'), why: 'Names the published definition of the extension.' },

  {
    class: 'link', paths: at('Reference', 'reference'),
    why: 'Points at the id of a resource, so one decision must hold for both.',
  },
  { class: 'not-identifying', paths: at('Reference', 'type'), why: 'The name of a resource type.' },
  {
    class: 'other-id', paths: at('Reference', 'identifier'),
    why: 'A business identifier of the resource pointed at, whoever that is.',
  },

  {
    class: 'not-identifying', paths: [...at('Identifier', 'use', 'system')],
    why: 'The numbering scheme and its use, shared by everyone who has a number in it.',
  },
  {
    class: 'descend', paths: at('Identifier', 'type', 'period', 'assigner'),
    why: 'A type, dates and an organization, not the number itself.',
  },
  { class: 'not-identifying', paths: at('HumanName', 'use'), why: 'Says which kind of name it is, from a fixed list.' },
  { class: 'descend', paths: at('HumanName', 'period'), why: 'The dates during which the name was used.' },
  {
    class: 'not-identifying', paths: at('Address', 'use', 'type'),
    why: 'Says which kind of address it is, from a fixed list.',
  },
  {
    class: 'not-identifying', paths: at('Address', 'country'),
    why: 'Larger than a state, which 164.514(b)(2)(i)(B) allows.',
  },
  { class: 'descend', paths: at('Address', 'period'), why: 'The dates during which the address was used.' },
  {
    class: 'not-identifying', paths: at('ContactPoint', 'system', 'use', 'rank'),
    why: 'Says which kind of contact it is, from fixed lists.',
  },
  { class: 'descend', paths: at('ContactPoint', 'period'), why: 'The dates during which the contact was used.' },

  {
    class: 'free-text', paths: at('Attachment', 'title'),
    why: 'A label written by a person; often a file name with the name of the patient.',
  },
  {
    class: 'url', paths: at('Attachment', 'url'),
    why: 'A web address (164.514(b)(2)(i)(N)) where the content can be fetched.',
  },
  { class: 'date', paths: at('Attachment', 'creation'), why: 'The date the content was made (164.514(b)(2)(i)(C)).' },
  {
    class: 'not-identifying', paths: at('Attachment', 'contentType', 'language'),
    why: 'A media type and a language, from fixed lists.',
  },
  { class: 'date', paths: at('Signature', 'when'), why: 'The date of the signature (164.514(b)(2)(i)(C)).' },
  {
    class: 'descend', paths: at('Signature', 'type', 'who', 'onBehalfOf'),
    why: 'Codes and references around the signature, not the signature itself.',
  },
  {
    class: 'not-identifying', paths: at('Signature', 'targetFormat', 'sigFormat'),
    why: 'Media types, from a fixed list.',
  },

  { class: 'not-identifying', paths: at('Coding', 'system', 'version'), why: 'Names the code system and its edition.' },
  {
    class: 'not-identifying', paths: at('Quantity', 'unit', 'system', 'code', 'comparator'),
    why: 'The unit of a measured value; without it the number means nothing.',
  },
  {
    class: 'not-identifying', paths: at('SampledData', 'data', 'offsets'),
    why: 'A series of measured values and their offsets from the start, written as numbers.',
  },
  {
    class: 'name', paths: at('Annotation', 'author[x]'), types: ['string'],
    why: 'The author of a note, as plain text (164.514(b)(2)(i)(A)).',
  },
  {
    class: 'name', paths: [...at('ContactDetail', 'name'), ...at('Contributor', 'name')],
    why: 'A person or group to contact, as plain text (164.514(b)(2)(i)(A)).',
  },
  {
    class: 'url', paths: at('VirtualServiceDetail', 'address[x]'), types: ['string'],
    why: 'A meeting address that lets anyone join (164.514(b)(2)(i)(N)).',
  },
  {
    class: 'other-id', paths: at('VirtualServiceDetail', 'sessionKey'),
    why: 'A meeting id or access code that lets anyone join (164.514(b)(2)(i)(R)).',
  },

  {
    class: 'not-identifying',
    paths: at('DataRequirement', 'mustSupport', 'codeFilter.path', 'codeFilter.searchParam', 'dateFilter.path',
      'dateFilter.searchParam', 'sort.path', 'valueFilter.path', 'valueFilter.searchParam'),
    why: 'Element paths and search parameter names of the FHIR model.',
  },
  {
    class: 'not-identifying', paths: [...at('ParameterDefinition', 'max'), ...at('Expression', 'name')],
    why: 'A cardinality or the name of a variable in a computation.',
  },
  {
    class: 'not-identifying', paths: at('ProdCharacteristic', 'color', 'imprint', 'shape'),
    why: 'Describes how a product looks that is sold to everyone.',
  },
  {
    class: 'not-identifying', paths: at('MarketingStatus', 'dateRange', 'restoreDate'),
    why: 'Dates of a product on the market, not of a person.',
  },
]
