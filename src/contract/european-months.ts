/**
 * Names of the months in the languages of Europe that `calendar-names.ts` has not: as they stand beside a day, and alone where
 * that differs (Unicode CLDR 48, months, format wide and stand-alone wide). A low line stands for a blank.
 */
const NAMES: readonly (readonly [language: string, names: string])[] = [
  ['nl', 'januari februari maart april mei juni juli augustus september oktober november december'],
  ['da', 'januar februar marts april maj juni juli august september oktober november december'],
  ['nb', 'januar februar mars april mai juni juli august september oktober november desember'],
  ['sv', 'januari februari mars april maj juni juli augusti september oktober november december'],
  [
    'fi',
    'tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta',
  ],
  ['fi', 'tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu'],
  ['is', 'janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember'],
  ['et', 'jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember'],
  ['lv', 'janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris'],
  ['lt', 'sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio'],
  ['lt', 'sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis'],
  ['pl', 'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia'],
  ['pl', 'styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień'],
  ['cs', 'ledna února března dubna května června července srpna září října listopadu prosince'],
  ['cs', 'leden únor březen duben květen červen červenec srpen září říjen listopad prosinec'],
  ['sk', 'januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra'],
  ['sk', 'január február marec apríl máj jún júl august september október november december'],
  ['sl', 'januar februar marec april maj junij julij avgust september oktober november december'],
  ['hr', 'siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca'],
  ['hr', 'siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac'],
  ['sr', 'јануар фебруар март април мај јун јул август септембар октобар новембар децембар'],
  ['sr-Latn', 'januar februar mart april maj jun jul avgust septembar oktobar novembar decembar'],
  ['mk', 'јануари февруари март април мај јуни јули август септември октомври ноември декември'],
  ['bg', 'януари февруари март април май юни юли август септември октомври ноември декември'],
  ['ru', 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'],
  ['ru', 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'],
  ['uk', 'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня'],
  ['uk', 'січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень'],
  ['be', 'студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня'],
  ['be', 'студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань'],
  ['ro', 'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie'],
  ['hu', 'január február március április május június július augusztus szeptember október november december'],
  ['el', 'ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου'],
  ['tr', 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık'],
  ['sq', 'janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor'],
  ['ca', 'gener febrer març abril maig juny juliol agost setembre octubre novembre desembre'],
  ['gl', 'xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro'],
  ['eu', 'urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua'],
  ['ga', 'eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán_fómhair deireadh_fómhair samhain nollaig'],
  ['cy', 'ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr'],
  ['mt', 'jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru'],
  ['lb', 'januar februar mäerz abrëll mee juni juli august september oktober november dezember'],
]

/** Each name once, in lower case with its accents. */
export const EUROPEAN_MONTH_NAMES: readonly string[] = [
  ...new Set(NAMES.flatMap(([, names]) => names.split(' ')).map((name) => name.replaceAll('_', ' '))),
]
