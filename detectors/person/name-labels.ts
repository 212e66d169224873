import { WordMap, WordSet } from '../../src/contract/word-set.ts'
import type { Words } from '../../src/contract/words.ts'
import { startsSentence } from '../word-shape.ts'
import { isForeign } from './foreign-things.ts'
import { isMeasuredBy } from './measured-by.ts'

/** Kinds of anaesthesia, behind the label of who gives it: Anesthesia: GETA, B. Kowalski. */
export const ANAESTHESIA = new WordSet(['geta', 'tiva', 'lma', 'mac', 'gea'])

/** log10 odds behind the labels of patients and of those who care for them in the languages of Europe and Latin America, folded. */
const ABROAD = Object.fromEntries(
  `perito perita solicitante facultativa cirujana anestesista ecografista instrumentista celador celadora matrona fisioterapeuta psicologo
  psicologa patologo patologa radiologo radiologa cardiologo cardiologa neurologo neurologa fisiatra ginecologa ginecologo urologo pediatra
  geriatra internista residente tutora beneficiario beneficiaria afiliado afiliada explorado explorada asegurado asegurada usuario usuaria
  tecnico tecnica gestor gestora casos logopeda educador educadora trabajadora terapeuta pcte pte pac interconsultor peticionario firmante madrina padrino interlocutor valora informa remite solicita
  pasient pasienten patienten potilas pacjent pacjentka paziente paz pz utente doente usager usagere beneficiaire assure assuree rehabilitand
  rehabilitandin indexpatient indexpatientin versicherter versicherte orzecznik badany badana swiadek lekarz klient klientka bewohner
  bewohnerin cliente ospite assistito assistita prescripteur redacteur operateur anesthesiste operatore infermiere infermiera ostetrica
  chirurgo firmatario mae pai aanvrager huisarts behandelaar verpleegkundige contactpersoon anhorig parorende lakare overlakare lege
  fastlege sykepleier laakari omainen behandler befunder befundet anasthesie assistenz betreuer betreuerin bezugsperson hebamme untersucher
  gutachter gutachterin verfasser verfasserin diktat hausarztin facharzt facharztin operateurin auxiliar ayudante giver referent
  enfermeiro enfermeira requisitante responsavel acompanhante mandataire tuteur tutrice curateur curatrice opiekun corka maz zona`
    .trim()
    .split(/\s+/)
    .map((label): [string, number] => [label, 1]),
)

