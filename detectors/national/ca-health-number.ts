import { luhn, weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, DAY, digitsOf, LABEL } from './grammar.ts'

/** RAMQ: three letters of the surname, one of the given name, year, month (plus 50 for women), day, sequence and check. */
const RAMQ_MONTH = '(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])'

export const caHealthNumber: PatternDetector = {
  name: 'ca-health-number',
  class: 'health-plan-id',
  describes:
    'Health number of a Canadian province: Quebec (four letters, eight digits), Ontario (ten digits and a version), British Columbia (ten digits from 9), and the other shapes with a label.',
  source:
    'Canada Health Infoway and CIHI, Client Registry: health card formats by province; Ontario Health Card validation; BC PharmaCare PHN check digit',
  patterns: [
    { re: String.raw`\b[A-Z]{4}[ -]?\d{2}${RAMQ_MONTH}[ -]?${DAY}\d{2}\b`, prior: 0.85 },
    { re: String.raw`\b\d{4}[ -]\d{3}[ -]\d{3}(?:[ -]?[A-Z]{2}\b|\b)`, prior: 0.2, check: ontario },
    { re: String.raw`\b9\d{3} ?\d{3} ?\d{3}\b`, prior: 0.02, check: britishColumbia },
    {
      re: String.raw`(?i)\b(?:ohip|hcn|phn|phin|uli|mcp|ramq|nam|ahcip|msp|health card|personal health|health insurance|carte d'assurance maladie|assurance maladie)(?: (?:no|number|num|#|card|nr|numero|version))?[ .:#]{1,3}(?<phi>[A-Z]{0,4}[ -]?\d(?:[ -]?\d){6,11}(?:[ -]?[A-Z]{2})?)\b`,
      prior: 0.95,
    },
  ],
  cues: [
    {
      words: ['ohip', 'hcn', 'phn', 'phin', 'uli', 'mcp', 'ramq', 'health card', 'health number', 'personal health number'],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
    { words: ['phone', 'tel', 'lot', 'ndc', 'icd', 'loinc'], ratio: 0.05, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'RAMQ [[TREM 5862 1519]]', 'la carte [[BOUF94021411]] est expiree', 'OHIP: [[4338-958-525-KX]]', 'PHN [[9983810703]]',
      'health card [[4708 808 748]]', 'MCP # [[123456789012]]', 'PHIN: [[123 456 789]]',
    ],
    false: ['ABCD 1234 5678', 'lot 9983810703', 'ROOM 1299 0000', 'sodium 4338-958-52', 'values 1500 200 300', 'dial 9995151695'],
  },
}

function ontario(value: string): number {
  return checkRatio(luhn(digitsOf(value)), 10) * (/[A-Z]{2}$/.test(value) ? 5 : 1)
}

function britishColumbia(value: string): number {
  const digits = digitsOf(value)
  return checkRatio((weightedSum(digits.slice(1, 9), [2, 4, 8, 5, 10, 9, 7, 3]) + Number(digits[9])) % 11 === 0, 11)
}
