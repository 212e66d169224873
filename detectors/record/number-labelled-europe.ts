import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { CODE_SYSTEM_BEFORE, UNIT_AFTER } from './labelled.ts'

/** What numbers whoever is treated, insured or a member, in Spanish, Portuguese, French, Italian and Polish. */
const NUMBERED = [
  'socio', 'socia', 'abonado', 'afiliado', 'afiliada', 'afiliacion', 'beneficiario', 'beneficiaria', 'mutualista', 'titular', 'carnet', 'carne',
  'credencial', 'hist', 'historial', 'h\\.?a?', 'hc', 'exp', 'expte', 'caso', 'folio', 'informe', 'registro', 'protocolo', 'atencion', 'contrato',
  'usuario', 'caja', 'bolsa', 'donacion', 'processo', 'prontuario', 'atendimento', 'carteira', 'carteirinha', 'matricula', 'registo',
  'internamento', 'episodio', 'dossier', 'adherent', 'allocataire', 'assure', 'patient', 'sejour', 'venue', 'iep', 'cartella', 'pratica',
  'tessera', 'ricovero', 'scheda', 'verbale', 'protocollo', 'dowodu', 'karty', 'ksiegi', 'historii',
].join('|')
const SIGN = String.raw`(?:n\.? ?[o°]|no|num(?:ero)?|nr|n)\.?`
/** Names of registers and cards that number persons, and stand before nothing else. */
const STRONG = [
  'CIAS', 'HCL', 'DUI', 'INE', 'NSS IMSS', 'NSS', 'IMSS', 'ISSSTE', 'PAMI', 'FONASA', 'IESS', 'EsSalud', 'CCSS', 'NHC origen', 'NHC destino', 'CUN', 'CIV',
  'RAMQ', 'IPP', 'INS', 'NIP', 'IEP', 'NISS', 'NIR', 'NDA', 'T\\.? ?S\\.?', 'TEAM', 'STP', 'RG', 'CNS', 'SUS', 'SISPRENATAL', 'SNS', 'PID', 'PatID', 'FID',
  'TSI', 'TIS', 'SIP', 'CIP',
].join('|')
/** Digits in groups, with letters before or behind. */
const NUMBER = String.raw`(?:[A-Z]{1,4}[ .-]?)?\d(?:[ .,/-]?\d){3,20}(?:[-/]?[A-Z]\d{0,4}|/\d{1,2})?`
const TIGHT = String.raw`(?:[A-Z]{1,5}[ .-]?)?\d(?:[.,/-]?\d){3,20}(?:[-/]?[A-Z]{1,2}\d{0,3})?`
/** In French, Italian and Portuguese, figures of a number are parted by blanks in threes. */
const SPACED = String.raw`\d{1,3}(?: \d{2,4}){1,6}`
/** What compounds in the Germanic languages end with: Aufnahmenummer, Fall-Nr., dossiernummer, potilasnumero. */
const COMPOUND = String.raw`[a-z]{3}-?(?:nummer|numret|numero|numer|zeichen)\b|[a-z]{3}-?nr[.:]|aufnahmezahl\b`

