import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { compileJava, fetchJars, ServiceMissing } from './jars.ts'

const FOLDER = path.join(import.meta.dirname, 'hapi')
const IMAGE = 'hapiproject/hapi:v7.6.0'

/** A FHIR R4 server made with HAPI. */
export interface HapiServer {
  readonly baseUrl: string
  /** Which way of having one was possible: an address that was given, a container, or a JVM of this machine. */
  readonly kind: 'address' | 'container' | 'jvm'
  stop(): Promise<void>
}

export interface HapiOptions {
  /** lastUpdated is a multiple of this many milliseconds: makes equal timestamps. Only a JVM can do it; 1 unless given. */
  readonly clockMs?: number
}

export type JavaProcess = ChildProcessByStdio<Writable, Readable, null>

/** Starts a main class of this folder. Throws ServiceMissing. */
export async function startJava(name: string, env: NodeJS.ProcessEnv = {}, args: readonly string[] = []): Promise<JavaProcess> {
  const jars = await fetchJars(path.join(FOLDER, 'pom.xml'), 'hapi')
  const classPath = await compileJava(path.join(FOLDER, `${name}.java`), jars, 'hapi')
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-Xmx1g']
  const child = spawn('java', [...flags, '-cp', classPath, name, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new ServiceMissing('there is no java here', { cause })
  })
  return child
}

async function startJvm({ clockMs = 1 }: HapiOptions): Promise<HapiServer> {
  const child = await startJava('HapiServer', { HAPI_CLOCK_MS: String(clockMs) })
  const exited = once(child, 'exit')
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as [unknown]
  if (typeof line !== 'string') throw new Error('The JVM of the FHIR server ended before it listened')
  const { baseUrl } = JSON.parse(line) as { readonly baseUrl: string }
  return {
    baseUrl,
    kind: 'jvm',
    async stop() {
      child.stdin.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await exited
      clearTimeout(timer)
    },
  }
}

async function startContainer(): Promise<HapiServer | undefined> {
  // Slow to load, and of no use where the address is given.
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers')
  const engine = await getContainerRuntimeClient().catch(() => undefined)
  if (engine === undefined) return undefined
  const container = await new GenericContainer(IMAGE)
    .withExposedPorts(8080)
    .withEnvironment({ 'hapi.fhir.allow_multiple_delete': 'true', 'hapi.fhir.bulk_export_enabled': 'true' })
    .withWaitStrategy(Wait.forHttp('/fhir/metadata', 8080).withStartupTimeout(300_000))
    .start()
  const baseUrl = `http://${container.getHost()}:${container.getMappedPort(8080)}/fhir`
  return { baseUrl, kind: 'container', stop: async () => void (await container.stop()) }
}

/**
 * A HAPI server: the one at SLUICE_TEST_HAPI, else a container where an engine runs, else a JVM with jars from Maven
 * Central. Throws ServiceMissing with the reason where none is possible; with SLUICE_SERVICES=required an Error.
 */
export async function startHapi(options: HapiOptions = {}): Promise<HapiServer> {
  const given = process.env['SLUICE_TEST_HAPI']
  if (given !== undefined && given !== '') return { baseUrl: given, kind: 'address', stop: async () => undefined }
  const container = options.clockMs === undefined ? await startContainer() : undefined
  if (container !== undefined) return container
  return startJvm(options).catch((error: unknown) => {
    const isRequired = error instanceof ServiceMissing && process.env['SLUICE_SERVICES'] === 'required'
    throw isRequired ? new Error(`A FHIR server is required and ${error.message}`, { cause: error }) : error
  })
}

/** The server, or the reason why there is none, so that a test can be skipped by it. */
export async function tryHapi(options: HapiOptions = {}): Promise<HapiServer | string> {
  return startHapi(options).catch((error: unknown) => {
    if (error instanceof ServiceMissing) return error.message
    throw error
  })
}
