import type { Logger } from 'pino'
import { toSluiceError } from '../contract/errors.ts'
import { EXIT, framesOf } from './report-error.ts'

/**
 * What nobody caught ends the process, and is told by its code and the frames of its stack alone: Node would print its
 * message, which may repeat what was being worked on. Returns how to stop.
 */
export function guardCrashes(logger: Logger): () => void {
  function end(thrown: unknown): void {
    const error = toSluiceError(thrown)
    logger.fatal({ code: error.code, frames: framesOf(error.cause ?? error).map((line) => line.trim()) }, 'crashed')
    process.exit(EXIT.failed)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
  return () => {
    process.off('uncaughtException', end)
    process.off('unhandledRejection', end)
  }
}
