import { ELEMENT_CLASSES, type ElementClass } from '../contract/classes.ts'

const TAGS = Object.fromEntries(
  ELEMENT_CLASSES.map((name) => [name, `[${name.toUpperCase()}]`]),
) as Record<ElementClass, string>

/** The tag for a value of the class: `[NAME]`, `[HEALTH-PLAN-ID]`. It does not even give away the length. */
export function redact(elementClass: ElementClass): string {
  return TAGS[elementClass]
}
