import type { ExtensionSet } from './rule.ts'

/** HL7 extensions of definitions, questionnaires, terminology and decision support. */
export const HL7_DEFINITION_EXTENSIONS: readonly ExtensionSet[] = [
  {
    class: 'descend',
    why: 'A published extension of quality and decision-support resources; the type of its value decides.',
    names: [
      'cqf-calculatedValue', 'cqf-cdsHooksEndpoint', 'cqf-citation', 'cqf-contactReference', 'cqf-contributionTime',
      'cqf-encounterClass', 'cqf-encounterType', 'cqf-expression', 'cqf-initialValue', 'cqf-initiatingOrganization',
      'cqf-initiatingPerson', 'cqf-library', 'cqf-qualityOfEvidence', 'cqf-receivingOrganization',
      'cqf-receivingPerson', 'cqf-recipientLanguage', 'cqf-recipientType', 'cqf-strengthOfRecommendation',
      'cqf-systemUserLanguage', 'cqf-systemUserTaskContext', 'cqf-systemUserType', 'cqm-ValidityPeriod', 'variable'],
    parts: {
      'cqf-certainty': { description: 'descend', note: 'descend', type: 'descend', rating: 'descend', rater: 'name' },
      'cqf-measureInfo': { measure: 'descend', groupId: 'descend', populationId: 'descend' },
    },
  },
  {
    class: 'descend',
    why: 'A published extension of questionnaires and of how their items are shown; the type of its value decides.',
    names: [
      'designNote', 'entryFormat', 'maxDecimalPlaces', 'maxSize', 'maxValue', 'mimeType', 'minLength', 'minValue',
      'regex', 'usagecontext-group',
      ...['baseType', 'choiceOrientation', 'displayCategory', 'hidden', 'itemControl', 'optionExclusive',
        'optionPrefix', 'referenceProfile', 'signatureRequired', 'sliderStepValue', 'supportLink', 'unit', 'unitOption',
        'unitValueSet', 'usageMode', 'maxOccurs', 'minOccurs']
        .map((name) => `questionnaire-${name}`)],
  },
  {
    class: 'not-identifying', why: 'A data type, as a string.', names: ['questionnaire-fhirType'],
  },
  {
    class: 'url', why: 'A search, which may hold the ids and dates of a record (164.514(b)(2)(i)(N)).',
    names: ['questionnaire-referenceFilter'],
  },
  {
    class: 'not-identifying', why: 'Names and types in a published definition, as strings and URIs that machines read.',
    names: [
      'elementdefinition-bindingName', 'elementdefinition-inheritedExtensibleValueSet', 'elementdefinition-maxValueSet',
      'elementdefinition-minValueSet', 'elementdefinition-namespace', 'elementdefinition-profile-element',
      'elementdefinition-selector', 'operationdefinition-allowed-type', 'operationdefinition-profile',
      'valueset-systemName', 'valueset-systemRef',
      ...['ancestor', 'category', 'codegen-super', 'display-hint', 'explicit-type-name', 'fhir-type', 'table-name']
        .map((name) => `structuredefinition-${name}`),
    ],
  },
  {
    class: 'not-identifying', why: 'A publication date of a definition, which concerns no individual.',
    names: [
      'resource-approvalDate', 'resource-effectivePeriod', 'resource-lastReviewDate', 'codesystem-effectiveDate',
      'codesystem-expirationDate', 'valueset-activityStatusDate', 'valueset-effectiveDate', 'valueset-expirationDate',
    ],
  },
  {
    class: 'descend', why: 'Codes, counts and canonicals of a published definition; the type of the value decides.',
    names: [
      'elementdefinition-equivalence', 'elementdefinition-isCommonBinding', 'elementdefinition-translatable',
      'no-binding', 'capabilitystatement-expectation', 'replaces', 'concept-bidirectional', 'codesystem-conceptOrder',
      'codesystem-map', 'questionnaire-referenceResource',
      ...['applicable-version', 'dependencies', 'fmm', 'fmm-no-warnings', 'hierarchy', 'normative-version',
        'security-category', 'standards-status', 'template-status', 'wg', 'xml-no-order']
        .map((name) => `structuredefinition-${name}`),
      ...['caseSensitive', 'conceptOrder', 'deprecated', 'expand-rules', 'extensible', 'map', 'parameterSource',
        'supplement', 'system', 'toocostly', 'unclosed']
        .map((name) => `valueset-${name}`),
    ],
  },
  {
    class: 'descend',
    why: 'A published extension of terminology and conformance resources; the type of its value decides.',
    names: [
      'elementdefinition-allowedUnits', 'elementdefinition-bestpractice', 'elementdefinition-bestpractice-explanation',
      'elementdefinition-question', 'structuredefinition-summary', 'capabilitystatement-supported-system',
      'capabilitystatement-websocket', 'codesystem-concept-comments', 'codesystem-keyWord', 'codesystem-label',
      'codesystem-replacedby', 'codesystem-sourceReference', 'codesystem-trusted-expansion', 'codesystem-warning',
      'codesystem-workflowStatus', 'valueset-author', 'valueset-authoritativeSource', 'valueset-concept-comments',
      'valueset-concept-definition', 'valueset-expansionSource', 'valueset-expression', 'valueset-keyWord',
      'valueset-label', 'valueset-reference', 'valueset-rules-text', 'valueset-sourceReference',
      'valueset-special-status', 'valueset-steward', 'valueset-trusted-expansion',
      'valueset-warning', 'valueset-workflowStatus'],
    parts: {
      'codesystem-alternate': { code: 'descend', use: 'descend' },
      'codesystem-usage': { user: 'name', use: 'descend' },
      'valueset-usage': { user: 'name', use: 'descend' },
      'codesystem-otherName': { name: 'descend', preferred: 'descend' },
      'questionnaire-constraint': {
        key: 'not-identifying', requirements: 'descend', severity: 'descend', expression: 'descend', human: 'descend',
        location: 'descend',
      },
      'valueset-expand-group': { code: 'descend', display: 'descend', member: 'descend' },
      'valueset-otherName': { name: 'descend', preferred: 'descend' },
    },
  },
  {
    class: 'descend', modifier: true, names: ['request-doNotPerform', 'capabilitystatement-prohibited'],
    why: 'One bit that says the opposite is meant.',
  },
]
