import type { PatternDetector } from '../../src/contract/detector.ts'
import { PROVINCE_ES } from './address-grammar.ts'

const WORD = String.raw`(?:(?:Dr|Dra|Gral|Sto|Sta|Sra|Fr)\. ?[A-Za-z]{2,20}|[dDlL]'[A-Z][a-z]+|[A-Z\x{80}-\x{10FFFF}][A-Za-z'\x{80}-\x{10FFFF}-]*\.?|\d{1,2} de [A-Za-z]{3,12})`
const NAME = String.raw`(?:(?:de las|de los|de la|del|de|la|las|los|el|san|santa|da|do|dos|das|a las|a los|a la|al|a|i|y|e|d'|l')? ?${WORD}(?: (?:de las |de los |de la |del |de |la |las |los |el |y |e |i |da |do |dos |das )?${WORD}){0,6})`
/** INEGI, Norma tecnica sobre domicilios geograficos (2010), tipos de vialidad. */
const WAY_MX =
  '(?:calle|avenida|boulevard|callejon|calzada|cerrada|circuito|circunvalacion|continuacion|ampliacion|andador|corredor|diagonal|eje vial|pasaje|peatonal|periferico|privada|prolongacion|retorno|viaducto|canada|cuesta|acceso|pasadizo|ronda|glorieta|plaza|paseo|camino|via|vial|rambla|urbanizacion)'
const NUMBER = String.raw`(?:,? ?(?:(?:n ?[o.]{0,2}|num\.?|numero|[kK]m\.?|#|-)? ?#? ?\d{1,5}(?:[.,]\d{1,3})?(?: ?(?:-|y) ?\d{1,5})?(?: ?[A-DF-Z]\b|E\b| ?bis\b)?|[sS] ?/ ?[nN]\b|SN\b|sn\b|(?i:bloque|blq|edificio|edif|portal|casa|parcela|manzana|mza?|lote)\.? ?(?:[A-Z]-?)?\d{1,4}\b))`
/** Floor, door, stair: 3o B, bajo A, 2-6o A, piso 4, esc. izq. An E by itself may be that of a postal code: E-28013. */
const FLOOR = String.raw`(?:(?:,| -|-|/|\.)? ?(?:(?i:piso|planta|puerta|pta|esc(?:alera)?|portal|bloque|blq|casa|local|dpto|depto|dto|interior|int|letra|torre|edificio|edif|edf|p)\.? ?(?:-?[A-Z0-9]{1,4}(?:o|a)?\b|[A-Z][a-z]+)|(?i:bajo|bj|iz|esq|esquerdo|direito|dto|frente|fte|r/c|atico|entresuelo|entlo|principal|pral|izquierda|izq|izqda|izda|derecha|dcha|dch|centro)\b\.?(?: [A-Z]\b)?|\d{1,3} ?(?:\.?o|\.?a|er|do|to|r|n|t|e)?(?:\.? ?-? ?[A-Z]{1,2}\b|\b)|\d{1,3}[oa][a-z]?\b|[A-DF-Z]\b)){0,4}`
const TOWN = String.raw`(?:[AO] )?[A-Z][a-z\x{80}-\x{10FFFF}']+(?:[ /-](?:(?:de (?:la |los |las )?|del |el |la |las |los )[A-Z][a-z\x{80}-\x{10FFFF}']+|[A-Z][a-z\x{80}-\x{10FFFF}']{3,})){0,3}`
const REGION = String.raw`(?:(?:[.,]? ?[-(]? ?)${PROVINCE_ES}\b|[.,]? ?\([A-Z][a-z]+(?: [A-Z][a-z]+)?\))?`
/** Argentina has a letter before the four figures and three behind them (Correo Argentino, CPA). */
const CODE = String.raw`(?:[A-Z]{1,2} ?- ?|C\.? ?P\.? ?|\()?(?:\d{4,5}-\d{3}|[A-Z]\d{4}[A-Z]{3}|\d{4,5})\b\)?`
/** Behind a street: postal code and town, or one of them; the town behind a comma or "de" where there is no code. */
/** A quarter between street and town. */
const QUARTER = String.raw`(?:,\s{1,3}(?:Villa|Poblacion|Pobl\.|Barrio|Condominio|Conjunto|Fracc(?:ionamiento)?\.?|Residencial|Sector) ${NAME})`
const CITY = String.raw`(?:${QUARTER}(?:,\s{1,3}${TOWN}){0,2}|\s{0,2}[,.]?\s{1,3}(?:- ?)?${CODE}(?:(?:[,.]? |-| - )${TOWN}${REGION})?|,\s{1,3}${TOWN}(?:, ${TOWN})?| de ${TOWN})?`

