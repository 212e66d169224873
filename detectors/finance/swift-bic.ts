import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { labelled } from '../record/labelled.ts'

/** ISO 3166-1 alpha-2, and XK, which SWIFT uses for Kosovo. */
const COUNTRIES = new Set(
  (
    'AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ ' +
    'EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW ' +
    'KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
    'PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF ' +
    'WS XK YE YT ZA ZM ZW'
  ).split(' '),
)

export const swiftBic: PatternDetector = {
  name: 'swift-bic',
  class: 'account',
  describes:
    'Business Identifier Code of a bank (SWIFT code): four letters, country, two places, and three more for a branch, after words that say so.',
  source: 'ISO 9362:2022',
  patterns: [
    {
      re: labelled({
        strong: String.raw`swift(?:[/ -]bic)?|bic(?:[/ -]swift)?`,
        value: String.raw`(?-i:[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)\b`,
      }),
      prior: 0.93,
      check: ofCountry,
    },
  ],
  examples: {
    true: ['SWIFT code [[DEUTDEFF]]', 'BIC: [[NEDSZAJJXXX]]', 'swift/bic [[CHASUS33]]', 'SWIFT: [[BOFAUS3NXXX]] for the transfer'],
    false: ['swift recovery', 'BIC bictegravir', 'SWIFT TRANSFER', 'BIC: HEADACHE', 'DIABETES noted', 'swift response to 2 doses'],
  },
}

function ofCountry(value: string): LikelihoodRatio {
  return COUNTRIES.has(value.slice(4, 6)) ? 1 : 0
}
