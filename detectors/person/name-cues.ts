import { WordSet } from '../../src/contract/word-set.ts'

/** What only people do, present and past: a capitalised word before one of these is likely a person. */
export const PERSON_VERBS: readonly string[] = [
  'reports', 'reported', 'states', 'stated', 'denies', 'denied', 'complains', 'complained', 'says', 'said', 'feels', 'felt', 'lives',
  'lived', 'works', 'worked', 'called', 'calls', 'wants', 'wanted', 'agreed', 'agrees', 'went', 'visited', 'asked', 'asks', 'told', 'tells',
  'thinks', 'thought', 'believes', 'remembers', 'wrote', 'began', 'shouted', 'smiled', 'cried', 'noticed', 'mentions', 'mentioned',
  'explained', 'endorses', 'smokes', 'drinks', 'walks', 'sleeps', 'eats', 'requests', 'requested', 'gave', 'giggled', 'laughed', 'nodded',
  'whispered', 'argued', 'insisted', 'promised', 'admitted', 'confirmed', 'replied', 'answered', 'joked', 'sang', 'refuses', 'refused',
  'understands', 'verbalized', 'wishes', 'hopes', 'likes', 'enjoys', 'attended', 'attends', 'moved', 'married', 'died', 'joined',
  'resigned', 'retired', 'graduated', 'jokes', 'grumbles', 'insists', 'recalls', 'admits', 'wonders', 'worries', 'giggles', 'smiles', 'emigrated', 'teaches', 'taught', 'apologized', 'apologised', 'refiere', 'paged', 'notified',
  'resting', 'refusing', 'requesting', 'ambulating', 'tolerating', 'denying', 'voiding', 'crying', 'aware', 'agreeable', 'tolerated',
  'tolerates', 'ambulated', 'ambulates', 'slept', 'rested', 'consented', 'acude', 'niega', 'vive', 'trabaja', 'dice', 'comenta',
  'manifiesta', 'who',
]

/** Before whom a name stands that spoke, or is spoken to. */
export const SAYERS: readonly string[] = [
  'says', 'said', 'asked', 'told', 'explained', 'replied', 'dice', 'signed', 'thanked', 'married', 'phoned', 'emailed', 'texted',
]

/** What people do and things too. */
export const STATE_VERBS: readonly string[] = [
  'presents', 'presented', 'is', 'was', 'has', 'had', 'came', 'comes', 'takes', 'took', 'continues', 'underwent', 'received', 'returned',
  'returns', 'needs', 'will', 'diagnosed', 'seen', 'admitted', 'discharged', 'notes', 'presenta', 'fue', 'tiene', 'can', 'would', 'did',
  'does',
]

/** What somebody made, gave or wrote, and is called by its maker: the Eriksen novel. */
export const WORKS: readonly string[] = [
  'novel', 'novels', 'song', 'songs', 'album', 'concert', 'version', 'biography', 'memoir', 'poem', 'poems', 'painting', 'paintings',
  'film', 'movie', 'symphony', 'interview', 'lecture', 'family', 'household', 'residence', 'estate', 'funeral', 'wedding',
]

/** How only people are, after `is` or `was`. */
export const PERSON_STATES: readonly string[] = [
  'reliable', 'friendly', 'polite', 'married', 'divorced', 'widowed', 'single', 'engaged', 'retired', 'unemployed', 'homeless', 'pregnant',
  'tearful', 'cooperative', 'worried', 'anxious', 'upset', 'angry', 'happy', 'sad', 'proud', 'lonely', 'kind', 'late', 'busy', 'asleep',
  'hungry', 'adopted', 'deaf', 'blind', 'here', 'alone',
]

/** Before whose comma a name calls somebody: Anna, can you come? */
export const ADDRESSING_WORDS: readonly string[] = [
  'can', 'could', 'will', 'would', 'please', 'are', 'do', 'did', 'have', 'how', 'what', 'where', 'you', 'thank', 'thanks', "you're",
  "don't", "let's", 'your', "how's", "what's", "where's", "who's", "when's", 'when', 'why', 'tell', 'any', "we'll", "i'll", "i'm", "we're",
  "it's", "here's", "that's", 'shall',
]

