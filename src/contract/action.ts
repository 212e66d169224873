/** What a policy can do with an element. A discriminated union on `do`. */
export type Action =
  | { readonly do: 'keep' }
  /** The element goes; a required one is replaced by `data-absent-reason: masked`. */
  | { readonly do: 'drop' }
  /** Text becomes a tag such as `[NAME]`; what cannot hold text becomes `data-absent-reason: masked`. */
  | { readonly do: 'redact' }
  /** Letters and digits become `with`, except the last `keepLast`. */
  | { readonly do: 'mask'; readonly keepLast: number; readonly with: string }
  | { readonly do: 'generalize'; readonly to: Generalization }
  /** A keyed HMAC-SHA-256 token in the shape the element needs (id, UUID, OID, URI, reference, string). */
  | { readonly do: 'pseudonymize' }
  /** Dates move by a keyed number of whole days, the same for everything of one subject; at most `days` either way. */
  | { readonly do: 'shift'; readonly days: number }
  | { readonly do: 'encrypt'; readonly with: 'aes-gcm' | 'ff1' }
  /** A realistic fake value, the same for the same value of one subject. */
  | { readonly do: 'surrogate' }
  /** The text stays, and what detectors find in it meets the rules of its class; content that cannot be read goes. */
  | { readonly do: 'scan' }
  | { readonly do: 'block' }
  | { readonly do: 'quarantine' }

/** How a value is made coarser. What cannot be read as the kind it needs is dropped. */
export type Generalization =
  | { readonly kind: 'year' }
  | { readonly kind: 'month' }
  /** First three digits of a US ZIP code, 000 where 20,000 people or fewer live. */
  | { readonly kind: 'zip3' }
  /** Ages above `max` years become `max + 1` with the comparator `>=`. */
  | { readonly kind: 'top-code'; readonly max: number }
  /** The lower bound of a band of `width` years; above 89 it is 90. */
  | { readonly kind: 'age-band'; readonly width: number }
  /** A number rounded to a multiple of `step`. */
  | { readonly kind: 'round'; readonly step: number }

export type ActionName = Action['do']