/** log10 odds that a name follows the word and a colon. */
export const LABELS = new WordMap(
  Object.entries({
    name: 2, names: 1, nombre: 2, nombres: 2, apellido: 2, apellidos: 2, surname: 2, firstname: 2, lastname: 2, fullname: 2, patientname: 2,
    ptname: 2, clientname: 2, patient: 0, paciente: 0.3, pt: 0, client: 0, resident: 0.2, member: 0.3, subscriber: 0.8, insured: 0.6,
    guarantor: 1, provider: 0.8, physician: 1, doctor: 0.2, attending: 1, proband: 0.8, propositus: 0.8, proposita: 0.8, mgm: 0.3, mgf: 0.3,
    pgm: 0.3, pgf: 0.3, att: 1, attg: 1.2, surgeon: 1.2, surgeons: 1.2, assistant: 0.8, assistants: 0.8, anesthesiologist: 1.2,
    anesthetist: 1, anesthesia: -0.8, cardiologist: 1, radiologist: 1, pathologist: 1, oncologist: 1, pcp: 1, gp: 0.6, nurse: 0.8,
    therapist: 0.8, counselor: 0.8, fellow: 0.6, consultant: 0.8, author: 1.2, by: 1, from: 0.2, to: 0, cc: 1, attn: 1.2, attention: 0.3,
    re: 0.2, contact: 0.2, guardian: 0.8, mother: 0.3, father: 0.3, spouse: 0.6, wife: 0.6, husband: 0.6, son: 0.3, daughter: 0.3,
    sister: 0.2, brother: 0.2, kin: 0.8, caregiver: 0.4, informant: 0.3, historian: 0.3, interpreter: 0.6, witness: 1, signature: 1,
    signed: 1, signer: 1, dictator: 1, transcriptionist: 1, scribe: 1, reviewer: 0.8, performer: 0.8, ordering: 0.6, referring: 0.6,
    requesting: 0.6, technician: 0.6, technologist: 0.6, midwife: 0.8, pharmacist: 0.8, dentist: 0.8, teacher: 0.4, employee: 0.6,
    sender: 0.8, recipient: 0.6, owner: 0.6, medico: 1.2, medica: 0.3, facultativo: 1, enfermera: 0.8, enfermero: 0.8, cirujano: 1,
    firmado: 1.2, firma: 1, responsable: 0.8, remitente: 0.8, autor: 1, autora: 1, tutor: 0.6, madre: 0.3, padre: 0.3, hijo: 0.3, hija: 0.3,
    esposa: 0.5, esposo: 0.5, contacto: 0.2, dr: 1.2, dra: 1.2, por: 1, titular: 0.6, address: -0.4, mr: 1.2, mrs: 1.2, nom: 1.6, prenom: 2,
    prenoms: 2, vorname: 2, nachname: 2, familienname: 2, cognome: 2, last: 0.3, first: 0.3, signe: 1, fdo: 1.2, gez: 1.2, unterschrift: 1,
    angehorige: 0.8, ansprechpartner: 1, caller: 0.3, callback: 0.3, dictated: 1, reviewed: 0.3, ref: 0.3, referred: 0.6, referral: 0.2,
    poa: 1, proxy: 1, hcp: 0.8, collateral: 0.6, verified: 0.6, notified: 0.8, cosigned: 1.2, cosigner: 1.2, approved: 0.6, ordered: 0.4,
    collected: 0.3, drawn: 0.3, visitor: 1, visitors: 0.8, escort: 0.8, sitter: 1, roommate: 1, partner: 0.6, boyfriend: 1, girlfriend: 1,
    fiance: 1, fiancee: 1, grandmother: 0.6, grandfather: 0.6, aunt: 0.6, uncle: 0.6, niece: 0.8, nephew: 0.8, cousin: 0.8, stepmother: 0.8,
    stepfather: 0.8, hijos: 0.3, hijas: 0.3, hermano: 0.3, hermana: 0.3, hermanos: 0.3, hermanas: 0.3, abuela: 0.5, abuelo: 0.5, tia: 0.4,
    tio: 0.4, cuidador: 0.8, cuidadora: 0.8, pareja: 0.6, sobrino: 0.6, sobrina: 0.6, nieto: 0.6, nieta: 0.6, conyuge: 0.6, informante: 0.8,
    acompanante: 0.8, familiar: 0.3, hausarzt: 1, huisarts: 1, consult: 0.2, pflegekraft: 0.8, prevenir: 0.8, conjoint: 0.6, infirmiere: 0.8,
    infirmier: 0.8, medecin: 0.8, chirurgien: 1, temoin: 0.8, arzt: 0.8, arztin: 0.8, patientin: 0.3, patiente: 0.3, anaesthetist: 1,
    anaesthesiologist: 1.2, paediatrician: 1, pediatrician: 1, gynaecologist: 1, gynecologist: 1, obstetrician: 1, haematologist: 1,
    hematologist: 1, orthopaedist: 1, orthopedist: 1, neurologist: 1, nephrologist: 1, urologist: 1, dermatologist: 1, rheumatologist: 1,
    endocrinologist: 1, gastroenterologist: 1, pulmonologist: 1, neonatologist: 1, intensivist: 1, geriatrician: 1, internist: 1,
    psychiatrist: 0.8, psychologist: 0.6, endoscopist: 1, nome: 1.6, naam: 1.6, navn: 1.6, namn: 1.6, nimi: 1.6, nev: 1.4, nume: 1.6, isim: 1.6, nama: 1.6, jmeno: 1.6, meno: 1.4,
    ime: 1.4, vardas: 1.4, vards: 1.4, radiographer: 0.8, sonographer: 0.8, phlebotomist: 0.8, perfusionist: 1,
    operator: 0.8, scrub: 0.6, circulating: 0.6, circulator: 0.8, runner: 0.4, asst: 0.8, odp: 0.6, registrar: 0.8, sho: 0.6, houseman: 0.8,
    keyworker: 0.8, caseworker: 0.8, worker: 0.6, coordinator: 0.6, podiatrist: 0.6, chiropodist: 0.6, optometrist: 0.6, optician: 0.6,
    ...ABROAD,
    audiologist: 0.6, matron: 0.6, paramedic: 0.6, solicitor: 0.8, landlord: 0.8, employer: -0.3, physiotherapist: 0.3, nav: 0.6, navigator: 0.8,
    secretary: 0.8, receptionist: 0.8, scheduler: 0.6, chaplain: 0.8, preceptor: 0.8, supervisor: 0.8, adjuster: 0.8, attorney: 0.8,
  }),
)

