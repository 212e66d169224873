import type { GuardedParameter, SearchGuard, Visibility } from '../contract/exchange.ts'
import { LABEL_PLACES } from '../fhir/label-places.ts'
import type { Model } from '../fhir/model.ts'
import type { SearchParameter, SearchParameters } from '../fhir/search-parameters.ts'
import { leavesAt, type ElementLeaf, type PathStep } from './compile/leaves-at.ts'
import { mayRefuseElement, mayWithhold, resolve, searchesTexts, type Audience } from './compile/resolve.ts'
import type { Policy } from './language/schema.ts'
import { searchPaths } from './search-path.ts'

/** Parts that are not looked at when their parent is searched, by the type of the parameter. */
const UNREAD: Readonly<Partial<Record<SearchParameter['type'], RegExp>>> = {
  token:
    /^(?:Coding\.(?:display|userSelected|version|id)|CodeableConcept\.(?:text|id)|Identifier\.(?:use|period|assigner|id)|ContactPoint\.(?:use|rank|period|id))$/,
  reference:
    /^(?:Reference\.(?:display|type|identifier|id)|CodeableReference\.concept|Identifier\.\w+|CodeableConcept\.\w+|Coding\.\w+|Period\.\w+)$/,
  date: /^(?:Period|Timing|Timing\.repeat)\.id$/,
  quantity: /^\w+\.(?:id)$/,
  string: /^(?:HumanName|Address)\.(?:id|use|type|period)$|^Period\.\w+$/,
}

/** Of these, what no server goes by when it sorts, or says that an element is there: words and other names it may. */
const UNSORTED = /\.(?:id|use|rank|userSelected|version|type|assigner)$|^Period\./

/** Elements and parameters that are remembered. */
const KNOWN_MAX = 20_000

