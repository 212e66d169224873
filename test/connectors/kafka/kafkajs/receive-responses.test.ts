import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { giveBack } from '../../../../connectors/kafka/give-back.ts'
import { mendReceiving } from '../../../../connectors/kafka/kafkajs/receive-responses.ts'

const require = createRequire(import.meta.url)
mendReceiving(require)
const { prototype } = require('kafkajs/src/network/connection.js') as { readonly prototype: object }

interface Answer {
  readonly correlationId: number
  readonly payload: Buffer
}

interface Connection {
  socket: object
  readonly answers: Answer[]
  chunks: readonly Buffer[]
  processData(data: Buffer): void
}

function connection(): Connection {
  const answers: Answer[] = []
  const requestQueue = { fulfillRequest: (answer: Answer) => void answers.push(answer) }
  return Object.assign(Object.create(prototype) as Connection, {
    socket: {},
    answers,
    requestQueue,
    authHandlers: null,
    chunks: [],
    bytesBuffered: 0,
    bytesNeeded: 4,
  })
}

function response(correlationId: number, bytes: number): Buffer {
  const made = Buffer.alloc(8 + bytes, correlationId)
  made.writeInt32BE(4 + bytes, 0)
  made.writeInt32BE(correlationId, 4)
  return made
}

/** Cuts bytes at places that are parts of their length. */
function pieces(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => Math.floor(place * bytes.length)).sort((one, other) => one - other), bytes.length]
  return at.slice(1).map((end, index) => Buffer.from(bytes.subarray(at[index], end))).filter(({ length }) => length > 0)
}

const size = fc.oneof(fc.nat(40), fc.nat(40), fc.integer({ min: 255 * 1024, max: 300 * 1024 }))
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

test('responses are read whole however they come, and nothing of them is kept', () => {
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 5 }), places, (sizes, cuts) => {
      const one = connection()
      for (const piece of pieces(Buffer.concat(sizes.map((bytes, index) => response(index + 1, bytes))), cuts)) one.processData(piece)
      expect(
        one.answers.map(({ correlationId, payload }) => [correlationId, payload.length, payload.every((byte) => byte === correlationId)]),
      ).toEqual(sizes.map((bytes, index) => [index + 1, bytes, true]))
      expect(one.chunks).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test.for([1, 257])('a response of %i MiB has memory of its own: what comes behind it is there when that is given back', (mebibytes) => {
  const one = connection()
  const large = response(7, mebibytes * 1024 * 1024)
  const behind = response(8, 10)
  for (const piece of pieces(Buffer.concat([response(6, 10), large, behind.subarray(0, 9)]), [0.01, 0.4, 0.7])) one.processData(piece)
  const [, answer] = one.answers as [Answer, Answer]
  expect(answer.payload.buffer.byteLength).toBe(large.length)
  giveBack(answer.payload)
  one.processData(behind.subarray(9))
  expect(one.answers.map(({ correlationId }) => correlationId)).toEqual([6, 7, 8])
})

test.for([10, 1024 * 1024])('a connection that broke within a response of %i bytes reads what comes once it is made again', (bytes) => {
  const one = connection()
  const cut = response(1, bytes)
  one.processData(cut.subarray(0, cut.length - 5))
  one.socket = {}
  one.processData(response(2, 20))
  expect(one.answers.map(({ correlationId }) => correlationId)).toEqual([2])
})
