const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.trim().split(/\s*;\s*/).map((pair): [string, string] => {
      const [short = '', said = ''] = pair.split('=')
      return [short, said.replaceAll(/\s+/g, ' ')]
    }),
  )

/** How exports shorten the heads of their columns, and what heads in other languages say. */
const WORDS = pairs(`dt=date; dte=date; nm=name; nam=name; ph=phone; phn=phone; mob=mobile; addr=address; adr=address; no=number;
  num=number; nbr=number; nr=number; prov=provider; pt=patient; pat=patient; cd=code; adm=admission; admit=admission;
  dis=discharge; disch=discharge; bday=birth date; cty=city; cnty=county; emp=employee; ins=insurance; mbr=member;
  grp=group; acct=account; enc=encounter; svc=service; phys=physician; att=attending; nok=next of kin; guar=guarantor;
  lname=last name; fname=first name; mname=middle name; lst=last; frst=first; geburtsdatum=birth date; gebdat=birth
  date; geb=birth; ort=city; wohnort=city; plz=zip; strasse=street; vorname=first name; nachname=last name;
  telefon=phone; aufnahme=admission; aufnahmedatum=admission date; entlassung=discharge; entlassungsdatum=discharge
  date; fecha=date; nac=birth; nacimiento=birth; apellido=last name; apellidos=last name; nombre=first name;
  telefono=phone; ciudad=city; direccion=address; ingreso=admission; alta=discharge; naissance=birth; prenom=first name;
  ville=city; adresse=address`)
/** Of which no word says alone what the column is. */
const PHRASES = pairs('pt id=mrn; pat id=mrn; pt no=mrn; pat no=mrn; pt num=mrn; pat num=mrn; f nac=birth date; geb dat=birth date')
/** What stays as it is written. */
const KNOWN = new Set(
  `date name phone address number provider patient code admission discharge birth dob id city state zip county street email mail home work
  cell mobile fax first last middle given family maiden full sex gender age race room bed unit visit encounter account member group
  policy plan insurance employer employee emergency contact next of kin user agent guarantor doctor physician attending referring primary
  care type status medical record note notes comment result results test lab value units drug dose route frequency diagnosis procedure
  description order specimen accession device serial model version created updated time start end by mrn ssn npi tel telephone country line
  postal postcode zipcode birthdate service geschlecht datum`.split(/\s+/))

/** A head of a column, or a key, in the words of a form, where each part of it is known: `birth_dt` is a `birth date`, `SSN4` an `SSN 4`. */
export function spokenHead(head: string): string | undefined {
  const parts = head.trim().replaceAll(/(\p{Ll})(\p{Lu})|(\p{L})(\d)/gu, '$1$3 $2$4').split(/[\s_.-]+/).filter((part) => part !== '')
  const phrase = PHRASES.get(parts.join(' ').toLowerCase())
  if (phrase !== undefined) return phrase
  const spoken = parts.map((part, index) => {
    const lower = part.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')
    return WORDS.get(lower) ?? (KNOWN.has(lower) || index === parts.length - 1 && /^\d{1,2}$/.test(lower) ? part : undefined)
  })
  return parts.length === 0 || /^\d/.test(parts[0] as string) || spoken.includes(undefined) ? undefined : spoken.join(' ')
}

/** Of those words, what people are called too. */
const NAMES = new Set('pat alta ville ort street race home plan line middle work bed start kin'.split(' '))

/** Whether a key is written as a name may be, with a word that is one: `Pat Street`, `pat street`, `Alta`. */
export function mayBeName(key: string): boolean {
  return /^(?:\p{Lu}\p{L}*|\p{L}+(?: \p{L}+)+)$/u.test(key) && key.split(' ').some((part) => NAMES.has(part.toLowerCase()))
}
