import type { PatternDetector } from '../../src/contract/detector.ts'

export const agePrinted: PatternDetector = {
  name: 'age-printed',
  class: 'age',
  describes: 'An age over 89 between commas behind a name, as papers print it: Gus Vance, 97, of Decorah.',
  source: '45 CFR 164.514(b)(2)(i)(C): ages over 89; Associated Press Stylebook, ages',
  patterns: [
    {
      re: String.raw`(?:^|[^A-Za-z])[A-Z][a-z]{2,15}, (?<phi>9\d|1[0-2]\d)(?:[,)]|\.(?:\s|$)| (?:and|is|was|has|lives|in|at|with)\b)`,
      prior: 0.75,
    },
  ],
  cues: [
    {
      words: [
        'pulse', 'hr', 'bp', 'sat', 'sats', 'saturation', 'spo2', 'oxygen', 'temp', 'temperature', 'glucose', 'rate', 'weight', 'sodium',
        'chloride', 'potassium', 'score', 'room', 'bed', 'unit', 'page', 'box', 'apt', 'suite', 'percent', 'ward', 'box',
      ],
      ratio: 0.05,
      where: 'before',
      within: 2,
    },
    { words: ['percent', 'mg', 'ml', 'mmhg', 'bpm'], ratio: 0.05, where: 'after', within: 1 },
  ],
  examples: {
    true: ['Father: Gus, [[97]], in a home', 'Gus Vance, [[93]], lives', 'Hattie Vance, [[97]], of Decorah'],
    false: ['Pulse, 97, regular', 'Albumin, 103; Chloride, 99;', 'Oxygen, 97, on', 'Gus, 45, in a home', 'Saturation, 94, of note'],
  },
}
