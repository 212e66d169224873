import { describe, expect, test } from 'vitest'
import { cpuMs } from '../../support/cpu-ms.ts'
import { openText, replaced, texts } from './open.ts'

const CSV = 'text/csv'

describe('CSV', () => {
  test.for([
    ['commas', 'last_name,first_name,city\nQuill,Ada,Rye\n', 'Quill,Ada', 'last_name,first_name,city\n[N],[N],Rye\n'],
    ['semicolons', 'a;b;c\nQuill;Ada;Rye', 'Ada;Rye', 'a;b;c\nQuill;[N];[N]'],
    ['tabs', 'a\tb\nQuill\tAda\n', 'Quill\tAda', 'a\tb\n[N]\t[N]\n'],
    ['strokes', 'a|b\nQuill|Ada\n', 'Quill|Ada', 'a|b\n[N]|[N]\n'],
    ['line ends', 'a,b\nQuill,Ada\r\nBo,Lee\n', 'Ada\r\nBo', 'a,b\nQuill,[N]\r\n[N],Lee\n'],
    ['quotes', 'a,b\n"Quill","Ada"\n', 'Quill","Ada', 'a,b\n"[N]","[N]"\n'],
    ['a comma within quotes, which parts nothing,', 'a,b\n"Quill, Ada",x\n', 'Quill, Ada', 'a,b\n"[N]",x\n'],
    ['a comma among semicolons, which parts nothing,', 'a;b\nQuill, Ada;x\n', 'Quill, Ada', 'a;b\n[N];x\n'],
    ['an open quote', 'a,b\n"Quill,Ada\n', 'Quill,Ada', 'a,b\n"[N],[N]\n'],
    ['an inch', 'a,b\n5" tube,Quill\nx,y\n', 'tube,Quill', 'a,b\n5" [N],[N]\nx,y\n'],
    ['quotes in quotes', 'a,b\n"the ""old"" Quill",Ada\n', '"old" Quill', 'a,b\n"the [N]",Ada\n'],
  ] as const)('keeps its cells where a finding goes over %s', ([, source, words, out]) => {
    expect(replaced(source, CSV, words, '[N]')).toBe(out)
  })

  test.for([
    ['among strokes', 'a|b\n1|{"n":"K7","x":"Quill"}\n', '[N], "x"|y', 'a|b\n1|{"n":"K7","x":"[N], \\"x\\" y"}\n'],
    ['among tabs', 'a\tb\n1\t{"x": ["Quill"], "n": 5}\n', '[N]', 'a\tb\n1\t{"x": ["[N]"], "n": 5}\n'],
    ['of one member', 'a,b\n{"x":"Quill"},z\n', '[N], x', 'a,b\n{"x":"[N]  x"},z\n'],
    ['between quotes', 'a,b\n"see <p1><n id=""7"">Quill</n></p1>",z\n', '[N], "x', 'a,b\n"see <p1><n id=""7"">[N], ""x</n></p1>",z\n'],
    ['of JSON between quotes', 'a,b\n"{""x"":""Quill"",""n"":5}",z\n', '[N]', 'a,b\n"{""x"":""[N]"",""n"":5}",z\n'],
  ] as const)('a document in a cell keeps its form %s', ([, source, made, out]) => {
    expect(replaced(source, CSV, 'Quill', made)).toBe(out)
  })

  test('heads are read as they are said, and stay', () => {
    const source = 'last,first,MRN\nQuill,Ada,77\n'
    expect(texts(source, CSV)).toEqual(['last name,first name,MRN\nQuill,Ada,77\n'])
    expect(texts('LastName\tFirstName\nQuill\tAda\n', CSV)).toEqual(['Last Name\tFirst Name\nQuill\tAda\n'])
    expect(openText(source, CSV).write([])).toBe(source)
  })

  test.for([
    ['drug,first,last\nSenna,noon,night\n', 'drug,first,last\nSenna,noon,night\n'],
    ['test,family,n\nELISA,gout,4\n', 'test,family,n\nELISA,gout,4\n'],
    ['first,last,dose\nsenna,zinc,5\n', 'first,last,dose\nsenna,zinc,5\n'],
    ['first,last\nAda,Quill\n', 'first name,last name\nAda,Quill\n'],
    ['drug,first,last,patientId\nSenna,Ada,Quill,7\n', 'drug,first name,last name,patient Id\nSenna,Ada,Quill,7\n'],
    ['n,family,birthDate\n4,Quill,1961\n', 'n,family name,birth Date\n4,Quill,1961\n'],
  ] as const)('short heads say names beside what else is said of people: %j', ([source, read]) => {
    expect(texts(source, CSV)).toEqual([read])
  })

  test.for([
    ['last,first,mrn\nQuill,Ada,77\n', 'csv'], ['Name;DOB;Phone\nQuill;1961;1\n', 'csv'],
    ['name, age and sex of the patient\nwere asked, and told', 'plain'], ['Hb,Na,K\n13,140,4\n', 'plain'],
    ['First, she was seen at home, then her address changed\nand, later, she left', 'plain'],
    ['| Name | DOB | Sex |\n|---|---|---|\n', 'plain'],
  ] as const)('%j is %s', ([source, format]) => {
    expect(openText(source, 'text/plain').format).toBe(format)
  })

  test.for([
    ['birth_dt,adm_dt,sex\n1,2,F\n', 'birth date,admission date,sex\n1,2,F\n'],
    ['Zip5;SSN4;Geburtsdatum;Ort\n1;2;3;4\n', 'Zip 5;SSN 4;birth date;city\n1;2;3;4\n'],
    ['pt_id,prov_nm,home_ph,F.Nac\n1,2,3,4\n', 'mrn,provider name,home phone,birth date\n1,2,3,4\n'],
    ['gluc,nm_x,dob\n1,2,3\n', 'gluc,nm_x,dob\n1,2,3\n'],
  ] as const)('shortened heads are read in full, and stay: %j', ([source, read]) => {
    expect(texts(source, CSV)).toEqual([read])
    expect(openText(source, CSV).write([])).toBe(source)
  })

  test('a row of values is no head', () => {
    expect(replaced('7,Ward,Grace\n8,Lee,Bo\n', CSV, 'Ward', '[N]')).toBe('7,[N],Grace\n8,Lee,Bo\n')
  })

  test('cells without heads are told by their forms', () => {
    const source = '7,ADA,03041960,1 ELM,RYE,NY,10580,"2125550147",12345678\n'
    const told = ['date: 03041960;', 'city: RYE;', 'postal code: 10580;', 'phone: 2125550147;']
    expect(texts(source, CSV)[0]?.match(/^.+: .*;$/gm)).toEqual(told)
    expect(openText(source, CSV).write([])).toBe(source)
  })

  test('a cell full of quotes is read in time that grows with it', () => {
    const time = (count: number): number => {
      const source = `a,b\nx,${' '.repeat(count)}x${'"'.repeat(count)}\n`
      const started = cpuMs()
      texts(source, CSV)
      return cpuMs() - started
    }
    time(1000)
    expect(time(160_000)).toBeLessThan(Math.max(300, time(40_000) * 8))
  })
})
