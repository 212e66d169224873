/** log10 odds that a capitalised run which ends with the head is one organization, before the words of the run are looked at. */
export const HEADS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hospital: 0.3, hospitals: 0.1, clinic: 0, clinics: -0.2, center: -0.2, centre: -0.2, medical: -1, health: -0.6, healthcare: 0.2,
    infirmary: 0.3, sanatorium: 0.3, hospice: 0, university: 0.4, college: 0.1, school: 0, academy: 0.2, institute: 0, institution: -0.3,
    foundation: 0, associates: 0, group: -0.3, inc: 0.8, incorporated: 0.8, llc: 1, llp: 1, ltd: 1, limited: -0.2, plc: 0.6, corp: 0.8,
    corporation: 0.6, company: 0, co: -0.3, gmbh: 1.2, ag: -0.4, kg: -2, sa: -0.8, sl: -1, sarl: 1, bv: 0.2, nv: -0.6, spa: -0.5, srl: 0.8,
    pty: 0.8, laboratories: 0.2, laboratory: -0.4, labs: -0.5, pharmacy: 0.1, church: 0.3, department: -1, agency: -0.1, bank: 0,
    trust: -0.2, partners: -0.1, holdings: 0.8, industries: 0.7, enterprises: 0.6, services: -0.7, systems: -0.5, system: -0.5,
    solutions: 0.1, technologies: 0.5, bros: 0.5, sons: -0.4, association: -0.5, society: -0.6, union: -0.3, council: -0.6, clinica: 0.3,
    centro: 0.1, ambulatorio: 0.2, consultorio: 0.2, universidad: 0.5, universitario: 0, universitaria: 0, instituto: 0, facultad: 0.1,
    colegio: 0, escuela: 0, servicio: -1.6, fundacion: 0.3, laboratorio: 0, care: -0.6, ctr: -0.2, general: -1.2, va: -1.2, network: -0.3,
    manor: 0.3, office: -0.5, campus: 0, facility: -0.3, med: -0.3, practice: -0.7, permanente: 1, farmacia: 0.2, residencia: 0.1,
    complejo: 0.1, club: 0.1, hotel: 0.1, motel: 0.2, museum: 0.1, library: 0, theater: 0, theatre: 0, stadium: 0.2, arena: 0.2,
    insurance: 0.1, consulting: 0.6, consultants: 0.2, motors: 0.5, airlines: 0.5, logistics: 0.5, ventures: 0.5, ministries: 0.3,
    synagogue: 0.3, mosque: 0.3, temple: -0.4, krankenhaus: 0.4, klinikum: 0.4, klinik: 0.3, universitatsklinikum: 0.5, universitat: 0.5,
    hochschule: 0.4, schule: 0.1, kirche: 0.2, sparkasse: 0.5, praxis: -0.2, pflegeheim: 0.3, apotheke: 0.2, hopital: 0.4, clinique: 0.3,
    universite: 0.5, ecole: 0.2, lycee: 0.3, eglise: 0.2, banque: 0.3, pharmacie: 0.2, maison: -0.4, ospedale: 0.4, policlinico: 0.4,
    universita: 0.5, scuola: 0.1, chiesa: 0.2, banca: 0.2, casa: -0.8, ziekenhuis: 0.4, universiteit: 0.5, kerk: 0.1, szpital: 0.4,
    uniwersytet: 0.5, szkola: 0.2, sygehus: 0.4, sjukhus: 0.4, sykehus: 0.4, sairaala: 0.4, yliopisto: 0.5, faculdade: 0.2, escola: 0.1,
    igreja: 0.2, banco: 0.1, iglesia: 0.2, parroquia: 0.2, sanatorio: 0.4, policlinica: 0.4, consorci: 0.4, consorcio: 0.2,
    laboratorios: 0.2, ayuntamiento: 0.2, consejeria: 0, asociacion: -0.1, cooperativa: 0, ies: 0.9, ceip: 1.2,
  }),
)

/** Words of names of wards, services and kinds of institution: alone before a head they name no one place. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  `general community regional county city local public private national day night outpatient inpatient primary urgent
  emergency walk teaching academic university state federal women womens women's men's children children's childrens pediatric veterans
  mental behavioral home health
  medical skilled nursing long term acute care intensive special specialty family internal the this that our your his her their a an new
  first second your my north
  south east west eastern western northern southern central main high middle elementary law business graduate human social student senior
  adult child youth employee
  occupational sleep wound pain foot eye heart breast cancer stroke spine joint vein weight travel anticoagulation coumadin diabetes
  memory data call contact control
  physical speech recovery rehab rehabilitation surgery surgical imaging testing treatment fertility birth birthing fitness wellness
  support study working focus age
  surg tele onc psych peds ortho neuro gyn stepdown observation telemetry dialysis infusion triage
  best standard blood peer hospital clinic clinico provincial comarcal unidad centro salud servicio atencion primaria`.split(/\s+/))

/** First words of societies and authorities that publish what clinicians cite. */
export const PUBLIC_BODIES: ReadonlySet<string> = new Set(
  `american national european international world british royal canadian australian global federal
  infectious endocrine advisory joint preventive force united european`.split(/\s+/),
)

