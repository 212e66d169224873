import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const WORD = String.raw`(?:[A-Z\x{80}-\x{10FFFF}][A-Za-z0-9'\x{80}-\x{10FFFF}]*)`
const NAME = String.raw`(?:van (?:de[nr]? |'t )?|von (?:der |dem )?|de |di )?${WORD}(?:(?:[ -]| & |, | and | y | e | et | und | i | de | del | de la )${WORD}){0,4}`
const PARTNER = String.raw`(?:O'|Mc|Mac)?[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?`
/** Forms with points or of several words, which are hardly anything else. */
const FORM = String.raw`(?:S\. ?A\.(?: ?[BCLRSU]\.){0,2}(?: de C\. ?V\.)?|S\. ?L\.(?: ?[LNPU]\.){0,2}|S\. de R\. ?L\.(?: de C\. ?V\.)?|B\. ?V\.|N\. ?V\.|S\. ?p\. ?A\.|[Ss]\. ?[Rr]\. ?[Ll]\.|S\. ?a\. ?s\.|S\. ?n\. ?c\.|Snc|GbR|s\. ?r\. ?o\.|a\. ?s\.|[Ss]p\. ?z ?o\. ?o\.|[Ss]p\. ?[kj]\.|S\.K\.A\.|e\. ?V\.|e\. ?G\.|d\. ?o\. ?o\.|A\. ?S\.|A/S|ApS|Oyj?|Kft\.?|Zrt\.?|Ltda\.?|S/A|SLU|SAU|GmbH & Co\.? (?:KG|KGaA|OHG)|AG & Co\.? (?:KG|KGaA|OHG)|(?:KG|Stiftung) & Co\.? (?:KG|KGaA|OHG)|Stiftung & Co\. KG|V\. ?O\. ?F\.|e\. ?K\.|spol\. s r\.o\.|(?:&|et|e|y|und|en|och|og) (?:Fils|Cie|Freres|Figli|figli|Hijos|Cia|Asociados|Sohne|Soehne|Zonen|Soner|Sonner|Filhos|Irmaos)\.?|(?:and|&) Daughters|Pvt\.? Ltd\.?|\(Pty\) Ltd|Sdn\.? Bhd\.?)`

export const companyForm: PatternDetector = {
  name: 'company-form',
  class: 'organization',
  describes:
    'A company by its legal form behind the name: Prieto S.L., Kowalski Sp. z o.o., Prieto e Hijos S.A. de C.V., Olsen A/S; by its partners: attorney Kowalski & Finn.',
  source:
    'ISO 20275 (entity legal forms) and the list of such forms of the Global Legal Entity Identifier Foundation; 45 CFR 164.514(b)(2)(i): names of employers',
  patterns: [
    { re: String.raw`\b(?<phi>${NAME}(?:,? )${FORM}(?:'s)?)(?:[ ,;:)"\n]|$)`, prior: 0.85, check: isCompany },
    // Partners, where somebody writes, works or pleads: attorney Kowalski & Finn
    {
      re: String.raw`\b(?:[Aa]ttorneys?|ATTORNEYS?|[Ll]awyers?|[Ss]olicitors?|[Cc]ounsel|[Bb]arristers?|[Ll]aw (?:[Ff]irm|[Oo]ffices?)|[Ff]irm|[Aa]ccountants?|[Ee]mployer|[Rr]epresented by|[Rr]etained|[Ww]orks? (?:at|for)|[Ll]etter from|[Ii]nvoice from|[Cc]all from|[Ss]ubpoena from|[Pp]artner at)(?: (?:at|from|with|of|is|are))?(?: ?:)? (?:the )?(?<phi>${PARTNER}(?:, ${PARTNER}){0,3},? (?:&|and) ${PARTNER}(?: LLP| LLC| PC| PLLC)?)\b`,
      prior: 0.8,
      check: arePartners,
    },
    {
      re: String.raw`\b(?<phi>${NAME}(?:,? )(?:S\. ?[AL]|B\. ?V|N\. ?V|s\. ?r\. ?o|Sp\. z o\. ?o|e\. ?V)\.)(?:[.,;:]|\s|$)`,
      prior: 0.8,
      check: isCompany,
    },
  ],
  cues: [
    {
      words: [
        'according to the', 'works at', 'works for', 'work for', 'employed by', 'trabaja en', 'empresa', 'company', 'firma', 'empleado de',
        'address of',
      ],
      ratio: 4,
      where: 'before',
      within: 2,
    },
  ],
  examples: {
    true: [
      'Attorney: [[Kowalski & Finn]] will', 'a letter from [[Kowalski, Fernhall & Finn LLP]] re', 'works for [[Fernhall & Finn]] as',
      'works for [[Olmedo Prieto S.L.]] as', 'en [[Prieto e Hijos S.A. de C.V.]] hasta', 'by [[Kowalski Sp. z o.o.]] in',
      'at [[Fernhall A/S]], a', 'of [[Fernhaller AG & Co. KG]] is', 'with [[Prieto et Fils]], a', 'the [[Fernhall B.V.]] website',
      'bei [[Fernhaller e.V.]] seit', 'from [[Halvorsen y Cía]], a', 'by [[Fernhaller e figli]] in', 'from [[Kowalski V.O.F.]] in',
      'for [[van Fernhall & Zonen]], a',
    ],
    false: [
      'letter from Endocrinology & Diabetes', 'works for Bed & Breakfast', 'letter from Mother & Baby', 'call from Mum & Dad',
      'Staph. A.S. 12', 'Vitamin S.A. given', 'seen a.s. soon', 'Grade A/S', 'Hemoglobin A/S trait', 'Left N.V. 3', 'Estenosis S.A. leve',
      'Karen y sus hijos',
    ],
  },
}

/** Names and points of findings, forms of haemoglobin and arteries end so too. */
function isCompany(value: string): number {
  return /\b(?:Hemoglobin|Hb|Haemoglobin|Vitamin|Grade|Left|Right|Staph|Strep|Type|Group|Estenosis|Aortic|Arteria|Vena|Nodo|Ritmo|Rhythm|Ritmo|Presion)\b/.test(
    value,
  )
    ? 0.02
    : 1
}

/** Departments, and who belongs together, are joined so too. */
function arePartners(value: string): LikelihoodRatio {
  return /(?:ology|ics|iatry|ery|tion|ment|ing|etes|Health|Care|Medicine)\b|\b(?:Nephew|Johnson|Mother|Mum|Mom|Father|Dad|Baby|Bed|Head|Ear|Eye|Heart|Blood|Lung|Bone|Pain|Women|Children|Mr|Mrs|Men|Boys|Girls|Kidney|Spine|Legal|Human|Social|Work|Food|Fire|Police|Health|Safety)\b/.test(
    value,
  ) || / and /.test(value) && !value.includes(',') ? 0.02 : 1
}
