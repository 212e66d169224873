/**
 * The ZIP code prefixes that 45 CFR 164.514(b)(2)(i)(B) turns into 000: those whose ZIP Code Tabulation Areas hold
 * 20,000 people or fewer together, in the Census Bureau's 2010 or 2020 decennial tabulation (either suffices), and
 * those where nobody lives. As of November 2026; the next decennial tabulation replaces it.
 */
export const RESTRICTED_ZIP3: ReadonlySet<string> = new Set([
  '036', '059', '102', '203', '205', '369', '556', '692', '821', '823', '878', '879', '884', '893',
  // No population in the tabulation.
  '202', '204', '753', '772',
])
