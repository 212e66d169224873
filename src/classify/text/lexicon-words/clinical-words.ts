/** Words of a class, folded and in lower case, one blank between two. Common knowledge, written for Sluice. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** People after whom a disease, sign, score, procedure, organism, device or unit is called. */
export const EPONYMS = words(`
  achilles addison adson albright allen alport alzheimer angelman apgar apley arnold asperger babinski bacon baker bankart
  barlow barrett bartholin barthel bartter basedow battle bazett beck becker beckwith behcet bell bence bennett berger bernard
  bernoulli bird bishop blalock bloom blount borg bouchard bourneville bowen bowman braden bradford braun bright broca brodie
  brown brucella brudzinski bruce bruns buerger bunsen burkitt burow caesar cajal calve campbell canavan caroli carpenter
  castleman celsius chadwick chagas charcot charlson chediak cheyne chiari child christmas chvostek claude cloquet cobb
  cockcroft codman colles conn cooley coombs cooper corrigan coulomb courvoisier cowden coxsackie creutzfeldt crigler crohn
  cullen cushing dandy darier dejerine dercum dix doppler down downs dravet dressler duane dubin duchenne duke dukes dupuytren
  ebstein edwards ehlers eisenmenger epley epstein erb ewing fabry fahrenheit fallopian fallot fanconi felty fick fisher
  fitzpatrick flexner foley fontan fordyce fournier fowler fox framingham frank freiberg frey friedreich froment fuchs galeazzi
  gardner gaucher gault geiger gerstmann gilbert gilles gilmore ginkgo giemsa glasgow gleason goldman golgi goodpasture gower
  gowers gram graves grawitz guillain hallpike hamilton hansen harrington harris hartmann hashimoto haversian hawkins heberden
  heimlich heller henle henoch hering hickman hill hirschsprung hodgkin hoffman hoffmann holter homan homans horner hounsfield
  howell huntington hunt hunter hurler huntingtons ishihara jackson jacksonian jacob jakob janeway jarisch jervell jones
  joule kallmann kaplan kaposi karnofsky kartagener kawasaki kayser kegel kehr kelvin kernig kerley kienbock killip kimmelstiel
  kirschner klebsiella kleihauer klinefelter klippel klumpke koch kocher koebner koplik korotkoff korsakoff krabbe krukenberg
  kussmaul lachman lamaze lambert langerhans lasegue laurence leber legg leigh lennox leopold lesch levine lewy leydig lhermitte
  libman likert lisfranc lister little loeffler lou lynch maddox madelung mallory malpighi mantoux marfan maslow mayer mcardle
  mcburney mcgill mcmurray mcroberts meckel meigs mendel meniere menkes merkel michaelis miller milroy moebius mohs moller
  monro monteggia morgagni moro morton muller munchausen murphy myerson neer neisseria nelson newton nissen noonan nightingale
  ober ohm oppenheim ortolani osgood osler paget pancoast pap papanicolaou parinaud parkinson parkinsons pascal patrick pavlov
  perthes peutz peyer peyronie phalen pick pierre plummer poiseuille pompe poland pott potter potts poupart prader prinzmetal
  purkinje quincke ramsay rankin ranson raynaud reed refsum reiter rett reye richter riedel rinne robin rolando romberg rorschach
  ross roth roux roxithromycin rubinstein sabin salter salmonella schatzki scheuermann schirmer schlatter schlemm schmidt
  schober schonlein schwann seldinger sengstaken sertoli severe shigella shy sims sipple sjogren skene smith snellen sprengel
  spurling starling steinmann stevens stewart stickler still stokes strauss sturge swan sweet swift sydenham takayasu takotsubo
  tanner taussig tay tietze tinel todd tourette trendelenburg treacher trousseau turcot turner valsalva vater vincent virchow
  volkmann waldenstrom walker wallenberg waterhouse weber wegener weil wells wenckebach wernicke wertheim wharton whipple
  white williams wilms wilson wolff wong wood woods yergason yersinia zenker ziehl zollinger zellweger merkel billroth whitmore
  lugol ringer ringers hemlich hounsfield ham hess gibbs garland cantlie cantor calot bosniak birads child-pugh pugh morse
  montgomery edmonton edinburgh boston bristol ottawa rochester silverman finnegan ballard moberg oswestry hoehn yahr folstein
  mallampati cormack lehane wigger weaver danis lauge gustilo anderson garden mason rockwood schatzker salter essex lopresti
  maisonneuve jefferson hangman chance segond bankart rolando galveston jp jackson-pratt blake penrose hemovac kocher kelly
  allis babcock deaver richardson balfour metzenbaum mayo adson debakey yankauer ambu miller macintosh swan-ganz ganz hickman
  johnson pratt barr barre bonnet marie tooth gastaut lou gehrig barrington beers hinton swann bonney homer simmonds hoffa
  broviac groshong quinton tenckhoff malecot kirschner steri bovie
  adie amplatz argyll astler auspitz bakri blatchford boerhaave breslow chopart churg cournand cozen deauville dieulafoy dohle
  duroziez fleischner foville frohlich frykman gaenslen gitelman glanzmann gottron gradenigo gubler jeghers jeor kanavel kasai
  koyanagi lancisi langenbuch lichtenstein lindau maylard menetrier meyerding mifflin mirizzi mitrofanoff modic nikolsky
  nothnagel nyhus pappenheimer pfannenstiel pfirrmann puestow quervain rentrop ritgen rockall rouviere rovsing rumack schizas
  shouldice sinding sottas soulier stieda stoppa thurner tillaux tolosa toupet willebrand zavanelli
  abderhalden abrikossoff aicardi alagille alpers amsler aschoff astrand bannayan banti barany bardet barthez baveno bazin
  beighton berardinelli bernheim bezold biedl bielschowsky biermer biot bitot blackfan bochdalek boeck bolam bozzolo brachet
  brachmann brissaud brushfield buschke camurati caprini carabelli cattell chaddock charlin chassaignac chauffard
  chilaiditi chodzko civatte clado clutton comolli costen cowper crouzon cruveilhier csendes curschmann danon dawbarn deetjen
  denonvilliers descemet devic donath dubowitz duhring duret duverney eales eberth eisenlohr ellestad ellik elschnig
  erdheim escherich esmarch eustachian fechner fehling ferrein filatov flatau flechsig forssman fothergill
  franceschetti friderichsen fridericia froin fugl galant gallavardin ganser garre gartland gennari gerota goltz gorlin gougerot
  graafian graefe graser griesinger grynfelt gullstrand guyon haab hallervorden hanganutziu hartnup hasner hassall haygarth
  hebra heerfordt hegar heister herxheimer heschl hesselbach hestia heymann higoumenakis hinchey hippel hitzig hochenegg
  holzknecht howship hueter huguier huschke hybbinette hyrtl imerslund jaccoud jacobaeus jadassohn jamshidi janz
  jendrassik jirgl kanner karpman kasabach kattus kennaway kerckring khorana kiesselbach kinyoun kobelt koeppe korff kostmann
  koyter kraske kuhnt kulchitsky kummell kuntscher kupffer kveim laennec lafora landolt landouzy landsteiner landstrom
  lannelongue latarjet laugier laurell ledderhose leiner lembert lemierre lenegre leriche letterer levaditi leyden lichtheim
  lieberkuhn lisch littre lobstein lovibond ludloff lundh luschka lyell macewen maddrey maffucci magendie majocchi malassez
  marchiafava marjolin maroteaux martegiani martius mauthner maydl meesmann meibom meibomian melkersson merzbacher meynert
  mikulicz milkman minkowski mittendorf mobitz mobius mohrenheim monakow mooren morisky morquio morvan moschcowitz
  muckle muehrcke musset naboth nabothian naegele naffziger nagler nattrass nelaton nettleship neuhauser nezelof norrie
  norum nuck nylander obersteiner oddi odland ollier olmer onuf oppler orbeli ortner owren pacchioni pacinian paffenbarger
  paneth panner panum pappenheim parona paschen passavant pastia patau pautrier payr pecquet pelger pelizaeus pendred penjdeh
  perlia perls petzval pfaundler pfluger phemister pinkus pirquet plaut plehn plimmer poncet ponfick porak powassan prausnitz
  preiser preyer prowazek prussak purtscher puusepp queckenstedt queyrat rathke ravitch reissner remak retzius reverdin riolan
  risser rivinus rochalima roentgen rokitansky rosai rosenbach rosenmuller rossolimo rosving rothmund rovighi rubner ruffini
  runeberg ruysch sabouraud saemisch saethre salkowski sanarelli sandhoff santorini saundby schamberg scheie schellong schilder
  schiotz schmincke schmorl schreger schwachman schwalbe schwediauer scultetus senear sezary sharpey shibley shirodkar
  shprintzen shwachman shwartzman siggaard sjoqvist sneddon soemmering sorsby spallanzani spiegelberg spielmeyer
  spigelian spigelius spigelman stargardt stellwag stener stensen sticker strasberg stroop strumpell strunsky stuhmer sudeck
  sweeley swyer sylvius syme tarlov tarnier tenon tensilon terson thebesius thiersch thormahlen thudichum thygeson tinetti
  toison topolanski torek traube treitz trolard troltsch tuffier tzanck uhthoff ultzmann unverricht valleix
  valsuani vaquez varolius veillon verhoeff vermale verocay vidian vieussens vineberg voltolini vossius vrolik waaler
  waardenburg walcher waldeyer warthin wassermann waterlow weichselbaum weigert weill weingrow weitbrecht welander wepfer
  werdnig werlhof wernig westergren widal wildbolz wimberger winiwarter winterbottom wintrich wirsung wiskott wohlfart wolfart
  wolfler wolfring wolhynia wolman wormian wrisberg zarit zaufal zeis zieve zimmerlin zinsser zondek zuckerkandl zung
  zuska
`)

