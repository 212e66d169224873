import type { StreamBody } from '../../src/contract/message.ts'
import type { Engine, Outcome } from '../../src/pipeline/outcome.ts'
import type { Disagreement } from './compare.ts'

/** A body that comes in pieces of `bytesOf()` bytes, each in memory that is overwritten once the next one is asked for. */
export function inPieces(bytes: Uint8Array, bytesOf: () => number): StreamBody {
  return {
    async *open() {
      for (let at = 0; at < bytes.length;) {
        const piece = Buffer.from(bytes.subarray(at, at + bytesOf()))
        at += piece.length
        yield piece
      }
    },
  }
}

/** A Bundle in pieces must come out as it does whole, and one that is held as one of both. */
export async function checkStream(
  engine: Engine,
  bytes: Uint8Array,
  bytesOf: () => number,
  same: (whole: Buffer, streamed: Buffer) => boolean,
): Promise<Disagreement> {
  const whole = engine.process(bytes)
  const written: Buffer[] = []
  const streamed = await engine.processStream(inPieces(bytes, bytesOf), async (chunk) => {
    written.push(Buffer.from(chunk))
  })
  const held = await engine.processHeld?.(bytes) ?? whole
  if ('error' in whole || 'error' in streamed || 'error' in held) {
    if ('error' in streamed !== 'error' in held) return `held: ${codeOf(held)}`
    return 'error' in whole && 'error' in streamed
      ? undefined
      : `whole: ${codeOf(whole)}, in pieces: ${'error' in streamed ? streamed.error.code : streamed.verdict}`
  }
  if (![Buffer.from(whole.output), Buffer.concat(written)].some((one) => one.equals(held.output))) return 'held and in pieces differ'
  return same(Buffer.from(whole.output), Buffer.concat(written)) ? undefined : 'whole and in pieces differ'
}

function codeOf(outcome: Outcome): string {
  return 'error' in outcome ? outcome.error.code : outcome.verdict
}
