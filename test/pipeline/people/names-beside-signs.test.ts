import { expect, test } from 'vitest'
import { noteAbout } from '../../support/note-about.ts'

const SIGNS = Array.from('•→►✓★†‡§¶¡¿‹›※·…×÷±≤≥≈€£™®©、。「」（）【】，；：؟؛،।॥״׃😀')

test.for(SIGNS)('A known name goes where %s touches it', (sign) => {
  expect(noteAbout({ family: 'Quomalley', given: ['Zedrick'] }, `pain in Quomalley${sign}today and ${sign}Zedrick felt fine`))
    .toBe(`pain in [NAME]${sign}today and ${sign}[NAME] felt fine`)
})

test('A known name goes before the comma of Arabic', () => {
  expect(noteAbout({ family: 'المنصوري', given: ['سالم'] }, 'المريض سالم المنصوري، بخير')).toBe('المريض [NAME]، بخير')
  expect(noteAbout({ family: 'المنصوري', given: ['سالم'] }, 'زيارة المنصوري؛ بخير')).toBe('زيارة [NAME]؛ بخير')
})

test.for([
  ['٥/١/١٩٧٠', '١٩٧٠'],
  ['०५/०१/१९७०', '१९७०'],
  ['๐๕/๐๑/๑๙๗๐', '๑๙๗๐'],
])('The date %s, in the digits of its script, goes', ([date = ''], { expect: expectHere }) => {
  expectHere(noteAbout({ family: 'x' }, `on ${date} seen`)).not.toContain(date)
})

test('Signs of measures stay as they are', () => {
  const text = 'T 38.5°C, Hb 9 ± 2 g/dL, 3 × 4 cm, ≤ 5 mg, WBC 10×9/L, → stable ↑ K, N° of pills 3, 5‰, 20 µg'
  expect(noteAbout({ family: 'Quomalley' }, text)).toBe(text)
})