/** Who was met or told something; departments are too, so that the words of the name must speak for it. */
const MET: Readonly<Record<string, readonly [odds: number, ...needed: string[]]>> = {
  saw: [-0.2], met: [-0.2], guide: [-0.2], driver: [-0.2], updated: [-0.2], call: [-0.2], phoned: [-0.2], paged: [-0.2], notified: [-0.2],
  notify: [-0.2], informed: [-0.2], inform: [-0.2], contacted: [-0.2], contact: [-0.2], reached: [-0.3], tell: [-0.2], ask: [-0.2],
  page: [0.1], ping: [0.1], text: [-0.2, 'pls', 'please', 'can', 'will', 'or', 'and'], has: [0, 'who'], got: [0, "who's", 'who'],
  have: [0, 'anyone', 'you'], seen: [-0.2, 'anyone'], thx: [-0.2], interpreter: [0], translator: [0], girl: [0.2, 'baby', 'newborn'], boy: [0.2, 'baby', 'newborn'], bb: [0],
  morning: [0.2, 'good'], afternoon: [0.2, 'good'], evening: [0.2, 'good'], pr: [0.3], atte: [0.5], gez: [0.8], fdo: [0.8], hausarzt: [0.3],
  schwester: [0], pfleger: [0], enfermera: [0], enfermero: [0], auxiliar: [-0.2], matrona: [0], infirmiere: [0], infirmier: [0],
  informada: [-0.2], informado: [-0.2], de: [0.4, 'nombre'], bij: [0], geb: [0.8], paz: [0], pz: [0], informa: [0], avisado: [-0.1], avisada: [-0.1], valora: [-0.1], pte: [-0.1], pcte: [-0.1], due: [0],
  tcae: [0], a: [-0.2, 'avisar', 'llamar', 'avisado', 'avisada', 'informar'],
  von: [0.2, 'uberwiesen', 'eingewiesen', 'untersucht', 'operiert', 'betreut', 'behandelt', 'begleitet'],
  of: [
    0.1, 'pt', 'patient', 'client', 'pacemaker', 'gender', 'identity', 'behalf', 'custody', 'sister', 'brother', 'mother', 'father', 'son',
    'daughter', 'wife', 'husband', 'parents', 'widow', 'nephew', 'niece', 'friend', 'guardian', 'name',
  ],
  par: [0.2, 'adresse', 'adressee', 'vu', 'vue', 'suivi', 'suivie', 'opere', 'operee', 'examine', 'examinee', 'accompagne', 'accompagnee'],
}
/** From whom something came, and to or for whom it went. */
const SENT: Readonly<Record<string, readonly [odds: number, ...needed: string[]]>> = {
  wife: [-0.2], husband: [-0.2], spouse: [-0.2], daughter: [-0.2], sister: [-0.2], brother: [-0.2], mom: [-0.2], dad: [-0.2], niece: [-0.2],
  nephew: [-0.2], cousin: [-0.2], aunt: [-0.2], uncle: [-0.2], grandson: [-0.2], granddaughter: [-0.2], grandmother: [-0.2],
  grandfather: [-0.2], fiance: [-0.2], fiancee: [-0.2], girlfriend: [-0.2], boyfriend: [-0.2], roommate: [-0.2], caregiver: [-0.2],
  sitter: [-0.2], nee: [0.6], geborene: [0.8], geborener: [0.8], hcp: [-0.2], hcpoa: [0], dpoa: [0], hcpr: [0], fellow: [-0.2],
  intern: [-0.2], hospitalist: [-0.2], chaplain: [0], dietitian: [-0.2], law: [0.2, 'in'], gdaughter: [0], gson: [0], dtr: [-0.1],
  worker: [-0.1, 'social', 'case', 'support', 'key', 'care', 'youth', 'outreach'], caseworker: [0], visitor: [0, 'health'],
  anesthetist: [0], anesthesiologist: [0], paediatrician: [0], pediatrician: [0], attg: [0.3], ra: [0.8, 'sig'],
  ssa: [0.8, 'dott', 'dr', 'prof'], aide: [-0.1], dochter: [-0.1], zoon: [-0.1], tochter: [-0.1], sohn: [-0.1], ehefrau: [-0.1],
  ehemann: [-0.1], moglie: [-0.1], marito: [-0.1], figlia: [-0.1], figlio: [-0.1], filha: [-0.1], filho: [-0.1], fille: [-0.2],
  fils: [-0.2], epouse: [-0.1], epoux: [-0.1], nieta: [-0.1], nieto: [-0.1], sobrina: [-0.1], sobrino: [-0.1], wm: [0.8], chas: [0.6],
  thos: [0.8], robt: [0.8], benj: [0.6], edw: [0.6], lcda: [0.8], lcdo: [0.8], ldo: [0.6], lda: [0.6], enf: [0.2], attn: [0.6],
  mister: [0.9], missus: [0.9], caller: [0.2], dictated: [-0.2], poa: [0], mgr: [0, 'case', 'care', 'nurse', 'unit', 'office', 'practice'],
  manager: [0, 'case', 'care', 'nurse', 'unit', 'office', 'practice'], ex: [0.3, 'her', 'his', 'my', 'their', "pt's", "patient's", 'abusive'],
  po: [0, 'his', 'her', 'my'],
  from: [
    -0.2, 'hx', 'history', 'letter', 'note', 'email', 'message', 'text', 'fax', 'call', 'voicemail', 'voicemails', 'report', 'specimen',
    'sample', 'collateral', 'consent', 'permission', 'heard', 'obtained', 'referral', 'request',
  ],
  to: [
    -0.2, 'report', 'letter', 'copy', 'copies', 'fax', 'faxed', 'sent', 'emailed', 'mailed', 'spoke', 'speak', 'talked', 'talk', 'reported',
    'explained', 'handed', 'given', 'addressed', 'placed', 'routed', 'married', 'belongs', 'introduced', 'apologized', 'listen',
    'answers',
  ],
  for: [
    -0.3, 'calling', 'called', 'ask', 'letter', 'message', 'covering', 'cares', 'caring', 'pump', 'asking', 'asked', 'appt', 'appointment',
    'signed', 'guardian', 'interpreter', 'note', 'form', 'results', 'plan', 'labs', 'orders', 'summary', 'course', 'update', 'meds',
  ],
}
const SPOKE = ['discussed', 'spoke', 'reviewed', 'talked', 'met', 'consulted', 'conferred', 'coordinated'] as const
/** With whom somebody spoke; `d/w` is two words. */
const SPOKEN_WITH: typeof MET = {
  with: [
    -0.2, 'lives', 'lived', 'living', 'resides', 'stays', 'staying', 'up', 'fu', 'appointment', 'appt', 'visit', 'scheduled', 'married',
    'relationship', 'eloped', 'touch', 'contact', 'together', 'ambulated', 'walked',
    ...SPOKE,
  ],
  w: [-0.2, 'd', 'lives', 'living', 'lived', ...SPOKE],
  con: [-0.2, 'comentado', 'hablado', 'consultado', 'valorado', 'pactado', 'contactado'],
  mit: [-0.2, 'rucksprache', 'besprochen', 'abgesprochen', 'gesprochen'], avec: [-0.2, 'vu', 'vue', 'discute', 'parle', 'echange'],
}

