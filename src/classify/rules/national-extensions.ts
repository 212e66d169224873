import type { RuleClass, ExtensionRule } from './rule.ts'

/** What a guide publishes, by what follows its base URL. */
interface Guide {
  readonly base: string
  /** Codes and flags, whichever type a version of the guide has them in. */
  readonly coded?: readonly string[]
  /** Others with a value, with its types; without a class the type of the value decides. */
  readonly values?: Readonly<Record<string, readonly [types: string, given?: RuleClass]>>
  /** Those with parts, with the types of each part; a class behind a stroke is that of the part. */
  readonly parts?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Flags that change what is said, published as modifiers. */
  readonly modifiers?: readonly string[]
}

const CODED = 'CodeableConcept Coding boolean code'
const WHY = 'Published by a national guide: codes and dates of care, none of the identifiers of 164.514(b)(2)(i); the type of its value decides.'

const WHY_OF: Partial<Readonly<Record<RuleClass, string>>> = {
  name: 'Part of a name, as a national guide writes it (164.514(b)(2)(i)(A)).',
  address: 'Where somebody died or lived (164.514(b)(2)(i)(B)).',
  age: 'An age; over 89 it reveals the year of birth (164.514(b)(2)(i)(C)).',
  'health-plan-id': 'The number of an insured person, or a part of it (164.514(b)(2)(i)(I)).',
  'other-id': 'The number of one authorization or request (164.514(b)(2)(i)(R)).',
}

/**
 * Extensions that national guides publish. What says where in a state somebody lives, or at which pharmacy or practice, is not
 * among them, and goes. Sources: UK Core, AU Base, NZ Base, deutsche Basisprofile and KBV-Basis, FR Core, be-core-clinical,
 * CA Baseline, IPS Brasil and RNDS, JP Core, SATUSEHAT, CH Core, Nictiz zib2020, TW Core, IHE MHD, Da Vinci
 * PAS, mCODE, open.epic.
 */
