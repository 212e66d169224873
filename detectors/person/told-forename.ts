import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { startsSentence } from '../word-shape.ts'
import { isForeign, isForeignAdjective, isForeignTerm } from './foreign-things.ts'
import { runEnd } from './name-run.ts'
import { otherwise } from './name-weight.ts'
import { readName } from './read-name.ts'

/** Relatives, companions, patients and those who care for them, in the languages of Europe, folded. */
const PEOPLE = new WordSet(
  `hija hijo hijos hijas madre padre padres esposa esposo mujer marido hermana hermano hermanas hermanos nieta nieto sobrina sobrino cunada
  cunado yerno nuera suegra suegro abuela abuelo tia tio prima primo cuidadora cuidador vecina vecino amiga amigo pareja companera companero
  novia novio tutora tutor nina nino bebe menor gemela gemelo paciente enfermera enfermero auxiliar matrona celador celadora due tcae fisio
  psicologa psicologo fisioterapeuta logopeda educadora educador monitora monitor profesora maestra residente adjunta adjunto
  filha filho mae pai esposa irma irmao neta neto sobrinha sobrinho cunhada cunhado sogra genro nora avo avozinha vizinha vizinho companheira
  companheiro parceira parceiro namorada namorado acs tec enf enfermeira enfermeiro tecnica tecnico doente utente
  fille fils mere pere epouse epoux mari femme soeur frere niece neveu cousin cousine voisine voisin amie ami compagne compagnon conjoint
  conjointe tante oncle gendre aidante aidant infirmiere infirmier ide patiente
  figlia figlio moglie marito sorella fratello nipote cugina cugino nuora genero suocera suocero nonna nonno zia zio badante vicina vicino
  amica amico compagna compagno convivente infermiera infermiere oss paziente caregiver giver
  tochter sohn mutter vater ehefrau ehemann schwester bruder enkel enkelin nichte neffe schwiegertochter schwiegersohn nachbarin nachbar
  freundin freund lebensgefahrte lebensgefahrtin partnerin tante onkel oma opa mama papa betreuerin betreuer pfleger patientin
  dochter zoon moeder vader echtgenote echtgenoot partner zus broer kleindochter kleinzoon nicht neef schoondochter schoonzoon buurvrouw
  buurman vriendin vriend mantelzorger oom zr zuster verpleegkundige
  corka corki syn syna matka matki ojciec ojca zona zony maz siostra brat wnuczka wnuk synowa ziec sasiadka sasiad opiekunka babcia ciocia
  datter datteren sonn sonnen hustru hustruen kone konen kona ektemann ektemannen ektefelle ektefellen maken make makan mor moren far faren
  soster sosteren syster systern bror broren brodern dotter dottern sonen samboer samboeren sambo sambon nabo naboen granne grannen mormor
  farmor morfar farfar svigerdatter niesen nieser
  fastlege fastlegen lege overlege sykepleier lakare overlakare distriktslakare sjukskoterska huisarts arts hausarzt oberarzt
  l'epoux l'epouse l'ami l'amie l'infirmiere l'infirmier l'aidante l'oncle l'amica l'amico l'infermiera
  tytar tyttaren poika poikansa vaimo vaimonsa puoliso puolisonsa aviomies aiti isa sisar sisko veli`
    .trim()
    .split(/\s+/),
)
/** Between the word for a person and the name: hijo mayor Unai, abuela materna Pura, epouse actuelle. */
const KINDS = new WordSet(
  `mayor menor materna materno paterna paterno pequena pequeno unica unico politica politico legal maggiore minore mais velha velho nova novo
  ainee aine cadette cadet maternelle paternelle altere alteste jungste oudste jongste eldste yngste aldsta yngsta starsza starszy mlodsza`
    .trim()
    .split(/\s+/),
)
/** What people alone do, in the languages that are told by it; a word that is nothing but a forename stands before. */
const DOINGS = new WordSet(
  `entiende entienden acepta aceptan expresa participa participo firma rechaza comprende solicita comenta cuenta explica asegura insiste llora
  quiere desea prefiere pide camina come duerme juega colabora obedece contesta viene vino llega trabaja estudia cuida acompana confirma
  decide autoriza consiente manifiesta verbaliza agradece recuerda olvida reconoce sabe cree siente refiere refirio niega vive acude dice
  refere aceita entende relata queixa mora diz pede concorda chora anda dorme quer deseja recusa compreende
  refuse souhaite comprend explique habite vit vient pleure rapporte decrit demande dort marche travaille veut signe
  riferisce accetta rifiuta alloggia comprende nega chiede cammina dorme lavora vuole firma piange
  berichtet wunscht klagt verneint lehnt mochte lebt wohnt sagt versteht erzahlt weint schlaft arbeitet
  vertelt zegt wil woont ontkent begrijpt huilt slaapt werkt
  mowi zglasza neguje chce mieszka pracuje rozumie placze
  forteller sier vil bor forstar gråter jobber beskriver berattar sager forstar uppger fortaeller siger bor arbejder kertoo asuu haluaa`
    .trim()
    .replaceAll('å', 'a')
    .split(/\s+/),
)
const PRIORS = { given: 0.85, unknown: 0.62, doing: 0.7 } as const
const GIVEN_SURPLUS_MIN = 0.3
const OTHERWISE_MAX = 1.7
/** Behind a relative, in a language whose nouns have no capitals: su hija Consol, la moglie Franca. */
const OWN_OTHERWISE_MAX = 2.5
const DOING_SURPLUS_MIN = 0.8
const SIZE_MIN = 3
const UNKNOWN_SIZE_MIN = 4
/** Such a word is hardly met as one: Odd, Consol. */
const RARE_MAX = 1.7
const NEVER = LIST.clinical | LIST.organization | LIST.title | LIST.relative | LIST.profession | LIST.calendar | LIST.eponym

