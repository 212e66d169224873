import { at, type PathRule } from './rule.ts'

/** Strings, URIs and ids inside definitions that machines read: paths, expressions, labels. Prose stays free-text. */
export const DEFINITIONAL_STRUCTURE_RULES: readonly PathRule[] = [
  {
    class: 'not-identifying',
    paths: [
      ...at('ElementDefinition', 'path', 'sliceName', 'max', 'base.path', 'base.max', 'contentReference', 'condition',
        'type.code', 'slicing.discriminator.path', 'constraint.key', 'constraint.expression', 'constraint.xpath',
        'mapping.identity', 'mapping.map'),
      ...at(
        'StructureDefinition', 'type', 'context.expression', 'contextInvariant', 'mapping.identity', 'mapping.uri',
        'mapping.name',
      ),
      ...at('SearchParameter', 'expression', 'xpath', 'chain', 'constraint', 'component.expression'),
      ...at(
        'OperationDefinition', 'overload.parameterName', 'parameter.max', 'parameter.referencedFrom.source',
        'parameter.referencedFrom.sourceId',
      ),
      ...at('GraphDefinition', 'link.path', 'link.sliceName', 'link.max', 'link.params', 'link.target.params',
        'link.target.compartment.expression', 'link.compartment.expression', 'link.sourceId', 'link.targetId',
        'node.nodeId', 'start'),
      ...at('CompartmentDefinition', 'resource.param', 'resource.startParam', 'resource.endParam'),
      ...at('MessageDefinition', 'focus.max'),
    ],
    why: 'Paths, expressions, types and keys of a FHIR definition, read by machines.',
  },
  {
    class: 'not-identifying', paths: ['MessageDefinition.event[x]', 'MessageHeader.event[x]'], types: ['uri'],
    why: 'The published name of a kind of event.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('CapabilityStatement', 'software.name', 'software.version', 'rest.resource.searchInclude',
        'rest.resource.searchRevInclude', 'rest.resource.searchParam.name', 'rest.resource.operation.name'),
      ...at('TerminologyCapabilities', 'software.name', 'software.version', 'codeSystem.version.code'),
      ...at('SubscriptionTopic', 'resourceTrigger.resource', 'resourceTrigger.queryCriteria.previous',
        'resourceTrigger.queryCriteria.current', 'resourceTrigger.fhirPathCriteria', 'eventTrigger.resource',
        'canFilterBy.resource', 'canFilterBy.filterParameter', 'canFilterBy.filterDefinition',
        'notificationShape.resource', 'notificationShape.include', 'notificationShape.revInclude'),
    ],
    why: 'What a kind of server can do: names of software, searches and operations.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at(
        'CodeSystem', 'filter.value', 'property.uri', 'property.description', 'concept.display', 'concept.definition',
        'concept.designation.value',
      ),
      ...at('ValueSet', 'compose.include.system', 'compose.include.version', 'compose.include.concept.display',
        'compose.include.concept.designation.value', 'compose.include.filter.value', 'compose.property',
        'expansion.identifier', 'expansion.property.uri', 'expansion.contains.system', 'expansion.contains.version',
        'expansion.contains.display', 'expansion.parameter.name'),
      ...at('ConceptMap', 'group.source', 'group.target', 'group.sourceVersion', 'group.targetVersion',
        'group.element.display', 'group.element.target.display', 'group.element.target.dependsOn.property',
        'group.element.target.dependsOn.display', 'group.unmapped.display', 'property.uri', 'additionalAttribute.uri',
        'source[x]', 'target[x]', 'sourceScope[x]', 'targetScope[x]'),
      ...at('NamingSystem', 'uniqueId.value'),
    ],
    why: 'Code systems, codes and the published wording that goes with them.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('StructureMap', 'const.name', 'const.value', 'structure.alias', 'group.name', 'group.extends',
        'group.input.name', 'group.input.type', 'group.rule.name', 'group.rule.source.context',
        'group.rule.source.type', 'group.rule.source.max', 'group.rule.source.element', 'group.rule.source.variable',
        'group.rule.source.condition', 'group.rule.source.check', 'group.rule.target.context',
        'group.rule.target.element', 'group.rule.target.variable', 'group.rule.target.listRuleId',
        'group.rule.dependent.name', 'group.rule.dependent.variable'),
    ],
    why: 'Variables, element names and expressions of a mapping program.',
  },
  {
    class: 'not-identifying',
    paths: at('StructureMap', 'group.rule.target.parameter.value[x]'),
    types: ['id', 'string'],
    why: 'A variable or literal of a mapping program.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('Questionnaire', 'item.linkId', 'item.prefix', 'item.definition', 'item.enableWhen.question'),
      ...at('PlanDefinition', 'action.linkId', 'action.prefix', 'action.dynamicValue.path',
        'action.participant.actorId', 'action.relatedAction.targetId', 'action.input.relatedData',
        'action.output.relatedData'),
      ...at('ActivityDefinition', 'dynamicValue.path'),
      ...at('Measure', 'group.linkId', 'group.population.linkId', 'group.population.inputPopulationId',
        'group.stratifier.linkId', 'group.stratifier.component.linkId', 'supplementalData.linkId'),
      ...at('ChargeItemDefinition', 'applicability.language'),
      ...at('EvidenceVariable', 'characteristic.linkId', 'characteristic.definitionId'),
      ...at('ResearchStudy', 'comparisonGroup.linkId'),
      ...at('Requirements', 'statement.key', 'statement.label', 'statement.derivedFrom', 'statement.parent'),
      ...at('ExampleScenario', 'actor.actorId', 'actor.key', 'instance.resourceId', 'instance.key',
        'instance.structureVersion', 'instance.version.versionId', 'instance.version.key',
        'instance.containedInstance.resourceId', 'instance.containedInstance.instanceReference',
        'instance.containedInstance.versionId', 'instance.containedInstance.versionReference', 'process.step.number',
        'process.step.operation.number', 'process.step.operation.initiator', 'process.step.operation.receiver'),
    ],
    why: 'Labels that tie parts of one definition to each other, the same for everyone it is applied to.',
  },
  {
    class: 'not-identifying', paths: ['ExampleScenario.process.step.operation.type'], types: ['string'],
    why: 'The standard type of an operation, such as create.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('ImplementationGuide', 'packageId', 'dependsOn.packageId', 'dependsOn.version',
        'definition.resource.groupingId', 'definition.page.name', 'definition.template.source',
        'definition.template.scope', 'manifest.resource.relativePath', 'manifest.page.name', 'manifest.page.anchor',
        'manifest.image', 'manifest.other'),
    ],
    why: 'Packages and files of a published guide.',
  },
  {
    class: 'not-identifying', paths: at('ImplementationGuide', 'definition.page.name[x]'), types: ['url'],
    why: 'A file of a published guide.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('TestScript', 'variable.name', 'variable.expression', 'variable.headerField', 'variable.path',
        'variable.sourceId', 'setup.action.operation.resource', 'setup.action.operation.requestHeader.field',
        'setup.action.operation.requestId', 'setup.action.operation.responseId', 'setup.action.operation.sourceId',
        'setup.action.operation.targetId', 'setup.action.assert.compareToSourceId',
        'setup.action.assert.compareToSourceExpression', 'setup.action.assert.compareToSourcePath',
        'setup.action.assert.expression', 'setup.action.assert.headerField', 'setup.action.assert.minimumId',
        'setup.action.assert.path', 'setup.action.assert.resource', 'setup.action.assert.responseCode',
        'setup.action.assert.sourceId', 'setup.action.assert.validateProfileId'),
    ],
    why: 'Variables, header names and expressions of a test program.',
  },
  {
    class: 'not-identifying',
    paths: [
      ...at('DeviceDefinition', 'identifier', 'udiDeviceIdentifier', 'regulatoryIdentifier.deviceIdentifier',
        'regulatoryIdentifier.issuer', 'regulatoryIdentifier.jurisdiction', 'modelNumber', 'partNumber',
        'specialization.systemType', 'specialization.version', 'conformsTo.version', 'version.value'),
      ...at(
        'SubstanceDefinition', 'structure.molecularFormula', 'structure.molecularFormulaByMoiety',
        'structure.representation.representation', 'moiety.molecularFormula',
      ),
      ...at(
        'SubstanceSpecification', 'structure.molecularFormula', 'structure.molecularFormulaByMoiety',
        'structure.representation.representation', 'moiety.molecularFormula',
      ),
      ...at(
        'SubstanceNucleicAcid', 'subunit.sequence', 'subunit.linkage.connectivity', 'subunit.linkage.residueSite',
        'subunit.sugar.residueSite',
      ),
      ...at('SubstanceProtein', 'subunit.sequence', 'disulfideLinkage'),
      ...at(
        'SubstancePolymer', 'repeat.averageMolecularFormula', 'repeat.repeatUnit.repeatUnit', 'repeat.repeatUnit.unit',
        'repeat.repeatUnit.structuralRepresentation.representation',
      ),
    ],
    why: 'Describes a model of device or a substance that is the same for everyone who gets it.',
  },
  {
    class: 'not-identifying', paths: ['DeviceDefinition.version'], types: ['string'],
    why: 'A version of a device model that is sold to many.',
  },
  {
    class: 'not-identifying',
    paths: at(
      'Citation', 'citedArtifact.version.value', 'citedArtifact.publicationForm.volume',
      'citedArtifact.publicationForm.issue', 'citedArtifact.publicationForm.firstPage',
      'citedArtifact.publicationForm.lastPage', 'citedArtifact.publicationForm.pageCount',
      'citedArtifact.publicationForm.pageString', 'citedArtifact.publicationForm.accessionNumber'),
    why: 'Where an article stands in the literature.',
  },
]
