/** What a company is said to be, where no other thing is: a Danish investment bank. 501(c)3 is a nonprofit in the United States. */
export const COMPANY_KINDS: ReadonlySet<string> = new Set(
  'multinational conglomerate bank airline manufacturer publisher retailer brokerage nonprofit startup insurer corporation 501 consultancy newspaper'.split(
    ' ',
  ),
)

/** Who speaks for one: is the keynote speaker, is the CEO of the year. */
export const SPEAKERS: ReadonlySet<string> = new Set(
  'keynote speaker ceo cfo chairman chairwoman president founder director spokesman spokeswoman spokesperson moderator panelist winner'.split(
    ' ',
  ),
)
