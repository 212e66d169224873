import { makePlaces, runFolder } from './open-route.ts'

// Runs a folder as a process of its own, for tests that kill it: node route-child.ts ROOT
await runFolder(makePlaces(process.argv[2] ?? ''), { onError: 'quarantine' })