/** Who works with patients: what stands behind is a name where somebody speaks with them, and what they do elsewhere. */
const ROLES = [
  'pharmacist', 'physio', 'physiotherapist', 'receptionist', 'dietician', 'midwife', 'counsellor', 'counselor', 'podiatrist',
  'radiographer', 'sonographer', 'psychologist', 'psychiatrist', 'optometrist', 'audiologist', 'phlebotomist', 'technician', 'hca', 'ot',
  'slt', 'slp', 'hygienist', 'dentist', 'secretary', 'keyworker', 'matron', 'registrar', 'sho', 'anaesthetist', 'paramedic',
] as const
const ROLES_TOLD = new WordSet([...ROLES, 'nurse', 'therapist', 'dietitian', 'surgeon', 'consultant', 'worker', 'aide', 'fellow', 'intern'])
/** Before a role, where somebody speaks with who has it. */
const WITH = new WordSet([
  'with', 'w', 'by', 'from', 'to', 'per', 'told', 'saw', 'paged', 'called', 'via', 'rang', 'phoned', 'asked', 'contacted',
])
const TOLD_ROLE = 0.3
/** Relatives as they are called at home, behind whose they are. */
const HOMELY = [
  'lad', 'lass', 'nan', 'nanna', 'gran', 'grandad', 'granddad', 'gramps', 'bairn', 'hubby', 'missus', 'mam', 'bro', 'sis', 'bestie', 'mate',
  'flatmate', 'housemate', 'roomie', 'stepdad', 'stepmum', 'stepmom', 'kid', 'kiddo', 'mum', 'other', 'fella', 'carer',
]
const WHOSE = ['my', 'our', 'her', 'his', 'their', 'your', 'me', 'with', "pt's", "patient's"]

