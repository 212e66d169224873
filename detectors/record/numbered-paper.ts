import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { CODE_SYSTEM_BEFORE, UNIT_AFTER } from './labelled.ts'

/** The sign of a number in the languages of Europe: n.º, n°, No, Nr., nr, num., n., numero. */
const SIGN = String.raw`(?:\b(?:[Nn]\.? ?o\b\.?|[Nn]r\b\.?|[Nn]um(?:ero|er|mer)?\b\.?|[Nn]\.|NR\.?|NO\.?)|\b[Nn]\.? ?°|#)`
/** What a registry gives: letters, the year and a running number, parted by hyphens and strokes, in any order. */
const SHAPED = [
  String.raw`[A-Z]{1,6}[-/ ]?\d{2,4}[-/]\d{3,8}(?:/\d{2,4})?`,
  String.raw`[A-Z]{1,6}[-/]\d{3,6}/\d{2,4}`,
  String.raw`[A-Z]{1,6}/\d{2,4}/\d{2,8}`,
  String.raw`[A-Z]{2,6}-\d{2,5}-\d{2,8}`,
  String.raw`(?:19|20)?\d{2}[-/][A-Z]{1,4}[-/]\d{2,8}`,
  String.raw`\d{2}[A-Z]{1,2}-?\d{4,8}`,
  String.raw`(?:19|20)\d{2}[-/](?:\d{2}[-/])?\d{3,8}`,
  String.raw`\d{3,8}/(?:19|20)?\d{2}`,
].join('|')
const PAPERS = [
  'informe', 'ref', 'referencia', 'necropsia', 'autopsia', 'biopsia', 'citologia', 'registro', 'protocolo', 'dictamen', 'peticion', 'verbale',
  'referto', 'prot', 'protocollo', 'esame', 'pratica', 'befund', 'gutachten', 'bericht', 'aktenzeichen', 'az', 'examen', 'dossier',
  'compte rendu', 'autopsie', 'laudo', 'exame', 'processo', 'registo', 'relatorio', 'wynik', 'badanie', 'sygn', 'sprawa', 'uitslag',
  'verslag', 'remiss', 'remissnr', 'journalnr', 'pulseira', 'pulsera', 'bracelet', 'braccialetto', 'armband',
].join('|')

/** Laws, standards, sizes and studies are numbered too. */
const NO_PAPER = [
  'ley', 'ley organica', 'real decreto', 'decreto', 'decreto ley', 'orden', 'lei', 'legge', 'loi', 'decret', 'arrete', 'reglamento',
  'regolamento', 'regulamento', 'reglement', 'directiva', 'direttiva', 'directive', 'richtlinie', 'verordnung', 'gesetz', 'portaria',
  'resolucion', 'circular', 'dpr', 'ustawa', 'rozporzadzenie', 'dz u', 'ue', 'eu', 'ce', 'cee', 'boe', 'isrctn', 'eudract', 'iso', 'une',
  'ensayo', 'essai', 'studio', 'studie', 'sutura', 'seda', 'vicryl', 'tubo', 'sonda', 'trocar', 'aguja', 'lima', 'figura', 'tabla',
]

export const numberedPaper: PatternDetector = {
  name: 'numbered-paper',
  class: 'other-id',
  describes: 'The number that a registry gave a report, a specimen or a file, by the sign of a number or the kind of paper before it: Befund Nr. H/2019/11842.',
  source: '45 CFR 164.514(b)(2)(i)(R): any other unique identifying number; registries number by kind, year and running number',
  patterns: [
    { re: String.raw`${SIGN}[ :]{0,3}(?<phi>${SHAPED})\b`, prior: 0.85, check: isNoDate },
    { re: String.raw`\b(?i:${PAPERS})(?: [a-z]{4,16})?\.?[ :]{1,3}(?<phi>${SHAPED})\b`, prior: 0.85, check: isLettered },
    // with letters of the registry before the number, and nothing between: registrado con el numero IP-37/20551
    { re: String.raw`${SIGN}[ :]{0,3}(?<phi>[A-Z]{1,4}-\d{1,4}/\d{3,8}|[A-Z]{1,3}-[A-Z]-\d{3,8}|\d{2}-[A-Z]-\d{3,8})\b`, prior: 0.85 },
  ],
  cues: [{ words: NO_PAPER, ratio: 0.02, where: 'before', within: 3 }, CODE_SYSTEM_BEFORE, UNIT_AFTER],
  examples: {
    true: [
      'Befund Nr. [[H/2021/20471]] vom', 'Examen cytologique n° [[21C-30471]]\n', 'Laudo histopatológico nº [[C19-220471]],',
      'Referto di laboratorio n. [[LB20-44718]]', 'Informe social n.º [[ISF-0447/21]]', 'registrada con el número [[VA-22/30471]].',
      'Wynik badania cytologicznego nr [[C-4471/22]], data', 'karta nr [[2021/05/1447]]', 'Nº informe [[2022/TC/44718]]',
      'Autopsia clínica [[A-21/447]]. Muerte', 'del informe [[BP-21-4471]] queda', 'Ref. [[TAC-3311-447]].', 'Prot. [[22-C-20471]]',
    ],
    false: [
      'Ley n.º 41/2002', 'Real Decreto n.º 1093/2010', 'legge n. 104/1992', 'décret n° 2004-802', 'Regolamento UE n. 536/2014',
      'sutura n.º 2/0', 'bioprótesis n.º 23', 'informe 2019/20', 'nr 12/2020', 'Ref. 3.5-5.0', 'biopsia T3-4', 'n.º 12/03/2019',
      'Befund L4/5', 'nr. 5', 'informe del 12/2019', 'wynik 120/80', 'No 10/2020', 'ensayo n.º 2019-003421-22', 'exame 2020/21', 'examen C5-6',
    ],
  },
}

/** No month of a year, no season, and no trial of EudraCT. */
function isNoDate(value: string): LikelihoodRatio {
  if (/^20\d\d-00\d{4}/.test(value)) return 0
  return /^(?:\d{1,2}|(?:19|20)\d\d)[-/](?:\d{1,2}|(?:19|20)?\d\d)$/.test(value) || /^\d{1,3}\/\d\d$/.test(value) ? 0 : 1
}

/** Without the sign of a number, only what has letters, or a year and a running number. */
function isLettered(value: string): LikelihoodRatio {
  if (/^[A-Z]?[-/ ]?\d{2,4}[-/]\d{1,2}$/.test(value)) return 0.1
  return /[A-Z]/.test(value) || /^(?:19|20)\d\d[-/]\d{4}/.test(value) ? 1 : 0.1
}
