import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = new URL('../../', import.meta.url).pathname
const SAMPLE_MS = 20
/** The stream comes through a pipe; `exec` makes the shell the process that is measured. */
const SCRIPT = 'mkfifo "$3/pipe" && { "$0" bench/stream.ts "$2" > "$3/pipe" & } && ' +
  'exec "$0" src/cli/main.ts redact --policy "$1" --out "$3/out.ndjson" --audit "$3/audit.jsonl" --no-summary < "$3/pipe"'

/** Why the peak of a process cannot be read here. */
export const PEAK_UNKNOWN = process.platform === 'linux' ? undefined : 'VmHWM is read from /proc, which only Linux has'

export interface Peak {
  readonly code: number | null
  /** Largest resident set that the process ever had (VmHWM). */
  readonly rssBytes: number
  readonly outputBytes: number
  readonly cpuSeconds: number
  /** Whether all threads shared one heap. */
  readonly hadOneHeap: boolean
}

type Sample = Pick<Peak, 'rssBytes' | 'cpuSeconds' | 'hadOneHeap'>

/** Sends a stream made on the way through `sluice redact`, as a user starts it, and weighs the process. */
export async function redactPeak({
  mib,
  policy,
  folder,
}: {
  readonly mib: number
  readonly policy: string
  readonly folder: string
}): Promise<Peak> {
  // An output of a run before, and a policy that is a file, are not what it reads.
  writeFileSync(join(folder, 'out.ndjson'), '{}\n')
  // The process decides by itself how it allocates.
  const { MALLOC_ARENA_MAX: _, ...env } = process.env
  const child = spawn('sh', ['-c', SCRIPT, process.execPath, policy, String(mib), folder], {
    cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...env, SLUICE_KEY: 'a key for measuring, 32 bytes or more' },
  })
  let peak: Sample = { rssBytes: 0, cpuSeconds: 0, hadOneHeap: false }
  const sampling = setInterval(() => {
    peak = readPeak(child.pid ?? 0, peak)
  }, SAMPLE_MS)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(sampling)
  return { ...peak, code, outputBytes: statSync(join(folder, 'out.ndjson')).size }
}

/** Clock ticks in a second, as Linux tells them to programs (USER_HZ). */
const TICKS = 100

function readPeak(pid: number, before: Sample): Sample {
  try {
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
    const times = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ')
    const cpuSeconds = (Number(times[11]) + Number(times[12])) / TICKS
    const hadOneHeap = before.hadOneHeap || readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes('MALLOC_ARENA_MAX=1')
    return kib === undefined ? before : { rssBytes: Math.max(before.rssBytes, Number(kib) * 1024), cpuSeconds, hadOneHeap }
  } catch {
    return before
  }
}