export const streetAddressEs: PatternDetector = {
  name: 'street-address-es',
  class: 'address',
  describes:
    'A street address as written in Spain, Latin America, Portugal and Brazil: kind of way, name, number, floor and door, postal code and town.',
  source:
    'Instituto Nacional de Estadistica, Tipos de via (callejero del censo electoral); Correos, normas de direccionamiento postal; UPU S42',
  patterns: [
    {
      re: String.raw`\b(?:\d{1,5} )?(?:(?i:calle|c/|cl/|avenida|avda?|avd|avinguda|plaza|pza?|plza|placa|subida|corredera|callejuela|senda|praza|gran via|barriada|via|prolongacion|prol|paseo|pso|p/|passeig|camino|cno|carretera|ctra|carr|ronda|rda|travesia|trva|glorieta|gta|urbanizacion|urb|pasaje|pje|rambla|carrer|callejon|cuesta|carrera|cra|kra|jiron|jr|calzada|poligono|rua|travessa|praca|alameda|estrada|rotonda|bulevar|costanilla|vereda|privada|cerrada|viaducto|periferico|circunvalacion|ampliacion|andador|circuito|canada|esplanada|passarela|diagonal|transversal|autopista|kalea|finca|paraje|largo|vial|colonia|barrio))(?:\.? |\.,? ?|/\.? ?)(?i:av\.? |avda\.? |calle |calzada de )?${NAME}${NUMBER}?${FLOOR}${CITY}`,
      prior: 0.8,
      check: hasNumber,
    },
    {
      re: String.raw`\b(?:C|Cl|P|Av|Pl|Po|Col|Pol|R|Vda)(?:\.|/|\./|/\.|\\|\.o) ?${NAME}${NUMBER}${FLOOR}${CITY}`,
      prior: 0.85,
      check: hasNumber,
    },
    { re: String.raw`\b(?:Av|Po|Pl|Cl|Bo) ${NAME}${NUMBER}${FLOOR}${CITY}`, prior: 0.7, check: hasNumber },
    {
      re: String.raw`(?i:\b(?:calle|c/|avda\.?|av\.|avenida|plaza|paseo|carretera|camino|rua|carrer) ?(?:de |del |la |las |los |el ){0,2}[a-z\x{80}-\x{10FFFF}]{3,20}(?: [a-z\x{80}-\x{10FFFF}]{2,20}){0,3},? ?(?:n[o.]{0,2} ?|num\.? ?|numero |km )?\d{1,5}(?: ?[a-d]\b|\b))${FLOOR}${CITY}`,
      prior: 0.8,
      check: isLowerStreet,
    },
    { re: String.raw`\b${WORD}(?: (?:de |del |la |los |las |y )?${WORD}){0,4}(?:, ?| )[sS]/[nN]\b${CITY}`, prior: 0.9, check: isNoSerial },
    {
      re: String.raw`\b${WORD}(?: (?:de |del |la |los |las |y |i )?${WORD}){0,4},? (?:n[o.]{0,2} ?)?\d{1,4}(?:-\d{1,4})?${FLOOR}[.,]?(?: -)? (?:E ?-? ?)?(?:0[1-9]|[1-4]\d|5[0-2])\d{3}\b(?:,?(?: -)? [A-Z][a-z]+)?`,
      prior: 0.8,
      check: hasTown,
    },
    // San Lumas numero 2718, Cerezo Sur No. 512, Col. Fresnos
    {
      re: String.raw`\b${WORD}(?: (?:de |del |la |los |las )?${WORD}){0,3},? (?:N[o.]{1,2}|Num\.|[Nn]umero) ?\d{2,5}\b(?:,? \d{1,2} ?o? ?(?i:piso)(?: (?i:dto|dpto|depto)\.? "?[A-Z]"?)?)?(?:, Col\. ${TOWN})?`,
      prior: 0.6,
      check: isNumberedThing,
    },
    {
      re: String.raw`\b(?i:(?:calle|carrera|cra\.?|cl\.?|diagonal|transversal|avenida|av\.?) ?\d{1,3} ?[a-z]?(?: bis)?(?: (?:sur|norte|este|oeste))? ?(?:#|no\.?|nro\.?|numero|n\.?|con) ?\d{1,3} ?[a-z]? ?- ?\d{1,3}\b)(?:, ${TOWN})?`,
      prior: 0.95,
    },
    {
      re: String.raw`(?i)\b(?:domicilio|direccion(?: postal)?|dir\.|con domicilio en|vive en la calle|reside en la calle|morada|endereco)(?: del paciente| particular| actual)? ?:[ \t]{0,3}(?<phi>[^\s:][^\n:]{3,98}[^\s:.])`,
      prior: 0.93,
    },
    // Viaducto Lumares 490 930, Valmayor, COAH 25033; Callejon de Lumares 2, Valmayor, 11839
    {
      re: String.raw`\b(?i:${WAY_MX}) ${NAME},? \d{1,4}(?: \d{3}| Interior \d{3}| Edif\. \d{3} , Depto\. \d{3})?,?\s{1,3}${TOWN}(?: los (?:bajos|altos))?,\s{1,2}(?:(?:[A-Z]{2,4}|Q\. ROO) )?\d{5}(?:-\d{4})?\b`,
      prior: 0.95,
    },
    // A7, km. 187; Carretera Nacional 330 km 539
    {
      re: String.raw`\b(?:(?i:carretera|ctra\.?|autovia|autopista) (?:[A-Za-z\x{80}-\x{10FFFF}]+[ -]){0,5}(?:[A-Z]{1,3}[ -]?)?|[A-Z]{1,2}-?)\d{1,4},? ?(?:[kK]m|KM|[pP]\.?[kK])\.? ?\d{1,3}(?:[.,]\d{1,3})?\b${CITY}`,
      prior: 0.85,
    },
    { re: String.raw`\b[sS]/[nN]\b[.,]? (?<phi>${PROVINCE_ES})\b`, prior: 0.85 },
    { re: String.raw`\b(?:[A-Z][a-z]+ ){1,3}(?:Kalea|kalea|Etorbidea|etorbidea|Plaza|plaza),? \d{1,4}${FLOOR}${CITY}`, prior: 0.85 },
  ],
  cues: [
    {
      words: [
        'domicilio', 'direccion', 'vive', 'reside', 'residente', 'correspondencia', 'remitido', 'domiciliado', 'domiciliada', 'morada',
      ],
      ratio: 8,
      where: 'before',
      within: 6,
    },
  ],
  examples: {
    true: [
      'en [[Pasaje Los Olmos 1234, Villa El Olmedo, Lumares]]. Fono',
      'na [[Rua das Olmas, n.o 12, 2.o Esq., 3999-123 Lumares]]. NIF', 'na [[Av. da Lumara 110, 3.o Dto, 1999-146 Lumares]] desde',
      'vive en [[Calle Olmo Viejo, 12, 3o B]] desde', 'en [[C/ Mayor 14, 2o izq]] y',
      'Domicilio: [[Avda. de la Constitucion n 5, bajo A]].', 'en [[Plaza del Trigo, 7]] ayer', 'Domicilio: [[Las Eras 22]].',
      'Sol. [[A7, km. 187]]. A', 'en [[Carretera Nacional 330 km 539]] y', '[[Carretera de Eras a Olmo M-608 Km 41]], a',
      '[[Avda. Eras s/n]]. [[Badajoz]].', 'en la [[Carrera 14 # 22-05]] de', 'en [[Calle 5 # 38-14, Fernali]].', '[[Rua das Flores, 45]] em',
      'en [[Paseo de los Tilos s/n]] hoy', 'hacia [[Ctra. de Burgos km 12]] y', 'en [[Prolongacion Eras, s / n]] hoy',
      'en [[Pz de los Tilos, 2]], y', 'at [[Rua do Trigo 1634, Lumares]]', 'at [[1634 Via Lumara]] now', 'en [[Calle Olmo 943, Quebrada, Lumares]]. Email',
      'de [[C/ As Eras, 84 15999 A Lumara]] E-mail', 'en [[Rua das Flores, 45. 04999-005 Sao Lumar]] e',
      'la [[calle olmos, 27, 3 B de Lumares]]. Acude', 'de Valmayor, [[Olmedillo, 152, 08031]] E-mail',
      'en la [[San Lumar numero 1436]], y', 'la [[Lumara Sur No. 512, Col. Olmos]] C.P.', 'en [[Subida a las Olmas, 23-61]] y',
      'en [[Corredera Olmedo, bloque 7, 4o 4a. 28099]]', 'en [[Via Prieto 34, 6 A. 28480. Valmayor]] y', 'de [[Gran Via Olmedo km 14]] y',
      'en [[Praza Olmedo, 95 E-28514 Valmayor]] (',
      'en [[carrer Olmo 12, 1r 2a, Valmayor]].', 'en [[Olmas kalea, 30 C7209ABG]]', 'vive en [[Pasaje Olmedo 12 (28431) Valmayor]].',
      'en [[Viaducto Lumares 490 930\nValmayor, COAH 25033-5903]] hoy', 'en [[Circunvalacion Olmos 490, Valmayor, SLP 04216]] hoy',
    ],
    false: [
      'camino con ayuda', 'la plaza estaba llena', 'c. diff 20', 'una calle larga', 'largo 12 cm', 'pasaje de 3 mm', 'carrera de Medicina',
      'parque infantil 3', 'Caso No. 12', 'Sonda Foley No. 18', 'Via Oral 3 comprimidos', 'por via Intravenosa 20 mg', 'Via IV 20 mg',
      'Bloque 3 de', 'anda 3 km 2 veces', 'DFE: C/D 0.4, macula flat', 'P/F 118. Then', 'MD, PM&R. Tel 808', 'aids, R s/n 22K41907', 'Social Security No. 219-09-9999', 'corre 10 km 3 dias', 'Paciente numero 24',
      'sat 12/24 via AirMed Rotorcraft to', 'Give 5 via PEG tube', '3 via NC, then 5 via Venturi mask', 'Visit 4 via Zoom', '2 vial Ketofol',
      'seen today, CR No. 55208', 'Claim No 55209 was', 'in 5 years. NHS No 943 476 5919',
    ],
  },
}

