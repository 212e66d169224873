import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

/** Types of resources about people and their care. Definitions are public, so their ids are no one's. */
const TYPES = [
  'Account', 'AdverseEvent', 'AllergyIntolerance', 'Appointment', 'AppointmentResponse', 'AuditEvent', 'Basic', 'Binary',
  'BiologicallyDerivedProduct', 'BodyStructure', 'Bundle', 'CarePlan', 'CareTeam', 'ChargeItem', 'Claim', 'ClaimResponse',
  'ClinicalImpression', 'Communication', 'CommunicationRequest', 'Composition', 'Condition', 'Consent', 'Contract', 'Coverage',
  'CoverageEligibilityRequest', 'CoverageEligibilityResponse', 'DetectedIssue', 'Device', 'DeviceAssociation', 'DeviceDispense',
  'DeviceMetric', 'DeviceRequest', 'DeviceUsage', 'DeviceUseStatement', 'DiagnosticReport', 'DocumentManifest', 'DocumentReference',
  'Encounter', 'EncounterHistory', 'Endpoint', 'EnrollmentRequest', 'EnrollmentResponse', 'EpisodeOfCare', 'ExplanationOfBenefit',
  'FamilyMemberHistory', 'Flag', 'GenomicStudy', 'Goal', 'Group', 'GuidanceResponse', 'HealthcareService', 'ImagingSelection',
  'ImagingStudy', 'Immunization', 'ImmunizationEvaluation', 'ImmunizationRecommendation', 'InsurancePlan', 'Invoice', 'Linkage', 'List',
  'Location', 'MeasureReport', 'Media', 'Medication', 'MedicationAdministration', 'MedicationDispense', 'MedicationRequest',
  'MedicationStatement', 'MessageHeader', 'MolecularSequence', 'NutritionIntake', 'NutritionOrder', 'Observation', 'Organization',
  'OrganizationAffiliation', 'Patient', 'PaymentNotice', 'PaymentReconciliation', 'Person', 'Practitioner', 'PractitionerRole',
  'Procedure', 'Provenance', 'QuestionnaireResponse', 'RelatedPerson', 'RequestGroup', 'RequestOrchestration', 'ResearchSubject',
  'RiskAssessment', 'Schedule', 'ServiceRequest', 'Slot', 'Specimen', 'SupplyDelivery', 'SupplyRequest', 'Task', 'Transport',
  'VerificationResult', 'VisionPrescription',
].join('|')
/** With underscores, which servers give all the same (FHIR R4, id: letters, digits, hyphens and dots). */
const ID = String.raw`(?<phi>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)`
/** Two words or more in one: AnnaKowalski, SubscriberExample. */
const GLUED = /[a-z][A-Z]|[A-Z]{2}[a-z]|_/

export const fhirReference: PatternDetector = {
  name: 'fhir-reference',
  class: 'other-id',
  describes: 'The id of a resource behind its type, as references, anchors, page names and headings of generated narrative write it.',
  source: 'HL7 FHIR R4, Reference (2.3.0.1) and Narrative (2.4.0); the forms are those of the HL7 FHIR narrative generator',
  patterns: [
    { re: String.raw`\b(?:${TYPES})[/_]${ID}`, prior: 0.93, check: isIssued },
    { re: String.raw`\b(?:${TYPES})-${ID}\.html\b`, prior: 0.95, check: isNoWord },
    { re: String.raw`\b(?:Generated Narrative: |Resource )(?:${TYPES}) ["'#]{0,2}${ID}`, prior: 0.95, check: isNoWord },
    { re: String.raw`\bResource "${ID}"`, prior: 0.95, check: isNoWord },
  ],
  examples: {
    true: [
      'Patient/[[73310]]', 'see Encounter/[[e-4471]].', 'Observation/[[blood-count-of-quill]]/_history/1', '#Encounter_[[night-visit-4]]',
      '<a name="Patient_[[old-quill-m]]">', 'Generated Narrative: Patient [[old-quill-m]]', 'Resource Condition "[[f4402]]"',
      'Specimen-[[left-arm-7]].html', 'Resource "[[TamsinQuill]]"', 'Resource "[[GPQuill]]"', 'Resource "[[quill-2]]"', 'Patient/[[TamsinQuill]]',
      '<a href="Practitioner-[[OrloQuill]].html">', 'Generated Narrative: Task [[visit_of_tamsin]]', 'Patient_[[TamsinQuill]]',
      'ResearchSubject/[[arm-b-0042]]',
    ],
    false: [
      'Patient/family', 'Patient/Guardian signature', 'Location/Time', 'Patient/family-centered care',
      'Generated Narrative: Patient Example', 'Resource Patient "example"', 'Patient_Name', 'Questionnaire/phq-9-total', 'Medication/dose',
      'Procedure/treatment plan', 'patient/parent-2',
    ],
  },
}

/** A slash also joins words of prose: `Patient/family-centered`. */
function isIssued(id: string): LikelihoodRatio {
  return /\d/.test(id) || (id.match(/[-.]/g) ?? []).length > 1 || GLUED.test(id) && /^[A-Z_]|_.*_/.test(id) ? 1 : 0
}

/** A single word says nothing of anybody. */
function isNoWord(id: string): LikelihoodRatio {
  return /[\d.-]/.test(id) || GLUED.test(id) ? 1 : 0
}
