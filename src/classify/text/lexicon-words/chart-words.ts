const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/**
 * What charts say and dictionaries do not have: findings, procedures, units, and what is short for them. Common knowledge,
 * written for Sluice.
 */
export const CHART_WORDS = words(`
  abo abx accreta acei acromioplasty adenomyosis adls akathisia alc allodynia ambulates amh aml angiographically angioplasties
  anhedonic anicteric anisocoria anticoagulated antihypertensives apgars appy arom arthralgias arthrocentesis asd atraumatic
  avnrt bigeminy bipap biw bloodwork bpp bradyarrhythmia bradycardic bradykinesia bradypneic bronchophony bruits capsulotomy
  cardioversion cardioverted cbd ccb ccu centipoise ceruloplasmin chemoradiation chemoradiotherapy cholangiocarcinoma chole
  choledocholithiasis chondrocalcinosis ckmb cll coagulopathic coagulopathy comedones comorbidities comorbidity corpectomy
  craniopharyngioma crystalloid crystalloids ctab ctx cxr cyanotic cyberknife cystatin debrided decompensated decompensation
  deconditioned deconditioning desaturated desaturations diff diplotype discectomy dlbcl doac dtap dtr dtrs dysesthesia
  dyslipidemia dysmetria ectopy ectropion egophony ehrlichiosis enthesopathy entropion eomi erythrocytosis esophagectomy
  esophagogastroduodenoscopy euglycemic euthymic euthyroid euvolemic excoriations exertional exsmoker extubated extubation
  fabere fadir famhx fasciculations femtogram femtoliter femtoliters femtomole fremitus fundoplication gastroparesis gbs ggt
  gigabecquerel gvhd hcc hematochezia hemiarthroplasty hemicolectomy hemodynamically hemothorax hepatosplenomegaly
  heterogeneously hfnc hfpef hfref hidradenitis honeycombing hscrp hydroureter hypercapnic hypercarbic hyperdense hyperechoic
  hyperesthesia hyperintense hyperkeratotic hypernatremia hyperphosphatemia hyperpigmented hyperreflexia hyperthyroid
  hypertriglyceridemia hypervolemic hyphema hypoalbuminemia hypochromic hypodense hypoechoic hypoesthesia hypointense
  hyponatremia hypophosphatemia hypopigmented hypopyon hyporeflexia hypothyroid hypovolemic hypoxemic hysteroscopy iadls ibd
  ibs ild intertriginous intraop intraoperatively intubated ipf isoechoic iui ivf jtube jvd katal kilobecquerel kilopascal
  kilopascals kyphoplasty kyphoscoliosis labwork lagophthalmos leukapheresis lfts lichenified lightheadedness lmp lscs
  lymphovascular maculopapular masld mch mchc mcv mdd mds mediastinoscopy megabecquerel menometrorrhagia metapneumovirus
  microcurie microkatal micrometastases micromole micromoles microunit milliequivalent milliequivalents millimole millimoles
  milliosmole milliunit monkeypox mononeuritis mpox mpv mrcp mris multigravida multimorbidity myalgias nafld nanokatal
  nanoliter nanomole nanomoles ncat ncs nephrolithiasis neurooncology neurovascularly ngt nka nkda noac nonadherence
  nonadherent nonambulatory nonbilious nonblanching nonbloody noncontributory nondiabetic nondisplaced nondistended
  nonexertional nonfocal nonhealing nonischemic nonlabored nonobstructive nonpalpable nonpitting nonradiating nonreactive
  nonsustained nontender nonweightbearing normoactive normocephalic normocephaly normocytic nrb nsaids nst nsvd ntprobnp
  nulliparous obtunded ocd oligohydramnios oligomenorrhea oliguric onc onychomycosis organomegaly orthostasis osmole
  osteochondromas osteopenia osteophytes otorrhea pancytopenic paraspinal paresthesias pci pectoriloquy perianal
  perioperatively perioral peripartum periumbilical perrl perrla petechial photopsia photopsias picograms picomole picu
  pleuritic plexopathy pmhx pmi polyhydramnios polymyalgia polypharmacy polyuric postauricular postictal postop ppi
  prediabetes preoperatively presyncopal presyncope previa probnp procalcitonin prx pshx ptt pulm purpuric pvc pvcs qam qod
  qpm quadriparesis radiculopathy radioembolization radiographically rbcs rdw reintubated resps reticulonodular retrosternal
  rh rhd rhinorrhea rhonchi rrr salpingoophorectomy schizoaffective sclc septoplasty sicu slr snri sonographically spiculated
  stented sternotomy strongyloidiasis substernal suicidality svd svt syncopal tachyarrhythmia tachycardic tachypneic tavr tca
  tdap telangiectasias teleradiology tendinopathy tendinosis tfts thc thrombocythemia thrombocytosis tiw tmax tpn
  trabeculectomy troponins tte turbinectomy tympany unrevealing ureteroscopy urogynecology urticarial vape vapes vaping
  vasculopathy vasopressors vasovagal vbg ventriculostomy vertebroplasty videofluoroscopy vte wbcs weightbearing wheezes wnl
`)

