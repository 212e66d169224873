import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const WORD = String.raw`(?:[LlDd]')?[A-Z][a-z]+(?:[-'][A-Z][a-z]+)*`
const JOIN = '(?:de la|de los|de las|de|del|della|delle|degli|dello|dei|du|des|di|da|do|dos|das|la|le|les|las|los|y|e|i|et|en|am|an der|im|in)'
const NAMES = String.raw`${WORD}(?:\x20(?:${JOIN}\x20)?${WORD}){0,3}`
const OF = String.raw`(?:\x20(?:de la|de l'|de los|de las|del|della|delle|dei|degli|de|du|des|di|da|do|dos|das|d'))?`

const SPANISH =
  'EBAIS|IPS|CESFAM|SAPU|UMF|HGZ|HGR|ESE|CEIP|IES|Consultorio(?: local| medico| rural| auxiliar)?|Ambulatorio|Unidad (?:San|Santa|Virgen|Nuestra Senora)'
const HOSPITAL = 'Hospital(?: (?:Comarcal|General|Provincial|Regional|Universitario|Clinico|Nacional|Materno Infantil|Distrital|Municipal|Departamental|Insular|Vecinal|do|da)){1,3}'
/** What firms in Spain are called by their trade. */
const TRADES =
  'Transportes|Talleres|Construcciones|Conservas|Muebles|Panaderia|Bodegas|Viveros|Carpinteria|Autocares|Excavaciones|Pescados|Frutas|Metalurgica|Textiles|Ferreteria|Confecciones|Limpiezas|Gestoria|Supermercados|Embutidos|Hermanos'
const PORTUGUESE = 'Lar|UBS|USF|UPA|UCSP|CAPS|Creche|Maternidade|Santa Casa|Universidade|Casa de Repouso|Centro de Dia'
const FRENCH = 'Polyclinique|[Ii]nstitut|[Cc]reche|[Ff]oyer|[Rr]esidence|ESAT|SESSAD|CMPP|CATTP|CSAPA|SSIAD|ADMR|[Hh]opital(?: [a-z]{5,14})?|[Gg]arderie'
const ITALIAN = 'Poliambulatorio|Fondazione|Istituto|Residenza|Segheria|Officina|Cooperativa|Casa di Riposo|Clinica|Centro Diurno'
const GERMAN = String.raw`[A-Z][a-z]{2,18}(?:klinik|klinikum|krankenhaus|[slrnt]spital|zentrum)|Klinikum|Pflegedienst|Sozialstation|Radiologie|Dialysezentrum|Gemeinschaftspraxis|Praxisklinik|Institut fur [A-Z][a-z]+(?: und [A-Z][a-z]+)?`
const DUTCH = 'Thuiszorg|Medisch Centrum|GGZ|Zorggroep|Huisartsenpraktijk|Woonzorgcentrum|WZC|Ziekenhuis|Apotheek|Kliniek|Basisschool|Polikliniek'
const NORDIC = '(?:[Ss]pesialistsenter|[Ll]egesenter|[Hh]elsesenter|[Ss]ykehjem|[Vv]ardcentral|[Ll]aegehus|[Pp]lejehjem|[Tt]erveysasema|leir|[Oo]msorgssenter|[Bb]osenter|[Rr]ehabiliteringssenter)(?:et|en)?'
const POLISH = 'Instytut(?:u|cie)?|Zaklad(?:ach|y|u|owi)?|Przychodni[aei]?|Klinik[aiu]|Poradni[aei]?|NZOZ|SPZOZ|ZOL'
/** Forms of companies and societies, behind the name. */
const FORMS = String.raw`gGmbH|e\. ?V\.|SAT|S\.A\.T\.|SAU|SLU|S\.L\.U\.|S\. ?Coop\.|ASBL|asbl|VZW|vzw|ONLUS|Onlus|EIRELI|Ltda\.?|ApS|Oyj`

