import type { PatternDetector } from '../../src/contract/detector.ts'

const WORD = '(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?' +
  '|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|one|two|three|four|five|six|seven|eight|nine)'
const PALABRA =
  '(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte' +
  '|veinti(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)|(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?)'
const NUMBER = String.raw`(?:1[0-2]\d|\d{1,2}(?:[.,]5|[ ]?1/2)?)`

export const age: PatternDetector = {
  name: 'age',
  class: 'age',
  describes: 'Any age of a person. HIPAA lets ages up to 89 stay, so only policies that go further need it; see age-over-89.',
  source: 'GDPR recital 26; MEDDOCAN annotation guideline, EDAD_SUJETO_ASISTENCIA',
  patterns: [
    {
      re: String.raw`(?i)\b(?:${NUMBER}|${WORD})(?: |-)?(?:(?:years?|yrs?\.?|months?|mos?|weeks?|wks?|days?)[ -]?(?:of age|olds?\b|o\b)|y\.?/?o\.?\b|y/o\b|m/o\b)`,
      prior: 0.97,
    },
    {
      re: String.raw`(?i)\b(?:aged?(?: of)?|age at \w{3,12}|edad)(?: is| was| de)?[ :]{1,3}(?<phi>(?:${NUMBER}|${WORD}|${PALABRA})(?: (?:years|months|days|weeks|anos?|mes|meses|dias|semanas)(?: y (?:${NUMBER}|${PALABRA}) (?:meses|dias))?| ?[aA]\b)?)\b`,
      prior: 0.85,
    },
    {
      re: String.raw`(?i)\b(?:${NUMBER}(?: a(?: los)? ${NUMBER})?|${PALABRA}) (?:anos?|meses|mes|dias|semanas)(?: y (?:medio|(?:${NUMBER}|${PALABRA}) (?:mes|meses|dias?)))?(?: de (?:edad|vida))\b`,
      prior: 0.97,
    },
    {
      re: String.raw`(?i)\b(?:paciente|varon|mujer|nin[oa]|hombre|lactante|hij[oa]|herman[oa]|madre|padre|joven|senora?|recien nacid[oa]|escolar|adolescente|adult[oa]|anciano|anciana)(?: \w{3,14}){0,3},? (?:de|con|tiene) (?<phi>(?:${NUMBER}|${PALABRA}) (?:anos?|meses|mes|dias|semanas)(?: y (?:medio|(?:${NUMBER}|${PALABRA}) (?:mes|meses|dias?)))?)\b`,
      prior: 0.9,
    },
    { re: String.raw`(?i)\ba los (?<phi>${NUMBER} anos)\b`, prior: 0.5 },
    { re: String.raw`\b[1-9]\d(?:M|F| ?yoM| ?yoF|yM|yF)\b`, prior: 0.6 },
    {
      re: String.raw`(?i)\b(?:is|am|i'm|he's|she's|turned|turning|turns?) (?<phi>(?:[1-9]\d|${WORD}))(?: years)?(?: now| today| and|[.,!])`,
      prior: 0.3,
    },
  ],
  cues: [
    {
      words: ['tc', 'technetium', 'tubo', 'sonda', 'foley', 'temp', 'temperature', 'bp', 'hr', 'pulse', 'dose'],
      ratio: 0.05,
      where: 'before',
      within: 2,
    },
    { words: ['del', 'de la', 'de su', 'de postoperatorio', 'de tratamiento'], ratio: 0.2, where: 'after', within: 1 },
    { words: ['birthday', 'old', 'turn', 'turned', 'turns'], ratio: 4, where: 'near', within: 4 },
  ],
  examples: {
    true: [
      'a [[45-year-old]] man', 'aged [[62]] with', 'paciente de [[70 anos de edad]] con', 'mujer de [[45 anos]] que',
      'Edad: [[67 anos]] Sexo: H', 'this [[34 yo]] woman', '[[sixty-seven year old]] male', 'nino de [[nueve meses]] con',
    ],
    false: ['for 5 days', 'temp 98 F', 'hace 3 meses', 'two years ago', 'after 10 weeks', '45 mg', 'durante 2 anos'],
  },
}