/** International nonproprietary names and brands of medicines, feeds, dressings and devices (US Food and Drug Administration, Orange Book, Purple Book and device listings). */
export const DRUGS = words(`
  abacavir abatacept abilify abiraterone acarbose accutane acetaminophen acetazolamide acetylcysteine actos acyclovir adalimumab
  adderall adenosine advair advil afinitor albuterol aldactone alemtuzumab alendronate aleve alfuzosin allegra allopurinol
  almotriptan alogliptin alprazolam alteplase amantadine ambien ambrisentan amikacin amiloride aminophylline amiodarone
  amitriptyline amlodipine amoxicillin amoxil amphetamine amphotericin ampicillin anastrozole apixaban apremilast aricept
  arimidex aripiprazole armodafinil armour aspirin atarax atazanavir atenolol ativan atomoxetine atorvastatin atovaquone
  atropine augmentin avandia avapro avastin avodart avonex azathioprine azelastine azithromycin baclofen bactrim bactroban
  basaglar beclomethasone belimumab belsomra benadryl benazepril bendamustine benicar benzonatate benztropine betamethasone
  betaxolol bethanechol bevacizumab bicalutamide biktarvy bisacodyl bisoprolol bleomycin boniva bortezomib bosentan botox
  brexpiprazole brilinta brimonidine bromocriptine budesonide bumetanide bumex buprenorphine bupropion buspar buspirone
  butalbital bydureon byetta bystolic cabergoline caduet calcitriol canagliflozin candesartan capecitabine captopril carafate
  carbamazepine carbidopa carboplatin cardizem cardura cariprazine carisoprodol carvedilol caspofungin catapres cefaclor
  cefazolin cefdinir cefepime cefixime cefotaxime cefoxitin ceftazidime ceftriaxone cefuroxime celebrex celecoxib celexa
  cellcept cephalexin cetirizine cetuximab chantix chlordiazepoxide chloroquine chlorpheniramine chlorpromazine
  chlorthalidone cholestyramine cialis ciclosporin cilostazol cimetidine cimzia cipro ciprofloxacin cisplatin citalopram
  clarithromycin claritin cleocin clindamycin clobazam clobetasol clomid clomiphene clomipramine clonazepam clonidine
  clopidogrel clotrimazole clozapine clozaril codeine cogentin colace colchicine colestipol combivent compazine concerta
  coreg cosentyx cozaar crestor cyclobenzaprine cyclophosphamide cyclosporine cymbalta cytarabine dabigatran dabrafenib
  dalteparin dantrolene dapagliflozin dapsone daptomycin darunavir dasatinib daunorubicin deferasirox demerol denosumab depakote
  depo desipramine desloratadine desmopressin desvenlafaxine dexamethasone dexilant dexmedetomidine dextroamphetamine
  dextromethorphan dextrose diazepam diclofenac dicyclomine diflucan digoxin dilantin dilaudid diltiazem diovan diphenhydramine
  diphenoxylate dipyridamole disopyramide disulfiram ditropan divalproex dobutamine docetaxel docusate dofetilide dolutegravir
  donepezil dopamine doxazosin doxepin doxorubicin doxycycline dronabinol dronedarone droperidol dulaglutide dulera duloxetine
  dupilumab dupixent duragesic dutasteride dyazide edarbi edoxaban efavirenz effexor elavil eletriptan eliquis emgality
  empagliflozin emtricitabine enalapril enbrel enoxaparin entacapone entecavir entresto entyvio epinephrine epipen eplerenone
  epoetin eptifibatide erenumab erlotinib ertapenem erythromycin erythropoietin escitalopram esmolol esomeprazole estrace
  estradiol eszopiclone etanercept ethambutol etodolac etomidate etoposide everolimus evista exenatide ezetimibe famciclovir
  famotidine farxiga febuxostat felodipine femara fenofibrate fentanyl ferrous fexofenadine finasteride fioricet flagyl flecainide
  flexeril flomax flonase flovent fluconazole fludrocortisone flumazenil flunisolide fluocinonide fluorouracil fluoxetine
  fluphenazine flurbiprofen fluticasone fluvoxamine folate formoterol fosamax fosinopril fulvestrant furosemide gabapentin
  galantamine ganciclovir gefitinib gemcitabine gemfibrozil gentamicin geodon gilenya gleevec glargine glimepiride glipizide
  glucagon glucophage glucotrol glyburide glycopyrrolate golimumab griseofulvin guaifenesin guanfacine haldol haloperidol
  harvoni heparin herceptin humalog humira humulin hydralazine hydrochlorothiazide hydrocodone hydrocortisone hydromorphone
  hydroxychloroquine hydroxyurea hydroxyzine hyoscyamine hyzaar ibandronate ibrance ibrutinib ibuprofen idarucizumab imatinib
  imbruvica imdur imipenem imipramine imiquimod imitrex imodium imuran indapamide inderal indomethacin infliximab insulin
  interferon invega invokana ipilimumab ipratropium irbesartan irinotecan isoniazid isosorbide isotretinoin isradipine
  itraconazole ivabradine ivermectin janumet januvia jardiance keflex keppra ketamine ketoconazole ketoprofen ketorolac keytruda
  klonopin klor kombiglyze labetalol lacosamide lactulose lamictal lamisil lamivudine lamotrigine lanoxin lansoprazole lantus
  lasix latanoprost latuda leflunomide lenalidomide letrozole leucovorin leuprolide levalbuterol levaquin levemir levetiracetam
  levitra levocetirizine levodopa levofloxacin levonorgestrel levothyroxine lexapro librium lidocaine linaclotide linagliptin
  linezolid linzess liothyronine lipitor liraglutide lisdexamfetamine lisinopril lithium livalo loperamide lopid lopressor
  loratadine lorazepam lortab losartan lotensin lotrel lovastatin lovaza lovenox loxapine lunesta lupron lurasidone lyrica
  macrobid macrodantin magnesium malathion mannitol maraviroc maxalt maxzide mebendazole meclizine medrol medroxyprogesterone
  mefloquine megestrol melatonin meloxicam memantine meperidine mepolizumab mercaptopurine meropenem mesalamine mestinon metaxalone
  metformin methadone methimazole methocarbamol methotrexate methyldopa methylphenidate methylprednisolone metoclopramide
  metolazone metoprolol metronidazole mevacor micafungin micardis midazolam midodrine mifepristone milrinone minocycline
  minoxidil miralax mirapex mirena mirtazapine misoprostol mobic modafinil mometasone montelukast morphine motrin mounjaro
  moxifloxacin mucinex mupirocin mycophenolate nabumetone nadolol nafcillin naloxone naltrexone namenda naprosyn naproxen narcan
  nardil nasacort nasonex natalizumab neomycin neosporin neostigmine neulasta neurontin nevirapine nexium niacin nicardipine
  nicotine nifedipine nilotinib nitrofurantoin nitroglycerin nitroprusside nivolumab norco norepinephrine norethindrone
  nortriptyline norvasc novolog novolin nucala nucynta nuvaring nystatin ocrelizumab octreotide ofloxacin olanzapine olaparib
  olmesartan omalizumab omeprazole ondansetron onglyza opdivo orencia orlistat oseltamivir osimertinib otezla oxaliplatin oxaprozin
  oxcarbazepine oxybutynin oxycodone oxycontin oxytocin ozempic paclitaxel palbociclib paliperidone palonosetron pamelor
  pamidronate pantoprazole paracetamol parnate paroxetine paxil paxlovid pembrolizumab penicillin pentasa pentoxifylline
  pepcid percocet perindopril permethrin perphenazine phenazopyridine phenelzine phenergan phenobarbital phentermine
  phenylephrine phenytoin pioglitazone piperacillin piroxicam plaquenil plavix pramipexole prasugrel pravachol pravastatin
  praziquantel prazosin prednisolone prednisone pregabalin premarin prevacid prilosec primaquine primidone pristiq probenecid
  procainamide procardia prochlorperazine progesterone prograf prolia promethazine propafenone propofol propranolol
  propylthiouracil proscar protonix proventil provera provigil prozac pseudoephedrine pulmicort pyrazinamide pyridostigmine
  quetiapine quinapril quinidine qvar rabeprazole raloxifene raltegravir ramelteon ramipril ranexa ranibizumab ranitidine
  ranolazine rapamune rasagiline reglan remdesivir remeron remicade repaglinide requip restasis restoril revlimid rexulti
  ribavirin rifampin rifaximin risankizumab risedronate risperdal risperidone ritalin ritonavir rituxan rituximab rivaroxaban
  rivastigmine rizatriptan robaxin rocephin romosozumab ropinirole rosuvastatin rybelsus sacubitril salmeterol saxagliptin
  saxenda scopolamine secukinumab selegiline semaglutide senna sensipar seroquel sertraline sevelamer sildenafil silodosin
  simvastatin sinemet singulair sirolimus sitagliptin skelaxin skyrizi sofosbuvir solifenacin solumedrol soma sorafenib sotalol
  spiriva spironolactone stelara strattera suboxone sucralfate sulfamethoxazole sulfasalazine sulindac sumatriptan sunitinib
  suvorexant symbicort synthroid tacrolimus tadalafil tagrisso taltz tamiflu tamoxifen tamsulosin tapentadol tasigna tazobactam
  tegretol telmisartan temazepam temozolomide tenecteplase tenofovir tenormin terazosin terbinafine terbutaline teriflunomide
  testosterone tetracycline theophylline thorazine tiagabine ticagrelor timolol tinidazole tiotropium tirzepatide tizanidine
  tobramycin tocilizumab tofacitinib tolterodine topamax topiramate toprol toradol torsemide toujeo tradjenta tramadol trandolapril
  tranexamic trastuzumab trazodone tremfya treprostinil tresiba triamcinolone triamterene tricor trileptal trimethoprim trintellix
  trulicity truvada tylenol ultram unasyn upadacitinib uptravi uroxatral ursodiol ustekinumab valacyclovir valium valproate
  valproic valsartan valtrex vancomycin vardenafil varenicline vasopressin vasotec vecuronium vedolizumab venlafaxine ventolin
  verapamil verzenio vesicare viagra vibramycin vicodin victoza viibryd vimpat vinblastine vincristine voltaren voriconazole
  vortioxetine vraylar vyvanse warfarin wegovy wellbutrin xanax xarelto xeljanz xeloda xolair xyzal yervoy zafirlukast zaleplon
  zanaflex zantac zarontin zaroxolyn zestoretic zestril zetia ziac zidovudine zileuton ziprasidone zithromax zocor zofran
  zoledronic zolmitriptan zoloft zolpidem zometa zonegran zonisamide zosyn zovirax zyban zyloprim zyprexa zyrtec zytiga
  adalat aldomet amaryl apidra aranesp arava asacol atacand atrovent azulfidine bentyl betapace boostrix caltrate casodex
  citracal colazal copaxone coumadin cytomel cytoxan decadron detrol diamox diprivan dramamine ecotrin elidel emend epogen
  eucerin evoxac exforge fragmin gardasil glucovance gvoke hytrin isordil kayexalate kenalog lamivudine lidoderm lomotil
  lumigan marinol mylanta neupogen nitrostat orapred percodan phenobarb pitocin pletal pradaxa prevnar procrit propecia
  pyridium rebif relafen relpax rhogam sandostatin sanctura savella shingrix solucortef tamoxifeno tessalon tobradex travatan
  tums tysabri vaseline versed xalatan zemplar
  abecma abrysvo actemra actiq adbry adcetris addyi adempas admelog adzenys afrezza aggrastat aimovig airduo airsense airvo
  ajovy alecensa alimentum allevyn alvesco amitiza amvuttra annovera anoro apretude aptiom aquacel aquaphor arexvy aristada
  arnuity asmanex aubagio auryxia austedo auvelity banzel bavencio belbuca benefiber beovu bevespi biofreeze blincyto bosulif
  breo breyanzi briumvi briviact brixadi brukinsa butrans cabenuva calquence camzyos caplyta cardiomems carvykti cequa cerave
  cetaphil cibinqo cinqair citrucel colcrys cologuard comirnaty complera corlanor cotempla creon darzalex daxxify dayvigo
  descovy dificid doptelet dovato duoderm durysta dynamed dysport effient empaveli enfamil enhertu epclusa epidiolex erleada
  esbriet evenity evusheld eylea fabhalta fanapt fasenra fentora feraheme fiasp filspari fintepla fluad flublok fluzone forteo
  fosrenal fulphila fycompa gaviscon gazyva gemtesa genvoya glucerna gralise hemlibra horizant hurricaine ibsrela iclusig icyhot
  ilumya imfinzi impella imvexxy incruse ingrezza injectafer intrarosa intuniv iqirvo izervay jevity juluca juvederm jynarque
  kadcyla kalydeco kardia kengreal kerendia kesimpta kisqali kloxxado korsuva krazati krystexxa kybella kymriah kyprolis
  lagevrio latisse leqvio letairis libtayo liletta lioresal livdelzi lokelma lorbrena lubriderm lucemyra lucentis lumakras
  lumryz lvad lynparza lyumjev maintena mavenclad mavyret mayzent medihoney mepilex methadose mitigare mitraclip monoferric
  motegrity multaq mychart myfembree myrbetriq neosure nepro nexletol nexplanon nicorette novavax nplate nubeqa nuplazid nurtec
  nutramigen ocaliva ocrevus odefsey ofev olumiant omnipod omvoh oncotype onfi onpattro opana opsumit opsynvi orenitram oriahnn
  orilissa orkambi osphena oxytrol pancreaze paragard parsabiv peptamen perjeta perseris phexxi plegridy polivy pomalyst
  powerchart praluent prezcobix proair promacta purewick qelbree qulipta quviviq reclast relprevv renvela repatha restylane
  retacrit reyvow rezdiffra rhopressa rinvoq rocklatan rolaids rozerem ruxience salonpas santyl saphris sarclisa savaysa semglee
  senokot siliq silvadene similac soliris sotyktu sovaldi spikevax spravato sprycel steglatro stiolto stribild sublocade subutex
  sunlenca sunosi sustenna syfovre symdeko symtuza talzenna tandemheart tarpeyo tavalisse tecartus tecentriq tecfidera tegaderm
  tezspire tigan tivicay toviaz tracleer trelegy trikafta trinza triumeq trodelvy trulance truxima tudorza twirla tymlos tyrvaya
  tyvaso ubrelvy udenyca uloric ultomiris uptodate uzedy vabysmo vanicream vapotherm vascepa veklury velcade velphoro veltassa
  venclexta venofer veozah verquvo viberzi vivitrol vivonex voquezna vosevi vumerity vuse vyepti vyleesi vyndamax vyndaqel
  vyzulta wainua wakix winrevair wixela xcopri xeomin xeroform xgeva xifaxan xiidra xofluza xtampza xtandi xulane xyrem xywav
  yescarta yupelri zavzpret zejula zenpep zepatier zepbound zeposia zimhi zinplava zio zubsolv zymfentra
`)

