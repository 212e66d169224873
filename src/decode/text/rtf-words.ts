const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Control words that a reader sees as a character (RTF 1.9.1, Special Characters). */
export const RTF_CHARACTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    par: '\n',
    line: '\n',
    row: '\n',
    sect: '\n',
    page: '\n',
    column: '\n',
    softline: '\n',
    nestrow: '\n',
    tab: '\t',
    cell: '\t',
    nestcell: '\t',
    emdash: '\u2014',
    endash: '\u2013',
    bullet: '\u2022',
    lquote: '\u2018',
    rquote: '\u2019',
    ldblquote: '\u201C',
    rdblquote: '\u201D',
    emspace: ' ',
    enspace: ' ',
    qmspace: ' ',
  }),
)

/** Destinations that hold bytes as hexadecimal digits: pictures, objects, themes (RTF 1.9.1, Pictures and Objects). */
export const RTF_BYTES = words('pict objdata themedata colorschememapping datastore blipuid passwordhash mmodso')

/** Other destinations that are no part of the running text; each is read as a text of its own. */
export const RTF_DESTINATIONS = words(`fonttbl colortbl stylesheet info listtable listoverridetable rsidtbl revtbl xmlnstbl generator
  title subject author manager company operator category keywords comment doccomm hlinkbase creatim revtim printim buptim userprops propname
  staticval linkval docvar fldinst header headerl headerr headerf footer footerl footerr footerf footnote annotation atnid atnauthor
  atndate atnref
  atnicn bkmkstart bkmkend datafield formfield ffname ffdeftext ffhelptext ffstattext object objclass objname objalias shpinst shptxt sp
  sn sv
  latentstyles filetbl private xe tc listname leveltext levelnumbers pntext pntxtb pntxta nonshppict`)

/** Destinations that say what stands in them (RTF 1.9.1, Information Group and Comments), in the words of a form. */
export const RTF_LABELS: ReadonlyMap<string, string> = new Map([
  ['author', 'name: '], ['operator', 'name: '], ['manager', 'manager: '], ['company', 'company: '], ['atnauthor', 'name: '],
  ['atnid', 'name: '],
])
/** Those of whose groups each is an entry (RTF 1.9.1, Track Changes). */
export const RTF_ENTRY_LABELS: ReadonlyMap<string, string> = new Map([['revtbl', 'name: ']])
