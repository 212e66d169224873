/**
 * Short and pet forms of given names in American English and Spanish, and some in Polish, Russian, German and Italian, written
 * from general knowledge: the formal name first, then what its bearers are called. A name may stand in several rows.
 */
const ROWS = `
abigail abby gail
abraham abe bram
adelaide addie della
agnes aggie nessa
albert al bert bertie
alexander alex al sandy xander lex alec sasha
alexandra alex sandra sandy lexi sasha
alfred al alf alfie fred freddie
alice ally allie
allison ali allie
amanda mandy manda
amelia amy millie mel
andrew andy drew
angela angie
ann annie nan nancy
anna annie ann
anne annie nan
anthony tony ant
antoinette toni nettie
archibald archie
arthur art artie
augustus gus augie
barbara barb barbie babs bobbie
bartholomew bart
beatrice bea trixie
benjamin ben benny benji
bernard bernie
bradley brad
bridget biddy bridie
calvin cal
cameron cam
carolyn carol caro lyn carrie
caroline carol carrie
cassandra cass cassie sandra
catherine cathy cat cate kate katie kay kitty cathie
charles charlie chuck chaz chas chip
charlotte lottie char charlie
christian chris
christina chris chrissy tina christy
christine chris chrissy tina christy
christopher chris kit topher kris
clarence clare
clifford cliff
constance connie
cornelius neil neal
curtis curt
cynthia cindy
daniel dan danny
danielle dani
david dave davey davy
deborah deb debbie debby
dennis denny
diana di
dolores lola lolly
dominic dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug
edgar ed eddie ned
edith edie
edmund ed eddie ned ted
edward ed eddie ned ted teddy
edwin ed eddie ned
eleanor ellie nell nora lenore
elizabeth liz beth betty eliza lizzie betsy bess bessie libby lisa ellie elsie lilibet
ellen nell nellie
emily em emmy
emma em emmy
ernest ernie
esther essie hettie
eugene gene
evelyn evie eve
ezekiel zeke
fernando nando
florence flo flossie
frances fran frannie francie fanny
francis frank fran
franklin frank
frederick fred freddie freddy rick
gabriel gabe
gabrielle gabby
genevieve gen jenny viv
geoffrey geoff
george georgie
gerald gerry jerry
geraldine gerry jerry
gertrude gertie trudy
gilbert gil bert
gregory greg
gwendolyn gwen wendy
harold hal harry
harriet hattie
helen nell nellie
henrietta etta hettie
henry hank harry hal
herbert herb bert
howard howie
hubert hugh bert
irene rene
isaac ike zack
isabella bella izzy belle isa
isabelle bella izzy belle
jacob jake
jacqueline jackie
james jim jimmy jamie jem
jane janie
janet jan
jason jay
jeffrey jeff
jennifer jen jenny jenn
jeremiah jerry jem
jeremy jerry
jerome jerry
jessica jess jessie
joan joanie
joanne jo
john jack johnny jon jackie
jonathan jon jonny nathan
joseph joe joey jos
josephine jo josie
joshua josh
joyce joy
judith judy judi
julia julie jules
julian jules
juliet jules julie
justin jus
katherine kathy kate katie kat kay kitty kit
kathleen kathy kate katie kay
kathryn kathy kate katie
kenneth ken kenny
kimberly kim kimmy
lawrence larry lars laurie
leonard leo len lenny
leopold leo poldi
leroy roy
leslie les
lillian lil lily lilly
louis lou louie
louise lou lulu
lucille lucy lou
lucinda lucy cindy
madeline maddie mady
magdalena lena maggie magda
marcus marc mark
margaret maggie peg peggy meg megan greta rita marge margie daisy madge
marjorie marge margie
martha marty mattie patty
martin marty
mary molly polly mae mamie may
matilda tilda tillie mattie
matthew matt matty
maureen mo
maurice morrie
maximilian max
maxwell max
melissa mel missy lissa
michael mike mick mickey mikey
michelle shelly chelle
mildred millie
mitchell mitch
mohammed mo
montgomery monty
nancy nan
natalie nat
natasha tasha
nathan nate nat
nathaniel nate nat nathan
nicholas nick nicky nico
nicole nicky nikki
norman norm
olivia liv livvy ollie
oliver ollie
oscar oz
pamela pam
patricia pat patty tricia trish patsy
patrick pat paddy rick
paul paulie
pauline polly
penelope penny
peter pete
philip phil pip
phillip phil
phyllis phyl
priscilla cilla prissy
rachel rae
randall randy
randolph randy
raymond ray
rebecca becky becca beck
reginald reg reggie
rhonda ronnie
richard rich rick dick ricky richie
robert bob rob bobby robby bert bobbie
roberta bobbie bert
roderick rod rick
rodney rod
roger rodge
roland rollie
ronald ron ronnie
rosemary rose rosie romy
roxanne roxie
russell russ rusty
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy sandi
sarah sally sadie
sebastian seb bas
sharon shari
sheila shelly
sidney sid
solomon sol
sophia sophie
stanley stan
stephanie steph stevie
stephen steve stevie
steven steve stevie
stuart stu
susan sue susie suzy
susanna sue susie
suzanne sue susie suzy
sylvester sly
sylvia syl
tabitha tabby
terence terry
teresa terry tess tessa
theodore ted teddy theo
theresa terry tess tessa tracy
thomas tom tommy
timothy tim timmy
tobias toby
valerie val
vanessa nessa
veronica ronnie vera
victor vic
victoria vicky tori vic
vincent vince vinny
violet vi
virginia ginny ginger
vivian viv
walter walt wally
wanda wandy
warren ren
wendell wen
wilfred will wilf fred
wilhelmina mina willa
william bill will billy willie liam wil
winifred winnie
winston win
yvonne vonnie
zachary zach zack
alberto beto
alejandra ale jandra
alejandro alex ale jandro
antonia tona toni
antonio tono toni
beatriz bea
carlos carlitos charly
carmen carmela menchu
concepcion concha conchi conchita
consuelo chelo
cristina cris tina
diego dieguito
dolores lola loli
eduardo edu lalo
enrique quique kike
ernesto neto
esperanza espe lanza
eugenia geni
federico fede
felipe pipe
fernanda fer nanda
francisca paca paquita curra
francisco paco pancho curro fran kiko paquito quico
gabriela gabi
gonzalo gonza
graciela chela
gregorio goyo
guadalupe lupe lupita
guillermo guille memo
ignacio nacho
isabel isa chabela chavela
jesus chus chuy
joaquin quino
jorge coque
jose pepe pepito chepe
josefa pepa fefa
josefina pepa fina
juan juanito juancho
juana juanita
leticia leti
lourdes lulu
luis lucho
luisa lucha
manuel manolo manu manny lolo
manuela manoli manola
margarita marga rita mago
maria mari marichu
mercedes merche meche
miguel migue mike
milagros mila
montserrat montse
natividad nati
nicolas nico
pilar pili
rafael rafa
ramon moncho
ricardo ricky richi cardo
roberto beto rober
rodrigo rodri
rosario charo chayo
salvador salva chava
santiago santi diego chago
sergio checo
socorro coco
soledad sole
teresa tere
tomas tomi
trinidad trini
vicente chente
victoria vicky
aleksandra ola olka
agnieszka aga agusia
anna ania anka anya anja
katarzyna kasia kaska
barbara basia baska
joanna asia joasia
malgorzata gosia malgosia gocha
maria marysia masha
zofia zosia
elzbieta ela elka
magdalena magda lena
krystyna krysia
jadwiga jadzia
stanislaw staszek stach
krzysztof krzysiek krzys
tomasz tomek
andrzej jedrek
wojciech wojtek
grzegorz grzesiek
jerzy jurek
jan janek jas
stanislav stas
aleksandr sasha alex
alexander sascha
alexandr sasha
dmitri dima mitya
dmitry dima mitya
mikhail misha
mikhael misha
ivan vanya
vladimir vova volodya
sergei seryozha
sergey seryozha
ekaterina katya
yekaterina katya
tatiana tanya
tatyana tanya
natalia natasha
natalya natasha
yelena lena
elena lena
svetlana sveta
johannes hannes hans
johann hans
friedrich fritz
joseph sepp
josef sepp
wilhelm willi
giuseppe beppe peppe
giovanni gianni
luigi gigi
`

const relatives = new Map<string, Set<string>>()
for (const row of ROWS.trim().split('\n')) {
  const names = row.split(' ')
  for (const name of names) {
    const others = relatives.get(name) ?? new Set()
    relatives.set(name, others)
    // A short form alone may be of another formal name: from it the way leads to all of this row, as from the formal one.
    for (const other of names) if (other !== name) others.add(other)
  }
}
const lists = new Map([...relatives].map(([name, others]) => [name, [...others]]))
const NONE: readonly string[] = []

/** What somebody with this given name (folded, lower case) may also be called, the formal name of a short one included. */
export function nicknamesOf(given: string): readonly string[] {
  return lists.get(given) ?? NONE
}
