import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

/** Employers of many that hardly any text means otherwise, in North America and the United Kingdom (Fortune 500; NRF, Top 100 Retailers). */
const CHAINS = String.raw`walmart|wal-mart|sam's club|costco|home depot|lowe'?s|kroger|safeway|publix|albertsons|aldi|whole foods|trader joe'?s|wegmans|meijer|best buy|macy'?s|kohl'?s|jc ?penney|tj ?maxx|dollar general|dollar tree|family dollar|big lots|ikea|petsmart|petco|autozone|o'reilly|jiffy lube|pep boys|mcdonald'?s|burger king|wendy'?s|taco bell|kfc|chipotle|chick-fil-a|pizza hut|domino'?s|papa john'?s|starbucks|dunkin'?(?: donuts)?|waffle house|ihop|denny'?s|applebee'?s|olive garden|red lobster|cracker barrel|texas roadhouse|buffalo wild wings|panera(?: bread)?|five guys|arby'?s|popeye'?s|dairy queen|in-n-out|whataburger|tim hortons|amazon|fed ?ex|usps|dhl|uber|lyft|doordash|instacart|grubhub|walgreens|rite aid|tyson(?: foods)?|smithfield|john deere|boeing|lockheed(?: martin)?|raytheon|chrysler|toyota|tesla|general motors|general electric|exxon(?: ?mobil)?|chevron|piggly wiggly|food lion|winn-dixie|stop (?:&|and) shop|shoprite|giant eagle|hy-?vee|h-e-b|cargill|microsoft|google|facebook|verizon|at&t|t-mobile|comcast|united airlines|southwest airlines|american airlines|delta air ?lines|amtrak|greyhound|goodwill|tesco|asda|sainsbury'?s|morrisons|lidl|waitrose|greggs|royal mail|argos|primark|woolworths|bunnings|kmart|canadian tire|loblaws|sobeys|wayfair|disney ?world|disneyland|marriott|hilton`
/** Those that are words too. */
const WORDS = String.raw`target|subway|shell|apple|delta|meta|ford|honda|ross|sonic|outback|intel|ups|gm|caterpillar|perdue|cvs|heb|coles|staples|gap|nike|pepsi|coke|coca-cola|southwest|publix`
const WORKING = String.raw`(?:works?|worked|working|job|employed|hired|fired|shifts?|career|supervisor|boss)`
const TRADES = String.raw`(?:cashier|barista|manager|drives?|drove|driver|stocker|stocks|clerk|cook|server|waiter|waitress|greeter|associate|picker|packer|loader|delivers|delivering|courier|carrier|technician|mechanic|groceries|meals|lunch|food|cake|shops|shopping|retired|retiree)`
const CITY = String.raw`[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]{2,}){0,2}`
const POLICE = String.raw`(?:PD|P\.D\.|SO|FD)`

