import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

/** Chains that fill prescriptions, in North America, the United Kingdom, Ireland, Australia and India (NCPDP dataQ; GPhC register). */
const CHAINS = String.raw`walgreens|walmart|wal-mart|cvs|rite aid|kroger|costco|target|publix|safeway|albertsons|longs drugs?|duane reade|hy-?vee|h-?e-?b|meijer|wegmans|giant eagle|stop (?:&|and) shop|shop-?rite|winn-dixie|osco(?: drug)?|sav-?on|kinney drugs?|bartell(?: drugs?)?|fred meyer|sam's club|bi-mart|food lion|harris teeter|price chopper|weis|shoppers(?: drug mart)?|london drugs|rexall|jean coutu|pharmaprix|uniprix|familiprix|brunet|boots|lloyds ?pharmacy|superdrug|rowlands|cohens|jhoots|mccabes|mccauleys|hickey's|lloyds|tesco|asda|morrisons|sainsbury's|chemist warehouse|priceline|terry ?white(?: chemmart)?|amcal|unichem|apollo|medplus|wellness forever|mercury drug|watsons|mannings`
/** Those that are nothing else in small letters or in capitals. */
const SURE = String.raw`walgreens|walmart|rite aid|costco|publix|safeway|albertsons|longs drugs|duane reade|hy-?vee|meijer|wegmans|shoppers drug mart|london drugs|jean coutu|pharmaprix|kinney drugs|bartell drugs|winn-dixie|superdrug|lloyds ?pharmacy|chemist warehouse|mercury drug`
const STREET = String.raw`(?:\d{1,3}(?:st|nd|rd|th)\b|(?:the )?(?:high|main) (?:st|street)\b|(?-i:[A-Z][a-z]{2,}|[A-Z]{4,})\b|[a-z]+ (?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|hwy|pkwy|pike)\b)`

export const pharmacyChain: PatternDetector = {
  name: 'pharmacy-chain',
  class: 'organization',
  describes:
    'A chain of pharmacies with the number of a store, with the street or town, where prescriptions are sent or filled, or as somebody\'s pharmacy: Walgreens #2217, my Target pharmacy, CVS on 9th.',
  source: 'NCPDP dataQ (pharmacy chains); 45 CFR 164.514(b)(2)(i)(B): a shop tells where somebody lives',
  patterns: [
    { re: String.raw`(?i)\b(?<phi>(?:${CHAINS})(?:'s)? ?(?:pharmacy |store )?(?:#|no\. ?|store ?#?)\d{2,6})\b`, prior: 0.9 },
    { re: String.raw`(?i)\b(?<phi>${CHAINS}) (?:pharmacy )?on ${STREET}`, prior: 0.85, check: isCalledSo },
    { re: String.raw`(?i)\b(?<phi>${SURE})(?: pharmacy)?(?: (?:in|at|by|near) [a-z]{3,}|, (?-i:[A-Z])[a-z]{2,})`, prior: 0.8 },
    // The branch by its town or street: Rite Aid Clearwater
    { re: String.raw`\b(?<phi>(?i:${SURE}) [A-Z][a-z]{3,}(?: (?:St|Ave|Rd|Blvd))?)(?:[.,;)?\n]|$)`, prior: 0.8, check: isBranch },
    { re: String.raw`(?i)\b(?:my|his|her|their|our|the|local) (?<phi>(?:${CHAINS}) pharmacy)\b`, prior: 0.85 },
    {
      re: String.raw`(?i)\b(?:rx|script|scripts|prescriptions?|meds|medications?|refills?|order)\b[^\n.]{0,40}?\b(?:to|at|from|by) (?:the )?(?<phi>${CHAINS})\b`,
      prior: 0.85,
      check: isCalledSo,
    },
    {
      re: String.raw`(?i)\b(?:pharm|pharmacy)(?: name)?(?:\.| is| was|:| -)? ?(?:is )?(?<phi>${CHAINS})\b`,
      prior: 0.85,
    },
    { re: String.raw`(?i)\b(?:(?:picked up|pick up|filled|fills|fill|refilled) (?:at|from|by)|uses|prefers|goes to|shops at) (?:the )?(?<phi>${CHAINS})\b`, prior: 0.85, check: isCalledSo },
    { re: String.raw`(?i)\b(?<phi>${SURE}) (?:called|rang|says|said|faxed|requests|requesting|phoned|has it|does not have|is out)\b`, prior: 0.85 },
    { re: String.raw`\b(?<phi>(?i:${SURE}) (?:[Pp]harmacy|PHARMACY))\b`, prior: 0.85 },
  ],
  cues: [
    {
      words: [
        'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'mon', 'tue', 'wed', 'thu', 'fri', 'examination',
        'exam',
        'ultrasound', 'range', 'review', 'arrival', 'admission',
      ],
      ratio: 0.02,
      where: 'after',
      within: 2,
    },
  ],
  examples: {
    true: [
      'Rx sent to [[Walgreens #2217]] on', 'refill at [[Longs Drugs]] on Fernawai', 'my [[Target pharmacy]] is closed',
      'was at [[Costco]] on Fernale', '[[SHOPPERS DRUG MART]] called for', '[[CVS]] on 9th says', '[[rite aid]] in fernville has',
      '[[SHOPPERS DRUG MART]], FERNTON',
      'pharm is [[Walmart]].', 'Rx called to [[Publix]] today', 'meds filled at [[Boots]] today', 'Pharmacy: [[CVS]]', 'Prefers [[CVS]].',
      'the [[Boots]] on High Street', 'pharm: [[Rite Aid Fernhall]].', 'sent to [[Walgreens Fernhall Ave]], and',
    ],
    false: [
      'CVS on examination normal', 'CVS at 11 weeks', 'target on Monday', 'Unna boots on both legs', 'HR target in range',
      'CVS: S1 S2', 'CVS Normal.', 'CVS 2019', 'target 120', 'wears boots on the left', 'her target weight', 'CVS on Monday',
      'meds at target dose', 'uses boots', 'uses Guardian sensor',
    ],
  },
}

/** What a shop is told to be or do, and no town. */
function isBranch(value: string): LikelihoodRatio {
  return /(?:Pharmacy|Called|Refill|Aware|Brand|Photo|Store|Pickup|Delivery|Vision|Optical|Notified|Clinic|Pending|Closed|Today|Here|Specialty|Bakery|Employee)$/i.test(value)
    ? 0.05
    : 1
}

/** Words of the language are chains by their capital: meds at target dose. */
function isCalledSo(value: string): LikelihoodRatio {
  return /^(?:target|boots|apollo|priceline|watsons|TARGET|BOOTS)$/.test(value) ? 0.05 : 1
}
