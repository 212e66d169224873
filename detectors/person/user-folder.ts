import type { PatternDetector } from '../../src/contract/detector.ts'

export const userFolder: PatternDetector = {
  name: 'user-folder',
  class: 'name',
  describes: 'Whose folder a path leads through, behind Users, Documents and Settings or home.',
  source: '45 CFR 164.514(b)(2)(i)(A) and (R); Windows known folders (FOLDERID_UserProfiles); Filesystem Hierarchy Standard 3.0 (3.8)',
  patterns: [
    {
      re: String.raw`(?i:[A-Z]:[\\/]{1,4}(?:Users|Documents and Settings|Benutzer|Utilisateurs|Usuarios)|\\(?:Users|home|profiles)|(?:^|[^\w])/(?:Users|home))[\\/]{1,4}(?<phi>[A-Za-z][\w.-]{1,40}(?: [A-Z][\w.-]{1,30}){0,2})(?:[\\/"'<>,;)]|\s|$)`,
      prior: 0.9, check: isNoSystem,
    },
  ],
  examples: {
    true: [
      String.raw`C:\Users\[[akowal]]\Templates\a.dotx`, String.raw`see "C:\\Users\\[[akowal]]\\a.png"`, 'at /home/[[akowal]]/a.png', 'file:///C:/Users/[[a.kowal]]/x.pdf',
      String.raw`C:\Documents and Settings\[[akowal]]\b.doc`, String.raw`\\srv\home\[[akowal]]`, 'in /Users/[[akowal]]/Desktop',
    ],
    false: [
      String.raw`C:\Users\Public\Documents\a.doc`, 'at srv:/home/app/index.js', 'discharged /home with walker', String.raw`C:\Windows\System32\x.dll`,
      'care at home/hospital', 'd/c SNF/home/rehab', 'http://a.example/profiles/us-core-patient', String.raw`D:\Users\Default\a`,
    ],
  },
}

const SYSTEM =
  /^(?:public|default(?: user)?|all users|admin(?:istrator)?|root|users?|guest|shared|runner|app|node|ubuntu|ec2-user|service|system|localservice|networkservice|home|www|git|docker|jenkins|postgres|oracle)$/i

function isNoSystem(value: string): number {
  return SYSTEM.test(value) ? 0 : 1
}