export const workplace: PatternDetector = {
  name: 'workplace',
  class: 'organization',
  describes:
    'Where somebody works or learns, by closed lists and kinds: chains behind works at, the police and fire departments of a town, carriers in brackets behind the trade, numbered schools, Texas A&M, the congregation of a pastor.',
  source:
    'Fortune 500 and NRF, Top 100 Retailers (names of employers); New York City Department of Education (numbered schools); 45 CFR 164.514(b)(2)(i): employers of the individual are identifiers',
  patterns: [
    { re: String.raw`(?i)\b${WORKING} (?:at|for|by|with|in) (?:the |a |an |our |her |his |my )?(?<phi>${CHAINS}|${WORDS})\b`, prior: 0.85, check: isNoPhrase },
    { re: String.raw`(?i)\b(?:${WORKING}|${TRADES})\b[^\n.;]{0,24}? (?:at|for|from|by|with) (?:the |a |our |her |his |my )?(?<phi>${CHAINS})\b`, prior: 0.8 },
    { re: String.raw`\b(?i:${WORKING}|${TRADES})\b[^\n.;]{0,24}? (?:at|for|from|by|with) (?:the )?(?<phi>(?-i:Target|Subway|Shell|Apple|Delta|Meta|Ford|Honda|Ross|Sonic|Outback|Intel|UPS|GM|Caterpillar|CVS|HEB|Staples|Gap|Nike))\b`, prior: 0.75 },
    // mail carrier (USPS)
    { re: String.raw`(?i)\b(?:${WORKING}|${TRADES}) \((?<phi>${CHAINS}|ups)\)`, prior: 0.85 },
    // Police and fire departments, sheriffs
    { re: String.raw`\b(?<phi>${CITY} (?:Police|Fire|Sheriff'?s?)(?: (?:Department|Dept|Rescue|Office|Station))(?: \d{1,3})?)\b`, prior: 0.8, check: isTown },
    { re: String.raw`\b(?i:cop|police|officer|detective|deputy|firefighter|paramedic|dispatcher|sergeant|lieutenant|chief) (?i:with |at |for |of |from |in )?(?:the )?\(?(?<phi>${CITY} ${POLICE})\b`, prior: 0.85, check: isTown },
    { re: String.raw`\b(?i:arrested by|brought in by|escorted by|custody of|called|notified|released by|report (?:to|with)|per) (?:the )?(?<phi>${CITY} ${POLICE})\b`, prior: 0.75, check: isTown },
    { re: String.raw`\b(?:Det|Detective|Officer|Ofc|Sgt|Sergeant|Lt|Lieutenant|Deputy|Trooper|Cpl|Capt|Chief)\.? [A-Z][A-Za-z'-]+,? \(?(?:of |with |from )?(?:the )?(?<phi>(?:[A-Z]{1,4}(?:PD|SO|FD|SP|HP))|${CITY} (?:PD|Police))\b`, prior: 0.85, check: isTown },
    // Numbered schools, no pressure support
    { re: String.raw`\b(?i:attends?|attended|attending|student at|goes to|teach(?:es|er) at|grader? at|enrolled (?:at|in)|school:?) (?<phi>(?:P\.?S\.?|I\.?S\.?|M\.?S\.?|J\.?H\.?S\.?) ?#?\d{1,3})\b`, prior: 0.8 },
    { re: String.raw`(?i)\b(?:attends?|attended|attending|student at|goes to|teach(?:es|er) at) (?<phi>ps ?\d{1,3})\b`, prior: 0.75 },
    // Texas A&M
    { re: String.raw`\b(?<phi>(?:[A-Z][a-z]{3,} ){1,2}A ?& ?[MT](?: University)?)\b`, prior: 0.8 },
    // Pastor Tyrell of Living Waters
    { re: String.raw`\b(?i:pastor|rev|reverend|rabbi|imam|bishop|deacon|elder)\.? (?:[A-Z][A-Za-z'-]+ ){1,2}(?:of|at|from|with) (?:the )?(?<phi>[A-Z][A-Za-z'.-]+(?: (?:of |the )?[A-Z][A-Za-z'-]+){0,3})\b`, prior: 0.75 },
    // Adjuster: Karen Kowalski, Fernwick
    { re: String.raw`\b(?i:adjuster|claims rep(?:resentative)?|nurse case manager|ncm|attorney|lawyer|solicitor): ?(?:[A-Z][A-Za-z'.-]+ ){1,2}[A-Z][A-Za-z'-]+(?:,| with| at| of| \() ?(?<phi>[A-Z][a-z]{3,}(?:(?: & | )[A-Z][a-z]{2,}){0,3})\b`, prior: 0.7, check: isNoCredential },
  ],
  examples: {
    true: [
      'works at [[walmart]] nights', 'i work at the [[waffle house]] on', 'has work at [[costco]] at 3', 'works for [[Shell]] in',
      'job at [[Target]] and',
      'a cashier at the [[Home Depot]].', 'mail carrier ([[USPS]]) with', 'drives a truck for [[FedEx]] now',
      'brings meals from [[Piggly Wiggly]].',
      'retired cop ([[Fern River PD]]), widowed', 'Det. Okonkwo ([[FPD]]) present',
      'a firefighter with [[Fernton Fire Department]], seen',
      'arrested by [[Fernton PD]] on', 'He attends [[PS 118]] in', 'kid goes to [[ps 22]] now', 'a professor of [[Texas A&M]], married',
      'Pastor Tyrell of [[Living Fountain]] came', 'Adjuster: Karen Kowalski, [[Fernwick]], tel',
      'Officer Prieto of the [[Fernton Police]] came',
      '[[Fernton Police Department]] called',
    ],
    false: [
      'works at night', 'works for ups and downs', 'job at target weight', 'cook at home', 'retired from nursing', 'PS 10/5 tolerated',
      'ECOG PS 2', 'Early PD with tremor', 'called Home PD nurse', 'per Peritoneal PD protocol', 'Det. Okonkwo (COPD)', 'drives at night',
      'Pastor Tyrell of course', 'works in shifts for days', 'Attorney: Karen Kowalski, Esquire', 'driver with shell shock',
      'the Local Police Department', 'officer with Advanced PD', 'shopping at outlets', 'works with delta wave',
      'works for apple picking',
    ],
  },
}

/** Words before PD that tell of the disease or of dialysis, and which of many a department is. */
const NO_TOWN =
  /\b(?:Early|Late|Advanced|Idiopathic|Atypical|Young|Mild|Moderate|Severe|Home|Manual|Automated|Nocturnal|Peritoneal|Start|Continue|Chronic|Acute|Stage|Local|The|City|County|State|Our|His|Her|Probable|Possible|Known|New|Parkinson|Familial|Pediatric|Prior|Daily|On|For|With)\b|(?:CO|CA|CC|O|I|A|M)PD$/

function isTown(value: string): LikelihoodRatio {
  return NO_TOWN.test(value) && !/^[A-Z][a-z]+ (?:City|County)\b|^New [A-Z]/.test(value) ? 0.01 : 1
}

/** Words that are chains as well go with others as words: target weight, apple picking, ups and downs. */
function isNoPhrase(value: string): LikelihoodRatio {
  return /^(?:target|shell|apple|delta|meta|ross|sonic|outback|ups|gm|caterpillar|perdue|cvs|staples|gap|southwest)$/.test(value) ? 0.1 : 1
}

function isNoCredential(value: string): LikelihoodRatio {
  return /^(?:Esquire|Attorney|Counsel|Phone|Fax|Email|Same|Unknown|None|Office|Cell|Direct)\b/.test(value) ? 0.01 : 1
}
