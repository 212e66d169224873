import { loadLexicon } from '../src/classify/text/load-lexicon.ts'
import { scorePlanted } from '../test/property/planted-score.ts'

/** `node bench/planted.ts [notes] [seed]`: recall and precision of known people on planted notes, with what was missed. */
const [notes = 10_000, seed = 1] = process.argv.slice(2).map(Number)
const score = scorePlanted({ notes, seed, lexicon: loadLexicon() })
const { spans, found, findings, right, wrongPatient, wrongPatientFound } = score
console.log(`${notes} notes, ${score.bytes} bytes, ${spans} planted values`)
console.log(`recall     ${(found / spans).toFixed(5)} (${spans - found} missed)`)
console.log(`precision  ${(right / findings).toFixed(5)} (${findings - right} of ${findings} false)`)
console.log(`wrong patient told apart ${wrongPatientFound} of ${wrongPatient}`)
for (const { form, context } of score.missed.slice(0, 60)) console.log('missed', form, JSON.stringify(context))
for (const { evidence, context } of score.false.slice(0, 40)) console.log('false ', JSON.stringify(context), evidence)
