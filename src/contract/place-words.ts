/** Two letters behind the comma of a town (USPS Publication 28, appendix B), but those that are words. */
export const STATE_CODES: ReadonlySet<string> = new Set(
  'al ak az ar ca co ct de dc fl ga ia id il ks ky la md ma mi mn ms mo mt ne nv nh nj nm ny nc nd pa ri sc sd tn tx ut vt va wa wv wi wy'.split(
    ' ',
  ),
)

/** What goes on behind a place, where behind a brand, sign or score stands the thing. */
export const BEHIND_PLACE: ReadonlySet<string> = new Set([
  'and', 'or', 'with', 'for', 'since', 'on', 'when', 'where', 'to', 'by', 'after', 'before', 'at', 'as', 'is', 'was', 'last', 'yesterday',
  'today', 'tomorrow', 'tonight', 'because', 'he', 'she', 'they', 'who', 'until', 'during', 'now', 'y', 'con', 'desde', 'und', 'mit', 'et',
  'avec',
])
