import { WordSet } from '../../src/contract/word-set.ts'

/** Words that stand in names of towns beside the word that tells which town. */
export const GENERIC = new WordSet([
  'san', 'santa', 'santo', 'saint', 'st', 'new', 'old', 'city', 'town', 'fort', 'ft', 'port', 'puerto', 'mount', 'mt', 'north', 'south',
  'east', 'west', 'upper', 'lower', 'lake', 'beach', 'springs', 'falls', 'heights', 'hills', 'valley', 'villa', 'los', 'las', 'la', 'el',
  'le', 'les', 'bad', 'rio', 'grand', 'great', 'little', 'cape', 'palm', 'county', 'sao', 'sint', 'sankt', 'sainte', 'ste', 'nowa', 'nowy',
  'stara', 'stary', 'nova', 'novo', 'novy', 'velka', 'velke', 'gross', 'klein', 'ober', 'unter', 'nieuw', 'monte', 'castel', 'ciudad',
  'villanueva', 'pueblo',
])
/** Of these the ones that hardly stand before anything but a name: Port Elgar, San Teodor. */
export const PROPER = new Set([
  'sao', 'sint', 'sankt', 'san', 'santa', 'santo', 'saint', 'st', 'fort', 'ft', 'port', 'puerto', 'mount', 'mt', 'lake', 'villa', 'cape',
])
const TOWN_ENDING =
  /(?:ville|burgh|burg|bury|mouth|town|borough|shire|stadt|dorf|hausen|heim|kirchen|furt|haven|havn|vik|vaara|jarvi|grad|abad|puram|ton|ford|wick|worth|chester|combe|thorpe|hurst|minster|bridge|stead|ingen|bach|feld|brunn|walde|waldau|sund|fjord|torp|stad|holm|fors|koping|dijk|court|mont|bourg)$/
const TOWN_SIZE_MAX = 24

/** Ends as names of towns do and words and medicines do not. */
export function endsLikeTown(lower: string): boolean {
  return lower.length > 6 && lower.length <= TOWN_SIZE_MAX && TOWN_ENDING.test(lower)
}

/** Between the words of such names. */
export const JOINTS = new WordSet([
  'de', 'del', 'la', 'las', 'los', 'of', 'the', 'upon', 'sur', 'am', 'nad', 'pod', 'an', 'der', 'im', 'ob', 'sous', 'les', 'lez', 'sul',
  'do', 'da', 'dos', 'di', 'aan', 'den', 'le', 'bei', 'na', 'ob', 'pri', 'v', 'vor', 'unter', 'an', 'en', 'sotto', 'du',
])
/** Towns and their parts by names that no list of places has. */
export const SHORT = new WordSet(['nyc', 'philly', 'bronx', 'brooklyn', 'manhattan', 'queens', 'harlem'])

/** Second words of names of towns: thornbury cross, penaflor del rio. */
export const SECOND = new WordSet([
  'rapids', 'cross', 'hollow', 'springs', 'falls', 'city', 'beach', 'heights', 'hills', 'valley', 'grove', 'creek', 'ridge', 'park', 'bay',
  'harbor', 'point', 'junction', 'ford', 'green', 'bridge', 'hill', 'rio', 'mar', 'sierra', 'monte', 'campo',
])

/** A word that is more frequent, log10 per million, adds nothing to the name of a town. */
export const PLAIN_MAX = 2