const GUIDES: readonly Guide[] = [
  {
    base: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-',
    coded: [
      'NHSNumberVerificationStatus', 'EthnicCategory', 'BirthSex', 'OtherContactSystem', 'ResidentialStatus', 'AdmissionMethod',
      'DischargeMethod', 'DischargeDestination', 'EmergencyCareDischargeStatus', 'OutcomeOfAttendance', 'MedicationTradeFamily',
      'MedicationPrescribingOrganizationType', 'PharmacistVerifiedIndicator', 'PriorityReason', 'ConditionEpisode', 'ParentPresent',
      'SourceOfServiceRequest', 'VaccinationProcedure', 'DeliveryChannel', 'SampleCategory', 'CareSettingType', 'ListWarningCode',
    ],
    values: { MedicationStatementLastIssueDate: ['dateTime'] },
    parts: {
      DeathNotificationStatus: { deathNotificationStatus: 'CodeableConcept', systemEffectiveDate: 'dateTime' },
      NHSCommunication: {
        language: 'CodeableConcept', preferred: 'boolean', modeOfCommunication: 'CodeableConcept',
        communicationProficiency: 'CodeableConcept', interpreterRequired: 'boolean',
      },
      ContactPreference: {
        PreferredWrittenCommunicationFormat: 'CodeableConcept', PreferredContactMethod: 'CodeableConcept', PreferredContactTimes: 'string',
      },
      LegalStatus: { legalStatusContext: 'CodeableConcept', legalStatusClassification: 'CodeableConcept' },
      MedicationRepeatInformation: {
        numberOfPrescriptionsAllowed: 'unsignedInt', numberOfPrescriptionsIssued: 'unsignedInt', authorisationExpiryDate: 'dateTime',
      },
      AllergyIntoleranceEnd: { endDate: 'dateTime', reasonEnded: 'string' },
    },
  },
  {
    base: 'http://hl7.org.au/fhir/StructureDefinition/',
    coded: [
      'indigenous-status', 'veteran-status', 'closing-the-gap-registration', 'ihi-status', 'ihi-record-status', 'date-accuracy-indicator',
      'no-fixed-address', 'medication-type', 'medication-long-term',
    ],
  },
  {
    base: 'http://hl7.org.nz/fhir/StructureDefinition/',
    coded: ['nz-ethnicity', 'sex-at-birth'],
    parts: {
      'nz-citizenship': { status: 'CodeableConcept', source: 'CodeableConcept' },
      'nz-residency': { status: 'CodeableConcept', source: 'CodeableConcept' },
    },
  },
  {
    base: 'http://fhir.de/StructureDefinition/',
    coded: [
      'gender-amtlich', 'gender-amtlich-de', 'gkv/besondere-personengruppe', 'gkv/dmp-kennzeichen', 'gkv/versichertenart',
      'gkv/kostenerstattung', 'icd-10-gm-diagnosesicherheit', 'icd-10-gm-mehrfachcodierungs-kennzeichen', 'icd-10-gm-manifestation-code',
      'icd-10-gm-primaercode', 'icd-10-gm-ausrufezeichen', 'seitenlokalisation', 'ExtensionAbrechnungsart', 'lebensphase', 'normgroesse',
      'Wiederaufnahme',
    ],
    values: { 'humanname-namenszusatz': ['string', 'name'] },
    parts: {
      Aufnahmegrund: { ErsteUndZweiteStelle: 'Coding', DritteStelle: 'Coding', VierteStelle: 'Coding' },
      Entlassungsgrund: { ErsteUndZweiteStelle: 'Coding', DritteStelle: 'Coding' },
      'gkv/zuzahlungsstatus': { status: 'boolean', gueltigBis: 'date' },
    },
  },
  {
    base: 'https://fhir.kbv.de/StructureDefinition/KBV_EX_',
    coded: [
      'Base_Stage_Life', 'ERP_StatusCoPayment', 'ERP_EmergencyServicesFee', 'ERP_BVG', 'ERP_Medication_Category', 'ERP_Medication_Vaccine',
      'ERP_DosageFlag', 'FOR_StatusCoPayment', 'FOR_SER',
    ],
    values: { Base_Additional_Comment: ['string'], Base_Terminology_German: ['string'] },
    parts: { ERP_Multiple_Prescription: { Kennzeichen: 'boolean', Nummerierung: 'Ratio', Zeitraum: 'Period', ID: 'Identifier' } },
  },
  ...['http://interopsante.org/fhir/StructureDefinition/', 'https://hl7.fr/ig/fhir/core/StructureDefinition/'].map((base): Guide => ({
    base,
    coded: ['fr-core-practitioner-specialty', 'fr-core-patient-birthdate-update-indicator'],
    values: {
      'fr-core-patient-birth-list-given-name': ['string', 'name'],
      'fr-core-encounter-estimated-discharge-date': ['dateTime'],
      'fr-core-patient-death-place': ['Address', 'address'],
    },
    parts: Object.fromEntries(['fr-core-ident-reliability', 'fr-core-patient-ident-reliability', 'fr-core-identity-reliability']
      .map((name) => [name, {
        identityReliability: CODED, identityStatus: CODED, validationDate: 'date', validationMode: CODED,
      }])),
  })),
  {
    base: 'https://www.ehealth.fgov.be/standards/fhir/core-clinical/StructureDefinition/',
    coded: ['be-ext-laterality', 'be-ext-problem-origin-type', 'be-ext-body-topography', 'be-ext-surgical-approach'],
  },
  {
    base: 'http://hl7.org/fhir/ca/baseline/StructureDefinition/',
    coded: [
      'ext-aboriginalidentitygroup', 'ext-aboriginalidentityindicator', 'ext-ethnicity', 'ext-patientbirthsex', 'ext-nofixedaddress',
      'ext-servicelanguage', 'ext-statusreason', 'ext-rolestatus', 'ext-dateestimated',
    ],
  },
  {
    base: 'https://ips.saude.gov.br/fhir/StructureDefinition/',
    coded: ['raca-br-ips', 'sexo-nascimento-br-ips'],
  },
  {
    base: 'http://www.saude.gov.br/fhir/r4/StructureDefinition/',
    parts: { 'BRRacaCorEtnia-1.0': { race: CODED, indigenousEthnicity: CODED } },
  },
  {
    base: 'http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_',
    coded: [
      'Patient_Race', 'MedicationRequest_DispenseRequest_InstructionForDispense', 'MedicationDispense_Preparation',
      'Observation_BodySite_BodySitePosition', 'Medication_Ingredient_StrengthType', 'MedicationDosage_Device',
    ],
    values: {
      Coverage_InsuredPersonSymbol: ['string', 'health-plan-id'],
      Coverage_InsuredPersonNumber: ['string', 'health-plan-id'],
      Coverage_InsuredPersonSubNumber: ['string', 'health-plan-id'],
      Medication_Ingredient_DrugNo: ['integer'],
      MedicationRequest_DispenseRequest_ExpectedRepeatCount: ['integer'],
      MedicationRequest_DosageInstruction_PeriodOfUse: ['Period'],
      MedicationRequest_DosageInstruction_UsageDuration: ['Duration'],
    },
  },
  {
    base: 'https://fhir.kemkes.go.id/r4/StructureDefinition/',
    coded: ['citizenshipStatus', 'MedicationType'],
    values: { birthPlace: ['Address', 'address'] },
    parts: { ServiceClass: { value: 'CodeableConcept', upgradeClassIndicator: 'CodeableConcept' } },
  },
  {
    base: 'http://fhir.ch/ig/ch-core/StructureDefinition/',
    values: {
      'ch-core-patient-ech-11-placeoforigin': ['Address', 'address'],
      'ch-core-patient-ech-11-placeofbirth': ['Address', 'address'],
    },
  },
  {
    base: 'http://open.epic.com/FHIR/StructureDefinition/extension/',
    coded: ['legal-sex', 'sex-for-clinical-use', 'calculated-pronouns-to-use-for-text'],
  },
  { base: 'http://nictiz.nl/fhir/StructureDefinition/', coded: ['ext-CodeSpecification', 'ext-CopyIndicator'] },
  { base: 'https://twcore.mohw.gov.tw/ig/twcore/StructureDefinition/', values: { 'person-age': ['Age', 'age'] } },
  { base: 'https://profiles.ihe.net/ITI/MHD/StructureDefinition/', coded: ['ihe-designationType'] },
  {
    base: 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/',
    coded: [
      'levelOfServiceCode', 'identifierJurisdiction', 'careTeamClaimScope', 'serviceItemRequestType', 'certificationType', 'epsdtIndicator',
      'nursingHomeResidentialStatus', 'nursingHomeLevelOfCare', 'militaryStatus', 'communicatedDiagnosis', 'infoChanged',
      'homeHealthCareInformation', 'conditionCode', 'productOrServiceCodeEnd', 'reviewActionCode',
    ].map((name) => `extension-${name}`),
    values: {
      'extension-diagnosisRecordedDate': ['date'],
      'extension-itemPreAuthIssueDate': ['date'],
      'extension-itemPreAuthPeriod': ['Period'],
      'extension-itemRequestedServiceDate': ['dateTime Period'],
      'extension-requestedService': ['Reference'],
      'extension-revenueUnitRateLimit': ['decimal'],
      'extension-itemTraceNumber': ['Identifier'],
      'extension-authorizationNumber': ['string', 'other-id'],
      'extension-administrationReferenceNumber': ['string', 'other-id'],
      'extension-identifierSubDepartment': ['string', 'other-id'],
    },
    parts: {
      'extension-reviewAction': {
        number: 'string | other-id', reasonCode: 'CodeableConcept', secondSurgicalOpinionFlag: 'boolean',
        'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewActionCode': 'CodeableConcept',
      },
    },
    modifiers: ['modifierextension-infoCancelledFlag'],
  },
  {
    base: 'http://hl7.org/fhir/us/mcode/StructureDefinition/',
    coded: [
      'mcode-body-location-qualifier', 'mcode-laterality-qualifier', 'mcode-procedure-intent', 'mcode-treatment-termination-reason',
      'mcode-histology-morphology-behavior', 'mcode-cancer-disease-status-evidence-type',
    ],
    values: { 'mcode-radiotherapy-sessions': ['unsignedInt'] },
    parts: {
      'mcode-radiotherapy-modality-and-technique': { modality: 'CodeableConcept', technique: 'CodeableConcept' },
      'mcode-radiotherapy-dose-delivered-to-volume': {
        volume: 'Reference', totalDoseDelivered: 'Quantity', fractionsDelivered: 'unsignedInt',
      },
    },
  },
]

export const NATIONAL_EXTENSIONS: readonly ExtensionRule[] = GUIDES.flatMap(rulesOf)

function rulesOf({ base, coded = [], values = {}, parts = {}, modifiers = [] }: Guide): ExtensionRule[] {
  const rule = (name: string, given: RuleClass = 'descend'): Pick<ExtensionRule, 'url' | 'class' | 'why'> =>
    ({ url: base + name, class: given, why: WHY_OF[given] ?? WHY })
  return [
    ...coded.map((name) => ({ ...rule(name), types: CODED })),
    ...Object.entries(values).map(([name, [types, given]]) => ({ ...rule(name, given), types })),
    ...Object.entries(parts).map(([name, each]) => {
      const read = Object.entries(each).map(([part, row]) => [part, ...row.split(' | ')] as const)
      return {
        ...rule(name),
        types: Object.fromEntries(read.map(([part, types = '']) => [part, types])),
        children: Object.fromEntries(read.map(([part, , given]) => [part, (given ?? 'descend') as RuleClass])),
      }
    }),
    ...modifiers.map((name) => ({ ...rule(name), types: 'boolean', modifier: true })),
  ]
}
