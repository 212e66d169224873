import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * Where code whose types were stripped is kept: in the user's cache, as npm run has it. Undefined for a built Sluice, which has no
 * types to strip and starts no sooner by it, and where there is no such cache.
 */
export function compiledFolder(): string | undefined {
  if (!import.meta.filename.endsWith('.ts')) return undefined
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  const cache = XDG_CACHE_HOME || (process.platform === 'win32' ? LOCALAPPDATA : HOME && join(HOME, '.cache'))
  return cache ? join(cache, 'sluice', 'compiled') : undefined
}

/**
 * Keeps compiled code, so that only the first start of a checkout takes the time. Where the folder cannot be written to, or
 * NODE_COMPILE_CACHE names another, nothing changes.
 */
export function keepCompiled(): void {
  const folder = compiledFolder()
  if (folder !== undefined) enableCompileCache(folder)
}
