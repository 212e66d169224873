import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

/** A path, query or fragment: up to a blank, quote or bracket, without the full stop that ends a sentence. */
const REST = String.raw`(?::\d{1,5}\b)?(?:[/?#][^\s<>"'{}|^\\\[\]]*[^\s<>"'{}|^\\\[\]().,;:!?*]|/)?`
const HOST = String.raw`[a-z\d\x{80}-\x{10FFFF}-]+`
/** Generic ends, in lower or upper case throughout: `pain.No fever` is no host. */
const ENDS =
  'com|org|net|edu|gov|mil|int|info|biz|io|app|dev|example|health|healthcare|clinic|hospital|care|doctor|dental|online|site|website|xyz|cloud|tech|cat|eus|gal'
/** Countries whose code is no word of English or Spanish and no abbreviation of medicine. */
const COUNTRIES = 'uk|de|fr|nl|ch|mx|cl|jp|cn|kr|ru|pl|cz|dk|fi|gr|hk|hu|ie|il|jp|kz|lt|lv|nz|ro|rs|sg|sk|tr|tw|ua|uy|vn|za|eu|br|ar|au'

/** What people are called online: a digit, point, hyphen or low line is in it. */
const HANDLE = String.raw`[a-z][a-z\d]{0,20}(?:[._-][a-z\d]{1,20}|\d[a-z\d]{0,20}){1,3}`