/** Words that hospitals are called by, though dictionaries know them as words: log10 of how much they speak for one. */
export const HOSPITAL_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    methodist: 0.8, presbyterian: 0.8, baptist: 0.8, lutheran: 0.8, adventist: 0.8, episcopal: 0.8, catholic: 0.6, jewish: 0.6, mercy: 0.8,
    providence: 0.8, trinity: 0.8, saint: 0.8, st: 0.8, sts: 0.8, santa: 0.7, san: 0.6, samaritan: 0.8, memorial: 0.7, sacred: 0.8,
    holy: 0.8, sinai: 0.8, mount: 0.7, mt: 0.7, general: 0.3, county: 0.3, community: 0.2, regional: 0.2, veterans: 0.3, university: 0.2,
    "women's": 0.1,
    "children's": 0.2,
    valley: 0.7, grace: 0.7, cedar: 0.7, lake: 0.7, lakeside: 0.8, riverside: 0.8, hillside: 0.8, sunrise: 0.8, summit: 0.7, hope: 0.6,
    good: 0.3, city: 0.2, north: 0.1, south: 0.1, east: 0.1, west: 0.1, green: 0.6, oak: 0.7, elm: 0.7, maple: 0.7, pine: 0.7, river: 0.7,
    park: 0.7, hill: 0.7, hills: 0.7, bay: 0.7, harbor: 0.7, ocean: 0.7, mountain: 0.7, spring: 0.5, springs: 0.7, star: 0.6, sun: 0.6,
    bethesda: 0.8, bethany: 0.8, mayo: 0.9, cleveland: 0.9, kaiser: 0.9, hopkins: 0.9, virgen: 0.8, clinico: 0.2, cruz: 0.7, nuestra: 0.7,
    mass: 0.6, metro: 0.5, crest: 0.7, heights: 0.7, va: 0.4, meadows: 0.7, grove: 0.7, creek: 0.7, ridge: 0.7, unity: 0.7, alliance: 0.6,
    liberty: 0.7, union: 0.5, central: 0.2, beth: 0.7, israel: 0.7, royal: 0.6, infanta: 0.8, infante: 0.8, reina: 0.8, sagrado: 0.8,
    desert: 0.6, coast: 0.6, shore: 0.6, canyon: 0.7, prairie: 0.7, mesa: 0.7, vista: 0.6, gateway: 0.6, foothills: 0.7, beach: 0.6,
    sagrada: 0.8, principe: 0.8, princesa: 0.8, senora: 0.8, marques: 0.8,
  }),
)

/** What Spanish and Portuguese institutions are by kind, behind the head and in small letters too: Hospital universitario La Vega (Ministerio de Sanidad, Catalogo Nacional de Hospitales). */
export const SPANISH_KINDS: ReadonlySet<string> = new Set(
  `universitario universitaria universitari univ hospitalario hospitalaria clinico clinica general provincial comarcal regional central
  nacional militar
  civil materno infantil psiquiatrico municipal docente pediatrico oncologico quirurgico geriatrico comunitario medico medica sanitario
  sanitaria sanitari sociosanitario asistencial oftalmologico oftalmologica odontologico
  dental penitenciario maternal hospitalari universitaria nacional`.split(/\s+/))

/** An address starts here, and a name of an institution ends. */
export const STREET_WORDS: ReadonlySet<string> = new Set(
  `avda avd av avenida calle c cl plaza pza paseo ctra carretera travesia trva glorieta ronda rua calzada bifurcacion paraje urbanizacion
  poligono carrera cra jiron jr subida corredera callejuela callejon costanilla senda praza bulevar carrer pasaje pje plza rda pso cuesta
  urb tel tfno telefono email correo fax servicio departamento unidad seccion`.split(
    /\s+/,
  ),
)

/** What hospitals and schools are called after in Spanish, before the name: Hospital Doctor Prieto, Centro Marques de Valmayor, Clinica Sagrado Corazon. */
export const HONOURS: ReadonlySet<string> = new Set(
  `dr dra doctor doctora don dona profesor arquitecto ingeniero maestro padre madre sor fray obispo arzobispo cardenal beato beata san
  santa santo sagrado sagrada
  nuestra ntra virgen nino infanta infante principe princesa rey reina marques marquesa conde condesa duque duquesa general coronel
  presidente`.split(
    /\s+/,
  ),
)

/** Short forms inside names of institutions, with their point. */
export const SHORT_FORMS: ReadonlySet<string> = new Set(['univ', 'dr', 'dra', 'ntra', 'nta', 'sra', 'sta', 'sto', 'prof', 'gral', 'hosp'])

/** Heads that stand before the name: Hospital San Pablo, Klinikum Grosshadern, Hopital Cochin. */
export const HEADS_FIRST: ReadonlySet<string> = new Set([
  'hospital', 'clinica', 'complejo', 'fundacion', 'facultad', 'ambulatorio', 'consultorio', 'universidad', 'centro', 'instituto',
  'residencia', 'krankenhaus', 'klinikum', 'klinik', 'universitatsklinikum', 'universitat', 'hochschule', 'hopital', 'clinique',
  'universite', 'ecole', 'lycee', 'eglise', 'banque', 'ospedale', 'policlinico', 'universita', 'scuola', 'chiesa', 'banca', 'ziekenhuis',
  'szpital', 'uniwersytet', 'faculdade', 'escola', 'igreja', 'banco', 'iglesia', 'parroquia', 'colegio', 'escuela', 'farmacia', 'sparkasse',
  'kirche', 'sanatorio', 'policlinica', 'consorci', 'consorcio', 'laboratorios', 'ayuntamiento', 'consejeria', 'asociacion', 'cooperativa',
  'ies', 'ceip',
])

/** Heads that stand in small letters before a name too, in Spanish. */
export const SMALL_FIRST: ReadonlySet<string> = new Set([
  'guarderia', 'ambulatorio', 'consultorio', 'residencia', 'hospital', 'clinica', 'colegio', 'instituto', 'sanatorio', 'farmacia',
  'parroquia', 'ayuntamiento', 'policlinica',
])
