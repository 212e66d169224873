import type { PatternDetector } from '../../src/contract/detector.ts'

/** Letters of other alphabets. */
const WIDE = String.raw`\x{80}-\x{10FFFF}`
/** Ends of the addresses that people dictate or spell out to get past filters. */
const SPOKEN_END = 'com|org|net|edu|gov|mil|info|io|co|uk|us|es|mx|de|fr|ca|au|nz|ie|ch|it|nl|br|ar|cl|pe|eu|health|med'
const DOT = String.raw`(?: ?[\[({<] ?(?:dot|punto|point|\.) ?[\])}>] ?| (?:dot|punto) | ?\. ?)`
const SPELLED_DOT = String.raw`(?: ?[\[({<] ?(?:dot|punto|point|\.) ?[\])}>] ?| (?:dot|punto) )`
const BRACKETED_AT = String.raw`[\[({<] ?(?:at|arroba|@) ?[\])}>]`
/** A dot without a blank beside it, or one in brackets. */
const SHUT_DOT = String.raw`(?:\.| ?[\[({<] ?(?:dot|punto|point|\.) ?[\])}>] ?)`
const USER = String.raw`[a-z\d][a-z\d._+-]*(?: (?:dot|punto|underscore|dash|guion) [a-z\d._+-]+)*`

export const email: PatternDetector = {
  name: 'email',
  class: 'email',
  describes: 'E-mail address, also spelled out: name at host dot com, name [at] host [dot] com, nombre arroba host punto com.',
  source: 'RFC 5321, section 4.1.2; RFC 6531 (addresses beyond ASCII)',
  patterns: [
    {
      re: String.raw`[\w${WIDE}](?:[\w${WIDE}.!#$%&'*+/=?^{|}~-]*[\w${WIDE}+-])?@(?:[a-zA-Z\d${WIDE}-]+\.)+[a-zA-Z${WIDE}](?:[a-zA-Z\d${WIDE}-]*[a-zA-Z\d${WIDE}])?`,
      prior: 0.99,
    },
    { re: String.raw`"[^"\s@]+"@(?:[a-zA-Z\d${WIDE}-]+\.)+[a-zA-Z${WIDE}]{2,24}`, prior: 0.99 },
    { re: String.raw`\w[\w.+-]*@\[?(?:\d{1,3}\.){3}\d{1,3}\]?`, prior: 0.95 },
    {
      re: String.raw`(?i)\b${USER}(?: ?[\[({<] ?(?:at|arroba|@) ?[\])}>] ?| arroba )[a-z\d-]+(?:${DOT}[a-z\d-]+)*${DOT}(?:${SPOKEN_END})\b`,
      prior: 0.97,
    },
    { re: String.raw`(?i)\b${USER} at [a-z\d-]+(?: dot [a-z\d-]+)*${SPELLED_DOT}(?:${SPOKEN_END})\b`, prior: 0.95 },
    // A point or low line in the name, and one in the host, as spoken
    {
      re: String.raw`(?i)\b[a-z\d]+(?: (?:dot|underscore|dash|hyphen) [a-z\d]+)+ at [a-z\d-]+(?: (?:dash|hyphen) [a-z\d-]+)*(?: dot [a-z\d-]+)* dot [a-z]{2,12}\b`,
      prior: 0.95,
    },
    { re: String.raw`(?i)\be-?mail(?: address)?(?: is| to|'s|,)? (?<phi>${USER} at [a-z\d-]+(?: dot [a-z\d-]+)* dot [a-z]{2,12})\b`, prior: 0.95 },
    // Brackets around the at leave no doubt, whatever the last label is.
    { re: String.raw`(?i)\b${USER} ?${BRACKETED_AT} ?[a-z\d-]+(?:${SHUT_DOT}[a-z\d-]+)*${SHUT_DOT}[a-z]{2,24}\b`, prior: 0.95 },
    // gosia.wo at mailbox.com
    {
      re: String.raw`(?i)\b(?:[a-z]{2,}[._][a-z\d]{2,}|[a-z]{3,}\d{1,4}) at [a-z][a-z\d-]+(?:\.[a-z\d-]+)*\.(?:${SPOKEN_END})\b`,
      prior: 0.9,
    },
    { re: String.raw`(?i)\b${USER}(?: @ ?| ?@ )[a-z\d-]+(?: ?\. ?[a-z\d-]+)* ?\. ?(?:${SPOKEN_END})\b`, prior: 0.93 },
    {
      re: String.raw`(?i)\be-?mail(?: address)?(?: is)?[ :]{1,3}(?<phi>[a-z\d][a-z\d._+-]*@[a-z\d-]{2,})(?:$|[^\w.@-]|\.(?:$|\s))`,
      prior: 0.9,
    },
    { re: String.raw`(?i)\b[a-z\d][a-z\d._+-]*%40(?:[a-z\d-]+\.)+[a-z]{2,24}\b`, prior: 0.95 },
  ],
  examples: {
    true: [
      'write to [[m.vance@northlake-clinic.org]].', 'email: [[Marla_June+labs@mail.example.co.uk]]', 'mailto:[[jv22@example.com]]',
      '[[marla.vance at northlake dot com]] is best', 'reach me: [[mvance[at]example[dot]org]]',
      'correo [[mvance arroba ejemplo punto es]]', '[[mvance @ example.com]] and call', '[[marla dot vance at example dot edu]]',
      'admin [[root@10.1.2.3]]', 'e-mail [[mvance (at) example.org]]', "<[[o'neil@example.ie]]>", '?to=[[mvance%40example.com]]&x=1',
      'mail [[gosia.wo [at] mailbox.example]] please', '[[gosia (at) mailbox (dot) example]]', 'by [[gosia.wo at mailbox.com]] only',
      "it's [[marla dot vance at mailbox dot example]].", 'email is [[mvance at mailbox dot example]],',
    ],
    false: [
      'BP 120/80 @ 9 am', 'metoprolol 25 mg @ bedtime', 'seen at Northlake. com', '2 tabs @ 8', 'O2 @ 2 L', 'pain at rest. No fever',
      'start at dose 5', 'look at dot com companies', 'stable @home', '@northlake posted', 'pain (at rest). No fever',
      'seen (at) home. Stable', 'L5 at rest.No change',
    ],
  },
}
