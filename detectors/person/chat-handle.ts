import type { PatternDetector } from '../../src/contract/detector.ts'

export const chatHandle: PatternDetector = {
  name: 'chat-handle',
  class: 'name',
  describes: 'Who is called in a chat by a title and a name in one word behind @: @drkowalski, @nurse_karen.',
  source: '45 CFR 164.514(b)(2)(i)(A); mentions in secure messaging (Epic Secure Chat, TigerConnect, Teams)',
  patterns: [
    { re: String.raw`(?:^|[\s(,>])@(?<phi>(?i:dr|nurse|rn|np|md|pa|prof|mr|mrs|ms|sister|matron)[._-]?[A-Za-z][a-z]{2,15}(?:[._-][A-Za-z]{2,15})?)\b`,
      prior: 0.85, check: isNoThing },
    { re: String.raw`(?:^|[\s(,>])@(?<phi>[a-z]{2,15}[._][a-z]{2,15}(?:\d{1,3})?)\b`, prior: 0.7, check: isNoThing },
  ],
  examples: {
    true: ['@[[drkowal]] can u look', 'thx @[[nurse_karen]]', 'ok @[[DrOkonkwo]] will', 'ask @[[tyrell.prieto]] pls', '(@[[rnfernhall]])'],
    false: ['@drain output', '@drop rate', '@night.shift', 'seen @dressing change', 'pt @dr office', '@medicine on call', 'x@drkowal.com', '@nursery tour',
      '@nursing.station'],
  },
}

const THINGS =
  /^(?:drain|drained|draining|drainage|drip|drips|drop|drops|dressing|dressed|drug|drugs|drive|dry|draw|drawn|drink|nursing|nursery|nurses|parking|palliative|paeds|path|pathology|pacu|patient|pain|profile|mri|mrsa|msk|mdt|medicine|medical|medrec|npo|rnoffice|droffice)|night|shift|unit|ward|desk|station|team|clinic|bedside|rounds/i

function isNoThing(value: string): number {
  return THINGS.test(value) ? 0.01 : 1
}
