/** A word shorter than this ends like a surname by chance. */
const SIZE_MIN = 5
/** And a longer one is no name. */
const SIZE_MAX = 24

/**
 * Endings that hardly any word but a surname has, folded: patronymics and forms of the Nordic, Slavic, Baltic, Greek,
 * Romanian, Turkish, Caucasian, Finnish, German, Dutch and Spanish languages (Hanks, Coates and McClure, The Oxford
 * Dictionary of Family Names, introductions by language).
 */
const SURNAME_ENDINGS: readonly string[] = [
  ...'sson dottir datter gaard gard lund qvist quist strom gren berg borg'.split(' '),
  ...Array.from('bdgklmnrt', (letter) => `${letter}sen`),
  ...'ovic evic avic ovich evich ovych owicz ewicz owski ewski inski ynski icki ecki owska ewska inska ynska skij skiy sky skaya ovska evska ovski evski'.split(
    ' ',
  ),
  ...'kova nova rova lova sova tova dova hova ieva aeva eeva kov nov rov lov sov tov zov chev iev aev eev zhev enko chuk czyk iuk czak'.split(
    ' ',
  ),
  ...'kaitis auskas evicius avicius iene aite yte opoulos opoulou akis iadis oglu escu eanu shvili adze idze'.split(' '),
  ...'ainen iinen oinen uinen onen inen nnen mann stein baum bauer meyer maier stra sma huis veld vermeer eszky ffy'.split(' '),
]
const ENDS_SO = new RegExp(`(?:${SURNAME_ENDINGS.join('|')})$`)
/** By the last three letters, five bits each: most words are told apart by them. */
const MAY_END_SO = new Uint8Array(1 << 15)
for (const ending of SURNAME_ENDINGS) MAY_END_SO[lastLetters(ending)] = 1

function lastLetters(lower: string): number {
  const { length } = lower
  return (lower.charCodeAt(length - 3) & 31) << 10 | (lower.charCodeAt(length - 2) & 31) << 5 | lower.charCodeAt(length - 1) & 31
}

/** Ends as surnames do and other words do not. */
export function endsLikeSurname(lower: string): boolean {
  return lower.length >= SIZE_MIN && lower.length <= SIZE_MAX && MAY_END_SO[lastLetters(lower)] === 1 && ENDS_SO.test(lower)
}