export const houseAbroad: PatternDetector = {
  name: 'house-abroad',
  class: 'organization',
  describes:
    'Hospitals, surgeries, homes, services, insurers and firms by their heads or forms in Spanish, Portuguese, French, Italian, German, Dutch, Polish and the languages of Scandinavia.',
  source:
    'HHS guidance on de-identification (2012): a facility is a geographic subdivision smaller than a state; Real Decreto 1277/2003 (centros sanitarios); Finess (etablissements); names of employers, 45 CFR 164.514(b)(2)(i)',
  patterns: [
    { re: String.raw`\b(?:${SPANISH})${OF}\x20(?:El\x20|La\x20|Los\x20|Las\x20)?${NAMES}`, prior: 0.85, check: isNamed },
    { re: String.raw`\b${HOSPITAL}${OF}\x20(?:(?:El|La|Los|Las)\x20)?${NAMES}`, prior: 0.88, check: isNamed },
    { re: String.raw`\b(?:${TRADES})\x20(?:(?:Hermanos|Hnos\.?|Hijos de|y|de)\x20)?${NAMES}`, prior: 0.8, check: isNamed },
    { re: String.raw`\b(?:${PORTUGUESE})${OF}\x20${NAMES}`, prior: 0.85, check: isNamed },
    { re: String.raw`\b(?:${FRENCH})${OF} ?(?:Les\x20|Le\x20|La\x20|Saint-|Sainte-)?${NAMES}`, prior: 0.85, check: isNamed },
    { re: String.raw`\b(?:[Aa]u|[Dd]u|[Ll]e|[Ll]es) (?<phi>CMP${OF}\x20${NAMES}(?:-sur-${WORD})?)`, prior: 0.85, check: isNamed },
    { re: String.raw`\b(?:UDAF|ADMR|MDPH|CPAM|CAF|ARS)(?: (?:du |de l'|de la |de ))?\x20?(?:\d{2}\b|${WORD})`, prior: 0.8, check: isNamed },
    { re: String.raw`\bchez (?<phi>[A-Z][a-z]{4,} [a-z]{4,14} ${WORD})`, prior: 0.75, check: isNamed },
    {
      re: String.raw`(?i:\b(?:secretaire|ouvriere?|employee?|salariee?|comptable|vendeuse|vendeur|technicienne?|aide-soignante?|enseignante?|caissiere?|cuisiniere?|ingenieure?|chauffeur|magasinier)) (?:a la|a l'|au|chez|de la|de l'|du) ?(?<phi>${NAMES})`,
      prior: 0.8,
      check: isNamed,
    },
    { re: String.raw`\b(?:${ITALIAN})${OF}\x20${NAMES}\b`, prior: 0.8, check: isNamed },
    { re: String.raw`\bpresso (?:la|il|lo|l'|le|i) ?(?<phi>[A-Z][a-z]{4,}${OF}\x20${NAMES})`, prior: 0.75, check: isNamed },
    { re: String.raw`\b(?:tesserat[oa]|societa|squadra) (?<phi>(?:ASD|SSD|US|AC)\x20${NAMES})`, prior: 0.85 },
    { re: String.raw`\b(?:TSV|VfL|VfB|SpVgg|FSV|TuS|TSG|SSV|VV)\x20${WORD}(?:\x20${WORD})?`, prior: 0.75, check: isNamed },
    {
      re: String.raw`\b(?:${GERMAN})(?:\x20(?:St\.|Sankt|am|an der))?\x20${WORD}(?:\x20${WORD})?`,
      prior: 0.8,
      check: isNamedInGerman,
    },
    { re: String.raw`\b[A-Z][a-z]+(?:ische|arztliche) (?:Gemeinschafts)?[Pp]raxis (?:am|an der|im|zum|zur) ${WORD}`, prior: 0.85 },
    { re: String.raw`\b(?:${DUTCH})\x20(?:(?:De|Het)\x20|St\.\x20)?${NAMES}`, prior: 0.85, check: isNamed },
    { re: String.raw`\bAZ\x20(?:Sint|St\.?)[- ]${WORD}`, prior: 0.9 },
    { re: String.raw`\b${WORD}(?:\x20${WORD})?\x20${NORDIC}\b`, prior: 0.85, check: isNamed },
    { re: String.raw`\b(?:${POLISH})\x20${WORD}(?:\x20${WORD}){0,3}`, prior: 0.8, check: isNamed },
    { re: String.raw`\b[Ss]zpital(?:u|a|em|owi)? (?:[A-Z][a-z]+ ){0,3}im\. ${WORD}(?: ${WORD}){0,2}`, prior: 0.9 },
    { re: String.raw`\b(?:DPS|ZOL|NZOZ) ?"[A-Z][^"\n]{2,40}"?`, prior: 0.9 },
    { re: String.raw`\b${WORD}(?:\x20(?:${JOIN}\x20)?${WORD}){0,4}\x20(?:${FORMS})(?:\W|$)`, prior: 0.88, check: isNamed },
    {
      re: String.raw`(?i:\b(?:convenio|plano de saude|seguradora|eps|aseguradora|mutua|obra social|prepaga|isapre|assicurazione|krankenkasse|zorgverzekeraar)) ?[: ] ?(?<phi>[A-Z][A-Za-z]{3,}(?:\x20(?:(?:de|del|do|da)\x20)?${WORD}){0,3})`,
      prior: 0.8,
      check: isNamed,
    },
    { re: String.raw`\b(?:Derma|Psico|Fisio|Odonto|Oftalmo|Gineco)[A-Z][a-z]{3,}\b`, prior: 0.75 },
  ],
  examples: {
    true: [
      'control en [[IPS Fernallones]], Calle', 'De: [[EBAIS La Ferna]]. A', '[[Consultorio local de Fernoselle]].', 'General, [[Hospital Comarcal El Ferniente]], Ctra',
      'en [[Transportes Hermanos Fernilla]], y', 'utente do [[Lar de Santa Fernia]], 29', 'na [[UBS Jardim Fernia]]. ACS', 'na [[Universidade Fernica do Minho]], n',
      ': [[Polyclinique des Trois Fernes]]\n', "de l'[[Institut Sainte-Fernile]].", 'gardé à la [[crèche Les Fernins]].', 'auprès de [[UDAF 26]], m', 'Patient suivi au [[CMP Jean-Fernard]] de',
      "à l'[[hôpital gériatrique des Ferne-Chemins]]", 'chez [[Boulangerie industrielle Fernez]] :', 'secrétaire à la [[Filature Fernoise]],', 'presso la [[Segheria Fernastico]],',
      'tesserato [[ASD Ciclistica Fernaro]], tessera', 'beim [[TSV Fernböhla]].', 'Einsender: [[Frauenklinik St. Ferna]], OA', 'im [[Herzzentrum Fernflorenz]] in', 'durch den [[Pflegedienst Fernblick]].',
      '([[Institut für Humangenetik Ferntal]], h', '[[Neurologische Praxis am Fern]] .', 'van [[Thuiszorg Fernhoek-Oost]].',
      'Blok, [[Medisch Centrum Fernoever]]\n', '[[AZ Sint-Ferna]], G',
      'ved [[Finnfern Spesialistsenter]] viste', 'ved [[Fernvangen leir]], innlegges', 'mieszkanka [[DPS "Fernodna Jesien"]] w', 'do [[Kliniki Neurologii Fernu]] w', '[[Fernikum Oberes Ferntal gGmbH,]] M',
      'convênio: [[FernaPlena Fernia]], c', 'mutua [[Fernitas del Norte]] póliza', 'dermatología [[DermaFernico]], C/', 'invernadero en [[Hortofernas Levante SAT.]]',
    ],
    false: [
      'Augenklinik Vorstellung am', 'Frauenklinik Station 3', 'Klinikum Aufnahme am', 'Radiologie Befund', 'Hospital General', 'Consultorio local', 'Pflegedienst Information', 'au CMP Normal',
      'Institut für Pathologie', 'presso il Pronto Soccorso', 'Klinika Chirurgii', 'EPS: Contributivo', 'ASD Verschluss', 'chez Madame', 'Clinica Medica', 'CMP Normal', 'Transportes', 'mutua laboral',
      'Poradnia Kardiologiczna', 'do Poradni Neurologicznej', 'Herzzentrum zur Diagnostik', 'Unidad de Dolor', 'Hospital Universitario', 'Istituto di Radiologia', 'CAF Positivo',
    ],
  },
}

