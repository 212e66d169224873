/** What people do in notes, present and past: a capitalised word before one of these is likely a person. */
export const PERSON_VERBS: readonly string[] = [
  'reports', 'reported', 'states', 'stated', 'denies', 'denied', 'presents', 'presented', 'complains', 'says', 'said', 'notes', 'feels', 'felt',
  'was', 'is', 'has', 'had', 'lives', 'works', 'called', 'calls', 'wants', 'agreed', 'agrees', 'came', 'comes', 'went', 'visited', 'asked',
  'asks', 'told', 'tells', 'takes', 'took', 'continues', 'underwent', 'received', 'returned', 'returns', 'needs', 'requests', 'will', 'who',
  'diagnosed', 'seen', 'admitted', 'discharged', 'refiere', 'acude', 'presenta', 'niega', 'vive', 'trabaja', 'fue', 'tiene',
]

/** Words before which a name stands for a disease, sign, score, procedure or device. */
export const EPONYM_HEADS: readonly string[] = [
  'disease', 'syndrome', 'sign', 'score', 'scale', 'criteria', 'classification', 'catheter', 'tube', 'drain', 'virus', 'procedure', 'operation', 'maneuver',
  'manoeuvre', 'technique', 'reflex', 'palsy', 'paralysis', 'contracture', 'lymphoma', 'sarcoma', 'thyroiditis', 'ganglion', 'nodes', 'node', 'cyst', 'duct',
  'gland', 'canal', 'tendon', 'pouch', 'esophagus', 'cells', 'bodies', 'body', 'stain', 'formula', 'equation', 'coma', 'questionnaire', 'inventory', 'ataxia',
  'chorea', 'encephalopathy', 'phenomenon', 'respirations', 'lactate', 'clamp', 'forceps', 'retractor', 'speculum', 'splint', 'prosthesis', 'graft', 'flap',
  'incision', 'esophagitis', 'triad', 'tetralogy', 'bacillus', 'antigen', 'fascia', 'lesion', 'deformity', 'dystrophy', 'nevus', 'dyskinesia', 'psychosis',
  'encephalitis', 'neuroma', 'malformation', 'tooth', 'enfermedad', 'sindrome', 'signo', 'escala',
]

/** The same, of words that also follow people's names. */
export const WEAK_EPONYM_HEADS: readonly string[] = [
  'signs', 'test', 'tests', 'class', 'stage', 'grade', 'catheters', 'line', 'repair', 'method', 'fracture', 'tumor', 'cancer', 'ring', 'cell', 'position',
  'index', 'anemia', 'dementia', 'murmur', 'pulse', 'respiration', 'breathing', 'solution', 'needle', 'wire', 'pin', 'rod', 'cast', 'brace', 'valve', 'approach',
  'ulcer', 'hernia', 'law', 'unit', 'units', 'exercises', 'diet', 'agent', 'factor', 'antibody', 'muscle', 'nerve', 'artery', 'vein', 'ligament', 'spots',
  'lines', 'angle', 'point', 'tremor', 'arthritis', 'prueba', 'sonda', 'maniobra', 'drenaje', 'trial', 'study', 'protocol', 'guidelines', 'guideline',
]
