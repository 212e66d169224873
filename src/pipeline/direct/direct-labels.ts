import { keepText, type TextPlace } from '../../json/constant-texts.ts'
import type { Spans } from '../../json/spans.ts'
import { labelItems, metaMember } from '../labels/labels.ts'
import type { ResourceFrame } from './resource-frame.ts'

/** How a set of labels is written, by where it comes. */
const PLACE = { security: 0, securityAfter: 1, meta: 2, metaAfter: 3, resource: 4 } as const
const PLACES = 5
type PlaceNumber = (typeof PLACE)[keyof typeof PLACE]

/** Where sets of labels stand in the memory that were written before: messages hardly differ in them. */
const written: (TextPlace | undefined)[] = []

/** Writes a set of labels into the best place that a resource has kept for them. */
export function writeLabels(spans: Spans, frame: ResourceFrame, set: number): void {
  // A resource whose places are elsewhere by now has gone.
  if (set === 0 || !spans.isPlace(frame.afterType, frame.afterTypeAt)) return
  if (frame.inSecurity >= 0 && spans.isPlace(frame.inSecurity, frame.inSecurityAt)) {
    spans.fill(frame.inSecurity, textOf(spans, set, frame.securityLive ? PLACE.securityAfter : PLACE.security))
  } else if (frame.inMeta >= 0 && spans.isPlace(frame.inMeta, frame.inMetaAt)) {
    spans.fill(frame.inMeta, textOf(spans, set, frame.metaLive ? PLACE.metaAfter : PLACE.meta))
  } else spans.fill(frame.afterType, textOf(spans, set, PLACE.resource))
}

function textOf(spans: Spans, set: number, place: PlaceNumber): number {
  const number = set * PLACES + place
  const kept = written[number] ?? (written[number] = keepText(spell(set, place)))
  return kept === undefined ? spans.text(spell(set, place)) : spans.standing(kept.at, kept.bytes)
}

function spell(set: number, place: PlaceNumber): string {
  if (place === PLACE.resource) return Buffer.from(metaMember(set)).toString()
  const items = labelItems(set)
  if (place === PLACE.security || place === PLACE.securityAfter) return place === PLACE.security ? items : `,${items}`
  return `${place === PLACE.meta ? '' : ','}"security":[${items}]`
}
