import { at, type PathRule } from './rule.ts'

/** Resources that define how things are done or what products there are. None of them is about an individual. */
export const DEFINITIONAL_TYPES: readonly string[] = [
  'ActivityDefinition', 'ActorDefinition', 'CapabilityStatement',
  'ChargeItemDefinition', 'Citation', 'CodeSystem', 'CompartmentDefinition', 'ConceptMap',
  'ConditionDefinition', 'DeviceDefinition', 'EffectEvidenceSynthesis', 'EventDefinition', 'Evidence', 'EvidenceReport',
  'EvidenceVariable', 'ExampleScenario', 'GraphDefinition', 'ImplementationGuide', 'Library',
  'ManufacturedItemDefinition', 'Measure', 'MedicationKnowledge', 'MedicinalProductDefinition', 'MessageDefinition',
  'NamingSystem', 'ObservationDefinition', 'OperationDefinition', 'PackagedProductDefinition', 'PlanDefinition',
  'Questionnaire', 'Requirements', 'ResearchDefinition', 'ResearchElementDefinition', 'RiskEvidenceSynthesis',
  'SearchParameter', 'SpecimenDefinition', 'StructureDefinition', 'StructureMap', 'SubscriptionTopic',
  'SubstanceDefinition', 'TerminologyCapabilities', 'TestPlan', 'TestScript', 'ValueSet', 'CanonicalResource',
  'MetadataResource',
]

/** A rule for the elements that definitional resources have in common; it holds for those of them that exist. */
export interface FamilyRule extends Omit<PathRule, 'paths'> {
  readonly elements: readonly string[]
}

export const DEFINITIONAL_FAMILY: readonly FamilyRule[] = [
  {
    class: 'not-identifying', elements: ['url'], types: ['uri'],
    why: 'The canonical URL of a published definition, which canonicals elsewhere repeat.',
  },
  {
    class: 'not-identifying', elements: ['version', 'name'], types: ['string'],
    why: 'The computer-friendly name and version of a published definition.',
  },
  {
    class: 'not-identifying', elements: ['versionAlgorithm[x]'], types: ['string'],
    why: 'How versions of a published definition compare.',
  },
  {
    class: 'not-identifying', elements: ['date', 'approvalDate', 'lastReviewDate', 'effectivePeriod'],
    why: 'A publication date of a definition, which concerns no individual.',
  },
  {
    class: 'organization', elements: ['publisher'],
    why: 'The organization, seldom the person, that publishes the definition.',
  },
]

/** Dates of products and publications. */
export const DEFINITIONAL_DATE_RULES: readonly PathRule[] = [
  {
    class: 'not-identifying',
    paths: [
      ...at('CapabilityStatement', 'software.releaseDate'),
      ...at('ValueSet', 'expansion.timestamp', 'compose.lockedDate'), ...at('NamingSystem', 'uniqueId.period'),
    ],
    why: 'When a definition or its software was made, which concerns no individual.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('MedicinalProduct', 'manufacturingBusinessOperation.effectiveDate', 'specialDesignation.date'),
      ...at(
        'MedicinalProductAuthorization', 'statusDate', 'restoreDate', 'dateOfFirstAuthorization',
        'internationalBirthDate', 'dataExclusivityPeriod', 'validityPeriod', 'procedure.date[x]',
      ),
      ...at('MedicinalProductDefinition', 'statusDate'), ...at('PackagedProductDefinition', 'statusDate'),
      ...at('RegulatedAuthorization', 'statusDate', 'validityPeriod', 'case.date[x]'),
      ...at(
        'SubstanceDefinition', 'code.statusDate', 'name.official.date'), ...at('SubstanceSpecification',
        'code.statusDate', 'name.official.date',
      ),
    ],
    why: 'Regulatory dates of a product or substance, which concern no individual.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('Citation', 'statusDate.period', 'citedArtifact.statusDate.period', 'citedArtifact.dateAccessed',
        'citedArtifact.publicationForm.articleDate', 'citedArtifact.publicationForm.lastRevisionDate',
        'citedArtifact.publicationForm.periodicRelease.dateOfPublication',
        'citedArtifact.contributorship.entry.contributionInstance.time',
        'citedArtifact.publicationForm.publicationDateText', 'citedArtifact.publicationForm.publicationDateSeason'),
      'RelatedArtifact.publicationDate',
    ],
    why: 'When an article or artifact was published, which concerns no individual.',
  },
]
