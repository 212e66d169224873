import type { ConnectorContext, SinkContext } from '../contract/connector.ts'
import { type Limits, LIMITS } from '../contract/limits.ts'
import { createCutBundle } from '../decode/cut-bundle.ts'
import { createDecodeUnit } from '../decode/decode-unit.ts'
import { inflate } from '../decode/inflate.ts'
import { extensionOfName, mediaOfName } from '../decode/media.ts'
import { createSpool } from '../decode/spool.ts'
import { createWithoutMember } from '../decode/without-member.ts'
import { createEnvelopeEngine } from '../pipeline/envelope/envelope-engine.ts'
import { openCloudEvent } from '../pipeline/envelope/open-cloud-event.ts'
import { openDebezium } from '../pipeline/envelope/open-debezium.ts'
import { openNdjson } from '../pipeline/envelope/open-ndjson.ts'
import type { Engine } from '../pipeline/outcome.ts'
import { createTransforms } from '../pipeline/values/transforms.ts'
import { createKeyring, readSecret } from '../transform/keys.ts'
import type { EnvelopeConfig } from './config/config-schema.ts'
import { createLabeller, type KeySet } from './config/secrets.ts'
import type { Audience } from './assemble-engine.ts'

/** The limits, with those of a configuration in place of the built-in ones. */
export function assembleLimits(changed: { readonly [K in keyof Limits]?: Limits[K] | undefined } = {}): Limits {
  return { ...LIMITS, ...Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) }
}

export interface ContextParts extends Pick<ConnectorContext, 'route' | 'signal' | 'status' | 'reloads' | 'logRefusal'> {
  readonly keys: KeySet
  readonly limits: Limits
}

/** How things around a body are named for one destination: as within bodies. */
export function assembleNaming(audience: Audience, keys: KeySet): Pick<SinkContext, 'pseudonym' | 'hash'> {
  const keyring = createKeyring({ keys: keys.keys, destination: audience.destination, purpose: audience.purpose })
  const { pseudonymizer } = createTransforms({ keyring, now: () => new Date(), fakeData: undefined })
  const hash = (bytes: Uint8Array): string => keyring.hmac('pseudonym', `k${Buffer.from(bytes).toString('latin1')}`)
  return {
    hash,
    pseudonym: (text) => /^[A-Z][A-Za-z]*\/|^[a-z]+:/.test(text)
      ? pseudonymizer.reference(text) ?? hash(Buffer.from(text))
      : pseudonymizer.id(text),
  }
}

/** An engine for what the messages of a route stand in. */
export function assembleEnvelope(
  engine: Engine,
  envelope: EnvelopeConfig | undefined,
  { pseudonym }: Pick<SinkContext, 'pseudonym'>,
): Engine {
  if (envelope === undefined || envelope === 'fhir') return engine
  if (envelope === 'ndjson') return createEnvelopeEngine(engine, openNdjson)
  if (typeof envelope === 'object' && 'debezium' in envelope) {
    return createEnvelopeEngine(engine, (body, clean) => openDebezium(body, clean, envelope.debezium))
  }
  const types = eventTypes(envelope) ?? []
  return createEnvelopeEngine(engine, (body, clean) => openCloudEvent(body, clean, { types, pseudonym }))
}

/** The types of CloudEvents that are left as they are; undefined where a route has no such events. */
export function eventTypes(envelope: EnvelopeConfig | undefined): readonly string[] | undefined {
  if (envelope === 'cloudevents') return []
  return typeof envelope === 'object' && 'cloudevents' in envelope ? envelope.cloudevents.types : undefined
}

/** What connectors are given to work with. */
export function assembleContext({ keys, limits, ...parts }: ContextParts): ConnectorContext {
  const label = createLabeller(keys)
  return {
    ...parts,
    limits,
    decode: createDecodeUnit(limits),
    inflate: (chunks) => inflate(chunks, limits),
    cutBundle: createCutBundle(limits),
    withoutMember: createWithoutMember(limits),
    mediaOf: (name) => mediaOfName(name) ?? { media: 'unknown', gzip: 'unknown' },
    label: (name) => `${label(name)}${extensionOfName(name)}`,
    secret: readSecret,
    spool: createSpool,
  }
}
