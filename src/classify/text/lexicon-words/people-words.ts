/** Words of a class in English and Spanish, some of other languages, folded and in lower case, one blank between two. Common knowledge, written for Sluice. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const TITLES = words(`
  dr drs dres dras doctor mr mrs ms miss mx prof professor rev reverend fr father sr sra srta sres don dona dra doc herr frau madame
  monsieur mme mlle dott dottssa dottoressa signor signora sig dhr heer meneer mevr mevrouw herrn senhor senhora docteur sir lady lord
  judge justice capt captain sgt sergeant lt lieutenant col colonel maj major gen general
  cpl pfc officer det detective hon honorable rabbi imam pastor sister brother nurse senor senora senorita lic ing
  md do rn lpn lvn np pa dnp phd aprn crna pharmd dds dmd dpm dvm dc pt dpt ot otr slp lcsw lmsw msw psyd mph mbbs facp facs
  facog faap frcp frcs cnm cna rd rdn rrt emt ma jr esq pac crnp fnp bsn msn bc ccc cma lac lmft lpc edd ii iii iv
`)

export const RELATIVES = words(`
  mother father mom mum mommy mummy dad daddy parent parents husband wife spouse partner fiance fiancee boyfriend girlfriend
  son sons daughter daughters child children baby infant twin twins brother brothers sister sisters sibling siblings
  stepmother stepfather stepson stepdaughter stepbrother stepsister grandmother grandfather grandma grandpa granny nana
  grandparent grandparents grandson granddaughter grandchild grandchildren uncle aunt auntie nephew niece cousin cousins
  friend roommate neighbor neighbour caregiver carer guardian godmother godfather widow widower relative relatives
  madre padre mama papa marido mujer esposo esposa pareja novio novia hijo hija hijos hijas hermano hermana hermanos hermanas
  abuelo abuela abuelos nieto nieta tio tia sobrino sobrina primo prima cunado cunada suegro suegra yerno nuera cuidador
  cuidadora vecino vecina amigo amiga tutor tutora viudo viuda conyuge
  tochter ehemann ehefrau mutter vater schwester fille soeur epouse epoux moglie marito figlia figlio sorella dochter zoon moeder vader
  echtgenoot
  echtgenote filha filho irmao irmaos
`)

export const PROFESSIONS = words(`
  accountant actor actress actuary administrator architect artist astronaut athlete attorney author baker banker barber
  bartender biologist bishop bookkeeper bricklayer broker builder busdriver butcher buyer caretaker carpenter cashier ceo cfo
  chauffeur chef chemist chiropractor cleaner clergyman clerk coach coder commissioner composer conductor congressman
  congresswoman consultant contractor cook coroner councilman councilwoman counselor courier craftsman curator custodian
  dancer dean dentist deputy designer developer diplomat director dishwasher dispatcher driver economist editor educator
  electrician engineer entertainer entrepreneur executive farmer firefighter fireman fisherman florist foreman geologist
  governor groundskeeper guard hairdresser handyman historian homemaker hostess housekeeper housewife inspector interpreter
  investor janitor jeweler journalist judge laborer labourer landscaper lawyer lecturer librarian lifeguard lineman
  locksmith logger longshoreman machinist maid mailman maintenance manager manicurist mason mathematician mayor mechanic
  mechanics merchant messenger midwife miller miner minister model musician novelist nun nurse nutritionist optician
  optometrist orderly painter paralegal paramedic pastor pathologist pharmacist philosopher photographer physician physicist
  physiotherapist pilot plumber podiatrist poet policeman policewoman politician porter postman potter preacher priest
  principal producer professor programmer psychiatrist psychologist publisher realtor receptionist recruiter referee
  reporter representative researcher retailer sailor salesman salesperson saleswoman scientist sculptor seamstress secretary
  senator sergeant sheriff shoemaker singer soldier solicitor statistician steelworker steward stewardess stockbroker
  student supervisor surgeon surveyor tailor teacher technician technologist therapist toolmaker trader trainer translator
  trucker tutor typist umpire undertaker upholsterer veterinarian waiter waitress warden watchman weaver welder woodworker
  writer
  abogado abogada administrativo administrativa agricultor agricultora albanil alcalde alcaldesa arquitecto arquitecta
  autonomo bombero camarero camarera camionero carnicero carpintero chofer cocinero cocinera comercial conductor conductora
  contable dependiente dependienta economista electricista empresario empresaria enfermera enfermero farmaceutico fontanero
  funcionario funcionaria ganadero ganadera informatico ingeniero ingeniera jardinero jubilado jubilada maestra maestro
  mecanico medico militar minero modista panadero peluquera peluquero periodista pescador pintor policia profesor profesora
  psicologo psicologa secretaria secretario soldador taxista trabajador veterinario zapatero
`)

export const ORGANIZATION_HEADS = words(`
  hospital hospitals clinic clinics center centre centers medical health healthcare infirmary sanatorium hospice university
  college school academy institute institution foundation associates group inc incorporated llc llp ltd limited plc corp
  corporation company co gmbh ag kg sa sl sarl bv nv spa srl pty laboratories laboratory labs pharmacy church department
  agency bank trust partners holdings industries enterprises services systems solutions technologies bros sons association
  society union council ministry bureau authority board care system network manor office campus facility med practice permanente ctr
  general va
  club hotel motel museum library theater theatre stadium arena insurance consulting consultants motors airlines logistics ventures
  ministries synagogue mosque temple
  krankenhaus klinikum klinik universitatsklinikum universitat hochschule schule kirche sparkasse praxis pflegeheim apotheke hopital
  clinique universite ecole lycee eglise banque pharmacie maison
  ospedale policlinico universita scuola chiesa banca casa ziekenhuis universiteit kerk szpital uniwersytet szkola sygehus sjukhus sykehus
  sairaala yliopisto faculdade escola igreja banco iglesia parroquia
  clinica centro ambulatorio consultorio universidad universitario universitaria instituto facultad colegio escuela servicio
  fundacion laboratorio laboratorios farmacia residencia complejo sanitario sanatorio policlinica consorci consorcio ayuntamiento
  consejeria asociacion cooperativa ies ceip
`)

export const CALENDAR = words(`
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
  oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic lunes
  martes miercoles jueves viernes sabado domingo easter christmas thanksgiving halloween ramadan hanukkah passover navidad
`)

/** What people say without saying anything, and contractions: they open every other line of a conversation. */
export const SPOKEN_WORDS = words(`
  yeah yea yep yup yes yah nah nope no ok okay okey oki alright alrighty oh ooh ah aah aha ahh aw aww um umm uhm uh uhh er erm eh hm hmm
  hmmm mm mmm mhm mmhm uhhuh huh
  hi hello hey heya howdy bye goodbye byebye ciao wow whoa oops ouch ugh phew gosh gee geez jeez yikes yay hooray hurrah please pls thanks
  thank thankyou thx welcome
  sorry pardon excuse cheers sure right correct exactly absolutely definitely certainly indeed perfect great good nice fine awesome cool
  fantastic wonderful excellent
  maybe perhaps possibly probably actually basically honestly anyway anyways anyhow well gotcha gonna gotta wanna kinda sorta lemme gimme
  dunno yessir sir maam ma'am
  lol omg asap tmrw btw fyi idk
  i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll we're we've we'd we'll they're they've
  they'd they'll that's that'd that'll
  there's there're there'd there'll here's what's what're what'd what'll who's who'd who'll who've where's where'd where're when's why's
  how's how're how'd how'll let's
  don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't won't wouldn't can't couldn't shouldn't mustn't mightn't needn't
  ain't y'all ma'am o'clock
  this'll these're those're everyone's everything's nothing's something's somebody's someone's
  hola adios gracias oye pues perdon ay uf aja
`)