/** Anatomy, findings, tests, scores, procedures, wards and forms of notes that general dictionaries call something else or lack. */
export const CLINICAL_TERMS = words(`
  abd abg ablation abscess acl adhd adl afib aki alt ama amb anc ankle aortic apgar appendectomy ards arf arm arteriogram
  artery ast asthma atrial axillary back bilateral biopsy bladder blood bmi bmp bnp body bone bowel bpap bph bpm brain breast
  bronchial bun cabg cad cardiac cardiology cardiovascular carotid cataract catheter cbc cdiff cea cervical chemo chemotherapy
  chest chf cholesterol chronic ckd cml cmp cns colon colonoscopy coma congenital copd coronary covid cpap cpk cpr cranial
  creatinine crp csf ct culture cva cvp cyst ddx defibrillator dementia depression derm dermatology dexa diabetes diabetic
  dialysis diarrhea diastolic discharge dka dnr dob doppler dvt dx dyspnea ear ecg echo echocardiogram ectopic eczema edema eeg
  ekg elbow electrolytes embolism emg endocrine endocrinology endoscopy ent epidural epilepsy ercp esr esrd extremities eye
  eyes failure fasting femoral fever fibrillation flu foot forearm fracture gallbladder gastric gastrointestinal genitourinary
  gerd gestational gfr glucose gtube gyn hand hba head headache heart heent hematocrit hematology hemoglobin hepatic hepatitis
  hernia hip hiv hpi hpv htn hyperlipidemia hypertension hypotension icu idiopathic imaging immunization infarction infection
  influenza inguinal injury inr intestinal iron ischemia ischemic iud iv jaw joint kidney knee lab labs laparoscopic larynx
  lateral ldl left leg lesion lesions leukemia lft limb lipid liver lumbar lung lungs lupus lymph lymphoma macular malignant
  mammogram mandible mastectomy maternal medial melanoma meningitis menopause mental metastatic mi migraine mitral mri mrsa
  muscle musculoskeletal myocardial nausea neck neonatal nephrology nerve neuro neurologic neurological neurology neuropathy
  nicu nose nsaid nstemi obese obesity ob obgyn obstetric occult oncology ophthalmology optic oral orthopedic orthopedics
  orthopnea osteoarthritis osteoporosis ovarian oxygen pacemaker pain palsy pancreas pancreatic parathyroid pcos pcp pe
  pediatric pediatrics pelvic pelvis perineal peripheral petct pharynx physical picc placenta pleural pneumonia podiatry polyp
  posterior postoperative potassium pregnancy pregnant prenatal preop prn prostate psa psoriasis psych psychiatric psychiatry
  pt ptsd pulmonary pulse radial radiation radiology rbc rectal reflux rehab renal resection respiratory retina rheumatoid
  rheumatology rhinitis right ros rotator sacral scan sciatica sclerosis scoliosis screening seizure seizures sepsis septal
  serum shoulder shx sinus skin sleep smoker sob sodium spinal spine spleen stemi stenosis stent sternal stomach stroke surgery
  surgical symptoms syncope syndrome systolic tachycardia tbi tee temporal tendon testicular therapy thigh thoracic throat
  thrombosis thumb thyroid tia tibial tissue toe tongue tonsil tonsillectomy trachea transplant trauma tremor tsh tumor ulcer
  ultrasound ureter urinalysis urinary urine urology usg uterine uti vaccine vaginal valve vascular vein venous ventricular
  vertebral vertigo viral vision vitals vitamin wbc wound wrist xray fhx pmh psh soc subjective objective soap hx tx rx sx fx
  ab abs ag ige igg iga igm server microliter xray dander unit units gallon ounce pint liter litre gram grams milligram milligrams
  mg mcg kg ml dl mmol meq iu cc mmhg bid tid qid qd qhs npo subq sq sl im po pr gtt tab tabs cap caps inj susp
  hep contin accu chek pepto bismol epi tums maalox mylanta advil aleve motrin benadryl claritin zyrtec allegra sudafed mucinex robitussin
  nyquil dayquil imodium miralax metamucil colace senna dulcolax gatorade pedialyte
  acr ada aha acc asco nccn cdc fda who nih idsa acog aap uspstf kdigo gold gina esc eular abim nyha phq gad moca mmse cha2ds2
  vasc meld curb sofa apache timi grace heart wells nihss gcs fev fvc dlco ana anca rf ccp dsdna hla brca kras egfr her2 braf
  dolor fiebre tos cancer tumor higado rinon pulmon corazon cabeza cuello brazo pierna mano pie torax abdomen espalda columna
  vejiga prostata utero mama ovario tiroides piel hueso sangre orina hemograma bioquimica analitica ecografia radiografia
  resonancia tac biopsia cirugia intervencion tratamiento diagnostico exploracion antecedentes anamnesis evolucion juicio
  hipertension diabetes dislipemia neumonia insuficiencia cardiaca renal hepatica respiratoria fractura urgencias consulta
  typ planta quirofano alta ingreso informe clinico clinica celula celulas antigeno anticuerpo anticuerpos tecnica cuerpo cuerpos saco
  drenaje indice masa vitamina
  vitaminas delirio complejo bengala tumor tejido ganglio ganglios arteria vena nervio musculo hueso huesos ojo oido nariz boca garganta
  lengua diente dientes
  estudio prueba pruebas cultivo hemocultivo urocultivo serologia virus bacteria hongo gammagrafia mamografia radioterapia quimioterapia
  inmunoterapia rehabilitacion
`)