/** Words of English that are others in the languages around: im Monat, per bocca, am Montag. */
const ENGLISH_ONLY = new WordSet([
  'im', 'am', 'per', 'is', 'as', 'it', 'its', 'has', 'got', 'text', 'of', 'to', 'for', 'with', 'from', 'by', 'po', 'ex', 'ping', 'girl',
  'boy', 'guide', 'under', 'fellow', 'saw',
])

/** Behind `was called`. */
const CALLED = 0.2

/**
 * log10 odds that a name follows the word alone, where it has a capital; after these, the words of which one must stand
 * before it.
 */
const INTRODUCERS = new WordMap(
  Object.entries<readonly [number, ...string[]]>({
    hi: [0.5], hello: [0.4], hey: [0.4], dear: [0.6], hola: [0.4], estimado: [0.5], estimada: [0.5], querido: [0.4], querida: [0.4],
    thanks: [-0.4], regards: [0.3], sincerely: [0.4], saludos: [0.2], gracias: [-0.4], named: [0.9],
    "name's": [1],
    called: [-0.3], nicknamed: [0.5], llamado: [0.8], llamada: [0.2], llama: [0.6, 'se'], llamo: [1, 'me'],
    is: [
      1, 'name', 'poa', 'proxy', 'guardian', 'contact', 'spouse', 'pcp', 'surgeon', 'wife', 'husband', 'partner', 'fiance', 'fiancee',
      'boyfriend', 'girlfriend', 'roommate', 'caregiver',
    ],
    as: [0.4, 'known', 'name', 'goes'], im: [-0.2],
    "i'm": [-0.2],
    am: [-0.2, 'i'], es: [1.3, 'nombre'], soy: [0], by: [0.2], por: [0.1], attending: [0], patient: [-0.4], pt: [-0.4], paciente: [-0.2],
    surgeon: [0.3], physician: [0], cardiologist: [0.2], pcp: [0.3], nurse: [0.2], therapist: [0.2], per: [-0.2], client: [-0.3],
    resident: [-0.3], neighbor: [0], friend: [0], coworker: [0], colleague: [0], classmate: [0], landlord: [0], babysitter: [0], nanny: [0],
    coach: [-0.1], holder: [0.3, 'account', 'policy', 'card'], referring: [0.2, 'for'], stars: [-0.1], president: [0.2], senator: [0.2],
    governor: [0.2], chancellor: [0.2], congressman: [0.2], congresswoman: [0.2], ambassador: [0.2], inspector: [0.2], bishop: [0.2],
    under: [0.3, 'reservation', 'table', 'booking', 'appointment', 'two', 'four'], you: [-0.3, 'thank'], sorry: [-0.3],
    night: [0.2, 'good'], its: [0, 'hi', 'hey', 'hello', 'doc', 'yes', 'yeah'],
    "it's": [0, 'hi', 'hey', 'hello', 'yes', 'yeah', 'morning', 'afternoon', 'evening'],
    boss: [0],
    name: [
      0.6, "partner's", "wife's", "husband's", "mother's", "father's", "son's", "daughter's", 'maiden', 'last', 'first', 'full', 'patient',
      'pt', 'client', 'caller', 'legal', 'preferred',
    ],
    it: [-1], me: [0.9, 'call', 'calls', 'called'],
    ...Object.fromEntries(ROLES.map((role) => [role, [TOLD_ROLE, ...WITH.lowers] as const])),
    ...Object.fromEntries(HOMELY.map((kin) => [kin, [0.1, ...WHOSE] as const])),
    ...MET,
    ...SENT,
    ...SPOKEN_WITH,
  }),
)

