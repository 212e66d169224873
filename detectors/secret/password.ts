import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const LABELS = String.raw`password|passwd|pass ?word|passcode|pass ?code|pass ?phrase|pwd|psswd|contrasena|clave de acceso|secret|access code|door code|alarm code|lock ?box code|gate code|entry code|key ?safe(?: code)?|wifi (?:password|key)|login code|security (?:code|answer)|cvv2?|cvc2?`

export const password: PatternDetector = {
  name: 'password',
  class: 'other-id',
  describes: 'Password, passcode, PIN or access code that strayed into a text, after its label; user and password in an address.',
  source: 'NIST SP 800-63B-4, section 3.1.1 (passwords); RFC 3986, section 3.2.1 (user information)',
  patterns: [
    { re: String.raw`(?i)\b(?:${LABELS}) ?[:=] ?(?<phi>[^\s,;"']{3,}[^\s,;"'.)])`, prior: 0.9, check: looksChosen },
    { re: String.raw`(?i)\b(?:${LABELS}) ?[:=]? ?(?:is|was|to|as|es)? ?["'](?<phi>[^\s"']{3,})["']`, prior: 0.95 },
    {
      re: String.raw`(?i)\b(?:${LABELS}) (?:is|was|set to|changed to|reset to|es) (?<phi>[^\s,;"']{3,}[^\s,;"'.)])`,
      prior: 0.6,
      check: looksChosen,
    },
    // Temporary password for your portal: Walrus!9tin
    { re: String.raw`(?i)\b(?:${LABELS}|pw) (?:for|to|of|on|at) [^\n:=.]{2,40}(?:[:=]| is) ?(?<phi>[^\s,;"']{3,}[^\s,;"'.)])`, prior: 0.6, check: looksChosen },
    { re: String.raw`(?i)\bpw ?(?:is|was|[:=])? ?["'](?<phi>[^\s"']{3,})["']`, prior: 0.95 },
    { re: String.raw`\b(?:temp )?pw:? (?<phi>[^\s,;"']{6,}[^\s,;"'.)])`, prior: 0.5, check: isMixed },
    // WiFi SSID OmaHaus key kuchen2019
    { re: String.raw`(?i)\bssid:? (?<phi>[^\s,;]{3,32}),? (?:key|pass|pw|password)\b`, prior: 0.9 },
    { re: String.raw`(?i)\bssid\b[^\n]{1,40}?\b(?:key|pass|pw|password)(?: is|:)? (?<phi>[^\s,;]{5,40}[^\s,;.])`, prior: 0.9 },
    { re: String.raw`(?i)\balarm:? (?<phi>\d{4,6}[*#])`, prior: 0.9 },
    { re: String.raw`\b(?i:api[ _-]?key|token)(?: is|:|=)? (?<phi>[A-Za-z\d_.-]{12,80}[A-Za-z\d])\b`, prior: 0.5, check: isMixed },
    // What a family says on the telephone
    {
      re: String.raw`(?i)\b(?:family|privacy|hipaa|security|phone|telephone|safe|caller) (?:password|pass ?code|pw|code ?word)(?: is|:|=)? ?["']?(?<phi>[a-z\d]{4,20})\b`,
      prior: 0.75,
      check: isNoProse,
    },
    {
      re: String.raw`(?i)\b(?:door|gate|entry|building|access|alarm) code (?:for|to|of|at|on) [^\n.:=\d]{2,40}(?: is|:)? ?(?<phi>[#*]?[A-Z]?\d{3,8}[A-Z#*]?)(?:[^\w%]|$)`,
      prior: 0.85,
    },
    {
      re: String.raw`(?i)\bcode (?:for|to|of|on) (?:the |her |his |their )?(?:front |back |side )?(?:door|gate|lock ?box|key ?(?:safe|box|pad)|building|garage|entrance|flat|house|alarm)(?: is|:)? (?<phi>[#*]?[A-Z]?\d{3,8}[A-Z#*]?)(?:[^\w%]|$)`,
      prior: 0.85,
    },
    // Door code 3381, key safe C3381Y
    {
      re: String.raw`(?i)\b(?:(?:door|gate|alarm|entry|entrance|building|garage|buzzer|access|key) code|(?:key ?safe|lock ?box|key ?box|key ?pad)(?:[,;]? (?:code|pin|number|no\.?))?)(?: is| was)?[ :=#]{1,2}(?<phi>[#*]?[A-Z]?\d{3,8}[A-Z#*]?)(?:[^\w%]|$)`,
      prior: 0.85,
    },
    { re: String.raw`\b(?:PIN|[Pp]in (?:code|number)|PIN (?:code|number|no\.?))(?: is)? ?[:=#]? ?(?<phi>\d{4,8})\b`, prior: 0.85 },
    { re: String.raw`(?i)\b[a-z][a-z\d+.-]{1,20}://[^\s:/@]+:(?<phi>[^\s:/@]+)@`, prior: 0.97 },
    { re: String.raw`(?i)\b(?:user ?name|user|login|usuario) ?[:=] ?(?<phi>[a-z][\w.@-]{2,40})\b`, prior: 0.7, check: looksChosen },
  ],
  cues: [
    {
      words: ['user', 'username', 'login', 'log in', 'portal', 'mychart', 'account', 'wifi', 'usuario'],
      ratio: 4,
      where: 'near',
      within: 8,
    },
    { words: ['policy', 'protected', 'expired', 'forgot', 'forgotten'], ratio: 0.3, where: 'near', within: 3 },
  ],
  examples: {
    true: [
      'portal password: [[Hunter2!x]]', 'pwd=[[s3cr3t-Vance]]', 'Password is [[Blue44Heron]].', 'her passcode was "[[bluebird]]"',
      'PIN: [[4471]]', 'PIN number is [[990417]]', 'contrasena: [[Gato2019]]', 'postgres://app:[[hQ77zx]]@db.example.com/x',
      'door code: [[4471#]]', 'Key safe code [[3381]]', 'keysafe [[C3381Y]], by', 'Door code [[3381]].', 'lockbox is [[3381]]',
      'in the keysafe, code [[3381]]',
      'login: [[mvance22]]', 'Temporary password for your portal: [[Walrus!9tin_Door]].', 'pw is "[[tangerine]]" for',
      'family passcode is [[bluebell]].', 'temp pw [[Heron#44-blue]], go', 'key code [[C4471Y]],',
      'SSID [[OmaHaus]] key [[kuchen2019]]; alarm [[7741*]]', 'api key [[sk_live_9aX22kQ0]]',
      'Door code for the flat is [[5519#]].', 'code for the gate [[2214]].',
    ],
    false: [
      'password reset', 'password protected file', 'Password: unknown', 'forgot password, password is required', 'pin site clean',
      '4 pins 2.4 mm', 'password was changed', 'secret: none', 'key safe by the door', 'door code not known', 'billing access code',
      'user: patient', 'family password needed', 'PW 1.1 cm', 'pw: 1.1', 'code for the building fund', 'password for the portal: not set',
      'phone password given to son',
      'Steinmann pin number 2',
    ],
  },
}
const PROSE = new Set([
  'unknown', 'none', 'reset', 'required', 'needed', 'forgotten', 'expired', 'changed', 'incorrect', 'invalid', 'wrong', 'not', 'given',
  'provided', 'patient', 'protected', 'shared', 'secure', 'weak', 'strong', 'the', 'a', 'an', 'in', 'on', 'same', 'his', 'her', 'their',
  'available', 'kept', 'stored', 'written', 'working', 'pending', 'redacted', 'removed', 'also', 'being', 'still', 'too', 'now', 'sent',
  'hidden', 'desconocida', 'yes', 'self', 'n/a',
])

/** Letters, figures and a sign or eight places: pw 1.2cm is a wall of the heart. */
function isMixed(value: string): LikelihoodRatio {
  return /[a-z]{3}/i.test(value) && /\d/.test(value) && /[!@#$%^&*?_+=~-]|^.{8}/.test(value) ? 5 : 0.02
}

function isNoProse(value: string): LikelihoodRatio {
  return PROSE.has(value.toLowerCase()) || /^(?:is|was|set|with|from|for|and|will|they|known|on|to)$/i.test(value) ? 0.01 : 1
}

/** Digits, symbols or capitals inside make a chosen word; a word of prose does not. */
function looksChosen(value: string): LikelihoodRatio {
  if (PROSE.has(value.toLowerCase()) || /^[*x.[\]-]+$/i.test(value)) return 0.01
  if (/\d/.test(value) && /[A-Z]/i.test(value) || /[a-z][A-Z]|[!@#$%^&*?_+=~]/.test(value)) return 3
  return /^[a-z]+$/i.test(value) ? 0.4 : 1
}
