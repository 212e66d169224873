import { fileSink, fileSource } from './file/connector.ts'
import { fhirBulkSource } from './fhir-bulk/connector.ts'
import { fhirPollSource } from './fhir-poll/connector.ts'
import { fhirSubscriptionSource } from './fhir-subscription/connector.ts'
import { kafkaQuarantine, kafkaSink, kafkaSource } from './kafka/connector.ts'
import { fhirSink } from './fhir-sink/connector.ts'
import { httpIngestSource } from './http-ingest/connector.ts'
import { httpSink } from './http-sink.ts'
import { stdinSource, stdoutSink } from './stdio.ts'

/** Every source by its key below `from:` in sluice.yaml. */
export const sources = {
  'fhir-bulk': fhirBulkSource,
  'fhir-poll': fhirPollSource,
  'fhir-subscription': fhirSubscriptionSource,
  file: fileSource,
  'http-ingest': httpIngestSource,
  kafka: kafkaSource,
  stdin: stdinSource,
} as const

/** Every sink by its key below `to:`. */
export const sinks = {
  fhir: fhirSink,
  file: fileSink,
  kafka: kafkaSink,
  http: httpSink,
  stdout: stdoutSink,
} as const

/** Every place for quarantined messages by its key below `quarantine:`, besides `file`. */
export const stores = {
  kafka: kafkaQuarantine,
} as const
