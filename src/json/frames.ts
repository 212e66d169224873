import { cellsOf } from './kernel/load-kernel.ts'
import { KEYS_MAX } from './machine.ts'

/** Cells of an open container. Written when it opens, so that it can be recorded or edited once something inside is. */
export const FRAME = {
  /** The edge that led to it. */
  edge: 0,
  /** Where its previous sibling ends. */
  cut: 1,
  /** Where its key starts. */
  key: 2,
  start: 3,
  /** Its place among its siblings. */
  ordinal: 4,
  /** As on the tape. */
  info: 5,
  /** The row of the state that an object is read in; 0 for an array. */
  state: 6,
  /** 1 once closing it is of interest to anyone. */
  watched: 8,
  /** Its node on the tape, counted from 1; 0 for none. */
  node: 9,
  /** Members or items that went, and those of them that were cut out with nothing in their place. */
  lost: 10,
  cuts: 11,
  /** 1 if it goes, whatever is in it. */
  doomed: 12,
  /** 1 once a key was met in it that its state does not know. */
  strangers: 13,
} as const
export const FRAME_STRIDE = 16

/** Deeper than any limit on depth may be set. */
export const DEPTH_MAX = 1024

/** The open containers of the message, by depth. */
export const frames = cellsOf('frames', (DEPTH_MAX + 2) * FRAME_STRIDE)
/** The same memory, in which one zero empties two cells: those from `watched` on begin empty. */
export const framePairs = new Float64Array(frames.buffer, frames.byteOffset, frames.length / 2)

/** The keys seen in each open object, as sets of bits. */
export const SEEN_WORDS = KEYS_MAX / 32
export const seen = cellsOf('seen', (DEPTH_MAX + 2) * SEEN_WORDS)
