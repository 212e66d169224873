import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

export const mac: PatternDetector = {
  name: 'mac',
  class: 'device',
  describes: 'MAC address (EUI-48 or EUI-64) of a network adapter: six or eight pairs of hexadecimal digits, or three groups of four.',
  source: 'IEEE 802-2014, section 8; IEEE Registration Authority, Guidelines for EUI, OUI and CID',
  patterns: [
    {
      re: String.raw`(?i)(?:^|[^\w:-])(?<phi>[\da-f]{2}(?::[\da-f]{2}){5}(?:(?::[\da-f]{2}){2})?|[\da-f]{2}(?:-[\da-f]{2}){5}(?:(?:-[\da-f]{2}){2})?)(?:$|[^\w:-])`,
      prior: 0.9,
      check: paired,
    },
    { re: String.raw`(?i)\b[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}\b`, prior: 0.8, check: paired },
    {
      re: String.raw`(?i)\b(?:mac|bluetooth|wifi|ethernet|hw)(?: (?:address|addr|id))(?: is)?[ :#]{1,3}(?<phi>[\da-f]{12})\b`,
      prior: 0.95,
    },
  ],
  cues: [
    { words: ['mac', 'mac address', 'ethernet', 'wifi', 'bluetooth', 'adapter', 'device', 'hwaddr'], ratio: 20, where: 'near', within: 5 },
  ],
  examples: {
    true: [
      'MAC [[00:1B:44:11:3A:B7]]', 'pump adapter [[00-1b-44-11-3a-b7]] online', '[[001b.4411.3ab7]] on port 3',
      'Bluetooth address: [[001B44113AB7]]', '[[02:00:5e:10:00:00:00:01]] joined',
    ],
    false: ['10:30:00', '12-01-02-03-04', 'ratio 12:34:56:78', '1234.5678.9012', '02-03-04-05-06-07', 'mac regimen 12 g', 'AB:CD:EF'],
  },
}

/** With digits alone it is rather a row of dates or times. */
function paired(value: string): LikelihoodRatio {
  return /[a-f]/i.test(value) ? 1 : 0.05
}
