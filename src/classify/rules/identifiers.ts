import { at, type PathRule } from './rule.ts'

/** Numbers and tokens: Identifiers whose place says which kind they are, and identifiers kept in plain strings. */
export const IDENTIFIER_RULES: readonly PathRule[] = [
  {
    class: 'mrn', paths: ['Patient.identifier', 'Person.identifier'],
    why: 'Medical record numbers first of all (164.514(b)(2)(i)(H)); type or system may say another kind.',
  },
  {
    class: 'license',
    paths: ['Practitioner.identifier', 'Practitioner.qualification.identifier', 'PractitionerRole.identifier'],
    why: 'Certificate and license numbers (164.514(b)(2)(i)(K)); type or system may say another kind.',
  },
  {
    class: 'health-plan-id',
    paths: at('Coverage', 'identifier', 'subscriberId', 'dependent', 'class.value'),
    why: 'Health plan beneficiary numbers (164.514(b)(2)(i)(I)): member, subscriber, dependent, group and policy.',
  },
  {
    class: 'account',
    paths: [
      'Account', 'Claim', 'ClaimResponse', 'ExplanationOfBenefit', 'Invoice', 'PaymentNotice', 'PaymentReconciliation',
      'CoverageEligibilityRequest', 'CoverageEligibilityResponse',
      'ChargeItem'].flatMap((type) => at(type, 'identifier')),
    why: 'Account, claim and payment numbers (164.514(b)(2)(i)(J)).',
  },
  {
    class: 'account',
    paths: [...at('PaymentReconciliation', 'accountNumber', 'authorization', 'referenceNumber', 'paymentIdentifier'),
      'Claim.insurance.businessArrangement', 'ClaimResponse.insurance.businessArrangement',
      'CoverageEligibilityRequest.insurance.businessArrangement'],
    why: 'Card, account, payment and contract numbers (164.514(b)(2)(i)(J)).',
  },
  {
    class: 'other-id',
    paths: [
      'Claim.insurance.preAuthRef', 'ClaimResponse.preAuthRef', 'ClaimResponse.item.reviewOutcome.preAuthRef',
      'CoverageEligibilityResponse.preAuthRef',
      ...at('ExplanationOfBenefit', 'preAuthRef', 'insurance.preAuthRef', 'item.reviewOutcome.preAuthRef')],
    why: 'The number of one authorization for one patient (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'other-id', paths: ['PaymentReconciliation.allocation.targetItem[x]'], types: ['string'],
    why: 'The identifier of one claim item, as plain text (164.514(b)(2)(i)(R)).',
  },

  {
    class: 'device',
    paths: at('Device', 'identifier', 'udiCarrier', 'distinctIdentifier', 'lotNumber', 'serialNumber', 'partNumber'),
    why: 'Device identifiers and serial numbers (164.514(b)(2)(i)(M)).',
  },
  {
    class: 'device', paths: ['Media.deviceName', 'DeviceMetric.identifier', 'DeviceAssociation.identifier'],
    why: 'Names or numbers one device (164.514(b)(2)(i)(M)).',
  },
  {
    class: 'other-id',
    paths: [
      'Immunization.lotNumber', 'Medication.batch.lotNumber', 'NutritionProduct.instance.lotNumber',
      'InventoryItem.instance.lotNumber', 'BiologicallyDerivedProduct.division'],
    why: 'A lot, batch or division number narrows down to few people (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'other-id',
    paths: [
      ...at('ImagingStudy', 'series.uid', 'series.instance.uid'),
      ...at('ImagingSelection', 'studyUid', 'seriesUid', 'frameOfReferenceUid', 'instance.uid'),
    ],
    why: 'A DICOM UID is given to one study, series or image (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'other-id',
    paths: at(
      'MolecularSequence', 'repository.name', 'repository.datasetId', 'repository.variantsetId', 'repository.readsetId',
    ),
    why: 'Where the genome of this person is stored in a repository (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'other-id', paths: at('AuditEvent', 'agent.altId'),
    why: 'The login or staff number of a person (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'other-id',
    paths: at(
      'VerificationResult', 'attestation.proxyIdentityCertificate', 'attestation.sourceIdentityCertificate',
      'validator.identityCertificate',
    ),
    why: 'A certificate is issued to one holder (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'other-id',
    paths: [
      'Endpoint.header', 'Subscription.channel.header', 'Subscription.parameter.value',
      'TestScript.setup.action.operation.requestHeader.value',
    ],
    why: 'HTTP headers carry credentials and session tokens (164.514(b)(2)(i)(R)).',
  },
  {
    class: 'other-id', paths: at('Bundle', 'entry.request.ifMatch', 'entry.request.ifNoneMatch', 'entry.response.etag'),
    why: 'The version id of one resource on its server (164.514(b)(2)(i)(R)).',
  },
]
