/**
 * Words of units of measure as people and UCUM (section 4, tables 1 to 22) write them, without metric prefix and plural.
 * Units that are surnames or first names first (henry, gray, weber, king) are left out: their symbols do as well.
 */
export const UNIT_WORDS: ReadonlySet<string> = new Set(`
gram gramme mole liter litre meter metre second minute hour hours day week month year annum decade pound ounce inch inches foot feet
mile yard gallon pint quart cup teaspoon tablespoon grain dram drachm stone tonne carat calorie joule watt volt ampere amp ohm farad
tesla siemens pascal newton hertz becquerel sievert curie katal kelvin celsius fahrenheit degree degrees torr atmosphere
mercury water decibel bel neper radian steradian candela lumen lux dalton rad rem roentgen gauss dyne erg poise stokes diopter dioptre
prism equivalent osmole osmol svedberg french charriere mesh
unit units international pharmacopeia bethesda kunkel ehrlich somogyi todd bodansky arbitrary enzyme tuberculin plaque infectious
focus forming colony count counts copies copy cell cells bacteria platelet neutrophils erythrocyte leukocyte lymphocyte spermatozoa
hemoglobin creatinine protein albumin globulin cholesterol urea nitrogen plasma serum whole blood urine stool feces specimen sample
tissue hair bone mass body surface area weight dry ideal actual normal control positive negative reference relative baseline basal
activity index ratio fraction percent percentile titer titre dilution value score scale nominal ordinal number level optical density
absorbance deviation standard mean median multiple multiples change slope saturation volume total fluid field high power
low million billion trillion thousand hundred parts part particle particles molecule entity event events episode time times visit
session beat beats breath breaths pulse respiration respirations step steps cycle cycles repeat rotation click clicks contraction
tablet tablets capsule capsules caplet lozenge pill pills patch patches film drop drops drip spray sprays puff puffs actuation
inhalation nebule vial vials ampule ampoule syringe cartridge pen needle bottle bottles bag bags box can cans carton packet pack
packs package sachet pouch scoop scoops suppository pessary enema implant ring device applicator application swab pad dressing tube
strip kit each item piece pieces unitdose dose doses serving servings portion meal meals drink drinks alcohol cigarette cigarettes
cream ointment lotion foam powder solution suspension syrup elixir liquid oral vaginal rectal opdrop opoint otdrop vagtab recsupp
recpp slowrelease tbl tabs caps supp
per square cubic minus plus with from over the and for not used as needed rate gestational corrected age live births
dollars euro cents
creat cre tot prot cytosol abnormal binding blockade conversion excretion hemolysis response inhibition oxygen carboxyhemoglobin fetal
precipitate reactivity risk sperm motility uptake beth ston calculi donor informative marker fetus fetuses antibody complement
immune complex clock disintegrations optic delta fluorescence intensity immunity immunofluorescence bead genomes globule globules log
phenylketones polarization relative viscosity shift stimulating white output binding once class minidrop minidrp once available reaction
mmhg cmh2o hpf lpf rbcs wbcs cfu tcid ccid fish bpm ppth pptr smgy bdsk hnsf diop mclg acet kaolin aggr gpl mpl stdv
mosm umol mmol nmol pmol fmol kcal nkat ukat pkat mbar uohm mcmol milliequiv mequiv osms
cel day tab cap amb btu cal deg hgb yrs mos wks hrs gal lbs tsp tbs ozs
`.trim().split(/\s+/))

/** Dose forms that stand for units (HL7 v3 OrderableDrugForm, CC0). */
export const DOSE_FORMS: ReadonlySet<string> = new Set(`
appful bainhl bainhlpwd barsoap bead buctab cake caplet cement chewbar chewtab cptab crys dermspry disintab disk douche drop drtab
ectab elixir enema entcap ercap ereccap erectab erentcap ersusp ertab flake foam foamapl gasinhl gelapl gran inhl inhlpwd inhlsol ipsol
irsol itsusp ivsol liqcln liqsoap mdinhl mdinhlpwd medbar medpad medswab muctopsol nascrm nasgel nasinhl nasoint nasspry ndrop oint
ointapl opcrm opdrop opgel opirsol opoint opsusp oralsol orcap orcrm ordrop orinhl orsusp ortab ortroche otcrm otdrop otgel otoint
otsusp paste patch pellet pill powd puff pwdspry reccrm recform recoint recpwd recsol recspry recsupp recsusp rinse scoop shmp sltab
spry spryadapt srbuctab supp susp swab syrup tinc topcrm topgel topltn topoil topoint toppwd topsol tpaste tpatch tpathwk urethgel
urethsupp vagcrm vagcrmapl vagfoam vagfoamapl vaggel vagoint vagointapl vagpwd vagspry vagsupp vagtab vgelapl wafer
`.trim().split(/\s+/))

/** Metric prefixes as words, and as letters (UCUM, table 1; `mc` as hospitals write micro). */
export const UNIT_PREFIXES: readonly string[] = [
  'yotta', 'zetta', 'exa', 'peta', 'tera', 'giga', 'mega', 'kilo', 'hecto', 'deca', 'deka', 'deci', 'centi', 'milli', 'micro', 'nano',
  'pico', 'femto', 'atto', 'da', 'mc', 'µ', 'μ', 'k', 'h', 'd', 'c', 'm', 'u', 'n', 'p', 'f',
]
