import type { ElementClass } from '../../contract/classes.ts'
import { extensionPart, extensionRule, type ExtensionAnswer } from '../../classify/extension-rule.ts'
import { EXTENSION_RULES } from '../../classify/rules/extensions.ts'
import type { Policy } from '../language/schema.ts'

/** Where an extension stands. */
export interface ExtensionPlace {
  /** The class of the element around it, where that covers all of it. */
  readonly inherited: ElementClass | undefined
  /** Of an extension within another: what the list says of the outer one. */
  readonly extension: ExtensionAnswer | undefined
}

/** The extensions that a policy knows: those of the built-in list and its own. */
export interface KnownExtensions {
  /** Every URL that one may have, within another or not. */
  readonly urls: readonly string[]
  /** Whether a rule speaks of this one by its URL. */
  isNamed(url: string): boolean
  /** What the list says of one at this place; undefined for one that nobody knows there. */
  answer(url: string, place: ExtensionPlace, modifier: boolean): ExtensionAnswer | undefined
}

const NO_CHILDREN: ReadonlyMap<string, ExtensionAnswer> = new Map<string, ExtensionAnswer>()

export function createKnownExtensions({ rules, extensions }: Pick<Policy, 'rules' | 'extensions'>): KnownExtensions {
  const named = new Set(rules.flatMap((rule) => rule.when.extension ?? []))
  const all = [
    ...EXTENSION_RULES.map(({ url }) => [url, extensionRule(url)] as const),
    ...extensions.flatMap(({ url, class: given, why }) => [true, false].map((modifier) => [url, { class: given, why, modifier }] as const)),
  ].filter((entry): entry is [string, ExtensionAnswer] => entry[1] !== undefined)

  function allowed(url: string, { inherited, extension }: ExtensionPlace, modifier: boolean): ExtensionAnswer | undefined {
    const inner = inherited === undefined ? extension?.children?.get(url) : extensionPart(url)
    return inner ?? all.find(([known, rule]) => known === url && rule.modifier === modifier)?.[1]
  }

  return {
    urls: all.flatMap(([url, rule]) => [url, ...(rule.children?.keys() ?? [])]),
    isNamed: (url) => named.has(url),
    answer(url, place, modifier) {
      const rule = allowed(url, place, modifier)
      // Inside an element that has a class as a whole, what the list says of an extension does not count.
      return rule === undefined || place.inherited === undefined ? rule : { ...rule, class: 'descend', children: NO_CHILDREN }
    },
  }
}
