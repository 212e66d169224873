/** US Postal Service Publication 28, appendix C1, and what people write in its place; all but that of a drive, which is a doctor's too. */
export const SUFFIX_BUT_DRIVE =
  '(?:Street|Str?|Avenue|Ave?n?|Road|Rd|Drive|Lane|Ln|Boulevard|Blvd|Court|Ct|Circle|Cir|Place|Pl|Terrace|Ter|Trail|Trl|Parkway|Pkwy' +
  '|Highway|Hwy|Way|Square|Sq|Loop|Alley|Aly|Crescent|Cres|Close|Mews|Gardens|Grove|Heights|Hts|Hill|Hills|Park|Plaza|Plz|Point|Pt|Ridge|Rdg|Row|Run|Turnpike|Tpke' +
  '|Expressway|Freeway|Pike|Walk|Crossing|Xing|Landing|Meadows?|Path|Pass|View|Villa|Village|Manor|Bypass|Route|Cove|Creek|Crest|Estates?|Glen|Harbors?|Hollow' +
  '|Island|Isle|Junction|Knolls?|Lake|Lodge|Mills?|Mall|Mount|Mountain|Orchard|Oval|Parade|Pde|Esplanade|Esp|Circuit|Cct|Rapids?|Shores?|Springs?|Spurs?|Station|Stravenue|Stream|Summit|Track' +
  '|Trace|Tunnel|Underpass|Unions?|Valleys?|Viaduct|Vista|Wall|Wells?|Wharf|Greens?|Fields?|Flats?|Ford|Forest|Forge|Fort|Garden|Gateway|Bend|Bluffs?|Branch' +
  '|Bridge|Brooks?|Burgs?|Camp|Canyon|Cape|Causeway|Center|Cliffs?|Club|Commons?|Corners?|Course|Curve|Dale|Dam|Divide|Extensions?|Falls|Ferry)'

export const STREET_SUFFIX = `(?:Dr|${SUFFIX_BUT_DRIVE})`

/** The rest of appendix C1: these are words of other things as well, and told to be streets by the town behind them. */
export const RARE_STREET_SUFFIX =
  '(?:Annex|Arcade|Bayou|Beach|Bottom|Bridges|Camps|Centers|Circles|Courts|Coves|Crossroads?|Dales|Drives|Estate|Fall|Fords|Forges|Forks?|Gateways|Glens|Groves|Haven|Hollows|Inlet|Islands|Junctions' +
  '|Keys?|Lakes|Land|Lights?|Loaf|Locks?|Manors|Mission|Motorway|Mountains|Neck|Overpass|Parks|Parkways|Passage|Pines?|Plains?|Points|Ports?|Prairie|Radial|Ramp|Ranch|Rest|Ridges|River|Roads|Rue|Shoals?|Shore|Skyway' +
  '|Spring|Squares|Streets|Throughway|Trafficway|Trailer|Tunnels|Turnpikes|Union|Valley|Views|Villages|Ville|Walks|Ways|Well|Amble|Approach|Brae|Broadwalk|Chase|Concourse|Frontage|Grange|Quadrant|Retreat|Rise|Siding|Strip|Towers|Vale)'

/** A word of a name as it stands in an address: capital first, or a number with an ordinal ending. */
export const NAME_WORD = String.raw`(?:(?:O'|D'|L'|Mc|Mac|St\.?[ ])?[A-Z\x{80}-\x{10FFFF}][A-Za-z'\x{80}-\x{10FFFF}-]*\.?|\d{1,3}(?:st|nd|rd|th))`

/** A word of the name of a town: a full stop behind it ends the sentence, but for that of a saint or a fort. */
export const TOWN_WORD = String.raw`(?:(?:St|Ste|Ft|Mt|Pt|[NSEW])\. ?)?[A-Z\x{80}-\x{10FFFF}][A-Za-z'\x{80}-\x{10FFFF}-]*`

export const DIRECTION = String.raw`(?:N|S|E|W|NE|NW|SE|SW|N\.?[EW]\.?|S\.?[EW]\.?|North|South|East|West|Northeast|Northwest|Southeast|Southwest)\b\.?`