/** Endings by which an English dictionary word is a term of medicine. */
export const CLINICAL_ENDINGS = new RegExp(`(?:itis|osis|emia|aemia|uria|algia|pathy|pathies|plasty|ectomy|ectomies|otomy|ostomy|` +
  `scopy|scopic|ology|ologist|ological|ologic|gram|graphy|oma|omas|omata|plegia|plegic|paresis|rrhea|rrhoea|rrhage|rrhagia|` +
  `megaly|cele|penia|penic|philia|phobia|trophy|trophic|cardia|cardial|vascular|pulmonary|lysis|centesis|desis|pexy|stenosis|` +
  `genic|cyte|cytes|cytic|plasia|plastic|thermia|phagia|phasia|phonia|pnea|pnoea|ptysis|sclerosis|iatry|iatric|` +
  `pril|olol|statin|sartan|mycin|cillin|azole|prazole|tidine|dipine|azepam|zosin|oxacin|cycline|vir|mab|tinib|profen|caine|` +
  `barbital|setron|triptan|gliptin|gliflozin|parin|xaban|sone|solone|amide|azine|amine|toxin|globin|globulin|ase|in's)$`)

/** Endings by which a Spanish dictionary word is a term of medicine, accents folded. */
export const SPANISH_CLINICAL_ENDINGS = new RegExp(
  '(?:itis|osis|emia|uria|algia|patia|plastia|ectomia|otomia|ostomia|scopia|ologia|ologo|ologa|grafia|grama|oma|' +
    'plejia|rrea|rragia|megalia|penia|lisis|centesis|pexia|cito|citos|plasia|pnea|genico|esterol|azol|ic[oa]s?|ales|cion|ciones|ologicas?|ologicos?|icilina|micina|cilina|olol|pril|sartan|statina|azepam)$',
)

/** Spanish names of medicines, by how international names become Spanish: ciprofloxacin, ciprofloxacino. */
export function spanishDrugs(drugs: readonly string[]): string[] {
  return drugs.flatMap((drug) => {
    const stem = drug.replace(/ph/g, 'f').replace(/th/g, 't').replace(/ll/g, 'l').replace(/ss/g, 's').replace(/y/g, 'i')
    if (/(?:in|ol|am|il|an)$/.test(stem)) return [stem, `${stem}o`, `${stem}a`]
    if (stem.endsWith('e')) return [`${stem.slice(0, -1)}o`, `${stem.slice(0, -1)}a`]
    return stem.endsWith('um') ? [`${stem.slice(0, -2)}o`] : []
  })
}
