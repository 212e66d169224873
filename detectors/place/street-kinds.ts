import { WordSet } from '../../src/contract/word-set.ts'

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Words that are a kind of street behind its name, in English (USPS Publication 28, appendix C1). */
export const KINDS_BEHIND = new WordSet(
  wordsOf(`street str st avenue ave av road rd drive dr lane ln boulevard blvd court ct circle cir place pl terrace ter trail trl parkway
  pkwy highway hwy way square sq loop alley
  crescent close mews gardens grove heights hill hills park plaza point ridge row run turnpike pike walk walks crossing landing meadow
  meadows path pass view villa village manor bypass route cove creek crest estate estates glen harbor harbors
  hollow island islands junction knoll knolls lake lakes lodge mills mall mount mountain orchard oval parade esplanade circuit rapid
  rapids shore shores shoals springs spurs stravenue stream summit track trace tunnel underpass
  valley valleys viaduct vista wells wharf green greens fields flats forest forge fort gateway bend bluff bluffs branch bridge brook
  brooks burg burgs camp canyon cape causeway cliff cliffs corners course curve dale dam
  divide extensions falls ferry croft garth grange brae chase common keys locks plains ports prairie ramp ranch spring station throughway
  trafficway ville wynd haven woodlands side
  gata gate vag vei vej alle utca utja utcaja ut ter tere korut sugarut rakpart dulo setany fasor sor koz lepcso hatarut orszagut fout
  foter korter lakotelep liget kert part park ulica cesta trg put steza nabrezje prilaz odvojak ulice namesti trida nabrezi
  caddesi sokak sokagi bulvari mahallesi iela straat weg platz gasse ring ufer damm laan plein gracht kade singel marg nagar chowk`))

/** Words and short forms that are a kind of street before its name, in the other languages of Europe (UPU S42). */
export const KINDS_BEFORE = new WordSet(
  wordsOf(`ul ulica al aleja aleje pl plac os osiedle rondo skwer bulw bulwar szosa droga rynek wyb wybrzeze park ogrod wyspa zaulek na
  pod nad u ved
  via viale piazza corso largo vicolo piazzale strada contrada borgo rotonda incrocio lungomare calata salita aleea bulevardul soseaua
  intrarea calea splaiul piata drumul str bd
  rue avenue boulevard place chemin allee impasse quai cours passage sentier voie square route calle avenida paseo plaza camino carretera
  travesia ronda glorieta callejon pasaje urbanizacion barrio poligono cuesta rambla
  rua travessa praca alameda largo rodovia estrada marginal avenida cesta trg ulica nabrezi namesti gata odos oduur am an der im zur zum`))

/** Endings that are one word with the name of the street: Lindenstrasse, Storgatan, Mannerheimintie. */
export const KIND_ENDING =
  /(?:strasse|str|straat|weg|platz|allee|gasse|damm|ufer|laan|plein|gracht|kade|singel|plantsoen|pad|dreef|steeg|gatan|gata|vagen|veien|vegen|vej|gade|stien|allen|alle|granden|gardet|torget|plads|stigen|backen|bakken|svingen|kroken|braten|toppen|hogda|vaenget|vaenge|parken|park|katu|tie|kuja|polku|penger|ranta|linja|vayla|raitti|rinne|kaari|aukio|portti|ova|ska|cka|utca|graben|markt|hof|kamp|steig|stieg|wall|chaussee|iela)$/

/** What stands before the number of a flat or floor. */
export const UNITS = new WordSet(
  wordsOf(
    'apt apartment suite ste unit flat floor fl bldg building rm lot hus lgh leil as m ap apto bloc bl sc et etaj top stiege wohnung whg int interno scala piano piso bte boite bus kv byt emelet',
  ),
)
