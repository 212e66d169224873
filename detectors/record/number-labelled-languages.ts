import type { PatternDetector } from '../../src/contract/detector.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'
import { looksIssued } from './labelled.ts'

const LABELS = [
  '身份证号', '身份证号码', '身份证', '病历号', '病案号', '住院号', '门诊号', '就诊号', '医保号', '医保卡号', '社保号', '病歷號', '身分證字號', 'カルテ番号', '診察券番号', '患者番号', '患者', '保険証番号',
  '被保険者番号', '保険者番号', '受付番号', '환자번호', '등록번호', '병록번호', '차트번호', 'СНИЛС', 'ИНН', 'полис', 'Полис', 'ΑΜΚΑ', 'رقم الملف', 'رقم الهوية',
  'الرقم الطبي', 'תז', 'ת.ז.', 'מספר תיק', 'מספר זהות', 'เลขบัตรประชาชน', 'เลขประจำตัวประชาชน',
]
  .map(foldLetters)
  .toSorted((one, other) => other.length - one.length)
  .join('|')

const NUMBER = String.raw`[A-Z]{0,3}-?\d[\d /-]{3,20}[\dXx]`

export const numberLabelledLanguages: PatternDetector = {
  name: 'number-labelled-languages',
  class: 'other-id',
  describes: 'The number of a person, chart or card behind its label in another script, or in Czech, Slovak and Hungarian.',
  source:
    '45 CFR 164.514(b)(2)(i)(R); GB 11643-1999 (resident identity number of China); zakon 133/2000 Sb. (rodne cislo); labels as charts have them',
  patterns: [
    { re: String.raw`(?:${LABELS})[ :.*#]{0,4}(?:(?:No\b|ID\b)[ :.*#]{0,4})?(?<phi>${NUMBER})`, prior: 0.9, check: looksIssued },
    { re: String.raw`\b(?:[Rr]odne cislo|RODNE CISLO|[Rr]\. ?[cC]\.|TAJ[ -]?szam|TAJ)[ :.]{1,3}(?<phi>${NUMBER})`, prior: 0.9, check: looksIssued },
  ],
  examples: {
    true: [
      'r.č. [[705105/1234]], bytem',
      '身份证号[[110105197001054321]]，', '身份证：[[11010519491231002X]]', '病历号 [[M204471]]', 'カルテ番号：[[4471203]]', '患者ID: [[4471203]]',
      '환자번호 [[4471203]]', 'СНИЛС [[112-233-445 95]]', 'ת.ז. [[012345678]]', 'rodné číslo [[705105/1234]],', 'TAJ szám [[123 456 789]].',
    ],
    false: ['患者 45 歳', '住院号 12', 'RC 120/80', 'TAJ 12'],
  },
}
