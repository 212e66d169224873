// Written by detectors/build-index.ts: run `npm run generate` after adding a detector.
import type { Detector } from '../src/contract/detector.ts'
import { email } from './contact/email.ts'
import { fax } from './contact/fax.ts'
import { ip } from './contact/ip.ts'
import { mac } from './contact/mac.ts'
import { phoneColumn } from './contact/phone-column.ts'
import { phoneExtension } from './contact/phone-extension.ts'
import { phoneInternational } from './contact/phone-international.ts'
import { phoneLabelledScripts } from './contact/phone-labelled-scripts.ts'
import { phoneLabelled } from './contact/phone-labelled.ts'
import { phoneUs } from './contact/phone-us.ts'
import { spokenNumber } from './contact/spoken-number.ts'
import { url } from './contact/url.ts'
import { deviceNumber } from './device/device-number.ts'
import { dicomUid } from './device/dicom-uid.ts'
import { imei } from './device/imei.ts'
import { udiGs1 } from './device/udi-gs1.ts'
import { udiHibcc } from './device/udi-hibcc.ts'
import { udiIccbba } from './device/udi-iccbba.ts'
import { vin } from './device/vin.ts'
import { bankAccount } from './finance/bank-account.ts'
import { creditCard } from './finance/credit-card.ts'
import { iban } from './finance/iban.ts'
import { swiftBic } from './finance/swift-bic.ts'
import { usRouting } from './finance/us-routing.ts'
import { auIhi } from './national/au-ihi.ts'
import { auMedicare } from './national/au-medicare.ts'
import { beRijksregister } from './national/be-rijksregister.ts'
import { brCpf } from './national/br-cpf.ts'
import { caHealthNumber } from './national/ca-health-number.ts'
import { caSin } from './national/ca-sin.ts'
import { chAhv } from './national/ch-ahv.ts'
import { clRut } from './national/cl-rut.ts'
import { deKvnr } from './national/de-kvnr.ts'
import { deSteuerId } from './national/de-steuer-id.ts'
import { dkCpr } from './national/dk-cpr.ts'
import { esClinicalRecord } from './national/es-clinical-record.ts'
import { esColegiado } from './national/es-colegiado.ts'
import { esDniNie } from './national/es-dni-nie.ts'
import { esEncounter } from './national/es-encounter.ts'
import { esHealthCard } from './national/es-health-card.ts'
import { esNass } from './national/es-nass.ts'
import { fiHetu } from './national/fi-hetu.ts'
import { frNir } from './national/fr-nir.ts'
import { gbNhsNumber } from './national/gb-nhs-number.ts'
import { gbNino } from './national/gb-nino.ts'
import { inAadhaar } from './national/in-aadhaar.ts'
import { inAbha } from './national/in-abha.ts'
import { itCodiceFiscale } from './national/it-codice-fiscale.ts'
import { jpMyNumber } from './national/jp-my-number.ts'
import { krRrn } from './national/kr-rrn.ts'
import { latinIdentity } from './national/latin-identity.ts'
import { mxCurp } from './national/mx-curp.ts'
import { nlBsn } from './national/nl-bsn.ts'
import { noFodselsnummer } from './national/no-fodselsnummer.ts'
import { plPesel } from './national/pl-pesel.ts'
import { ptIdentity } from './national/pt-identity.ts'
import { registerNumber } from './national/register-number.ts'
import { sePersonnummer } from './national/se-personnummer.ts'
import { careHome } from './organization/care-home.ts'
import { companyForm } from './organization/company-form.ts'
import { europeanInstitution } from './organization/european-institution.ts'
import { framedHouse } from './organization/framed-house.ts'
import { houseAbroad } from './organization/house-abroad.ts'
import { organization } from './organization/organization.ts'
import { pharmacyChain } from './organization/pharmacy-chain.ts'
import { reachedHouse } from './organization/reached-house.ts'
import { recognizedOrganization } from './organization/recognized-organization.ts'
import { workplace } from './organization/workplace.ts'
import { caretName } from './person/caret-name.ts'
import { chatHandle } from './person/chat-handle.ts'
import { chatSpeaker } from './person/chat-speaker.ts'
import { identifyingProfession } from './person/identifying-profession.ts'
import { initials } from './person/initials.ts'
import { interchangeName } from './person/interchange-name.ts'
import { labelledNameScripts } from './person/labelled-name-scripts.ts'
import { labelledName } from './person/labelled-name.ts'
import { listedPatient } from './person/listed-patient.ts'
import { nameAndNumber } from './person/name-and-number.ts'
import { nameBeforeLabel } from './person/name-before-label.ts'
import { nameBeforeRecord } from './person/name-before-record.ts'
import { nameColumn } from './person/name-column.ts'
import { patronymicName } from './person/patronymic-name.ts'
import { personName } from './person/person-name.ts'
import { rankedName } from './person/ranked-name.ts'
import { recognizedName } from './person/recognized-name.ts'
import { referencedName } from './person/referenced-name.ts'
import { relativeName } from './person/relative-name.ts'
import { repeatedName } from './person/repeated-name.ts'
import { shortSurname } from './person/short-surname.ts'
import { signedInitials } from './person/signed-initials.ts'
import { spanishHonour } from './person/spanish-honour.ts'
import { spelledName } from './person/spelled-name.ts'
import { titledName } from './person/titled-name.ts'
import { userFolder } from './person/user-folder.ts'
import { addressEnd } from './place/address-end.ts'
import { addressRun } from './place/address-run.ts'
import { addressScripts } from './place/address-scripts.ts'
import { cityCountry } from './place/city-country.ts'
import { cityStateZip } from './place/city-state-zip.ts'
import { esAddressFields } from './place/es-address-fields.ts'
import { framedPlace } from './place/framed-place.ts'
import { geoCoordinates } from './place/geo-coordinates.ts'
import { placeColumn } from './place/place-column.ts'
import { placeLabelled } from './place/place-labelled.ts'
import { placeName } from './place/place-name.ts'
import { poBox } from './place/po-box.ts'
import { postalCode } from './place/postal-code.ts'
import { recognizedPlace } from './place/recognized-place.ts'
import { roomBed } from './place/room-bed.ts'
import { streetAddressCeltic } from './place/street-address-celtic.ts'
import { streetAddressEs } from './place/street-address-es.ts'
import { streetAddressEu } from './place/street-address-eu.ts'
import { streetAddress } from './place/street-address.ts'
import { streetAndCode } from './place/street-and-code.ts'
import { townAbroad } from './place/town-abroad.ts'
import { accountNumber } from './record/account-number.ts'
import { claimNumber } from './record/claim-number.ts'
import { encounterNumber } from './record/encounter-number.ts'
import { fhirReference } from './record/fhir-reference.ts'
import { healthPlanGroup } from './record/health-plan-group.ts'
import { healthPlanId } from './record/health-plan-id.ts'
import { licenseLanguages } from './record/license-languages.ts'
import { mrn } from './record/mrn.ts'
import { numberColumn } from './record/number-column.ts'
import { numberLabelledEurope } from './record/number-labelled-europe.ts'
import { numberLabelledLanguages } from './record/number-labelled-languages.ts'
import { numberedPaper } from './record/numbered-paper.ts'
import { professionalLicense } from './record/professional-license.ts'
import { recordIdentifier } from './record/record-identifier.ts'
import { referenceNumber } from './record/reference-number.ts'
import { spacedNumber } from './record/spaced-number.ts'
import { specimenNumber } from './record/specimen-number.ts'
import { staffId } from './record/staff-id.ts'
import { studyId } from './record/study-id.ts'
import { unlabelledCode } from './record/unlabelled-code.ts'
import { uuid } from './record/uuid.ts'
import { apiKey } from './secret/api-key.ts'
import { bearerToken } from './secret/bearer-token.ts'
import { password } from './secret/password.ts'
import { privateKey } from './secret/private-key.ts'
import { ageAlone } from './time/age-alone.ts'
import { ageBehindName } from './time/age-behind-name.ts'
import { ageColumn } from './time/age-column.ts'
import { ageOver89 } from './time/age-over-89.ts'
import { agePrinted } from './time/age-printed.ts'
import { age } from './time/age.ts'
import { dateColumn } from './time/date-column.ts'
import { dateCompact } from './time/date-compact.ts'
import { dateDotted } from './time/date-dotted.ts'
import { dateHoliday } from './time/date-holiday.ts'
import { dateLanguages } from './time/date-languages.ts'
import { dateNumeric } from './time/date-numeric.ts'
import { datePartial } from './time/date-partial.ts'
import { dateRelative } from './time/date-relative.ts'
import { dateSeason } from './time/date-season.ts'
import { dateSpoken } from './time/date-spoken.ts'
import { dateWritten } from './time/date-written.ts'
import { dayAlone } from './time/day-alone.ts'
import { monthAndDay } from './time/month-and-day.ts'
import { year } from './time/year.ts'
import { usDea } from './us/us-dea.ts'
import { usDriversLicense } from './us/us-drivers-license.ts'
import { usHicn } from './us/us-hicn.ts'
import { usItin } from './us/us-itin.ts'
import { usLicensePlate } from './us/us-license-plate.ts'
import { usMbi } from './us/us-mbi.ts'
import { usNpi } from './us/us-npi.ts'
import { usPassport } from './us/us-passport.ts'
import { usSsn } from './us/us-ssn.ts'

