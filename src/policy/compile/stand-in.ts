import { jsonName, type ElementDefinition, type Model } from '../../fhir/model.ts'

const MASKED = '{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}'

/**
 * The member that stands where a value was withheld, as the data-absent-reason extension asks (FHIR R4, extension
 * `data-absent-reason`, code `masked`): beside a primitive under `_name`, inside a complex element.
 */
export function standIn(model: Model, definition: ElementDefinition, type: string): string {
  const name = jsonName(definition, type)
  const primitive = model.type(type)?.kind === 'primitive'
  const value = primitive ? MASKED : complexStandIn(model, definition, type, [])
  const key = primitive ? `_${name}` : name
  return `"${key}":${definition.max === 1 ? value : `[${value}]`}`
}

/** A complex element without a value still needs its own required children. */
function complexStandIn(model: Model, definition: ElementDefinition, type: string, above: readonly string[]): string {
  const children = definition.children.length > 0 ? definition.children : (model.type(type)?.elements ?? [])
  const members = children.filter((child) => child.min > 0 && child.types[0] !== undefined && !above.includes(child.path))
    .map((child) => {
      const childType = child.types[0]?.code ?? ''
      if (model.type(childType)?.kind === 'primitive') return standIn(model, child, childType)
      const value = complexStandIn(model, child, childType, [...above, child.path])
      return `"${jsonName(child, childType)}":${child.max === 1 ? value : `[${value}]`}`
    })
  return `{${[MASKED.slice(1, -1), ...members].join(',')}}`
}
