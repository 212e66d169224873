import { at, type PathRule } from './rule.ts'

/** What ties resources together or says where they are kept: URLs that hold ids, queries, network addresses. */
export const LINK_RULES: readonly PathRule[] = [
  {
    class: 'link',
    paths: at('Bundle', 'entry.fullUrl', 'entry.request.url', 'entry.request.ifNoneExist', 'entry.response.location'),
    why: 'Holds the id of a resource, or a search for it, so one decision must hold for all places of that id.',
  },
  {
    class: 'url', paths: at('Bundle', 'link.url'),
    why: 'A paging link repeats the search with its parameters (164.514(b)(2)(i)(N)).',
  },
  { class: 'link', paths: at('Subscription', 'criteria'), why: 'A search that may name the patient by id.' },
  {
    class: 'other-id', paths: at('Subscription', 'filterBy.value'),
    why: 'A search value that may be the id of the patient (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'ip', paths: at('AuditEvent', 'agent.network.address'),
    why: 'An IP address, host name, telephone number or e-mail address (164.514(b)(2)(i)(O)).',
  },
  {
    class: 'ip', paths: at('AuditEvent', 'agent.network[x]'), types: ['string'],
    why: 'An IP address or host name (164.514(b)(2)(i)(O)).',
  },
  {
    class: 'url',
    paths: [
      'TestScript.setup.action.operation.url', 'TestScript.setup.action.operation.params',
      'TestScript.setup.action.assert.requestURL',
    ],
    why: 'A request with the ids or search parameters in it (164.514(b)(2)(i)(N)).',
  },
  {
    class: 'url', paths: ['Citation.citedArtifact.webLocation.url', 'EvidenceReport.relatesTo.target.url'],
    why: 'A web address (164.514(b)(2)(i)(N)).',
  },
]
