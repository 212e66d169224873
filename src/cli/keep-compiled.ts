import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * Keeps code whose types were stripped in the user's cache, where npm run keeps it too, so that only the first start of a checkout
 * takes the time. A built Sluice has no types to strip and starts no sooner by it: there nothing is written. Where the folder
 * cannot be written to, or NODE_COMPILE_CACHE names another, nothing changes.
 */
export function keepCompiled(): void {
  if (!import.meta.filename.endsWith('.ts')) return
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  const cache = XDG_CACHE_HOME || (process.platform === 'win32' ? LOCALAPPDATA : HOME && join(HOME, '.cache'))
  if (cache) enableCompileCache(join(cache, 'sluice', 'compiled'))
}
