import type { PatternDetector } from '../../src/contract/detector.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'
import { LOCALITY, POSTCODE, TAIL, TOWN_WORD, UNIT } from './address-grammar.ts'

const WORD = String.raw`[A-Z\x{80}-\x{10FFFF}][A-Za-z'\x{80}-\x{10FFFF}-]*\.?`
const TOWN = String.raw`${UNIT}{0,2}(?:\s{0,2},?\s{1,3}(?:[A-Z]{1,2}-)?${POSTCODE},? ${TOWN_WORD}(?:[ -]${TOWN_WORD}){0,2}(?: \([A-Z]{2}\))?|${TAIL}|${LOCALITY})?`
/** Of Cyrillic letters, as far as they look like no Latin ones. */
const CYRILLIC = String.raw`[A-Z\x{400}-\x{4FF}][A-Za-z\x{400}-\x{4FF}-]+`
const wordsOf = (...all: readonly string[]): string => all.map((word) => foldLetters(word).replace('.', '\\.')).join('|')
/** 12, 12 b, 12/3, 51/2/8, 203/C, 12-14; in Dutch with the floor behind: 263-II, in Finnish with stair and flat: 12 A 4. */
const NUMBER = String.raw`\d{1,4}(?: ?[a-z]\b|(?:/\d{1,3}){1,3}|/[A-Za-z]\b| ?- ?\d{1,4}|-[IVX]{1,4}\b| [A-H] ?\d{1,3}\b)?`