/** Every detector that ships with Sluice. */
export const detectors: readonly Detector[] = [
  email,
  fax,
  ip,
  mac,
  phoneColumn,
  phoneExtension,
  phoneInternational,
  phoneLabelledScripts,
  phoneLabelled,
  phoneUs,
  spokenNumber,
  url,
  deviceNumber,
  dicomUid,
  imei,
  udiGs1,
  udiHibcc,
  udiIccbba,
  vin,
  bankAccount,
  creditCard,
  iban,
  swiftBic,
  usRouting,
  auIhi,
  auMedicare,
  beRijksregister,
  brCpf,
  caHealthNumber,
  caSin,
  chAhv,
  clRut,
  deKvnr,
  deSteuerId,
  dkCpr,
  esClinicalRecord,
  esColegiado,
  esDniNie,
  esEncounter,
  esHealthCard,
  esNass,
  fiHetu,
  frNir,
  gbNhsNumber,
  gbNino,
  inAadhaar,
  inAbha,
  itCodiceFiscale,
  jpMyNumber,
  krRrn,
  latinIdentity,
  mxCurp,
  nlBsn,
  noFodselsnummer,
  plPesel,
  ptIdentity,
  registerNumber,
  sePersonnummer,
  careHome,
  companyForm,
  europeanInstitution,
  framedHouse,
  houseAbroad,
  organization,
  pharmacyChain,
  reachedHouse,
  recognizedOrganization,
  workplace,
  caretName,
  chatHandle,
  chatSpeaker,
  identifyingProfession,
  initials,
  interchangeName,
  labelledNameScripts,
  labelledName,
  listedPatient,
  nameAndNumber,
  nameBeforeLabel,
  nameBeforeRecord,
  nameColumn,
  patronymicName,
  personName,
  rankedName,
  recognizedName,
  referencedName,
  relativeName,
  repeatedName,
  shortSurname,
  signedInitials,
  spanishHonour,
  spelledName,
  titledName,
  userFolder,
  addressEnd,
  addressRun,
  addressScripts,
  cityCountry,
  cityStateZip,
  esAddressFields,
  framedPlace,
  geoCoordinates,
  placeColumn,
  placeLabelled,
  placeName,
  poBox,
  postalCode,
  recognizedPlace,
  roomBed,
  streetAddressCeltic,
  streetAddressEs,
  streetAddressEu,
  streetAddress,
  streetAndCode,
  townAbroad,
  accountNumber,
  claimNumber,
  encounterNumber,
  fhirReference,
  healthPlanGroup,
  healthPlanId,
  licenseLanguages,
  mrn,
  numberColumn,
  numberLabelledEurope,
  numberLabelledLanguages,
  numberedPaper,
  professionalLicense,
  recordIdentifier,
  referenceNumber,
  spacedNumber,
  specimenNumber,
  staffId,
  studyId,
  unlabelledCode,
  uuid,
  apiKey,
  bearerToken,
  password,
  privateKey,
  ageAlone,
  ageBehindName,
  ageColumn,
  ageOver89,
  agePrinted,
  age,
  dateColumn,
  dateCompact,
  dateDotted,
  dateHoliday,
  dateLanguages,
  dateNumeric,
  datePartial,
  dateRelative,
  dateSeason,
  dateSpoken,
  dateWritten,
  dayAlone,
  monthAndDay,
  year,
  usDea,
  usDriversLicense,
  usHicn,
  usItin,
  usLicensePlate,
  usMbi,
  usNpi,
  usPassport,
  usSsn,
]
