import type { PatternDetector } from '../../src/contract/detector.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'
import { ANY_NUMBER, isNumberLength } from './phone-grammar.ts'

const LABELS = [
  '手机', '手机号', '手机号码', '电话', '电话号码', '联系电话', '電話', '電話番号', '携帯', '携帯電話', '携帯番号', '連絡先', '手機', '전화', '전화번호', '휴대폰', '연락처', 'тел', 'телефон',
  'Тел', 'Телефон', 'моб', 'τηλ', 'Τηλ', 'τηλέφωνο', 'Τηλέφωνο', 'κινητό', 'هاتف', 'الهاتف', 'جوال', 'الجوال', 'موبايل', 'טלפון', 'נייד',
  'טל', 'โทร', 'โทรศัพท์', 'มือถือ', 'फोन', 'मोबाइल', 'दूरभाष',
]
  .map(foldLetters)
  .toSorted((one, other) => other.length - one.length)
  .join('|')

export const phoneLabelledScripts: PatternDetector = {
  name: 'phone-labelled-scripts',
  class: 'phone',
  describes:
    'Any telephone number behind its label in another script: Chinese, Japanese, Korean, Russian, Greek, Arabic, Hebrew, Thai, Hindi.',
  source: 'ITU-T E.123 section 2: notation of telephone numbers with label; 45 CFR 164.514(b)(2)(i)(D)',
  patterns: [{ re: String.raw`(?:${LABELS})[ :.*]{0,4}(?<phi>${ANY_NUMBER})`, prior: 0.9, check: isNumberLength }],
  examples: {
    true: [
      '手机[[13800138000]]，', '電話：[[03-1234-5678]]', '전화 [[010-1234-5678]]', 'τηλ. [[210 1234567]].', 'هاتف [[٠٥٠١٢٣٤٥٦٧]]',
      'טלפון [[052-1234567]]', 'โทร [[081-234-5678]]', 'тел. [[8 912 345-67-89]]',
    ],
    false: ['電話 2 回', '手机 3 部', 'тел 12'],
  },
}
