import { at, type PathRule } from './rule.ts'

/** Technical strings in resources about patients that say nothing of them and without which the data is of no use. */
export const CLINICAL_RULES: readonly PathRule[] = [
  {
    class: 'not-identifying', paths: at('Bundle', 'link.relation', 'entry.response.status'),
    why: 'A link relation of the IANA registry, or an HTTP status.',
  },
  {
    class: 'not-identifying', paths: ['Parameters.parameter.name'],
    why: 'The name of a parameter as its operation defines it.',
  },
  {
    class: 'not-identifying', paths: ['QuestionnaireResponse.item.linkId', 'QuestionnaireResponse.item.definition'],
    why: 'Ties an answer to its question in the questionnaire, the same for everyone who fills it in.',
  },
  {
    class: 'not-identifying',
    paths: at('MeasureReport', 'group.linkId', 'group.population.linkId', 'group.stratifier.linkId',
      'group.stratifier.stratum.component.linkId', 'group.stratifier.stratum.population.linkId'),
    why: 'Ties a result to its part of the measure, the same in every report.',
  },
  {
    class: 'not-identifying',
    paths: at(
      'Contract', 'term.offer.linkId', 'term.asset.linkId', 'term.asset.valuedItem.linkId', 'term.action.linkId',
      'term.action.contextLinkId', 'term.action.requesterLinkId', 'term.action.performerLinkId',
      'term.action.reasonLinkId'),
    why: 'Ties a clause to its question in the form, the same in every contract made from it.',
  },
  {
    class: 'not-identifying',
    paths: at(
      'RequestOrchestration', 'action.linkId', 'action.relatedAction.targetId', 'action.input.relatedData',
      'action.output.relatedData',
    ),
    why: 'Ties actions of one plan to each other by labels that the plan gives.',
  },
  {
    class: 'not-identifying', paths: ['RequestGroup.action.prefix', 'RequestOrchestration.action.prefix'],
    why: 'The numbering in front of an action, such as 1 or A.',
  },
  {
    class: 'not-identifying',
    paths: ['RequestOrchestration.action.dynamicValue.path', 'VerificationResult.targetLocation'],
    why: 'An element path of the FHIR model.',
  },
  {
    class: 'not-identifying',
    paths: [
      'Immunization.protocolApplied',
      'ImmunizationRecommendation.recommendation'].flatMap((path) => at(path, 'doseNumber[x]', 'seriesDoses[x]',
        'doseNumber', 'seriesDoses'),
    ),
    why: 'Which dose of how many, in words or numbers.',
  },
  {
    class: 'not-identifying',
    paths: at('ImmunizationEvaluation', 'doseNumber[x]', 'seriesDoses[x]', 'doseNumber', 'seriesDoses'),
    why: 'Which dose of how many, in words or numbers.',
  },
  {
    class: 'not-identifying', paths: ['ImagingSelection.instance.subset'],
    why: 'Frame or segment numbers within one image.',
  },
  {
    class: 'not-identifying',
    paths: at('Device', 'modelNumber', 'version.value', 'specialization.version', 'conformsTo.version'),
    why: 'A model or version that is sold to many, not the unit in use.',
  },
  {
    class: 'not-identifying', paths: at('MessageHeader', 'source.software', 'source.version'),
    why: 'The product that sent the message and its version.',
  },
  {
    class: 'not-identifying', paths: at('MolecularSequence', 'referenceSeq.genomeBuild'),
    why: 'The published genome build that positions refer to.',
  },
  {
    class: 'not-identifying', paths: at('PaymentReconciliation', 'cardBrand'),
    why: 'The brand of a card, shared by all who carry one.',
  },
  {
    class: 'not-identifying',
    paths: at('SubscriptionStatus', 'eventsSinceSubscriptionStart', 'notificationEvent.eventNumber'),
    why: 'A count of events since the subscription began, in R4B as a string.',
  },
  {
    class: 'not-identifying',
    paths: at('Subscription', 'parameter.name', 'filterBy.filterParameter', 'filterBy.resourceType'),
    why: 'The name of a header, a search parameter or a resource type.',
  },
]