/** A flat, suite, floor or building behind the street. */
export const UNIT = String.raw`(?:,?[\s>]{0,4}(?i:apartment|apt|suite|ste|unit|floor|fl|building|bldg|room|rm|flat|lot|trailer|trlr|space|spc|penthouse|ph|no\b|#)\.?,? ?#? ?[A-Za-z]?-?\d{0,5}[A-Za-z]?\b)`

export const STATE_BUT_IDAHO =
  '(?:AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR|VI|GU|AS|MP)'

export const STATE = `(?:ID|${STATE_BUT_IDAHO})`

/** First and last of the first three digits of the ZIP codes of each state (USPS Publication 65, National Five-Digit ZIP Code). */
const ZIPS_OF_STATES: ReadonlyMap<string, readonly (readonly [first: number, last: number])[]> = new Map(`
AL350-369 AK995-999 AZ850-865 AR716-729 CA900-961 CO800-816 CT060-069 DE197-199 DC200-205 FL320-349 GA300-319,398-399 HI967-968 ID832-838
IL600-629 IN460-479 IA500-528 KS660-679 KY400-427 LA700-714 ME039-049
MD206-219 MA010-027,055-055 MI480-499 MN550-567 MS386-397 MO630-658 MT590-599 NE680-693 NV889-898 NH030-038 NJ070-089 NM870-884
NY005-005,063-063,100-149 NC270-289 ND580-588 OH430-459 OK730-749 OR970-979 PA150-196
RI028-029 SC290-299 SD570-577 TN370-385 TX750-799,885-885 UT840-847 VT050-059 VA201-201,220-246 WA980-994 WV247-268 WI530-549 WY820-831
PR006-009`
    .trim()
    .split(/\s+/)
    .map((row) => [
      row.slice(0, 2),
      row
        .slice(2)
        .split(',')
        .map((range) => [Number(range.slice(0, 3)), Number(range.slice(4))] as const),
    ]),
)

/** Whether a ZIP code is one of a state, which is given by its two letters. */
export function isZipOf(state: string, zip: string): boolean {
  const start = Number(zip.slice(0, 3))
  return ZIPS_OF_STATES.get(state.toUpperCase())?.some(([first, last]) => start >= first && start <= last) === true
}

export const STATE_NAME =
  '(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa' +
  '|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico' +
  '|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia' +
  '|Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico|Ontario|Quebec|British Columbia|Alberta|Manitoba|Saskatchewan|Nova Scotia|New Brunswick)'

export const ZIP = String.raw`\d{5}(?:-\d{4})?`
export const POSTCODE = String.raw`(?:${ZIP}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-CEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d|\d{4}(?: ?[A-Z]{2})?|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} \d{2}|\d{6})`

/** What programs write where a region is missing: pandas, SQL, Python. */
const MISSING = '(?:nan|NaN|null|NULL|None|N/A)'

/** Town, region and country in up to five words, over lines, quoting marks and commas, closed by a postal code. */
export const TAIL = String.raw`(?:[\s,>]{1,7}(?:${NAME_WORD}|[A-Z]{2,3}|of|d[aeio]|del|l[ae]s?|los|nad|sur|upon|on|am|an|der|aan|den|pod|sous|en|im|bei|\d{2}|${MISSING}|\([A-Z][a-z]+\))){1,6}[\s,>]{1,7}(?:\d{4,6}(?:-\d{3,4})?|\d{2}-\d{3}|\d{3} \d{2}|${MISSING}[\s,>]{1,7}\d{3}|nan|NaN|null|NULL)\b`

/** Town and British postcode, over lines or not. */
export const BRITISH_TAIL = String.raw`(?:[\s,>]{1,7}${NAME_WORD}){1,5}[\s,>]{1,7}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`

/** A town behind a comma, and its region or country. */
export const LOCALITY = String.raw`(?:\s{0,2},\s{1,3}${TOWN_WORD}(?:[ -](?:d[aeio] |del |la |nad |sur |am )?${TOWN_WORD}){0,3}(?:,\s{1,3}${NAME_WORD}(?: ${NAME_WORD})?(?: \([A-Z][a-z]+\))?)?)`

