import { wordsOf } from './normalise.ts'

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Titles and degrees: they stand beside a name and say nothing of who bears it. */
export const TITLES: ReadonlySet<string> = set(`
mr mrs ms miss mx dr dra dres prof professor sr sra srta don dona rev reverend fr father sister brother mother madam sir dame lord lady hon
capt captain maj major col colonel gen lt sgt cpl pvt nurse doctor md do phd rn np pa dds dmd esq mph pharmd lpn crna msw lcsw dpt od dpm
facp facs faap frcp mbbs bsn msn`)
const SUFFIXES: ReadonlySet<string> = set('jr junior senior ii iii iv esq')
/** Words inside family names that are no name alone. */
export const PARTICLES: ReadonlySet<string> = set(`
al ap bin ibn ben da dal das de del della delle dem den der des di do dos du e el la las le los lo mac mc o san santa st ste ten ter the van
vande vander von vom y zu zum zur af av`)

/** Names that are also words of English or Spanish: by themselves they need more evidence than to be there. */
const COMMON: ReadonlySet<string> = set(`
abbey ace acre agate alba alma amber amor an angel april arch arms art ash august autumn back baker ball banks bank barber bark bass bay
bean bear bee
bell bench berry best bill bird bishop black blanca blanco blank blaze block blood bloom blue bob bolt bond bone book boots bone bow bowl
box brain branch brand bravo
bread bright brook brooks brown buck bud bull burn burns bush butcher butler cabello calvo camp campos candy cane cannon carbon card carey
carpenter carter case cash casas castle
cat chain chance chandler chase chat cherry chin china christian church clay clear cliff close cloud coal coco coke cole coleman colt
comfort constant cook cooper cope corn cotton cough
couch crane creed cross crow cruz cry crystal cup curry daisy dale day days dawn dean dear delgado dell destiny diamond dick do doll
dolores dot dove downs drake drew drew drum
duke dusty early earnest east eddy elder ever eve ewe fair faith fall farmer fast favor fe field fields finch fine fish fisher flood
flores flowers fly foot ford forest fort
foster fountain fowler fox frank free freeman french friend frost fuller gage gail garden gardener garland gates gay gem gene gentry
german gift gill ginger glad glass gloria glory glover goal
gold golden good goode grace grand grant grave graves gray green greene grey ground grove guerra guest guy hail hale hall ham hand hands
hank hard hardy harp hart hash hay haven hawk hay hazel
head heart heath heather hell hero high hill hip ho holder holiday holly holy home honor hood hook hope horn hour house hunt hunter ice
iglesias in iris irons iron island ivory
ivy jack jade jasmine jay jean jeans jet jewel jewels jo job jolly joy judge july june just justice keen key kid kind king kiss kit kitty
knight lake lamb lance land lane large lark last law lawless
lay lead leaf lee left lemon lent leon leo less lever liberty light lily link linen lion little lo lobo loc lock london long lord loss
love low lowe luck lucky lung luna luz major male man manley mar
march marco marine mark marks market marsh mason mass master mat mate max may mayo meadow mean mercy merry mesa mild miles mill miller
mills mine mint mo moles moment moon moor moody moreno morning moss mount
mouse much my myth nail nash nan nat near neck ned new nice nick night no noble noon norm north nose nova oak oaks oath olive opal orange
or ora osler own page pain palm palmer pan paris park parks part pas
pass pat patch patience pave paz peace peak pearl peg penny pepper pet piano pick piedad pierce pike pilar pill pin pitt plan plant plate
play plum point pole pool poole poor pope port porter post pot potter pound power
powers prado pray precious price pride priest prime prince print prior proud pure purple queen quick quiet race rain raines ramos ranger
rash raven ray razor read red reed reef reyes rex rice rich rico ridge right
ring river rivers rob robin rock rod roman rosa rosado rose rosemary rosy round row royal rubio ruby rule rush rust rusty sabio sad sadler
safe sage sales salt salvador sand sands sandy santos savage say scarlet school scott sea seal sears seco self serena sergeant serrano
seven
sewell sharp sheets shell shepherd shine ship shoe shore short sierra silk silva silver simple sims singer six skip sky slater slaughter
sleep small smart smiles snow so sol soledad solo son song soto soul south spears spice spring spark speed square star stark
stars steed steel stern still stock stone storm stout straight strange stranger street strong style such sue sugar summer summers sun
sunday sunny sung sweat sweet swift tab tanner tar taylor teal temple ten tender terry tide tiger tim tin tom toni torres tower town
tree trigger trinity tripp true trust tuck tucker turner twist unit urban usher vale valle van vega velvet vera vic victor view vine
violet virgin wade walk walker wall walls war ward ware warm waters way weaver webb weeks welch well wells
west wheat wheeler white wild wilder will wills win wind wing winter winters wise wolf wood woods woodward word works worth wren wright
yard yellow young younger zen`)

/** Also a month or a day of the week. */
const CALENDAR: ReadonlySet<string> = set(
  'april may june july august march summer autumn winter spring sunday mayo abril junio julio agosto marzo domingo',
)

export const isCommonName = (word: string): boolean => COMMON.has(word)
export const isCalendarName = (word: string): boolean => CALENDAR.has(word)

/** A word of a name, and which part of the name it seems to be. */
export interface NameWord {
  readonly word: string
  readonly part: 'given' | 'family' | 'text'
}

/** The words of a name as a whole: `Dr. Ann B. de Vries Jr.`, `de Vries, Ann B.`, without titles, suffixes and degrees. */
export function splitName(text: string): NameWord[] {
  const [before = [], ...after] = text.split(',').map(namesOnly)
  const rest = after.flat()
  if (before.length > 0 && rest.length > 0) {
    return [...before.map((word) => ({ word, part: 'family' as const })), ...rest.map((word) => ({ word, part: 'given' as const }))]
  }
  const words = before.length > 0 ? before : rest
  return words.map((word, index) => ({ word, part: index === words.length - 1 ? 'family' : index === 0 ? 'given' : 'text' }))
}

function namesOnly(text: string): string[] {
  return wordsOf(text).filter((word) => !TITLES.has(word) && !SUFFIXES.has(word) && !/^\d+$/.test(word))
}

/** The words that are a name: no title, no suffix, no number. A name that is but a title, such as Major, is a name. */
export function bearing(text: string): string[] {
  const words = wordsOf(text).filter((word) => !/^\d+$/.test(word))
  const names = words.filter((word) => !TITLES.has(word) && !SUFFIXES.has(word))
  return names.length > 0 ? names : words
}
