/** What a file name says about its contents. */
export interface Media {
  readonly media: 'json' | 'ndjson'
  readonly gzip: boolean
}

const NAME = /\.(json|ndjson|jsonl)(\.gz)?$/i

/** Reads the media type from a file name; undefined when the name says nothing that Sluice reads. */
export function mediaOfName(name: string): Media | undefined {
  const match = NAME.exec(name)
  if (match === null) return undefined
  return { media: match[1]?.toLowerCase() === 'json' ? 'json' : 'ndjson', gzip: match[2] !== undefined }
}

/** The part of a name that tells the media type, with its dot (`.ndjson.gz`), or an empty string. */
export function extensionOfName(name: string): string {
  return NAME.exec(name)?.[0].toLowerCase() ?? ''
}
