/** Terms of medicine of languages whose word lists have the most frequent words only, accents folded. */
export const EUROPEAN_TERMS: readonly string[] = `
  akute akuter akutes akuten akut chronische chronischer chronisches chronischen chronisch arterielle arterieller arteriellen arteriell
  venose venoser
  hypertonie hypertonus hypotonie bluthochdruck herzinsuffizienz niereninsuffizienz insuffizienz herzinfarkt vorderwandinfarkt
  hinterwandinfarkt vorhofflimmern
  schlaganfall hirninfarkt lungenentzundung lungenembolie lungenemphysem blutdruck blutzucker blutbild herzfrequenz atemfrequenz
  korpertemperatur korpergewicht
  sauerstoff sauerstoffsattigung sauerstoffkonzentration inspiratorische exspiratorische diagnose diagnosen nebendiagnose hauptdiagnose
  befund befunde anamnese
  therapie medikation behandlung untersuchung operation verlauf verlaufskontrolle zustand entlassung aufnahme krankheit erkrankung storung
  schmerz schmerzen
  kopfschmerzen bauchschmerzen fieber husten ubelkeit erbrechen durchfall schwindel gewicht grosse typ stadium grad tablette tabletten
  filmtablette filmtabletten
  kapsel kapseln tropfen losung injektion infusion impfung impfstoff allergie allergien unvertraglichkeit leber niere nieren herz lunge
  lungen magen darm galle
  blase schilddruse wirbelsaule knie schulter hufte bein arm hand fuss kopf auge augen haut knochen gelenk gelenke muskel nerv krebs
  karzinom geschwulst
  entzundung infekt infektion wunde bruch fraktur blutung thrombose embolie ulkus odem anamie adipositas depressive episode demenz
  gultigkeit massnahmen
  aigue aigu chronique cardiaque renale renal hepatique pulmonaire respiratoire arterielle auriculaire ventriculaire insuffisance
  hypertension hypotension
  fibrillation infarctus myocarde accident vasculaire cerebral cerebrale diabete sucre maladie douleur douleurs fievre toux nausees
  vomissements vertiges poids
  taille tension pouls traitement ordonnance compte rendu operatoire chirurgicale chirurgical intervention hospitalisation sortie
  antecedents comprime comprimes
  gelule gelules sirop vaccin allergie foie rein reins coeur poumon poumons estomac vessie peau genou epaule hanche jambe cheville plaie
  fracture saignement
  cholecystectomie appendicectomie coelioscopie coelioscopique echographie radiographie scanner irm biopsie
  acuta acuto cronica cronico arteriosa arterioso essenziale cardiaca cardiaco renale epatica polmonare respiratoria atriale ventricolare
  permanente parossistica
  scompenso insufficienza ipertensione ipotensione fibrillazione infarto miocardico ictus diabete mellito malattia dolore febbre tosse
  nausea vomito vertigini
  peso altezza pressione terapia ricovero dimissione anamnesi intervento chirurgico esame obiettivo compressa compresse fegato rene cuore
  polmone stomaco vescica
  pelle ginocchio spalla anca gamba frattura ferita emorragia colecistectomia appendicectomia ecografia radiografia tiroide
  aguda agudo cronica cronico arterial sistemica cardiaca cardiaco pulmonar hepatica atrial hipertensao insuficiencia fibrilacao enfarte
  infarto miocardio doenca dor
  febre tosse vomitos tontura peso altura pressao tratamento internamento alta historico cirurgicas cirurgica cirurgia intervencoes
  intervencao apendicectomia comprimido
  comprimidos capsula vacina alergia alergias figado rim rins coracao pulmao estomago bexiga joelho ombro quadril perna fratura ferida
  sangramento problemas lista
  nierschade nierinsufficientie hartfalen hartinfarct boezemfibrilleren hoge bloeddruk bloedsuiker suikerziekte longontsteking longembolie
  beroerte ziekte pijn koorts
  hoest misselijkheid duizelig gewicht lengte behandeling onderzoek ontslag opname diagnose bevinding tablet tabletten capsule filmomhuld
  vaccinatie allergie lever nier
  hart long maag darm blaas huid knie schouder heup been breuk wond bloeding borstkanker kanker berk ruwe zwarte extract neiging ongewenst
  reactie medicatie
  kronisk akutt hjertesvikt atrieflimmer nyresvikt nyresygdom njursvikt hjartsvikt formaksflimmer hypertoni blodtryck blodtryk blodsukker
  diabetes sjukdom sygdom
  sykdom smerte smarta feber hosta hoste illamaende vikt hojd vaegt behandling undersokning undersogelse utskrivning indlaeggelse tablett
  tabletter kapslar vaccination
  allergi lever nyre njure hjerte hjarta lunge lunga mage hud knae skulder axel hofte brudd fraktur sar blodning kraeft cancer
  przewlekla przewlekly ostra ostry niewydolnosc serca nerek nadcisnienie tetnicze cukrzyca migotanie przedsionkow zawal choroba bol
  goraczka kaszel nudnosci zawroty
  masa wzrost leczenie badanie wypis rozpoznanie tabletka tabletki szczepienie alergia watroba nerka serce pluco zoladek skora kolano bark
  biodro noga zlamanie rana krwawienie
  chronicke akutni srdecni selhani ledvin vysoky tlak cukrovka onemocneni bolest horecka kasel lecba vysetreni propusteni diagnoza jatra
  ledvina srdce plice zaludek kuze
  krooninen akuutti sydamen vajaatoiminta munuaisten verenpaine verenpainetauti diabetes sairaus kipu kuume yska pahoinvointi paino pituus
  hoito tutkimus potilas asiakas
  diagnoosi tabletti rokotus allergia maksa munuainen sydan keuhko vatsa iho polvi olkapaa lonkka jalka murtuma haava verenvuoto
  afdeling afdelingen avdelning avdelningen avdeling avdelingen osasto osastolla poliklinik poliklinika osztaly osztalyan sectia sectie
  klinigi servisi
  oddzial oddziale oddeleni klinika klinice odjel odjelu oddelek medicinsk medicinska kirurgisk kirurgiska ortopaedkirurgisk neurologisk
  kardiologisk
  belgyogyaszati sebeszeti kardiologiai neurologiai kardiyoloji noroloji dahiliye cerrahi chirurgicka kardiologicka neurologicka chorob
  wewnetrznych
  epikrise epikriz epikris zarojelentes loppulausunto entlassungsbrief arztbrief ontslagbrief kimlik cislo
  exame imagem imagens sumario sumarios hospitalar hospitalares solicitacao solicitacoes procedimento procedimentos persistente moderada
  moderado exames
  laboratorial laboratoriais sinais vitais complementares evolucao laudo laudos habitos orientacao orientacoes avaliacao avaliacoes
  enfermagem diretivas antecipadas vontade prescricao prescricoes internacao internacoes atendimento atendimentos dispositivos relatorio
  relatorios transferencia vacinacao vacinas antecedentes queixa queixas conduta condutas encaminhamento gestante gestacao medicamentos
  resumen resumenes directivas anticipadas hospitalaria hospitalario solicitud solicitudes historial
  resultats resultat biologie medicale medicaux medicales volet synthese dispositif dispositifs implantes implante personnalise
  personnalisee soins liaison facteurs risque historique vaccinations vaccination examens imagerie bilan bilans suivi hospitaliere
  hospitalier traitements fonctionnel
  entlassungsbrief stationar stationare stationarer ambulanter ambulante pflegedienst pflegerelevante pflegerelevanten informationen
  patientenverfugung juridische juridischen dokumente verordnung verordnungen arztlicher arztliche arztlichen durchgefuhrte empfohlene
  empfehlung empfehlungen impfungen impfstatus risikofaktoren vorerkrankungen laborbefunde laborwerte vitalparameter hilfsmittel
  zusammenfassung unvertraglichkeiten pflegegrad
  lettera ospedaliera ospedaliero sanitario sanitaria sintetico patologica patologico remota farmacologica farmacologico referto referti
  laboratorio diario intolleranze vaccinazioni allergie
  medische actuele hulpmiddelen behandelaanwijzing behandelaanwijzingen wilsverklaring functionele probleemlijst vaccinaties uitslagen
  verrichtingen zorgplan samenvatting patientsamenvatting medicatieoverzicht
  udskrivningsbrev aktuella lakemedel kritisk informasjon legemidler sammendrag vurdering tiltak provsvar anteckning varningar
  overkanslighet medicinliste
  karta informacyjna leczenia szpitalnego szpitalna zasadnicze wspolistniejace zalecenia lekarskie wyniki wywiad epikryza przebieg
  taburculuk ozeti muayene bulgulari tedavi plani ringkasan riwayat penyakit pemeriksaan fisik hospitalitzacio
`.trim().split(/\s+/)
