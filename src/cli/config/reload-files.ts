import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { LoadedFiles } from '../../contract/connector.ts'
import { toSluiceError } from '../../contract/errors.ts'
import { CHANNELS, type FilesLoaded } from '../../pipeline/events.ts'
import type { Reloadable } from './reloading.ts'

function fingerprint(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    try {
      hash.update(readFileSync(file))
    } catch {
      hash.update('none')
    }
    hash.update('\0')
  }
  return hash.digest('hex')
}

export interface ReloadFiles {
  readonly reloads: (files: LoadedFiles) => void
  readonly reloadable: Reloadable
}

/** Loads the files again that parts of a route name, before or while it runs. What is as it was is left alone; what is not sound leaves the old in use. */
export function createReloadFiles(route: string): ReloadFiles {
  const all: { readonly of: LoadedFiles; inUse: string }[] = []
  return {
    reloads: (of) => void all.push({ of, inUse: fingerprint(of.files) }),
    reloadable: {
      files: () => all.flatMap(({ of }) => of.files),
      async reload() {
        for (const one of all) {
          const now = fingerprint(one.of.files)
          if (now === one.inUse) continue
          const tell = (result: FilesLoaded['result'], code?: string): void =>
            CHANNELS.files.publish({ route, what: one.of.what, result, code } satisfies FilesLoaded)
          try {
            one.of.load()
            one.inUse = now
            tell('reloaded')
          } catch (error) {
            tell('refused', toSluiceError(error).code)
          }
        }
      },
    },
  }
}