/** What somebody has: Maria's daughter, John's notes. */
export const PERSONS_THINGS: readonly string[] = [
  'kid', 'kids', 'son', 'daughter', 'mother', 'father', 'mom', 'dad', 'wife', 'husband', 'family', 'house', 'home', 'room', 'notes', 'note',
  'chart', 'case', 'birthday', 'phone', 'address', 'appointment', 'school', 'teacher', 'care', 'labs', 'results', 'medications', 'symptoms',
  'parents', 'brother', 'sister', 'office',
]

/** What stands behind the genitive of a person and of no disease: Isolde's BP. */
export const OWNED_THINGS: readonly string[] = [
  'bp', 'vitals', 'meds', 'wound', 'insurance', 'pharmacy', 'message', 'voicemail', 'mammogram', 'inr', 'a1c', 'discharge', 'weight',
  'records', 'blood', 'chart', 'belongings', 'ride', 'employer', 'landlord',
]

/** Words before which a name stands for a disease, sign, score, procedure or device. */
export const EPONYM_HEADS: readonly string[] = [
  'islander', 'islanders', 'strait',
  'disease', 'syndrome', 'sign', 'score', 'scale', 'criteria', 'classification', 'catheter', 'tube', 'drain', 'virus', 'procedure',
  'operation', 'maneuver', 'manoeuvre', 'technique', 'reflex', 'palsy', 'paralysis', 'contracture', 'lymphoma', 'sarcoma', 'thyroiditis',
  'ganglion', 'nodes', 'node', 'cyst', 'duct', 'gland', 'canal', 'tendon', 'pouch', 'esophagus', 'cells', 'bodies', 'body', 'stain',
  'formula', 'equation', 'coma', 'questionnaire', 'inventory', 'ataxia', 'chorea', 'encephalopathy', 'phenomenon', 'respirations',
  'lactate', 'clamp', 'forceps', 'retractor', 'speculum', 'splint', 'prosthesis', 'graft', 'flap', 'incision', 'esophagitis', 'triad',
  'tetralogy', 'bacillus', 'antigen', 'fascia', 'lesion', 'deformity', 'dystrophy', 'nevus', 'dyskinesia', 'psychosis', 'encephalitis',
  'nodule', 'nodules', 'shunt', 'gait', 'agar', 'nomogram', 'osteotomy', 'fusion', 'bunionectomy', 'fundoplication', 'traction', 'horse',
  'harness', 'sump', 'gurney', 'robot', 'spindle', 'arthroplasty', 'tenotomy', 'boot', 'neuroma', 'malformation', 'tooth', 'angina', 'rule',
  'rules', 'gangrene', 'granulomatosis', 'purpura', 'nephropathy', 'cardiomyopathy', 'retinopathy', 'cirrhosis', 'enfermedad', 'sindrome',
  'signo', 'escala',
]

/** Parts of the body that are called after somebody: pouch of Douglas, Guyon's canal (Terminologia Anatomica, eponyms). */
export const EPONYM_PARTS: readonly string[] = [
  'pouch', 'canal', 'circle', 'sinus', 'foramen', 'ligament', 'islets', 'crypts', 'sphincter', 'ampulla', 'tetralogy', 'loop', 'space',
  'triangle', 'valve', 'node', 'angle', 'tubercle', 'duct', 'bundle', 'fascia', 'recess', 'antrum', 'plexus', 'vein', 'fossa', 'gland',
]

/** The same, of words that also follow people's names. */
export const WEAK_EPONYM_HEADS: readonly string[] = [
  'signs', 'test', 'tests', 'class', 'stage', 'grade', 'catheters', 'line', 'repair', 'method', 'fracture', 'tumor', 'cancer', 'ring',
  'cell', 'position', 'index', 'anemia', 'dementia', 'murmur', 'pulse', 'respiration', 'breathing', 'solution', 'needle', 'wire', 'pin',
  'rod', 'cast', 'brace', 'valve', 'approach', 'ulcer', 'hernia', 'law', 'unit', 'units', 'exercises', 'diet', 'agent', 'factor',
  'antibody', 'muscle', 'nerve', 'artery', 'vein', 'ligament', 'spots', 'lines', 'angle', 'point', 'tremor', 'arthritis', 'prueba', 'sonda',
  'maniobra', 'drenaje', 'trial', 'study', 'protocol', 'guidelines', 'guideline',
]

