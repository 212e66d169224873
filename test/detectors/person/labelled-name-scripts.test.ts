import { expect, test } from 'vitest'
import { labelledNameScripts } from '../../../detectors/person/labelled-name-scripts.ts'
import { CHINESE_SURNAMES, JAPANESE_SURNAMES } from '../../../detectors/person/surnames-east.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { EMPTY_LEXICON } from '../../../src/classify/text/lexicon.ts'
import { TextScanner } from '../../../src/classify/text/scan.ts'

const CONFIDENCE_MIN = 0.5
/** The fifty most frequent in Korea. */
const KOREAN_SURNAMES = Array.from('김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함')
const scanner = new TextScanner({ detectors: [labelledNameScripts], lexicon: EMPTY_LEXICON })

/** The surnames whose name is not found behind the label. */
function missed(label: string, surnames: readonly string[], given: string): string[] {
  const batch = new TextBatch()
  return surnames.filter((surname) => {
    const name = `${surname}${given}`
    const text = `${label}${name}`
    batch.clear()
    batch.addText(text)
    return !scanner
      .scan(batch, () => undefined)
      .some(({ start, end, confidence }) => confidence >= CONFIDENCE_MIN && text.slice(start, end) === name)
  })
}

test.for([
  ['主治医生：', Array.from(CHINESE_SURNAMES), '志强'],
  ['患者', Array.from(CHINESE_SURNAMES), '晓明'],
  ['氏名: ', JAPANESE_SURNAMES, ' 花子'],
  ['主治医：', JAPANESE_SURNAMES, '健一'],
  ['担当医：', JAPANESE_SURNAMES.filter(({ length }) => length > 1), ''],
  ['환자: ', KOREAN_SURNAMES, '민수'],
] as const)('behind %s no frequent surname is taken for a term', ([label, surnames, given]) => {
  expect(missed(label, surnames, given)).toEqual([])
})
