/**
 * Operation names that may stay in a request URL: those the FHIR R4, R4B and R5 specifications and the Bulk Data,
 * US Core and Subscriptions guides define. Another name after `$` could be anything and is hashed with its URL.
 */
export const KNOWN_OPERATIONS: ReadonlySet<string> = new Set([
  'add', 'apply', 'care-gaps', 'closure', 'collect-data', 'conforms', 'convert', 'current-canonical', 'cql',
  'data-requirements', 'diff', 'docref', 'document', 'evaluate', 'evaluate-measure', 'events', 'everything', 'expand',
  'export', 'filter', 'find', 'find-matches', 'follow', 'get-ws-binding-token', 'graph', 'graphql', 'implements',
  'import', 'lastn', 'lookup', 'match', 'member-match', 'merge', 'meta', 'meta-add', 'meta-delete', 'populate',
  'populatehtml', 'populatelink', 'preferred-id', 'process-message', 'purge', 'questionnaire', 'remove', 'snapshot',
  'stats', 'status', 'submit', 'submit-data', 'subset', 'subsumes', 'transform', 'translate', 'validate',
  'validate-code', 'versions',
])
