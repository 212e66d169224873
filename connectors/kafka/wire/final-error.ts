import type { SluiceError } from '../../../src/contract/errors.ts'

/** Ends a consumer of kafkajs, which tries again after any other: asked once more, the broker would say the same. */
export class FinalError extends Error {
  override readonly name = 'FinalError'
  readonly retriable = false
  /** What the one who runs the route is told. */
  readonly told: SluiceError

  constructor(told: SluiceError) {
    super(told.message)
    this.told = told
  }
}

/** What is told of the end of a consumer: kafkajs wraps what it ended with. */
export function toldOf(error: unknown): unknown {
  const cause = error instanceof Error && !(error instanceof FinalError) ? error.cause : error
  return cause instanceof FinalError ? cause.told : error
}