/** Sites of terminologies, standards and literature: what stands there is about everybody. */
const PUBLIC =
  /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:hl7\.org|fhir\.org|loinc\.org|snomed\.(?:org|info)|unitsofmeasure\.org|nlm\.nih\.gov|nih\.gov|cdc\.gov|fda\.gov|cms\.gov|who\.int|dicom\.nema\.org|w3\.org|ietf\.org|iso\.org|nucc\.org|ihe\.net|whocc\.no|doi\.org|clinicaltrials\.gov|ama-assn\.org|uptodate\.com|ihtsdo\.org|healthit\.gov|europa\.eu|iana\.org|regenstrief\.org)(?:[/:#]|$)/i

export const url: PatternDetector = {
  name: 'url',
  class: 'url',
  describes:
    'Web address with a scheme or www, or a host under a well-known end; not the sites of terminologies, standards and literature.',
  source: 'RFC 3986; RFC 1034, section 3.5; IANA Root Zone Database',
  patterns: [
    {
      re: String.raw`(?i)\b(?:https?|ftps?|sftp|wss?|s3|gs|smb|ssh|ldaps?|jdbc:[a-z]+|mongodb|postgres(?:ql)?|redis)://[^\s<>"'{}|^\\\[\]]*[^\s<>"'{}|^\\\[\]().,;:!?*]`,
      prior: 0.98,
      check: notPublic,
    },
    { re: String.raw`(?i)\bwww\d?\.(?:${HOST}\.)+[a-z\x{80}-\x{10FFFF}]{2,24}${REST}`, prior: 0.97, check: notPublic },
    { re: String.raw`(?i)\b(?:${HOST}\.)+(?-i:${ENDS}|${ENDS.toUpperCase()})\b${REST}`, prior: 0.85, check: notPublic },
    { re: String.raw`(?i)\b(?:${HOST}\.)+(?-i:${COUNTRIES})(?:/[^\s<>"']*[\w/])?\b`, prior: 0.6, check: notPublic },
    {
      re: String.raw`(?i)\b(?:facebook|twitter|instagram|tiktok|linkedin|snapchat|skype|telegram|whatsapp)(?: (?:handle|user ?name|account|id|profile|page))?(?: is)?[ :]{1,3}(?<phi>@[a-z\d_.]{2,29}[a-z\d_])`,
      prior: 0.95,
    },
    { re: String.raw`(?i)(?:^|[\s(,;:])(?<phi>@[a-z][a-z\d.]{2,28}[_\d][a-z\d_]{0,20})\b`, prior: 0.6, check: isHandle },
    {
      re: String.raw`(?i)\b(?:user ?name|user ?id|user|usuario(?: (?:del )?portal| web)?|login|log ?in(?: name)?|screen ?name|handle|gamertag|nick(?:name)?|facebook|twitter|instagram|insta|ig|tiktok|linkedin|snapchat|snap|skype|telegram|discord|whatsapp|venmo|paypal)(?: (?:is|was|as|id|account|on file|on record))*[ :=,]{1,3}(?<phi>@?${HANDLE})\b`,
      prior: 0.85,
      check: isHandle,
    },
    {
      re: String.raw`(?i)\b(?:mychart|portal|gateway|app|site|forum|account|online|log(?:s|ged)? ?(?:in|on)|sign(?:s|ed)? ?(?:in|on|up)|registered|enrolled)(?: [a-z]{2,8}){0,2} (?:as|under) (?<phi>@?${HANDLE})\b`,
      prior: 0.85,
      check: isHandle,
    },
    // As systems log what somebody did: opened by marta_k
    {
      re: String.raw`\b(?i:opened|created|submitted|logged|accessed|edited|modified|viewed|downloaded|uploaded|exported|printed|locked|deleted|assigned|unlocked|raised|closed|entered|changed|reset|impersonated) (?:by|to user|for user)(?: user)? (?<phi>[a-z][a-z\d]{0,20}(?:[._][a-z\d]{2,20}){1,2}|[a-z]{2,12}_[a-z\d]{1,12}|[a-z]{3,12}\d{2,6})\b`,
      prior: 0.8,
      check: isHandle,
    },
    {
      re: String.raw`\b(?i:reset|unlock(?:ed)?|disable[d]?)(?i: the)?(?i: pw| password| account| login| mfa)? for (?<phi>[a-z][a-z\d]{0,20}(?:[._][a-z\d]{2,20}){1,2}|[a-z]{3,12}\d{1,6})\b`,
      prior: 0.8,
      check: isHandle,
    },
    // In the line of an access log: 10.4.22.18 - hkim_rn "POST /
    { re: String.raw`\d{1,3} - (?<phi>[a-z][a-z\d._-]{2,30}) (?:\[|"(?:GET|POST|PUT|PATCH|DELETE|HEAD) )`, prior: 0.9 },
    // login jane underscore k seven
    {
      re: String.raw`(?i)\b(?:log ?in|user ?name|user ?id|screen ?name|handle)(?: (?:is|was|name))*,? (?<phi>[a-z\d]+(?: (?:dot|underscore|dash|hyphen) [a-z\d]+){1,3}(?: (?:[b-hj-z]|\d{1,4}|zero|one|two|three|four|five|six|seven|eight|nine))*)\b`,
      prior: 0.9,
    },
    // Under any end behind what sends there
    {
      re: String.raw`\b(?i:log ?(?:in|on)|sign ?(?:in|up|on)|register|available|posted|results|forms?|online|page|site|domain|link|portal|website|url|visit|go) (?:on |in |to |at |is |via |through |from )(?<phi>(?:[a-z\d-]{2,40}\.){1,3}[a-z]{2,12}\b${REST})`,
      prior: 0.7,
      check: isHost,
    },
  ],
  cues: [
    { words: ['website', 'web', 'site', 'url', 'link', 'portal', 'visit', 'online', 'pagina web'], ratio: 6, where: 'near', within: 5 },
    { words: ['file', 'attachment', 'attached', 'e', 'i'], ratio: 0.5, where: 'before', within: 1 },
  ],
  examples: {
    true: [
      'see [[https://portal.northlake-clinic.example/p/44719?mrn=20193]].', 'video visit ([[http://meet.example.com/mvance]])',
      'his site [[www.VanceFamily.com.au/]]', 'go to [[northlakeclinic.org]] for results',
      'files on [[sftp://files.example.net:2222/in/vance.csv]]', 'my website [[vancefamily.co.uk]]', 'Instagram: [[@marla.vance]]',
      'photos of [[@marla_vance84]] online', 'username [[mvance84]]', 'Usuario portal: [[mvance84]].', 'login: [[m.vance]]',
      'insta [[marla_v]]', 'Portal user [[tvance92]] sent', 'username on file is [[theo.vance]],', 'she is on MyChart as [[lvance71]] now',
      'signed up under [[vance-t4]]', 'reset pw for [[m.vance2]]', '10.4.22.18 - [[hkim_rn]] "POST /x', 'your login, [[vancet_61]], works',
      'Ticket opened by [[marta_k]] from',
      'login [[marla underscore v seven]] ok',
      'log in on [[portal.north-lake.example]].', 'forms at [[north-lake.inet/form?id=2281]]',
      '[[http://fhir.example.org/Patient?name=vance]]',
      '[[https://www.cdc.gov/x?patient=vance]]',
    ],
    false: [
      'no pain.No fever', 'system http://loinc.org code', 'take q.d. or b.i.d.', 'per https://www.cdc.gov/flu', 'pt.is stable',
      'labs.In the morning', '3.5.com', 'e.g. i.e. p.o.', 'note.txt', 'see http://hl7.org/fhir/sid/us-npi', 'U.S. and U.K.', 'H.pylori',
      'rate @ 5 ml', 'dose @2mg', 'login failed', 'user 12', 'user v2.1', 'the app as of 2020', 'registered as inpatient',
      'username unknown', 'handle: 3-0 silk', '@q4h_prn', 'vs.stable', 'Dr.De la Cruz', 'changed to po_bid', 'results at rest.normal ecg',
      'pain on exertion.no fever',
      'changed to q6h_prn', 'edited by mother',
    ],
  },
}

/** A host is 253 characters at most (RFC 1035); what comes later in a long address says nothing about whose it is. */
const HOST_END = 300

/** Each part has letters, and one of them is no short word: at rest.no is two sentences. */
function isHost(value: string): LikelihoodRatio {
  const host = /^[a-z\d.-]+/.exec(value)?.[0] ?? ''
  const isSure = host.includes('-') || value.length > host.length || host.split('.').length > 2
  return isSure && /^(?:[a-z][a-z\d-]+\.)+[a-z]+$/.test(host) ? notPublic(value) : 0.05
}

/** Not what is given at some rate. */
function isHandle(value: string): LikelihoodRatio {
  return /^@?(?:q\d+[hdw]?|x\d+|[a-z]{1,2}\d{1,2}|bid|tid|hs)(?:[._-]|$)/i.test(value) ? 0.02 : 1
}

/** A query or a user in the address may name a person, whatever the site. */
function notPublic(value: string): LikelihoodRatio {
  if (/[?@]/.test(value.replace(/\?fhir_vs\b/, ''))) return 2
  const start = value.slice(0, HOST_END)
  if (!/[A-Za-z]{2}[^.]*\./.test(start)) return 0.05
  return PUBLIC.test(start) ? 0.0005 : 1
}