/** What came of a test that is called after somebody; who is tested has results: Thomas test positive, Simmonds test is negative. */
export const TEST_RESULTS: readonly string[] = [
  'positive', 'negative', 'pos', 'neg', 've', 'normal', 'abnormal', 'equivocal', 'bilaterally', 'is', 'was', 'were', 'on', 'at', 'for', 'left',
  'right', 'both', 'elicits', 'elicited', 'reproduces', 'reproduced', 'showed', 'revealed',
]

/** Words of Spanish behind which a name stands for a disease, sign, test, culture or instrument: the head comes first. */
export const SPANISH_EPONYM_HEADS: readonly string[] = [
  'enfermedad', 'sindrome', 'signo', 'signos', 'escala', 'test', 'metodo', 'tecnica', 'prueba', 'cuerpos', 'fenomeno', 'angina', 'medio',
  'medios', 'placas', 'protocolo', 'maniobra', 'triada', 'saco', 'acueducto', 'criterios', 'clasificacion', 'indice', 'formula', 'ecuacion',
  'ligamento', 'glandula', 'glandulas', 'celulas', 'linfoma', 'sarcoma', 'tumor', 'hernia', 'operacion', 'puntos', 'sonda', 'drenaje',
  'estadiaje', 'mal', 'anemia', 'reflejo', 'pinza', 'pinzas', 'quiste', 'ganglio', 'nodulo', 'nodulos', 'tetralogia', 'paralisis',
  'tincion', 'coloracion', 'trompa', 'trompas', 'trigono', 'fascia', 'conducto', 'ampolla', 'esofago', 'tiroiditis', 'gangrena',
  'contractura', 'fractura', 'lineas', 'anillo', 'valvula', 'aguja', 'implante', 'fijador',
].flatMap((head) => [`${head} de`, head])

/** What is caused by a germ or told by a method, before the Spanish word for `by`. */
export const CAUSED_BY: readonly string[] = [
  'infeccion', 'infecciones', 'sepsis', 'neumonia', 'peritonitis', 'meningitis', 'endocarditis', 'empiema', 'absceso', 'colonizacion',
  'bacteriemia', 'diagnostico', 'causada', 'causado', 'producida', 'producido', 'debida', 'hiponatremia', 'escaldada', 'positivo',
  'positiva', 'determinacion', 'analisis',
].map((effect) => `${effect} por`)

/** What people do in Spanish notes, and things too: only a forename before one of these is believed. */
export const SPANISH_DOINGS: readonly string[] = [
  'presenta', 'presento', 'presentaba', 'desarrollo', 'ingresa', 'ingreso', 'acude', 'acudio', 'consulta', 'consulto', 'refiere', 'refirio',
  'niega', 'nego', 'nacio', 'vive', 'vivia', 'padece', 'padecia', 'sufre', 'sufrio', 'inicia', 'recibe', 'recibio', 'permanece',
  'evoluciona', 'evoluciono', 'tolera', 'tolero', 'precisa', 'preciso', 'continua', 'mantiene', 'muestra', 'tiene', 'tenia', 'es', 'era',
  'fue', 'estaba', 'esta', 'ha', 'habia', 'toma', 'tomaba', 'fallecio', 'comenzo', 'inicio',
]

/** What somebody is called by in a record in place of a name, surnames as they are: Client denies SI, Caller states. */
export const PARTS_PLAYED = new WordSet(
  `client caller boss driver guest passenger tenant sitter writer worker rider tutor coach cleaner host mover reader speaker recorder victim
  carer guard`.split(/\s+/).flatMap((part) => [part, `${part}'s`]),
)