/** Function words, and words that head a sentence or a line of a note: whatever lists of names say, these are no names. */
export const FUNCTION_WORDS = words(`
  a about above after again against all also am an and any are as at be because been before being below between both but by
  can cannot could did do does doing done down during each either else ever every few for from further get gets getting give
  given go goes going gone got had has have having he her here hers herself him himself his how however i if in into is it
  its itself just last less let like made make many me might mine more most much must my myself near need neither never new
  next no none nor not now of off often old on once one only or other our ours out over own per please put quite rather same
  see seen she should since so some still such take than that the their theirs them themselves then there these they this
  those though through to today together too toward two three four five six seven eight nine ten under until up upon us use
  used using very via was we well went were what when where whether which while who whom whose why will with within without
  would yes yet you your yours yourself first second third
  patient patients pt male female man woman boy girl gentleman lady unknown none normal negative positive denies denied
  reports reported states stated history allergies medications plan assessment impression exam examination review name date
  age sex gender race white black hispanic asian african american caucasian status post reason chief complaint present
  el la los las lo le les un una unos unas y e o u de del al en a con por para sin sobre entre hasta desde que quien como
  cuando donde se su sus mi mis tu tus es son era fue ser esta este esto estos estas ese esa eso ha han no si ya muy mas
  menos tras ante bajo segun durante mediante paciente pacientes varon mujer hombre nombre apellidos fecha edad sexo
`)