export const toldForename: WordDetector = {
  name: 'told-forename',
  class: 'name',
  describes:
    'A forename alone in a text that is not in English, behind the word for a relative, a patient or a carer, or before what people do: su nieta Nerea; la moglie Franca; Aitana entiende.',
  source: '45 CFR 164.514(b)(2)(i)(A): names of the individual and of relatives; words for kin in the languages of Europe',
  begins: KIND.capital,
  find,
  examples: {
    true: [
      'con su hija [[Remei]] que refiere que la caida', 'Su yerno [[Fidel]] la acompana en el pasillo', 'La paciente, [[Begona]], entiende el plan y la dieta',
      'el hijo mayor ([[Iker]]) vive fuera y la hija no', 
      'con sus padres, [[Edurne]] y Jordi, que no', '[[Jacinta]] entiende el plan y acepta la dieta de la planta', 'la nuora [[Ornella]] che non sa se il dolore',
      'la moglie, [[Ivana]], e il figlio che non', 'de la fille et du mari, [[Gaston]], depuis des mois', 'a neta [[Iolanda]] que não sabe se a mãe',
      'Su hija [[Consol]] que refiere la caida', 'ektemannen [[Odd]] var med på det', 'La moglie [[Franca]] che non vive in casa', "rapportée par l'époux, [[Gaston]], depuis des mois",
      'mit der Tochter [[Wiebke]] und dem Arzt besprochen', 'de zoon [[Sjoerd]] en de dochter met het plan', 'met zr. [[Anneke]] van de afdeling en het',
      'wraz z córką [[Kinga]] nie ma w domu', 'datteren [[Ingrid]] og sønnen er med på det', 'con la DUE [[Maribel]] en la consulta de la planta',
    ],
    false: [
      'el padre Fumador y la madre en el', 'la madre Hipertension y el padre con la',
      'su hijo Sano y la madre Diabetica en el', 'Mutter Diabetes und Vater Herzinfarkt mit der', 'la paciente, Hipertensa, y con la', 'son mari Infarctus et la mère avec',
      'la madre Hipertensa y el padre con la', 'der Mutter Mitteilung gemacht und mit dem', 'the patient, Karen, is in the room with her', 'Urea indica que la diuresis y el',
      'Cardiología solicita que se le haga una', 'el paciente Programado para la cirugia y', 'la paciente Zorvanta y la dosis de la', 'Informe del paciente: Presentamos el caso de la hija', 'de moeder Hypertensie en vader met de', 'far Hjerteinfarkt og mor med det',
     
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 0); at < words.count; at = words.next(KIND.capital, at + 1)) {
    if (words.shape(at) !== SHAPE.capital || sizeOf(words, at) < SIZE_MIN) continue
    const person = at === 0 ? -1 : personBefore(words, at)
    if (person < 0 && !isDoing(words, at)) continue
    if (!isForeign(words)) return
    const found =
      person < 0 ? { first: at, last: at, prior: PRIORS.doing, why: 'a forename alone before what people do' } : told(words, person, at)
    if (found === undefined) continue
    yield found
    at = found.last
  }
}