/** Provinces and autonomous communities of Spain, in Spanish and in the languages of the regions, without accents. */
export const PROVINCE_ES =
  '(?:A Coruna|La Coruna|Coruna|Alava|Araba|Albacete|Alicante|Alacant|Almeria|Asturias|Avila|Badajoz|Baleares|Islas Baleares|Illes Balears|Barcelona|Burgos|Caceres|Cadiz|Cantabria' +
  '|Castellon|Castello|Ciudad Real|Cordoba|Cuenca|Girona|Gerona|Granada|Guadalajara|Guipuzcoa|Gipuzkoa|Huelva|Huesca|Jaen|La Rioja|Las Palmas(?: de Gran Canaria)?|Leon|Lleida|Lerida' +
  '|Lugo|Madrid|Malaga|Murcia|Navarra|Nafarroa|Ourense|Orense|Palencia|Pontevedra|Salamanca|Santa Cruz de Tenerife|Tenerife|Segovia|Sevilla|Soria|Tarragona|Teruel|Toledo|Valencia' +
  '|Valladolid|Vizcaya|Bizkaia|Zamora|Zaragoza|Ceuta|Melilla|Andalucia|Aragon|Canarias|Castilla y Leon|Castilla-La Mancha|Cataluna|Catalunya|Extremadura|Galicia|Pais Vasco|Euskadi|Gran Canaria|Mallorca|Menorca|Ibiza)'

/** Countries by the names that addresses have them with, in English and Spanish. */
export const COUNTRY =
  '(?:Spain|Espana|France|Francia|Germany|Alemania|Italy|Italia|Portugal|England|Scotland|Wales|Ireland|UK|United Kingdom|Canada|Mexico|Cuba|Chile|Argentina' +
  '|Colombia|Peru|Venezuela|Ecuador|Uruguay|Paraguay|Bolivia|Brazil|Brasil|Costa Rica|Panama|Guatemala|Honduras|Nicaragua|El Salvador|Dominican Republic|Puerto Rico' +
  '|India|Pakistan|Bangladesh|China|Japan|Philippines|Vietnam|Thailand|Korea|South Korea|Iran|Iraq|Israel|Egypt|Morocco|Marruecos|Nigeria|Kenya|Ghana|South Africa' +
  '|Australia|New Zealand|Sweden|Norway|Denmark|Finland|Netherlands|Belgium|Switzerland|Suiza|Austria|Poland|Czech Republic|Hungary|Greece|Cyprus|Turkey|Russia|Ukraine' +
  '|Romania|Bulgaria|Croatia|Serbia|Slovenia|Slovakia|Estonia|Latvia|Lithuania|Iceland|Luxembourg|Tunisia|Algeria|Haiti|Jamaica|Afghanistan|Albania|Andorra|Angola|Armenia|Azerbaijan|Bahamas|Bahrain|Barbados|Belarus|Belize|Benin|Bhutan|Botswana|Brunei|Burkina Faso|Burundi|Cambodia|Cameroon' +
  '|Cape Verde|Chad|Congo|Djibouti|Dominica|Eritrea|Ethiopia|Fiji|Gabon|Gambia|Georgia|Greenland|Grenada|Guinea|Guyana|Indonesia|Ivory Coast|Jordan|Kazakhstan|Kosovo|Kuwait|Kyrgyzstan|Laos|Lebanon' +
  '|Lesotho|Liberia|Libya|Liechtenstein|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Moldova|Monaco|Mongolia|Montenegro|Mozambique|Myanmar|Namibia|Nepal|Niger|North Macedonia' +
  '|Oman|Papua New Guinea|Qatar|Rwanda|Samoa|San Marino|Saudi Arabia|Senegal|Seychelles|Sierra Leone|Singapore|Somalia|Sri Lanka|Sudan|Suriname|Syria|Taiwan|Tajikistan|Tanzania|Togo|Tonga|Trinidad and Tobago' +
  '|Turkmenistan|Uganda|United Arab Emirates|Uzbekistan|Vanuatu|Yemen|Zambia|Zimbabwe|USA|U\\.S\\.A\\.|United States)'

/** A town of Spain or Latin America: El Burgo de Osma, Vilafranca del Penedes, L'Hospitalet. */
export const TOWN_ES = String.raw`(?:(?:El|La|Los|Las|Les|O|A) )?[A-Z][a-z']{2,20}(?:(?: de (?:la |los |las )?| del | do | d'| la | el | y | i | d'en | de l'|[ -])[A-Z][a-z']{1,20}){0,4}`