/** Heads, kinds and departments: none of them tells one house from the others. */
const GENERIC = new Set(
  `hospital comarcal general provincial regional universitario clinico nacional materno infantil distrital municipal departamental insular
  vecinal consultorio ambulatorio unidad san santa virgen nuestra senora polyclinique institut creche foyer residence hopital garderie les le la
  saint sainte poliambulatorio fondazione istituto residenza officina cooperativa clinica centro casa lar creche maternidade universidade
  thuiszorg medisch centrum zorggroep huisartsenpraktijk woonzorgcentrum ziekenhuis apotheek kliniek basisschool polikliniek de het instytut
  instytutu zaklad zakladu przychodnia poradnia klinika kliniki klinice hermanos hijos pronto soccorso normal positivo positiva negativo negativa
  contributivo subsidiado laboral privada privado publico publica particular verschluss medica medicina medico chirurgia chirurgii chirurgie
  pediatria pediatrie geriatrie psychiatrie radiologia radiologie cardiologia cardiologie neurologii kardiologii neurologia urologia
  kardiologiczna neurologiczna chirurgiczna ortopedyczna urgencias cirugia traumatologia enfermeria monsieur madame mademoiselle docteur
  professeur reparto ambulatorio servizio dipartimento divisione sezione station abteilung ambulanz sprechstunde team pathologie patologii anatomii
  no si sin none poliza numero transportes talleres construcciones alta control revision heridas dolor ictus lactancia memoria sueno servicio dermatologia mujer salud mental`
    .trim()
    .split(/\s+/),
)

