import type { PatternDetector } from '../../src/contract/detector.ts'

export const roomBed: PatternDetector = {
  name: 'room-bed',
  class: 'address',
  describes: 'Where in a house of care somebody lies: room, bed, bay, ward with its number.',
  source: '45 CFR 164.514(b)(2)(i)(B) and (R); HL7 v2.5.1 section 2.A.53 (PL, person location)',
  patterns: [
    {
      re: String.raw`(?i)\b(?:room|rm|bed|bay|ward|cubicle|habitacion|habit|hab|cama|box|zimmer|quarto|leito|kamer|chambre|stanza|letto)\.?(?: (?:number|no|num|#))?\.?(?: |:|#){1,3}(?:\d{1,4}[A-Za-z]{0,2}(?:-[A-Za-z0-9]{1,4}){0,2}|\d{1,4}[A-Za-z]?[A-Za-z0-9]{1,2}|[A-Z]{1,3}-?\d{1,4}(?:-[A-Za-z0-9]{1,3})?|[A-D])\b(?:,? ?(?:bed|cama|bay) ?#?[A-Z0-9]{1,3}\b)?`,
      prior: 0.75,
      check: hasNumber,
    },
    { re: String.raw`\b[Ll]oc(?:ation)?: ?(?<phi>\d{0,2}[A-Z]{1,4}-\d{1,4}(?:-[A-Z0-9]{1,3})?)\b`, prior: 0.85 },
    {
      re: String.raw`(?i)\b(?:ICU|CCU|NICU|PICU|MICU|SICU|UCI|ED|ER|floor|unit|tower)[ -](?:room|bed|rm|box|cama) ?#?\d{1,3}[A-Z]?\b`,
      prior: 0.9,
    },
  ],
  cues: [
    {
      words: [
        'days', 'weeks', 'hours', 'times', 'minutes', 'mg', 'liters', 'l', 'months', 'percent', 'pillows', 'oxygen', 'degrees', 'inches',
        'cm', 'dias', 'horas', 'semanas', 'visits', 'years',
      ],
      ratio: 0.02,
      where: 'after',
      within: 1,
    },
    { words: ['operating', 'emergency', 'recovery', 'waiting', 'black', 'pill'], ratio: 0.3, where: 'before', within: 1 },
  ],
  examples: {
    true: [
      'moved to [[Room 412B]] today', 'in [[bed 3]] of', 'en [[habitacion 214]] y', '[[Rm 12-A]] is', 'to [[Ward 7, bed 12]] now',
      '[[cama 16]] de', 'Opname [[kamer 12-B]].', '[[ROOM: 4W-412-B]]\n', 'to [[Rm MS412-2]] at', 'Loc: [[5E-522]].',
    ],
    false: [
      'on room air 98', 'bed rest for 3', 'in bed 2 days', 'the room was', 'emergency room 3 times', 'bed 14 hours a day', 'bed a lot', 'en la RM 2023 sin', 'into the pill box\n8/13',
    ],
  },
}

/** A letter alone must be a capital: `room a` is prose. RM is also an image (resonancia magnetica), and its year. */
function hasNumber(value: string): number {
  if (/^rm\.? (?:19|20)\d\d$/i.test(value)) return 0.01
  return /\d/.test(value) ? 1 : / [A-D]$/.test(value) ? 0.5 : 0.01
}
