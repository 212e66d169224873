const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Elements that stand in a line of text: no edge before or after. HTML's, and those of C-CDA narrative (HL7 CDA R2, 4.3.5). */
export const INLINE =
  words(`a abbr acronym b basefont bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s
  samp small span strike strong sub sup time tt u var wbr content linkhtml footnoteref rendermultimedia`)

/** Elements of HTML and of C-CDA narrative, whose names say nothing about the text in them. */
export const NARRATIVE =
  words(`address article aside blockquote body br button caption center col colgroup datalist dd details dialog dir div
  dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main map menu meta
  nav ol optgroup option output p param picture pre progress search section select source summary table tbody td template textarea tfoot th
  thead title tr track ul paragraph list item text footnote`)

/** Other elements that a browser knows. What is none of these is shown to a reader of the source only. */
const OTHER_HTML =
  words(`applet area audio base bgsound canvas command embed iframe input isindex keygen marquee math meter noembed noframes
  noscript object plaintext portal rb rtc script slot style svg video xmp blink path g rect circle ellipse line polyline polygon tspan defs
  use mi mn mo mrow msub msup mtext msqrt mfrac semantics annotation image foreignobject stop lineargradient clippath symbol desc`)

/** Elements of office documents that stand in a line of text (ISO/IEC 29500-1, 17.3 and 21.1.2; OpenDocument 1.3, 6.1.7). */
const OFFICE_INLINE = /^(?:w:(?!(?:p|tbl|tr|tc|br|cr|tab|body|document|txbxContent|footnote|comment)$)|a:(?:r|rPr|t)$|text:span$)/
const OFFICE = /^(?:w|text):|^a:(?:r|t|p)$/

/** True for an element that does not part the words before and after it. */
export function isInline(name: string): boolean {
  return INLINE.has(localName(name)) || OFFICE_INLINE.test(name)
}

/** True for an element whose name says nothing of what stands in it. */
export function isSilent(name: string): boolean {
  const local = localName(name)
  return NARRATIVE.has(local) || INLINE.has(local) || OFFICE.test(name)
}

/** A name without its prefix, in lower case. */
export function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase()
}

/** True for the name of an element of HTML, or one of another vocabulary (`o:p`, `my-element`). */
export function isHtmlElement(name: string): boolean {
  return INLINE.has(name) || NARRATIVE.has(name) || OTHER_HTML.has(name) || /^[a-z]{1,3}:[a-z]{1,20}$/.test(name)
}

/** Attributes whose value is an address, or a list of them. */
export const URL_ATTRIBUTES = words(
  'href src action cite longdesc data poster formaction ping background srcset xlink:href codebase usemap manifest',
)

/** Attributes of HTML, by whose name nobody is told anything. */
export const PLAIN_ATTRIBUTES = words(`abbr accept accept-charset accesskey align alink allow allowfullscreen alt aria-label aria-labelledby
  aria-describedby aria-hidden aria-level async autocapitalize autocomplete autofocus autoplay axis bgcolor border cellpadding cellspacing
  char
  charoff charset checked class classid clear color cols colspan compact content contenteditable controls coords crossorigin datetime
  default
  defer dir dirname disabled download draggable enctype enterkeyhint face fetchpriority for form formenctype formmethod formnovalidate
  formtarget frame frameborder headers height hidden high hreflang hspace http-equiv id inert inputmode integrity is ismap itemid itemprop
  itemref itemscope itemtype kind label lang language link list loading loop low marginheight marginwidth max maxlength media method min
  minlength multiple muted name nohref nomodule nonce noresize noshade novalidate nowrap open optimum pattern placeholder playsinline
  popover
  preload readonly referrerpolicy rel required rev reversed role rows rowspan rules sandbox scheme scope scrolling selected shape size sizes
  slot span spellcheck standby start step style summary tabindex target text title translate type valign value valuetype version vlink
  vspace
  width wrap xml:lang xml:space xmlns`)

/** FHIR R4, 2.6.1 (https://hl7.org/fhir/xml.html): declared by every resource, whatever it stands in. */
export const FHIR_NAMESPACE = /\bxmlns(?::[\w.-]{1,64})?\s{0,64}=\s{0,64}(?:"http:\/\/hl7\.org\/fhir"|'http:\/\/hl7\.org\/fhir')/
