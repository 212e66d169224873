/** A word shorter than this ends like a surname by chance. */
const SIZE_MIN = 5
/** And a longer one is no name. */
const SIZE_MAX = 24

/**
 * Endings that hardly any word but a surname has, folded: patronymics and forms of the Nordic, Slavic, Baltic, Greek,
 * Romanian, Turkish, Caucasian, Finnish, German, Dutch and Spanish languages (Hanks, Coates and McClure, The Oxford
 * Dictionary of Family Names, introductions by language).
 */
const SURNAME_ENDINGS = new RegExp('(?:sson|dottir|datter|[bdgklmnrt]sen|gaard|gard|lund|qvist|quist|strom|gren|berg|borg|' +
  'ovic|evic|avic|ovich|evich|ovych|owicz|ewicz|owski|ewski|inski|ynski|icki|ecki|owska|ewska|inska|ynska|skij|skiy|sky|skaya|ovska|evska|ovski|evski|' +
  'kova|nova|rova|lova|sova|tova|dova|hova|ieva|aeva|eeva|kov|nov|rov|lov|sov|tov|zov|chev|iev|aev|eev|zhev|enko|chuk|czyk|iuk|czak|' +
  'kaitis|auskas|evicius|avicius|iene|aite|yte|opoulos|opoulou|akis|iadis|oglu|escu|eanu|shvili|adze|idze|' +
  'ainen|iinen|oinen|uinen|onen|inen|nnen|mann|stein|baum|bauer|meyer|maier|stra|sma|huis|veld|vermeer|eszky|ffy)$')

/** Ends as surnames do and other words do not. */
export function endsLikeSurname(lower: string): boolean {
  return lower.length >= SIZE_MIN && lower.length <= SIZE_MAX && SURNAME_ENDINGS.test(lower)
}
