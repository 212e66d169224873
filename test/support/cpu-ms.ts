import { threadCpuUsage } from 'node:process'

/** Time of this thread on a processor in milliseconds: what other processes take is not in it. */
export function cpuMs(): number {
  const { user, system } = threadCpuUsage()
  return (user + system) / 1000
}