export const numberLabelledEurope: PatternDetector = {
  name: 'number-labelled-europe',
  class: 'other-id',
  describes:
    'The number of a patient, member, file, stay or card behind its label in Spanish, Portuguese, French, Italian, German, Dutch, Nordic and Polish: Nº socio, N. cartella, Aufnahmezahl, dossiernummer.',
  source: '45 CFR 164.514(b)(2)(i)(R); labels of admission sheets; registers of the countries (DUI, INE, PAMI, FONASA, RAMQ, IPP, INS, RG)',
  patterns: [
    { re: String.raw`(?i:\b${SIGN} ?(?:(?:de|do|da|di|du|del) )?(?:l')?(?:${NUMBERED})\b)\.?(?: ?(?:>|->|[:=#]|n[o.°]{1,2}))? {0,3}(?<phi>${TIGHT}|${SPACED})\b`, prior: 0.9, check: isIssued },
    { re: String.raw`(?i:\b(?:carnet|carne|credencial|expediente|historia|folio|contrato|beneficiario|dossier|tessera|cartella|carteira|matricula|registo)) (?i:${SIGN})[ :]{1,2}(?<phi>${TIGHT})\b`, prior: 0.9, check: isIssued },
    { re: String.raw`\b(?:H\.?a\.?|Hist\.|N\.? ?[o°]\.? ?[Hh]ist\.?) ?: ?(?<phi>${TIGHT})\b`, prior: 0.9, check: isIssued },
    { re: String.raw`\b(?:${STRONG})(?: (?:de|del|de la) [a-z]{4,10})?(?: ?${SIGN})?\.? ?[:=]? {0,3}(?<phi>${NUMBER})\b`, prior: 0.8, check: isLong },
    { re: String.raw`(?i:\b(?:tarjeta|tessera|carteirinha|carteira|ficha|pulseira|bolsa|chiffre|kennzeichen drv|aktenzeichen|protokollnr|journalnr|karta|chipkarte|versichertenkarte))(?: ${SIGN})?[ :]{1,3}(?<phi>[A-Z]{2,5}[ -]?\d{4,14}[A-Z]?|[A-Z]\d{3,6}(?: \d{2,8}){1,3}|[A-Z]\d{4,12}|\d \d{3}(?: \d{2,6}){1,3}(?:-\d)?|\d{2} \d{6} [A-Z] \d{3})\b`, prior: 0.88 },
    { re: String.raw`(?i:${COMPOUND})\.?[ :]{1,3}(?<phi>[A-Z\d]{0,5}[-/ ]?\d(?:[./-]?[A-Z\d]){3,16}|\d{2,5}(?: \d{2,6}){1,3})\b`, prior: 0.85, check: isIssued },
    // Mexico: the clave de elector, six letters, the date of birth, the state and the sex
    { re: String.raw`\b[B-DF-HJ-NP-TV-Z]{6}\d{8}[HM]\d{3}\b`, prior: 0.9 },
    { re: String.raw`\b(?:HC|NHC|H\.C\.)(?<phi>\d{4,9})\b`, prior: 0.85 },
    { re: String.raw`(?i:\b(?:serie|seria) (?:y|e|i) (?:numero|numer)(?: [a-z]{4,12})?)[ :]{1,2}(?<phi>[A-Z]{2,3} ?\d{6})\b`, prior: 0.95 },
  ],
  cues: [
    {
      words: ['anos', 'meses', 'dias', 'jahre', 'jahren', 'ans', 'anni', 'jaar', 'lat', 'euros', 'mmhg'],
      ratio: 0.03,
      where: 'after',
      within: 1,
    },
    CODE_SYSTEM_BEFORE, UNIT_AFTER,
  ],
  examples: {
    true: [
      'Nº socio: [[77.104]]\n', 'N.º processo: [[800447]]', 'N° dossier : [[14 447]]', 'N. cartella: [[2022/004471]]', 'Nº hist.: [[34471]]',
      'Hª: [[600447-1]]\n', 'Carnet n.º [[A-44718]] F', 'CIAS: [[0644718803K]]', 'NHC origen: [[44718]]', 'DUI de la madre: [[04471188-2]]', 'NSS IMSS: [[14 77 66 4471-2]]',
      'afiliada PAMI [[140-4471880-3/00]], a', 'FONASA [[0084471]]\n', 'INE [[PRSLNM84061221H400]], vecina', 'DX. HC[[44718]]. TTO',
      'Tarjeta [[PRLO2204471]].', 'Ficha [[INGR 4471]].', 'carteirinha [[0 033 447182 004-1]]', 'INS [[144056925900447]]', 'RG [[4047718844]],',
      'Aufnahmezahl: [[2019-204471]]', 'Eingangsnummer [[H2044718]]', 'Fall-Nr.: [[4471882]]', 'Labornummer [[G22-00447]]', 'PID [[0066 4471 8]].',
      'dossiernummer [[447188]]', 'Kennzeichen DRV [[14 130375 P 044]]', 'zu Chiffre [[P080447]]', 'seria i numer dowodu [[CPR 447188]],',
      'T.S. [[80380001300444718030]]', 'bolsa n.º [[H2017 19 304471]] se', 'HCL [[114471]], DNI', 'tessera [[FCI 304471K]].', 'potilasnumero [[447188]]', 'RAMQ: [[PRIL 6544 1807]]',
    ],
    false: [
      'Tarjeta roja', 'INS 2019', 'nº de casos: 1200 anos', 'Ficha 12', 'PID 1200 ml', 'Hausnummer 12', 'n. 3 sedute', 'TIS 2a',
      'RG 45', 'CIP 500 mg', 'Seriennummer fehlt', 'Zeichen: 12', 'NSS 0.9 %', 'nº hist 12', 'SIP 20-30 ml', 'Leukozytenzahl 12000 mg',
      'Thrombozytenzahl 140000', 'Leukozytenzahl: 12.400', 'Keimzahl 100000', 'Zellzahl: 1200',
    ],
  },
}

/** No year, and no date. */
function isIssued(value: string): LikelihoodRatio {
  return /^(?:19|20)\d\d$/.test(value) || /^\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d|\d{4})$/.test(value) ? 0.02 : 1
}

/** Behind letters that stand for other things too: five digits or more. */
function isLong(value: string): LikelihoodRatio {
  return value.replace(/\D/g, '').length < 5 ? 0.05 : isIssued(value)
}