/** Olmedillo 17, 08036 Lumares; without the town only commas part street, number and code. */
function hasTown(value: string): number {
  return /[a-z]$/.test(value) ? 1 : /, ?\d[^,]*, ?\d{5}$/.test(value) ? 0.4 : 0.02
}

/** The serial number of what is worn on one side: R s/n, pump s/n. */
function isNoSerial(value: string): number {
  return /^(?:[A-Z]|(?:.*\s)?(?:Left|Right|Serial|Aids?|Pump|Device|Cpap|CPAP|Bipap|BiPAP|Monitor|Implant|Generator|Pacemaker|Lead|Meter|Ventilator|Sensor|ICD|PPM|Lens))\s[sS]\/[nN]/.test(value) ? 0.02 : 1
}

/** What has numbers that is no street: Caso No. 12, Figura numero 3; CR No. 12, Claim No 12. */
function isNumberedThing(value: string): number {
  if (/(?:^|\s)[A-Z]{1,6}\.?,?\s+No\b/.test(value)) return 0.02
  return /\b(?:Caso|Figura|Fig|Tabla|Paciente|Pacientes|Habitacion|Cama|Sala|Historia|Expediente|Registro|Protocolo|Ley|Decreto|Orden|Articulo|Vertebra|Sonda|Aguja|Bisturi|Sutura|Seda|Foley|Charriere|Catheter|Colegiado|Factor|Grado|Estadio|Dosis|Ciclo|Study|Patient|Case|Security|Figure|Table|Lot|Room|Bed|Lote|Serie|Medico|Doctor|Dr|Dra|Col|Claim|Policy|Card|File|Chart|Record|Reference|Account|Invoice|Receipt|Bill|Order|Request|Report|License|Licence|Passport|Permit|Member|Membership|Registration|Admission|Hospital|Ward|Unit|Ticket|Token|Batch|Serial|Model|Phone|Telephone|Mobile|Contact|Visit|Specimen|Sample|Accession|Certificate|Warrant|Docket|Badge|Staff|Employee|Student|Roll|Plate|Vehicle|Protocol|Poliza|Factura|Afiliado|Afiliacion|Tarjeta|Cuenta|Recibo|Pasaporte|Folio|Tomo|Cedula|Documento|Telefono|Version|Question|Option|Answer|Item|Page|Step|Dose|Day|Week|Month|Year|Grade|Stage|Type|Level|Size|Tube|Needle|Blade)\b/i.test(
    value.replace(/, Col\..*$/, ''),
  )
    ? 0.02
    : 1
}