/** Answers, for one policy and audience, which search parameters are oracles. What is not understood is hidden. */
export function createSearchGuard(parts: {
  readonly policy: Policy
  readonly audience: Audience
  readonly model: Model
  readonly parameters: SearchParameters
}): SearchGuard {
  const { policy, audience, model, parameters } = parts
  const known = new Map<string, Visibility>()
  const guarded = new Map<string, GuardedParameter>()
  const tying = new Map<string, boolean>()
  const referrers = new Map<string, boolean>()

  function element(resourceType: string, ...names: readonly string[]): Visibility {
    const key = `${resourceType}.${names.join('.')}`
    const visibility = known.get(key) ?? seen(resourceType, names.map((name) => ({ name })), () => true)
    // Names may come from requests.
    if (known.size < KNOWN_MAX) known.set(key, visibility)
    return visibility
  }

  function seen(resourceType: string, steps: readonly PathStep[], isRead: (leaf: ElementLeaf) => boolean): Visibility {
    const leaves = leavesAt(policy, model, resourceType, steps).filter(isRead)
    return leaves.length === 0 ? 'hidden' : worst(leaves.map(leafVisibility))
  }

  function leafVisibility({ path, classes, match }: ElementLeaf): Visibility {
    if (classes.length === 0) return 'hidden'
    const actions = classes.flatMap((one) => resolve(policy, audience, match, one)).map(({ action }) => action.do)
    if (actions.every((action) => action === 'keep')) return 'open'
    const isLink = path.endsWith('.id') || path === 'Meta.versionId' || path === 'Reference.reference'
    return isLink && actions.length === 1 && actions[0] === 'pseudonymize' ? 'sealed' : 'hidden'
  }

  function compute(resourceType: string, parameter: SearchParameter, extent: 'searched' | 'whole' = 'searched'): Visibility {
    if (parameter.type === 'composite') {
      const found = parameter.components.map((code) => parameters.find(resourceType, code))
      if (found.length === 0 || found.some((part) => part === undefined || part.type === 'composite')) return 'hidden'
      const seenParts = found.map((part) => part === undefined ? 'hidden' : compute(resourceType, part, extent))
      // The values of a composite are not taken apart, so pseudonyms in them cannot be translated.
      return seenParts.every((one) => one === 'open') ? 'open' : 'hidden'
    }
    const paths = parameter.type === 'special' ? undefined : searchPaths(parameter.expression, resourceType)
    if (paths === undefined) return 'hidden'
    const unread = UNREAD[parameter.type]
    const isRead = ({ path }: ElementLeaf): boolean => unread?.test(path) !== true || extent === 'whole' && !UNSORTED.test(path)
    return worst(paths.map((steps) => seen(resourceType, steps, isRead)))
  }

  /** Whether all elements of a type are seen that are for naming one of another; no compartment goes by extensions, or by values of any type. */
  function tiesSeen(resourceType: string, target: string): boolean {
    const key = `${resourceType} ${target}`
    const seenAll =
      tying.get(key) ??
      parameters
        .of(resourceType)
        .filter(
          ({ type, targets, expression }) =>
            type === 'reference' && targets.includes(target) && expression !== '' && !/extension\(|\.value\./.test(expression),
        )
        .every((one) => compute(resourceType, one) !== 'hidden')
    tying.set(key, seenAll)
    return seenAll
  }

  /** Whether all elements of a type are seen that may refer to one of another; extensions are not looked at. */
  function pointSeen(resourceType: string, target: string): boolean {
    return parameters
      .of(resourceType)
      .filter(
        ({ type, targets, expression }) =>
          type === 'reference' &&
          (targets.length === 0 || targets.includes(target)) &&
          expression !== '' &&
          !expression.includes('extension('),
      )
      .every((one) => compute(resourceType, one) !== 'hidden')
  }

  /** Where a number may be one that stays only because of what its label says. */
  function labelledPart(resourceType: string, { type, components, code }: SearchParameter): number | undefined {
    if (!searchesTexts(policy) || ![...LABEL_PLACES.keys()].some((path) => path.startsWith(`${resourceType}.`))) return undefined
    const parts = (type === 'composite' ? components : [code]).map((part) => parameters.find(resourceType, part)?.type)
    return parts.includes('quantity') ? parts.indexOf('quantity') : undefined
  }

  return {
    element,
    ties(resourceType, target) {
      const tying = parameters
        .of(resourceType)
        .filter(({ type, targets, expression }) => type === 'reference' && targets.includes(target) && expression !== '')
      return { codes: tying.map(({ code }) => code), visibility: worst(tying.map((one) => compute(resourceType, one))) }
    },
    tiesSeen,
    seesReferrers(target) {
      const seenAll =
        referrers.get(target) ?? [...model.resourceTypes].every((one) => !mayWithhold(policy, audience, one) && pointSeen(one, target))
      referrers.set(target, seenAll)
      return seenAll
    },
    patientPlace(resourceType) {
      if (resourceType === 'Patient') return { code: '_id', element: undefined }
      const parameter = parameters.find(resourceType, 'patient')
      const [path, ...more] = parameter === undefined ? [] : searchPaths(parameter.expression, resourceType) ?? []
      const [step, ...deeper] = path ?? []
      if (parameter === undefined || step === undefined || more.length > 0 || deeper.length > 0) return undefined
      return compute(resourceType, parameter) === 'open' ? { code: parameter.code, element: step.name } : undefined
    },
    dropsSome: (resourceType) => mayWithhold(policy, audience, resourceType),
    dropsAny: [...model.resourceTypes].some((resourceType) => mayWithhold(policy, audience, resourceType)),
    searchesTexts: searchesTexts(policy),
    refusesByElement: mayRefuseElement(policy, audience),
    parameter(resourceType, code): GuardedParameter | undefined {
      const key = `${resourceType} ${code}`
      const found = guarded.get(key)
      if (found !== undefined) return found
      const parameter = parameters.find(resourceType, code)
      if (parameter === undefined || !model.resourceTypes.has(resourceType)) return undefined
      const made = {
        type: parameter.type,
        targets: parameter.targets,
        visibility: compute(resourceType, parameter),
        whole: compute(resourceType, parameter, 'whole'),
        labelled: labelledPart(resourceType, parameter),
      }
      guarded.set(key, made)
      return made
    },
  }
}

function worst(all: readonly Visibility[]): Visibility {
  if (all.length === 0 || all.includes('hidden')) return 'hidden'
  return all.includes('sealed') ? 'sealed' : 'open'
}