/** Whether a word with a capital tells this one from all others. */
function isNamed(value: string): LikelihoodRatio {
  const [, ...rest] = value.match(/[A-Z][a-z]+|\d{2}\b/g) ?? []
  const names = /^[a-z]|^(?:[A-Z]{2,}|[Cc]hez)\b|\s[a-z]+$/.test(value) ? (value.match(/[A-Z][a-z]+|\d{2}\b/g) ?? []) : rest
  return names.some((word) => !GENERIC.has(word.toLowerCase()) && !SPECIALTY.test(word)) ? 1 : 0.02
}

/** Specialties, in the cases of Polish too. */
const SPECIALTY = /(?:logi[aei]i?|iatri[aei]i?|urgi[aei]i?|edii?|iczn(?:ej|a|y|ego|ym))$/i

/** Nouns behind the head, which have capitals in German. */
const GERMAN_NOUN =
  /(?:ung|heit|keit|schaft|ion|befund|bericht|termin|tag|arzt|arztin|aufnahme|ambulanz|station|therapie|labor|kontrolle|patient|patientin|verlauf|team|telefon|tel|fax|dienst|leitung|sprechstunde|medizin|diagnostik|katheter|notfall|chirurgie|logie|iatrie)$/i

function isNamedInGerman(value: string): LikelihoodRatio {
  const last = value.split(/\s/).at(-1) ?? ''
  const names = value.replace(/^(?:Institut \w+ \w+(?: und \w+)?|\S+)\s/, '').match(/[A-Z][a-z]+/g) ?? []
  if (/^(?:Institut \w+ \w+(?: und \w+)?)$/.test(value) || GERMAN_NOUN.test(last)) return 0.02
  return names.some((word) => !GENERIC.has(word.toLowerCase()) && !GERMAN_NOUN.test(word)) ? 1 : 0.02
}
