import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { SluiceError } from '../../contract/errors.ts'

/** Far above anything written by hand. */
const FILE_BYTES_MAX = 1024 * 1024

/** The bytes of a configuration file, read once. Throws SLUICE_IO, or SLUICE_CONFIG for a file too large to be one. */
export function readWhole(file: string): Uint8Array {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) throw new SluiceError('SLUICE_IO', { detail: 'This is not a file', where: { file } })
    if (stats.size > FILE_BYTES_MAX) {
      const detail = `A file of more than ${FILE_BYTES_MAX} bytes is not read`
      throw new SluiceError('SLUICE_CONFIG', { detail, where: { file } })
    }
    return readFileSync(descriptor)
  } catch (error) {
    throw error instanceof SluiceError ? error : new SluiceError('SLUICE_IO', { where: { file }, cause: error })
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
