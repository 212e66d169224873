import type { Spans } from '../json/spans.ts'
import { labelItems, metaMember } from './labels.ts'
import type { ResourceFrame } from './resource-frame.ts'

/** Writes a set of labels into the best place that a resource has kept for them. */
export function writeLabels(spans: Spans, frame: ResourceFrame, set: number): void {
  // A resource whose places are elsewhere by now has gone.
  if (set === 0 || !spans.isPlace(frame.afterType, frame.afterTypeAt)) return
  const items = labelItems(set)
  if (frame.inSecurity >= 0 && spans.isPlace(frame.inSecurity, frame.inSecurityAt)) {
    spans.fill(frame.inSecurity, spans.text(frame.securityLive ? `,${items}` : items))
  } else if (frame.inMeta >= 0 && spans.isPlace(frame.inMeta, frame.inMetaAt)) {
    spans.fill(frame.inMeta, spans.text(`${frame.metaLive ? ',' : ''}"security":[${items}]`))
  } else spans.fill(frame.afterType, spans.text(metaMember(set)))
}
