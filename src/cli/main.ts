#!/usr/bin/env node
import { keepCompiled } from './keep-compiled.ts'
import { startWithOneHeap } from './one-heap.ts'

// All else is loaded once this is done: what starts over, or keeps what it compiles, does so from the beginning.
const args = process.argv.slice(2)
startWithOneHeap(args)
keepCompiled()
const { runCommandLine } = await import('./command-line.ts')
process.exitCode = await runCommandLine(args)