/** What is short for words of charts, and what lists of names have as well. */
export const CHART_SHORTHAND = words(`
  abd ambulate appt chol cont disch dispo elix eval exp goc hosp imm ind irreg jet meds micu poc prob prox pulm reassess recheck resp retic
  supp trach unk vit
`)

/** The same of Spanish charts, folded. */
export const SPANISH_CHART_WORDS = words(`
  acenocumarol acropaquias adenopatias adiro afasia afebril ampolla ampollas anatomopatologica anatomopatologico anexectomia
  anicterico anisocoria anodina anodino arreflexia artrodesis artroscopia bebedor bilirrubina bradicardico broncoscopia
  calcemia calcio capsulas cateterismo cefalea cesarea cistectomia clavulanico clexane colectomia colelitiasis colonoscopia
  comorbilidad comorbilidades conocidas coronariografia creatinina creatininemia crepitantes desfibrilador dexketoprofeno
  disartria discectomia disestesias disfagia disfonia dislipemico dismetria disnea ecocardiograma edemas electrocardiograma
  enantyum enolismo eosinofilos epidermoide ergometria espironolactona etilismo eupneico eutimico eutirox exfumador exitus
  ferritina fosfatasa fotofobia fumador gastrostomia glucosa hematoquecia hemiparesia hemoglobina hemoptisis
  hepatoesplenomegalia herniorrafia hidroclorotiazida hidronefrosis hipercolesterolemia hipernatremia hiperpotasemia
  hiperreflexia hipertenso hipertrigliceridemia hiperuricemia hipoalbuminemia hipoestesia hiponatremia hipopotasemia hipotenso
  histeroscopia ibuprofeno ictericia ileostomia injerto inmunohistoquimica interconsulta intraoperatorio intravenosa
  intravenoso isocoricas laminectomia leucocituria litiasis marcapasos medicamentosas melenas menarquia menopausia metamizol
  metronidazol microhematuria midriasis murmullo nasogastrica natremia nefrolitiasis neutrofilos nicturia nistagmo nodulo
  nodulos nolotil normocoloreado normoconstituido normofuncionante normohidratado normoposicionado normorreactivas normotenso
  obesidad odinofagia omeprazol orientado orquiectomia ortopnea osteosintesis pantoprazol parestesias pedios perioperatorio
  peristaltismo plaquetas pluripatologico polaquiuria polimedicado postoperatorio potasemia potasio preoperatorio presincope
  prostatectomia puerperio pulsos punzon quiste quistes reactivas rectorragia reingreso reintervencion rinorrea roncus
  salpinguectomia sedentario sibilancias sincope sintrom sobrepeso sodio sonofobia soplos subcutanea subcutaneo tabaquismo
  taquicardico taquipneico tenesmo tiroidectomia topico transaminasas traqueostomia trasplante trigliceridos trombocitopenia
  trombocitosis tumorectomia urbason ureterohidronefrosis ureteroscopia urolitiasis urotelial valproico viales
`)

/** Genera and species of what infects people, and what is short for them in laboratories. */
export const ORGANISMS = words(`
  abscessus aeruginosa agalactiae albicans americanus anaplasma anginosus anthracis aphrophilus asteroides avium bartonella
  baumannii brasiliensis brucei burkholderia burnetii canimorsus canis capnocytophaga capsulatum catarrhalis cepacia
  chaffeensis chelonae cholerae citrobacter clostridioides cmv coccidioides corrodens coxiella cre cruzi cutibacterium
  dermatitidis divergens donovani duodenale dysenteriae eikenella enterobacter enterobius enterocolitica epidermidis esbl
  faecalis faecium flavus flexneri fortuitum fragilis gallolyticus gattii genitalium glabrata gnr gpc gpr granulosus
  haematobium haemolyticus hbv hcv helicobacter henselae histolytica histoplasma hominis immitis interrogans intracellulare
  israelii japonicum jejuni jirovecii kansasii kingella knowlesi kpc krusei leprae lugdunensis lumbricoides lusitaniae
  malariae maltophilia marcescens marneffei melaninogenica melitensis meningitidis monocytogenes moraxella morganella morganii
  mssa nocardia oxytoca parainfluenzae parapsilosis parvum phagocytophilum pneumophila posadasii prevotella prowazekii
  pyogenes rsv saginata saprophyticus sarcoptes scabiei schenckii septicum sonnei sporothrix stenotrophomonas stercoralis
  stuartii terreus tetani trichiura tropicalis tularensis typhi vermicularis viridans vre vulnificus vzv
`)

/** Medicines of the last years, and parts of their names. */
export const RECENT_DRUGS = words(`
  abemaciclib alirocumab atezolizumab baricitinib benralizumab bictegravir brentuximab daratumumab degludec detemir
  drospirenone durvalumab ethinyl etonogestrel evolocumab exemestane fondaparinux fremanezumab galcanezumab guselkumab lispro
  lopinavir mirabegron molnupiravir nirmatrelvir onabotulinumtoxina pemetrexed pertuzumab ribociclib stavudine sulbactam
  umeclidinium vedotin venetoclax vilanterol vilazodone
`)
