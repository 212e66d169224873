import type { PatternDetector } from '../../src/contract/detector.ts'

const WEEKDAY = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)'
const DIA = '(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)'

export const dateRelative: PatternDetector = {
  name: 'date-relative',
  class: 'date',
  describes:
    'A day told from the day of writing: last Tuesday, yesterday; only where the words around say that it is the day of an event of care.',
  source: '45 CFR 164.514(b)(2)(i)(C): a relative day is an element of a date where the date of the record is known',
  patterns: [
    { re: String.raw`(?i)\b(?:last|this past|this coming|next|the following|el pasado|el proximo) (?:${WEEKDAY}|${DIA})\b`, prior: 0.3 },
    { re: String.raw`(?i)\b(?:day before yesterday|day after tomorrow|anteayer|pasado manana)\b`, prior: 0.2 },
  ],
  cues: [
    {
      words: [
        'admitted', 'discharged', 'seen', 'presented', 'treated', 'surgery', 'appointment', 'appt', 'scheduled', 'operated', 'died',
        'delivered', 'procedure', 'biopsy', 'release', 'repair', 'replacement', 'transferred', 'consulted', 'fell', 'colonoscopy',
        'infusion', 'clinic', 'follow up', 'returned', 'resulted', 'drawn', 'collected', 'performed', 'ingreso', 'ingresado', 'ingresada',
        'intervenido', 'intervenida', 'cita', 'alta', 'hospitalized',
      ],
      ratio: 5,
      where: 'before',
      within: 10,
    },
    { words: ['presento', 'acudio', 'ingreso', 'consulto', 'sufrio', 'cayo', 'inicio', 'fue'], ratio: 5, where: 'after', within: 2 },
  ],
  examples: {
    true: [
      'was admitted [[last Tuesday]] with', 'appointment [[next Monday]] at noon', 'ingreso [[el pasado lunes]] por',
      'discharged home [[this past Friday]] on', 'carpal tunnel release [[next Tuesday]].', 'que [[el pasado lunes]] presentó dos',
    ],
    false: ['worse since last week', 'takes it every Monday', 'was better yesterday', 'Monday through Friday', 'next to him'],
  },
}
