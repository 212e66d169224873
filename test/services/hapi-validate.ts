import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { startJava } from './hapi.ts'

/** Asks HAPI's validator what is wrong with R4 resources: for each, places with the kind of defect. Throws ServiceMissing. */
export async function hapiDefects(resources: readonly string[]): Promise<string[][]> {
  const child = await startJava('HapiValidator')
  const exited = once(child, 'exit')
  const writing = (async () => {
    for (const resource of resources) {
      // Line ends in JSON are space between tokens.
      if (!child.stdin.write(`${resource.replaceAll(/[\r\n]/g, ' ')}\n`)) await once(child.stdin, 'drain')
    }
    child.stdin.end()
  })()
  const found: string[][] = []
  for await (const line of createInterface(child.stdout)) found.push(JSON.parse(line) as string[])
  await Promise.all([writing, exited])
  if (found.length !== resources.length) throw new Error('The validator did not answer for every resource')
  return found
}