/** The word for a person that stands before, of what kind or not: with a comma or brackets the name ends there again. Below 0 where there is none. */
function personBefore(words: Words, at: number): number {
  const gap = words.gap(at - 1)
  if (gap.length > 2) return -1
  let person = at - 1
  if (person > 0 && words.gap(person - 1) === ' ' && KINDS.has(words, person)) person--
  if (!PEOPLE.has(words, person)) return -1
  return isNamedBehind(words, person, at) ? person : -1
}

function isNamedBehind(words: Words, person: number, at: number): boolean {
  const gap = words.gap(at - 1)
  switch (gap) {
    case ' ': case ': ': return true
    case '. ': return sizeOf(words, person) <= 3
    case ', ': return /^(?:[,;.)]|$)/.test(words.gap(at)) || (at + 2 < words.count && JOINS.has(words, at + 1))
    case ' (': return words.gap(at).startsWith(')')
    default: return false
  }
}

const JOINS = new WordSet(['y', 'e', 'i', 'et', 'und', 'en', 'og', 'och', 'ja'])

/** Behind these stand other words with capitals too: paciente Durogesic, Paciente: Acude. */
const TREATED = new WordSet(['paciente', 'patiente', 'patientin', 'paziente', 'doente', 'utente', 'residente', 'tec', 'auxiliar', 'menor'])

function told(words: Words, person: number, first: number): Candidate | undefined {
  const lists = words.lists(first)
  if ((lists & NEVER) !== 0) return undefined
  const isOwn = words.language() !== 'de' && !TREATED.has(words, person) && words.gap(first - 1) === ' '
  const { last } = readName(words, first, runEnd(words, first))
  const end = Math.max(first, last)
  const why = 'a forename behind the word for a relative, a patient or a carer'
  if ((lists & LIST.given) !== 0) {
    const other = otherwise(words, first)
    const surplus = words.frequency(first, 'given') - words.frequency(first, 'common')
    const isGiven = isOwn ? other <= OWN_OTHERWISE_MAX : other <= OTHERWISE_MAX && surplus >= GIVEN_SURPLUS_MIN
    return isGiven ? { first, last: end, prior: PRIORS.given, why } : undefined
  }
  const isRare = isOwn && words.frequency(first, 'common') <= RARE_MAX
  if ((lists & ~(isRare ? LIST.place | LIST.common : LIST.place)) !== 0 || words.frequency(first, 'foreign') > 0) return undefined
  if (sizeOf(words, first) < (isRare ? SIZE_MIN : UNKNOWN_SIZE_MIN)) return undefined
  const gap = words.gap(first - 1)
  if ((TREATED.has(words, person) && gap !== '. ' && gap !== ', ') || gap === ': ') return undefined
  // In German nouns have capitals too.
  if (words.language() === 'de' || isForeignTerm(words, first) || isForeignAdjective(words, first)) return undefined
  return { first, last: end, prior: PRIORS.unknown, why }
}

function isDoing(words: Words, at: number): boolean {
  if (at + 1 >= words.count || words.gap(at) !== ' ') return false
  let verb = at + 1
  if (verb + 1 < words.count && words.gap(verb) === ' ' && NOT.has(words, verb)) verb++
  if (!DOINGS.has(words, verb) || words.shape(verb) !== SHAPE.lower || !startsSentence(words, at)) return false
  const lists = words.lists(at)
  if ((lists & LIST.given) === 0 || (lists & NEVER) !== 0 || words.frequency(at, 'foreign') > 0) return false
  return words.frequency(at, 'given') - otherwise(words, at) >= DOING_SURPLUS_MIN
}

/** Aitana no quiere, Martin se queja */
const NOT = new WordSet(['no', 'se', 'nao', 'non', 'ne', 'nie', 'si', 'sich', 'ook', 'ya', 'le', 'lo', 'la'])
