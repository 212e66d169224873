import type { TranslateLink } from '../contract/exchange.ts'
import { decodeString, replaceStretches, visitStrings, type Stretch } from '../json/members.ts'

/** Translates the literal references and request URLs of a body that a client wrote; all else stays to the byte. */
export function translateLinks(body: Uint8Array, translate: TranslateLink): Uint8Array {
  const edits: (Stretch & { readonly with: Uint8Array })[] = []
  visitStrings(body, (path, value) => {
    const place = placeOf(path)
    if (place === undefined) return
    const translated = translate(decodeString(body, value), place)
    if (translated !== undefined) edits.push({ ...value, with: Buffer.from(JSON.stringify(translated)) })
  })
  return replaceStretches(body, edits)
}

/** References and the names of what is contained anywhere; addresses only of the Bundle itself, not of one within. */
function placeOf(path: readonly string[]): Parameters<TranslateLink>[1] | undefined {
  if (path.at(-1) === 'reference') return 'reference'
  if (path.at(-1) === 'id' && path.at(-2) === 'contained') return 'containedId'
  switch (path.join('.')) {
    case 'entry.fullUrl': return 'fullUrl'
    case 'entry.request.url': return 'url'
    case 'entry.request.ifNoneExist': return 'ifNoneExist'
    case 'entry.request.ifMatch': return 'ifMatch'
    default: return undefined
  }
}
