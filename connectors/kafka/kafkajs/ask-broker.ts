import { createRequire } from 'node:module'

/** What is used of kafkajs's broker, which it keeps to itself. */
export interface Broker {
  readonly versions: Readonly<Record<number, { readonly maxVersion: number } | undefined>>
  readonly connectionPool: {
    send(asked: { readonly request: object; readonly response: object }): Promise<unknown>
  }
}

/** What is used of its codec. */
export interface Encoder {
  writeBoolean(value: boolean): Encoder
  writeInt64(value: number): Encoder
  writeUVarInt(value: number): Encoder
  writeUVarIntString(value: string): Encoder
}

export interface Decoder {
  readBytes(length: number): Buffer
  readInt16(): number
  readInt32(): number
  readTaggedFields(): unknown
  readUVarInt(): number
  readUVarIntString(): string
}

export interface Question<T> {
  readonly apiKey: number
  readonly apiVersion: number
  readonly apiName: string
  readonly encode: (encoder: Encoder) => Encoder
  readonly decode: (decoder: Decoder) => T
}

const require = createRequire(import.meta.url)

/** Whether a broker answers to a version of a request. */
export function answersTo({ versions }: Broker, { apiKey, apiVersion }: Pick<Question<unknown>, 'apiKey' | 'apiVersion'>): boolean {
  return (versions[apiKey]?.maxVersion ?? -1) >= apiVersion
}

/** Asks what kafkajs has no request for, in a version whose heads have room for tags (KIP-482), of which there are none. */
export async function askBroker<T>(broker: Broker, { apiKey, apiVersion, apiName, encode, decode }: Question<T>): Promise<T> {
  const Encoder = require('kafkajs/src/protocol/encoder.js') as new () => Encoder
  const Decoder = require('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => Decoder
  const request = { apiKey, apiVersion, apiName, encode: async () => encode(new Encoder().writeUVarInt(0)) }
  const response = {
    async decode(bytes: Buffer): Promise<T> {
      const decoder = new Decoder(bytes)
      decoder.readTaggedFields()
      return decode(decoder)
    },
    parse: async (decoded: unknown) => decoded,
  }
  return await broker.connectionPool.send({ request, response }) as T
}

/** What kafkajs throws for an error of a broker. */
export function brokerError(code: number): Error {
  const { createErrorFromCode } = require('kafkajs/src/protocol/error.js') as { createErrorFromCode(code: number): Error }
  return createErrorFromCode(code)
}
