import { childrenOf, jsonName, type ElementDefinition, type Model } from '../../fhir/model.ts'
import { nearest } from '../language/diagnostics.ts'

/** Undefined where a path of the policy language names an element of one of the models; else why not. */
export function missingPath(models: readonly Model[], path: string): string | undefined {
  const answers = models.map((model) => follow(model, path))
  if (answers.includes(undefined)) return undefined
  return answers.find((answer) => answer?.includes('did you mean')) ?? answers[0]
}

/** Walks the segments down all elements that fit so far, and says where none does. */
function follow(model: Model, path: string): string | undefined {
  const [root = '', ...segments] = path.split('.')
  let here = rootElements(model, root)
  if (here.length === 0) {
    const near = nearest(root, ['Resource', ...model.types.keys()])
    return `there is no type ${root}${near === undefined ? '' : `; did you mean "${[near, ...segments].join('.')}"?`}`
  }
  for (const [index, segment] of segments.entries()) {
    const fitting = here.filter((element) => segment === '*' || namesOf(element).includes(segment))
    if (fitting.length === 0) {
      const before = [root, ...segments.slice(0, index)].join('.')
      const near = here.some((element) => element.choice && element.name === segment) ? `${segment}[x]`
        : nearest(segment, new Set(here.flatMap(namesOf)))
      if (here.length === 0) return `${before} has no parts that a path can name`
      const after = segments.slice(index + 1)
      const meant = near === undefined ? '' : `; did you mean "${[before, near, ...after].join('.')}"?`
      return `there is no ${before}.${segment}${meant}`
    }
    here = [...new Set(fitting.flatMap((element) => below(model, element, segment)))]
  }
  return undefined
}

function rootElements(model: Model, root: string): readonly ElementDefinition[] {
  if (root !== 'Resource') return model.type(root)?.elements ?? []
  return [...model.resourceTypes].flatMap((type) => model.type(type)?.elements ?? [])
}

/** `value[x]` and each of `valueString`, …; an element that is no choice has one name. */
function namesOf(element: ElementDefinition): string[] {
  if (!element.choice) return [element.name]
  return [`${element.name}[x]`, ...element.types.map(({ code }) => jsonName(element, code))]
}

/** The children of an element, or of the one type that `valueQuantity` picks; none in the place of a resource. */
function below(model: Model, element: ElementDefinition, segment: string): readonly ElementDefinition[] {
  const own = childrenOf(model, element)
  if (own.length > 0) return own
  const isOpen = !element.choice || segment.endsWith('[x]') || segment === '*'
  const picked = element.types.filter(({ code }) => isOpen || jsonName(element, code) === segment)
  return picked.flatMap(({ code }) => {
    const type = model.type(code)
    if (type === undefined || type.kind === 'resource') return []
    return type.kind === 'primitive' ? type.elements.filter(({ name }) => name !== 'value') : type.elements
  })
}
