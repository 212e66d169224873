import { slip } from './planted-disguises.ts'
import { plainLetters, type Dice, type Planted } from './planted-people.ts'

/** A way of naming somebody, and how it was made. */
export interface Naming {
  readonly text: string
  readonly form: string
  /** A word of the language or very short: only a sentence that is about people makes it a name. */
  readonly weak: boolean
}

const WEAK = new Set(
  `Will Mark Bo Rose May Grace June Faith Ivy Li Joy April Olive Jo Dean Max Gene Young Green Bell Graves Long King Rice Ng Wu Yu Lee Baker
Wood Stone Woods Hill White Brown Short Cook Turner Walker Park Banks Parker Brooks Pace Ho Cho Kim Ian Bill Bob Tom Sue Penny Tony Chuck Nate Kate Bea Flo Liz Ted Alex Lund Paco
Holt Weiss Novak Lars Omar Zoë Anh Lupe Lola`.split(/\s+/))

const isWeak = (word: string): boolean => WEAK.has(word)

/** The word of a family name that carries it: Cruz of de la Cruz. */
function mainWord(family: string): string {
  return family.split(/[ -]/).reduce((best, word) => word.length > best.length ? word : best, '')
}

/** The full name in one of its orders and cases. */
export function fullName(person: Planted, dice: Dice): Naming {
  const { given, middle, family, nickname, title } = person
  const forms: readonly (readonly [string, string])[] = [
    ['full', `${given} ${family}`],
    ['middle initial', `${given} ${middle}. ${family}`],
    ['family first', `${family}, ${given}`],
    ['family first, middle', `${family}, ${given} ${middle}`],
    ['capitals', `${given} ${family}`.toUpperCase()],
    ['family first, capitals', `${family}, ${given}`.toUpperCase()],
    ['family in capitals', `${family.toUpperCase()}, ${given}`],
    ['title', `${title} ${given} ${family}`],
    ['initial', `${given.slice(0, 1)}. ${family}`],
    ['initial behind', `${family} ${given.slice(0, 1)}.`],
    ['two initials', `${given.slice(0, 1)}. ${middle}. ${family}`],
    ...(nickname === undefined
      ? []
      : ([
          ['nickname', `${nickname} ${family}`],
          ['nickname, capitals', `${family}, ${nickname}`.toUpperCase()],
        ] as const)),
  ]
  const [form, text] = dice.pick(forms)
  return { form, text, weak: isWeak(family) && /initial/.test(form) && !/middle/.test(form) }
}

/** One word of the name, or one that was made of it. */
export function shortName(person: Planted, dice: Dice): Naming {
  const { given, family, nickname, title } = person
  const main = mainWord(family)
  const forms: Naming[] = [
    { form: 'given', text: given, weak: isWeak(given) }, { form: 'title and family', text: `${title} ${family}`, weak: false },
    { form: 'family', text: family, weak: isWeak(family) }, { form: 'given, possessive', text: `${given}'s`, weak: isWeak(given) },
    { form: 'title and family, possessive', text: `${title} ${family}\u2019s`, weak: false },
  ]
  if (nickname !== undefined) forms.push({ form: 'nickname', text: nickname, weak: isWeak(nickname) })
  if (main.length >= 6 && /^[A-Za-z]+$/.test(main) && !isWeak(main)) {
    forms.push({ form: 'slip', text: family.replace(main, slip(main, dice)), weak: false })
    forms.push({ form: 'slip beside the given name', text: `${given} ${family.replace(main, slip(main, dice))}`, weak: false })
    forms.push({ form: 'small letters', text: `${given} ${family}`.toLowerCase(), weak: isWeak(given) })
  }
  if (/^[A-Za-z]+$/.test(given + family) && given.length + family.length > 7) {
    forms.push({ form: 'joined', text: given + family, weak: false })
    if (family.length > 4) forms.push({ form: 'user name', text: `${plainLetters(given.slice(0, 1) + family)}@work.example`, weak: false })
  }
  return dice.pick(forms)
}
