// Written by detectors/build-index.ts: run `npm run generate` after adding a detector.
import type { Detector } from '../src/contract/detector.ts'
import { usSsn } from './us/us-ssn.ts'

/** Every detector that ships with Sluice. */
export const detectors: readonly Detector[] = [
  usSsn,
]
