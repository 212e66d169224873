import { isIP } from 'node:net'
import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`
const HEX = String.raw`[\dA-Fa-f]{1,4}`

export const ip: PatternDetector = {
  name: 'ip',
  class: 'ip',
  describes: 'IPv4 address of four numbers up to 255, with port or prefix length; IPv6 address in any of its spellings.',
  source: 'RFC 791, section 3.1; RFC 4632 (prefix length); RFC 4291, section 2.2; RFC 5952',
  patterns: [
    { re: String.raw`(?:^|[^\d.])(?<phi>${OCTET}(?:\.${OCTET}){3})(?:[:/]\d{1,5})?(?:$|[^\d.]|\.(?:$|\D))`, prior: 0.85, check: isHost },
    {
      re: String.raw`(?:^|[^\w:.])(?<phi>(?:${HEX}:){7}${HEX}|(?:${HEX}(?::${HEX}){0,5})?::(?:${HEX}(?::${HEX}){0,5})?(?:\d{0,3}(?:\.\d{1,3}){3})?)(?:%\w{1,16})?(?:/\d{1,3})?(?:$|[^\w:])`,
      prior: 0.9,
      check: isHost,
    },
  ],
  cues: [
    {
      words: ['ip', 'ip address', 'address', 'host', 'server', 'login', 'logged', 'ping', 'subnet', 'ipv4', 'ipv6'],
      ratio: 10,
      where: 'near',
      within: 5,
    },
    {
      words: ['version', 'v', 'ver', 'section', 'release', 'build', 'firmware', 'chapter', 'software', 'oid'],
      ratio: 0.05,
      where: 'before',
      within: 2,
    },
  ],
  examples: {
    true: [
      'logged in from [[192.168.14.22]].', 'IP: [[203.0.113.77]]:8080', 'host [[2001:db8:85a3::8a2e:370:7334]] was down',
      'address [[fe80::1ff:fe23:4567:890a]]', 'ipv6 [[2001:0db8:0000:0000:0000:ff00:0042:8329]]',
      'from [[10.44.7.19]], then left',
    ],
    false: [
      'version 2.1.10.4', 'section 1.2.3.4', '1.2.840.10008.1.2', 'pH 7.35.2', 'ratio 300.1.1.1', '10:30:00', 'Assessment:: stable', 'a::b',
      'grade 1.1.1.1', 'time 12:30::',
    ],
  },
}

/** Four single digits are the number of a section or a version; a few characters around `::` are nothing. */
function isHost(value: string): LikelihoodRatio {
  if (isIP(value) === 0) return 0
  if (value.includes(':')) return (value.match(/[\da-f]+/gi) ?? []).length >= 3 ? 5 : 0.02
  return /^\d(?:\.\d){3}$/.test(value) ? 0.05 : 1
}
