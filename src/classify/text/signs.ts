/** Signs by what ASCII has in their place: anything that is no letter and no digit ends a word. */
const SIGNS: readonly (readonly [signs: RegExp, ascii: string])[] = [
  [/^[،、՝߸᠂꓾︐︑፣]$/u, ','],
  [/^[؛⁏]$/u, ';'],
  [/^[؟՞⁇]$/u, '?'],
  [/^[。।॥۔։።။។・᠃꓿]$/u, '.'],
  [/^[׃፡]$/u, ':'],
  [/^[׳՚]$/u, "'"],
  [/^[\p{Pi}\p{Pf}״]$/u, '"'],
  [/^\p{Pd}$/u, '-'],
  [/^\p{Ps}$/u, '('],
  [/^\p{Pe}$/u, ')'],
  [/^\p{Sc}$/u, '$'],
  [/^[→⇒➔➜►▶≥]$/u, '>'],
  [/^[←⇐◄◀≤]$/u, '<'],
]
/** Degrees stand in units and in `N°`, where patterns know them. */
const KEPT = '°'
const ANY_SIGN = /^[\p{P}\p{S}]$/u
const DIGIT = /^\p{Nd}$/u
/** Whatever else is drawn: bullets, ticks, emblems. */
const OTHER = '*'
const DIGITS = 10

/**
 * One character as ASCII where it is a sign or a digit of another
 * script; undefined where it is ASCII, a letter, or anything else.
 */
export function foldSign(character: string): string | undefined {
  const code = character.codePointAt(0) as number
  if (code < 0x80 || character === KEPT) return undefined
  if (DIGIT.test(character)) return String(digitOf(code))
  if (!ANY_SIGN.test(character)) return undefined
  return SIGNS.find(([signs]) => signs.test(character))?.[1] ?? OTHER
}

/** The digits of a script are ten characters in a row (Unicode, section 4.6); those of another may come right behind. */
function digitOf(code: number): number {
  let before = 0
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++
  return before % DIGITS
}