/** log10 odds that the word is a name because of the word or two before it, where they introduce one. */
export function introducerOdds(words: Words, at: number): number | undefined {
  const introducer = at === 0 ? undefined : INTRODUCERS.get(words, at - 1)
  if (introducer === undefined || isMeasuredBy(words, at) || (ENGLISH_ONLY.has(words, at - 1) && isForeign(words))) return undefined
  const [odds, ...needed] = introducer
  if (
    odds < CALLED &&
    at >= 2 &&
    words.lower(at - 1) === 'called' &&
    /^(?:was|were)$/.test(words.lower(at - 2)) &&
    (at < 3 || words.lower(at - 3) !== 'it')
  )
    return CALLED
  if (isCalledSo(words, at)) return CALLED_SO
  if (odds < TOLD_ROLE && at >= 2 && ROLES_TOLD.has(words, at - 1) && WITH.has(words, at - 2)) return TOLD_ROLE
  return needed.length === 0 || (at >= 2 && needed.includes(words.lower(at - 2))) ? odds : undefined
}

const CALLED_SO = 0.8
const CALLING = new WordSet(['by', 'as', 'called'])

/** goes by Teddy, known as Kiki, likes to be called Nonna */
export function isCalledSo(words: Words, at: number): boolean {
  if (at < 2 || words.gap(at - 2) !== ' ' || !CALLING.has(words, at - 1)) return false
  const before = words.lower(at - 2)
  switch (words.lower(at - 1)) {
    case 'by': return before === 'goes' || before === 'going' || before === 'went'
    case 'as': return before === 'known'
    default: return (before === 'be' || before === 'being') && at > 2 && /^(?:to|likes|prefers|rather)$/.test(words.lower(at - 3))
  }
}

/** log10 odds behind a label with its adjective. */
export const QUALIFIED = 1.1

/** Of whom a label tells what they do, behind the word for them: Facultativo que la atiende, Familiar de contacto, Medico di base. */
const PERSONS = new WordSet([
  'medico', 'medica', 'facultativo', 'facultativa', 'enfermera', 'enfermero', 'familiar', 'persona', 'personne', 'cirujano', 'cirujana',
  'psicologa', 'psicologo', 'especialista', 'profesional', 'tutor', 'tutora', 'medecin', 'infermiere', 'operatore', 'enfermeiro',
  'enfermeira',
  'interne',
])
const TELLING = new WordSet(['que', 'de', 'del', 'di', 'da', 'do', 'qui', 'che', 'a'])
const CLAUSE_MAX = 5

/** log10 odds behind a label that says so. */
export function clauseOdds(words: Words, label: number): number | undefined {
  for (let at = label - 1; at >= 0 && label - at <= CLAUSE_MAX && words.gap(at) === ' '; at--) {
    if (PERSONS.has(words, at)) return TELLING.has(words, at + 1) && startsSentence(words, at) ? QUALIFIED : undefined
  }
  return undefined
}

/** Behind the word for a person in the Romance languages and Polish: Medico responsable, Lekarz prowadzacy. */
export const ADJECTIVES = new WordSet([
  'legal', 'receptor', 'receptora', 'emisor', 'prescriptor', 'prescriptora', 'peticionario', 'responsable', 'informante', 'traitant',
  'referent', 'referente', 'assistente', 'curante', 'richiedente', 'requisitante', 'signataire', 'prowadzacy', 'kierujacy', 'ansvarig',
  'clinico',
  'clinica', 'asistencial', 'principal', 'tratante', 'residente', 'adjunto', 'adjunta',
])
