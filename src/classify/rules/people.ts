import { at, type PathRule } from './rule.ts'

const PEOPLE = ['Patient', 'Person', 'Practitioner', 'RelatedPerson']

/** Names as plain strings, organizations, pictures, ages, genomes: what describes people outside HumanName. */
export const PEOPLE_RULES: readonly PathRule[] = [
  {
    class: 'name', paths: [...at('FamilyMemberHistory', 'name')],
    why: 'A relative of the patient, as plain text (164.514(b)(2)(i)(A)).',
  },
  {
    class: 'name', paths: at('AuditEvent', 'agent.name', 'entity.name'),
    why: 'Who acted or whose record it was, as plain text (164.514(b)(2)(i)(A)).',
  },
  {
    class: 'name', paths: ['Account.name', 'CareTeam.name', 'Group.name'],
    why: 'Labels that usually hold the name of the patient or family they are for (164.514(b)(2)(i)(A)).',
  },
  {
    class: 'name',
    paths: [
      'TestReport.tester', 'TestReport.participant.display', 'ResearchStudy.associatedParty.name',
      'Evidence.certainty.rater',
      ...at('Citation', 'citedArtifact.contributorship.entry.initials',
        'citedArtifact.contributorship.entry.forenameInitials')],
    why: 'A person who took part, as plain text (164.514(b)(2)(i)(A)).',
  },

  {
    class: 'organization',
    paths: [
      'Organization.name', 'Organization.alias', 'HealthcareService.name', 'InsurancePlan.name', 'InsurancePlan.alias',
    ],
    why: 'The name of an organization: a provider of care, an insurer, often an employer.',
  },
  {
    class: 'organization', paths: ['Location.name', 'Location.alias'],
    why: 'The name of a place of care, which says where the patient was.',
  },
  {
    class: 'organization', paths: at('Coverage', 'class.name', 'network'),
    why: 'The name of an employer group, a plan or its network.',
  },
  {
    class: 'organization',
    paths: ['MessageHeader.source.name', 'MessageHeader.destination.name', 'AuditEvent.source.site'],
    why: 'The name of the site or system at one end of the exchange.',
  },
  {
    class: 'organization',
    paths: [
      'Device.manufacturer', 'PaymentReconciliation.processor', 'NamingSystem.responsible',
      'MedicationKnowledge.cost.source', 'DeviceDefinition.packaging.distributor.name',
      ...at('Citation', 'citedArtifact.contributorship.entry.collectiveName',
        'citedArtifact.contributorship.entry.affiliationInfo.affiliation')],
    why: 'The name of a company or institution, as plain text.',
  },
  {
    class: 'organization', paths: ['DeviceDefinition.manufacturer[x]'], types: ['string'],
    why: 'The name of a company, as plain text.',
  },
  {
    class: 'profession', paths: at('Citation', 'citedArtifact.contributorship.entry.affiliationInfo.role'),
    why: 'The position a person holds, as plain text.',
  },

  {
    class: 'photo', paths: [...PEOPLE.flatMap((type) => at(type, 'photo')), 'BodyStructure.image', 'Media.content'],
    why: 'Full-face photographs and comparable images (164.514(b)(2)(i)(Q)).',
  },
  { class: 'date', paths: PEOPLE.flatMap((type) => at(type, 'birthDate')), why: 'A birth date (164.514(b)(2)(i)(C)).' },
  {
    class: 'date',
    paths: ['Patient.deceased[x]', 'Person.deceased[x]', 'Practitioner.deceased[x]'],
    types: ['dateTime'],
    why: 'A date of death (164.514(b)(2)(i)(C)).',
  },
  {
    class: 'not-identifying', paths: [...PEOPLE.flatMap((type) => at(type, 'gender')), 'Patient.contact.gender'],
    why: 'Gender is not among the eighteen identifiers of 164.514(b)(2)(i), though it narrows a group.',
  },
  {
    class: 'not-identifying', paths: ['Patient.multipleBirth[x]'],
    why: 'Birth order is not among the eighteen identifiers of 164.514(b)(2)(i), though it narrows a group.',
  },
  {
    class: 'descend', paths: ['Patient.maritalStatus', 'Person.maritalStatus'],
    why: 'Marital status is not among the identifiers of 164.514(b)(2)(i): codes may stay, text is read.',
  },
  {
    class: 'descend', paths: [...PEOPLE.flatMap((type) => at(type, 'communication')), 'Patient.communication.language'],
    why: 'Language is not among the identifiers of 164.514(b)(2)(i): codes may stay, text is read.',
  },

  {
    class: 'age',
    paths: [
      'Condition.onset[x]', 'Condition.abatement[x]', 'AllergyIntolerance.onset[x]', 'Procedure.performed[x]',
      'Procedure.occurrence[x]', 'RiskAssessment.prediction.when[x]',
      ...at('FamilyMemberHistory', 'age[x]', 'deceased[x]', 'condition.onset[x]', 'procedure.performed[x]')],
    types: ['Range'],
    why: 'A range of ages; over 89 it reveals the year of birth (164.514(b)(2)(i)(C)).',
  },
  {
    class: 'age',
    paths: at(
      'FamilyMemberHistory', 'age[x]', 'deceased[x]', 'condition.onset[x]', 'procedure.performed[x]'), types: ['string',
    ],
    why: 'An age in words; over 89 it reveals the year of birth (164.514(b)(2)(i)(C)).',
  },
  {
    class: 'date', paths: at('FamilyMemberHistory', 'born[x]'), types: ['string'],
    why: 'A birth date in words (164.514(b)(2)(i)(C)).',
  },
  {
    class: 'age', paths: ['Observation.referenceRange.age'],
    why: 'The range of ages that the normal values are for, which holds the age of the patient (164.514(b)(2)(i)(C)).',
  },

  {
    class: 'address', paths: ['Location.position'],
    why: 'Coordinates are the smallest geographic subdivision there is (164.514(b)(2)(i)(B)).',
  },
  {
    class: 'biometric',
    paths: at('MolecularSequence', 'observedSeq', 'referenceSeq.referenceSeqString', 'variant', 'structureVariant',
      'literal', 'formatted', 'relative.edit', 'relative.sequenceRange'),
    why: 'A genetic sequence, or how it differs from others, is unique to a person (164.514(b)(2)(i)(P) and (R)).',
  },
  {
    class: 'biometric', paths: at('MolecularSequence', 'relative.startingSequence.sequence[x]'), types: ['string'],
    why: 'A genetic sequence, from which with the edits the whole is rebuilt (164.514(b)(2)(i)(P) and (R)).',
  },
]