export const streetAddressEu: PatternDetector = {
  name: 'street-address-eu',
  class: 'address',
  describes:
    'A street address of continental Europe: German, Dutch, Nordic, Slavic and Hungarian with the number behind, French and Italian.',
  source: 'UPU S42 international postal addressing templates; DIN 5008:2020 section 18; La Poste, AFNOR NF Z10-011',
  patterns: [
    {
      re: String.raw`\b(?:\d{1,5} )?(?:${WORD} )?[A-Za-z\x{80}-\x{10FFFF}-]{2,30}(?:strasse|stra\x{DF}e|str\.|straat|weg|platz|allee|gasse|damm|ufer|laan|plein|gracht|kade|singel|gatan|gata|vagen|veien|vegen|vej|gade|stien|alle|katu|tie|kuja|polku|braut|stigur|straeti|vegur|baan|dreef|hof|steeg|backen|grand|torget|plads|svingen|bakken|straede|vaenget|brekka|holt|veg|gotu|tun|manty|rinne|maki|tanav|puiestee|mnt|kroken|stredet) ${NUMBER}\b${TOWN}`,
      prior: 0.85,
      check: startsCapital,
    },
    {
      re: String.raw`\b(?:${WORD} ){1,3}(?i:strasse|str\.|strasse|gasse|zeile|steig|promenade|weg|platz|allee|ring|damm|ufer|straat|laan|utca|u\.|ut|ter|rkp\.|krt\.|korut|ulice|namesti|trg|cesta|ulica|put|baan|gatan|vej) ${NUMBER}\b\.?${TOWN}`,
      prior: 0.75,
    },
    // In Hungarian the town comes first: 1117 Kowalvar, Ferhalvari ut 12.
    {
      re: String.raw`\b\d{4} ${TOWN_WORD},? (?:${WORD} ){1,3}(?:ut|utca|u\.|ter|tere|krt\.|korut|koz|setany|rkp\.|sor) ${NUMBER}\b`,
      prior: 0.9,
    },
    // In Romanian with block, stair and flat: Str. Kowalului nr. 14, bl. A2, ap. 5
    {
      re: String.raw`\b(?:Str|Bd|Bdul|B-dul|Al|Sos|Calea|Strada|Aleea|Intr)\.? ${WORD}(?: ${WORD}){0,3},? nr\.? ?\d{1,4}[A-Za-z]?(?:,? (?:bl|sc|et|ap|sector)\. ?[A-Za-z]?\d{0,3}[A-Za-z]?\b){0,5}(?:, ${TOWN_WORD}(?:[ -]${TOWN_WORD}){0,2})?`,
      prior: 0.9,
    },
    {
      re: String.raw`\b(?:\d{1,5} )?(?:ul\.|ulica|al\.|aleja|pl\.|plac|os\.|os[.]|ulitsa|nam\.|str\.|bd\.|odos) ?${WORD}(?: ${WORD}){0,3} ${NUMBER}\b${TOWN}`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i:\b\d{1,5}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:\d{1,4},? )?(?:rue|avenue|boulevard|bd|place|chemin|allee|impasse|quai|cours|route|square|passage|faubourg|sentier|ruelle|rue du|voie|chaussee|montee|rang|lotissement|residence|cite|traverse|venelle|promenade|rond-point))(?: (?:de la|de l'|des|du|de|d'|la|le|les|l'|au|aux))?(?: [a-z]{4,14})? ?${WORD}(?:[ -](?:de la |des |du |de |et |la |le |les |en |a |aux |sur )?${WORD}){0,5}(?:,? (?:[Bb]at|[Bb]atiment|[Aa]ppt?|[Ee]sc|[Ee]tage|[Bb]te|[Bb]oite|[Rr]es)\.? ?[A-Z0-9]{1,4}\b)?${TOWN}`,
      prior: 0.9,
    },
    // In Belgium and Switzerland the number stands behind: chaussee de Fernove 318 boite 4
    {
      re: String.raw`\b(?i:rue|avenue|chaussee|boulevard|place|route|chemin|quai)(?: (?:de la|de l'|des|du|de|d'|la|le|les))? ?${WORD}(?:[ -](?:de la |des |du |de |la |le )?${WORD}){0,3},? \d{1,4}(?: ?[a-zA-Z]\b)?(?:,? (?:boite|bte|bus) ?[A-Z0-9]{1,4})?${TOWN}`,
      prior: 0.85,
      check: isNoRoute,
    },
    // Im Wiesengrund 7, 72218 Fernberg; wohnhaft Im Wiesengrund
    {
      re: String.raw`\b(?:Im|Am|An der|An den|In der|In den|Auf der|Auf dem|Zum|Zur|Unter den|Hinter der|Hinter dem|Vor dem|Bei der) ${WORD}(?:[ -]${WORD})? \d{1,3} ?[a-z]?(?:, | \. |\n)\d{4,5} ${TOWN_WORD}`,
      prior: 0.9,
    },
    { re: String.raw`\b(?:wohnhaft|wohnt|Adresse:|Anschrift:)(?: in)? (?<phi>(?:Im|Am|An der|In der|In den|Auf der|Auf dem|Zum|Zur|Unter den) ${WORD}(?:[ -]${WORD})?(?: \d{1,3} ?[a-z]?\b)?)`, prior: 0.9 },
    // Siedlce, ul. Fernowa
    { re: String.raw`\b(?<phi>[A-Z][a-z]{2,20}(?:[ -][A-Z][a-z]{2,20})?), (?:ul|al|os)\. [A-Z]`, prior: 0.88 },
    {
      re: String.raw`\b(?:via|viale|piazza|corso|largo|vicolo|traversa|[Tt]raversa(?: [IVX]+)?)(?: (?:dei|degli|delle|della|del|dell'|di|de|da|san|santa))? ?${WORD}(?: (?:dei |della |di |e )?${WORD}){0,4},? (?:n\. ?)?${NUMBER}\b${TOWN}`,
      prior: 0.85,
      check: isNoRoute,
    },
    {
      re: String.raw`\b(?:Via|Viale|Piazza|Corso|Largo|Vicolo|Piazzale|Strada|Contrada|Borgo|Localita)(?: (?:dei|degli|delle|della|del|dell'|di|de|da|san|santa))? ?${WORD}(?: (?:dei |della |di |e )?${WORD}){0,4},? (?:n\. ?)?${NUMBER}\b${TOWN}`,
      prior: 0.9,
      check: isNoRoute,
    },
    // Fernhala Caddesi No: 212/7, Kadikoy
    {
      re: String.raw`\b(?:${WORD} ){1,3}(?i:caddesi|cad\.|sokak|sokagi|sok\.|bulvari|mahallesi|mah\.),? (?:No ?[:.]? ?)?\d{1,4}(?:/\d{1,4})?(?:,? (?:D|Daire|Kat|K)[:.]? ?\d{1,3}){0,2}${TOWN}`,
      prior: 0.9,
    },
    // Na Fernhali 1047/26, Praha
    {
      re: String.raw`\b(?:Na|Nad|Pod|Pri|Ve|Za|U) ${WORD}(?: ${WORD})? \d{3,4}/\d{1,3}[a-z]?,\s{1,3}(?:\d{3} ?\d{2} )?[A-Z][a-z]{3,}`,
      prior: 0.8,
    },
    // Strada Fernhala Nr. 17, Kowala, 409547
    {
      re: String.raw`\b(?:Strada|Aleea|Soseaua|Bulevardul|Intrarea|Drumul|Calea|Splaiul|Piata) ${WORD}(?: ${WORD}){0,2}(?:,? Nr\. ?\d{1,4})?(?:,? {1,2}(?:Bl|Sc|Ap|Et)\. ?\d{1,3}){0,4},?\s{1,3}${WORD}(?:[ -]${WORD}){0,2}, \d{6}\b`,
      prior: 0.9,
    },
    // H.No. 38, Fernhalla Marg\nKowalnagar-687068
    { re: String.raw`\bH\. ?No\. ?\d{1,4}(?:,? ?\s{0,2}${WORD}){1,4},?\s{1,3}${WORD}(?: ${WORD})?[ -]\d{6}\b`, prior: 0.9 },
    {
      re: String.raw`\b\d{1,4}(?:/\d{1,4})?,?\s{1,3}(?:${WORD} ){1,2}(?:Marg|Nagar|Street|Road|Path|Chowk|Circle|Zila|Ganj|Colony),?\s{1,3}${WORD}(?: ${WORD})?[ -]\d{6}\b`,
      prior: 0.9,
    },
    // g. Kazan, ul. Lenina, d. 5, kv. 12, in Cyrillic
    {
      re: `(?:(?:${wordsOf('г.', 'гор.', 'м.', 'с.', 'пос.')}) ?${CYRILLIC},? )?(?:${wordsOf('ул.', 'улица', 'вул.', 'вулиця', 'пр.', 'просп.', 'пер.', 'бул.', 'наб.', 'пл.', 'ш.', 'шоссе')}) ?${CYRILLIC}(?: ${CYRILLIC}){0,2},? ?(?:(?:${wordsOf('д.', 'дом', 'буд.', 'N')}) ?)?\\d{1,4}[A-Za-z\\x{400}-\\x{4FF}]?(?:/\\d{1,3})?(?:,? ?(?:${wordsOf('к.', 'корп.', 'стр.', 'кв.', 'оф.', 'под.', 'эт.')}) ?\\d{1,4}){0,3}`,
      prior: 0.9,
    },
  ],
  cues: [
    // et al. J Urol. 2007
    { words: ['et'], ratio: 0.001, where: 'before', within: 1 },
    {
      words: ['address', 'adresse', 'anschrift', 'wohnhaft', 'lives', 'domicile', 'indirizzo', 'adres', 'lives at', 'located', 'wohnt'],
      ratio: 6,
      where: 'before',
      within: 5,
    },
  ],
  examples: {
    true: [
      'in [[4917 Kowalvar, Ferhalvari ut 12]] lakik', 'in [[Str. Kowalului nr. 14, bl. A2, ap. 5, Ferhal-Napo]], tel', 'at [[Kowalnkatu 12 A 4, 00999 Ferhal]], puh.',
      'адресу: [[г. Казань, ул. Ленина, д. 5, кв. 12]].', 'на [[вул. Шевченка, 14]] з',
      'locuieste [[Strada Fernhala Nr. 17, Kowala, 409547]] acum', 'at [[H.No. 38, Fernhalla Marg\nKowalnagar-687068]] now',
      'at [[19/93, Fernhalla Street, Kowalnagar-687068]] now', 'wohnhaft [[Lindenstrasse 14]] in', 'au [[12 rue de la Fontaine]] hier',
      'in [[Via Garibaldi 22]] oggi', 'adres [[Kerkstraat 8, 1017 GP Amsterdam]] is',
      'adres [[Keizersgracht 263-II, 1016 GV Amsterdam]] is', 'na [[ul. Ogrodowa 5]] dom', 'at [[Storgatan 12]] home',
      'demeurant [[chaussée de Fernove 318 boîte 4]], non', 'wohnhaft [[Im Ferngrund 7]], 72219', '17 %. [[Fernlce]], ul. Ogrodowa', 'a Fernola, [[via Fernia Ponente 203/C]], e',
      'anni 97, [[Traversa II Ferni 18]], non', 'Schöggl, [[Ferner Straße 51/2/8]] am', 'in [[Ferner Gasse 12/3/7]] am', 'au [[12 bis rue du Moulin à Fern]], chez', '[[1045, rang Saint-Fernard Est]], non',
      'in [[Schillerplatz 3]] gesehen', 'at [[Fernhala Caddesi No: 212/7, Kadıköy]] now', 'at [[Na Fernhalí 1047/26, Praha]] in',
    ],
    false: [
      'via Endovenosa 20', 'via Zoom 4', 'Im Labor 12', 'Am Montag 3', 'corso Intra 3', 'route Orale 3 fois',
      'unterweg 3 mg', 'Via 2 routes', 'en route 5', 'Norweg mg', 'place 2 tablets', 'rue 5', 'Piazza grande', 'Na Serum 140/4, Cl', 'Pod Foot 3/5, Weak',
      'Fernhallo S, et al. J Kowal. 2007;12',
    ],
  },
}

/** The way a medicine is given: via Endovenosa 2. */
function isNoRoute(value: string): number {
  return /^(?:via|largo|corso|route|place|quai)\s(?:Endo|Intra|Oral|Orale|Sub|Sotto|Parent|Trans|Rett|Inal|Periph|Zoom|PEG|IV|NG)/i.test(value) ? 0.02 : 1
}

/** Prose has words that end like a street. */
function startsCapital(value: string): number {
  return /^(?:\d+ )?[A-Z\x80-\u{10FFFF}]/u.test(value) ? 1 : 0.1
}