/** In lower case the words must not be prose. */
function isLowerStreet(value: string): number {
  return /\b(?:durante|hace|con|sin|por|tras|que|cada|mg|dias|veces|horas|minutos|anos|metros|km|unos)\b/i.test(value) ? 0.01 : 1
}

/** Via Garibaldi, and not the way by which a medicine is given. */
const WAY =
  /^[Vv]ia (?:(?:de|del|la|las|los) ){0,2}(?!(?:Oral|Intra|Sub|Endo|Topica|Aerea|Inhal|Parenteral|Enteral|Rectal|Central|Perif|Biliar|Nasal|Venosa|Arterial|Epidural|Trans|Urinaria)[a-z]*)[A-Z][a-z]{2}/

/** Without a house number only the plain kinds of way are believed; the number may stand in front where the kind of way has a capital. */
function hasNumber(address: string): number {
  const value = address.replace(/^\d{1,5}\s{1,3}/, '')
  if (value !== address && /^[A-Z]/.test(value)) return isWay(value, true)
  return isWay(value, /\d|s ?\/ ?n|\bsn\b/i.test(value))
}

function isWay(value: string, numbered: boolean): number {
  if (/^.{0,9}Col\b|^.{0,11}\n/.test(value) || /^[A-Z]{1,3}\.? [A-Z]{2,4}\b/.test(value)) return 0.05
  if (/^[Vv]ia\b/.test(value) && !WAY.test(value)) return 0.02
  // The cup of the optic disc, C/D 0.4; P/F 118
  if (/^[A-Z]{1,2}\/[A-Z]\b/.test(value)) return 0.02
  // PM&R. Tel 808
  if (/^[A-Z]\w{0,2}[./]*\s?(?:Tel|Fax|Ph|Phone|Cell|Mob|Mobile|Pager|Ext|Office)\b/.test(value)) return 0.02
  if (
    /^(?:via|senda|subida|barriada|largo|colonia|barrio|finca|vial|diagonal|privada|cerrada|viaducto|periferico|circunvalacion|ampliacion|andador|circuito|canada|esplanada|passarela|camino|carrera|pasaje|paraje|transversal)/i.test(
      value,
    )
  ) {
    return numbered && /^[A-Z]/.test(value) ? 0.5 : 0.02
  }
  if (/^c\/|^av|^calle|^plaza|^paseo|^ctra|^carretera|^carrer|^rua/i.test(value)) return numbered ? 3 : 1
  return numbered ? 1.5 : 0.15
}
