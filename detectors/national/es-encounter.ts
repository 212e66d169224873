import type { PatternDetector } from '../../src/contract/detector.ts'

export const esEncounter: PatternDetector = {
  name: 'es-encounter',
  class: 'other-id',
  describes: 'Number of an episode of care, an admission, an emergency or a request in Spanish reports, with its label.',
  source: 'Real Decreto 1093/2010, annexes I to VII (identificacion del episodio); 45 CFR 164.514(b)(2)(i)(R)',
  patterns: [
    {
      re: String.raw`(?i)\b(?:episodio|n(?:\.? ?[o°]|um|umero)?\.? (?:de )?(?:episodio|ingreso|urgencias?|visita|peticion|solicitud|muestra|biopsia|informe|asistencia|admision|cita|registro|orden)|(?:ingreso|urgencias?|peticion|solicitud|informe|biopsia) n(?:\.? ?[o°]|um|umero)\.?)(?: n(?:\.? ?[o°]|um|umero)\.?)?(?:\s{0,2}[:.#=]\s{0,3}|\s{1,3})(?<phi>(?:[a-z]{1,3}-?)?\d(?:[/.-]?\d){4,13}[a-z]?|\d{2}-?[a-z]-?\d{4,9})\b`,
      prior: 0.9,
    },
  ],
  cues: [
    { words: ['anos', 'meses', 'dias', 'mg', 'ml', 'horas'], ratio: 0.02, where: 'after', within: 1 },
    { words: ['fecha'], ratio: 0.02, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'Episodio: [[2345678]].', 'Episodio:[[2345678]].', 'nº de ingreso: [[20-114455]]', 'Episodio nº [[778899001]]',
      'Nº de biopsia: [[19B0047182]].', 'nº de asistencia [[77120]].', 'petición núm. [[B-2231145]]',
    ],
    false: [
      'primer episodio de 12 horas', 'Episodio: 3 días', 'fecha de ingreso: 12/03/2014', 'un episodio de taquicardia a 180',
      'ingreso 10-15 días', 'nº de visita: 10-15',
    ],
  },
}
