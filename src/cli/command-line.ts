import { Command, CommanderError, Option } from 'commander'
import { withAudience, withFhir, withSearch, withTrials } from './flags.ts'
import type { EvalFlags } from './commands/eval.ts'
import type { DecryptFlags } from './commands/decrypt.ts'
import type { ExplainFlags } from './commands/explain.ts'
import type { ImportFlags } from './commands/import.ts'
import type { PlaceFlags, PurgeFlags, ReleaseFlags } from './commands/quarantine.ts'
import type { RedactFlags } from './commands/redact.ts'
import type { RosterFlags, RosterPurgeFlags } from './commands/roster.ts'
import { printBytes } from './print/print.ts'
import { EXIT, reportError, usageError } from './report-error.ts'
import type { ScanFlags } from './commands/scan.ts'
import { sluiceVersion } from './version.ts'

/** Whether texts are asked for. Throws SLUICE_USAGE when files are named as well. */
function isOfTexts<F extends { readonly texts?: string }>(flags: F, files: readonly string[]): flags is F & { readonly texts: string } {
  if (flags.texts === undefined) return false
  if (files.length > 0) throw usageError('--texts takes one file of texts and no other FILE.')
  return true
}

const REDACT_HELP = `
Reads .json (a resource or a Bundle), .ndjson and .jsonl, and .gz of these; stdin is told by its first bytes.
Output stays gzipped when the input was. Output files keep their names, which may hold names of patients:
--file-names pseudonymize replaces them.
Keys: SLUICE_KEY (at least 32 random bytes); for the quarantine SLUICE_QUARANTINE_KEY, or else SLUICE_KEY.
Without --audit or SLUICE_AUDIT each run writes a log of its own under ~/.local/state/sluice/audit.
Exit 0: everything was delivered. 2: something was blocked or quarantined. 1: it could not run.`

const DECRYPT_HELP = `
Opens what the action encrypt closed, and leaves all else as it is. AES-GCM values say that they are encrypted, and
open with the key, --destination and --purpose they were made with. FF1 values look like any other: they need the
--policy that made them, and the neighbours that tell an identifier's class (system, type) as they were; what FF1 put
into scanned texts does not come back.
Key: SLUICE_KEY. The audit log records each run as route decrypt; keep the output where patients' data may be.`

/** Adds a command whose module is loaded only when it runs. */
function addPolicyCommands(program: Command, finish: (code: number) => void): void {
  withSearch(withFhir(withAudience(program.command('redact'))))
    .description('files or stdin through a policy to clean output')
    .argument('[FILE...]', 'files or folders; stdin when there is none, or -')
    .option('--out <path>', 'a file, or a folder; several files or a folder need one; stdout without it, or -')
    .option('--findings <file>', 'write what was found there, as JSON lines without values')
    .option('--quarantine <file>', 'keep refused messages there, encrypted')
    .option('--audit <file>', 'append to this audit log')
    .addOption(
      new Option('--file-names <how>', 'names of output files').choices(['keep', 'pseudonymize']).default('keep'),
    )
    .option('--summary', 'say what was found and done, also when stderr is no terminal')
    .option('--no-summary', 'do not')
    .addHelpText('after', REDACT_HELP)
    .option('--texts <file>', 'instead: JSON lines {"id", "text"}, to the same lines with clean text and no other keys')
    .action(async (files: string[], flags: RedactFlags & { texts?: string }) =>
      finish(isOfTexts(flags, files)
        ? await (await import('./commands/redact.ts')).redact([flags.texts], flags)
        : await (await import('./commands/redact.ts')).redact(files, flags)),
    )

  withTrials(withSearch(withFhir(withAudience(program.command('scan')))))
    .description('findings of files or stdin; no output data, no key needed')
    .argument('[FILE...]', 'files or folders; stdin when there is none, or -')
    .option('--json', 'JSON lines: source, line, resourceType, path, class, detector, start, end, confidence, evidence')
    .option('--summary', 'say what was found, also when stderr is no terminal')
    .option('--no-summary', 'do not')
    .option('--texts <file>', 'instead: JSON lines {"id", "text"}')
    .action(async (files: string[], flags: ScanFlags & { texts?: string }) =>
      finish(isOfTexts(flags, files)
        ? await (await import('./commands/scan-texts.ts')).scanTexts(flags)
        : await (await import('./commands/scan.ts')).scan(files, flags)),
    )

  withTrials(withSearch(withAudience(program.command('eval'))))
    .description('recall, precision and F2 of what a policy finds in labelled texts')
    .argument('<CORPUS.jsonl>', 'lines {"id", "text", "spans": [{"type", "start", "end"}]}')
    .option('--map <file>', 'YAML or JSON: type of the corpus to class, null to leave it out')
    .option('--against <other>', "another policy, or a file of detectors in place of --detectors and of the policy's of the same name; lists what differs")
    .option('--misses', 'list what was missed, by place')
    .option('--json', 'as JSON')
    .action(async (corpus: string, flags: EvalFlags) =>
      finish(await (await import('./commands/eval.ts')).evaluate(corpus, flags)),
    )

  withTrials(withSearch(withFhir(withAudience(program.command('explain')))))
    .description('why each thing was found, which rule decides, and what nearly did')
    .argument('[FILE]', 'a file, or - for stdin')
    .option('--path <path>', 'only this element and what is below it: Patient.name')
    .option('--texts <file>', 'instead: JSON lines {"id", "text"}')
    .action(async (file: string | undefined, flags: ExplainFlags & { texts?: string }) => {
      if (isOfTexts(flags, file === undefined ? [] : [file]))
        return finish(await (await import('./commands/explain-texts.ts')).explainTexts(flags))
      if (file === undefined) throw usageError('explain needs a FILE, or --texts.')
      finish(await (await import('./commands/explain.ts')).explain(file, flags))
    })
}

function addDecryptCommand(program: Command, finish: (code: number) => void): void {
  withFhir(withAudience(program.command('decrypt')))
    .description('encrypted values in clear again, for who holds the key')
    .argument('[FILE...]', 'files or folders; stdin when there is none, or -')
    .option('--out <path>', 'a file, or a folder; several files or a folder need one; stdout without it, or -')
    .option('--audit <file>', 'append to this audit log')
    .option('--key-version <n>', 'the version that SLUICE_KEY has in the configuration', '1')
    .option('--texts <file>', 'instead: JSON lines {"id", "text"}')
    .addHelpText('after', DECRYPT_HELP)
    .action(async (files: string[], flags: DecryptFlags) =>
      finish(await (await import('./commands/decrypt.ts')).decrypt(isOfTexts(flags, files) ? [flags.texts] : files, flags)),
    )
}

function addFileCommands(program: Command, finish: (code: number) => void): void {
  program
    .command('lint')
    .description('problems of policies, detectors and configurations, as file:line:col message')
    .argument('[FILE...]', 'policies (files or names), files of detectors, and sluice.yaml files')
    .option('--coverage', 'instead: every element of the FHIR model with its class and the reason')
    .option('--fhir <version>', 'R4, R4B or R5, in place of what a policy says; of --coverage R4 unless given')
    .option('--json', 'JSON lines')
    .action(async (files: string[], flags: { coverage?: boolean; fhir?: string; json?: boolean }) => {
      if (flags.coverage === true && files.length > 0) throw usageError('--coverage is of the FHIR model and takes no FILE.')
      if (flags.coverage === true) return finish(await (await import('./commands/coverage.ts')).printCoverage(flags))
      if (files.length === 0) throw usageError('lint needs a FILE, or --coverage.')
      finish(await (await import('./commands/lint.ts')).lint(files, flags))
    })

  program
    .command('test')
    .description('runs the tests: inside policies, and the examples of detectors')
    .argument('<FILE...>', 'policies, by file or name, and files of detectors')
    .action(async (files: string[]) => finish(await (await import('./commands/test-policy.ts')).testPolicy(files)))

  program
    .command('import')
    .description("another tool's rules to a policy; what could not be carried over is told on stderr")
    .argument('<FORMAT>', 'microsoft (and FHIR-Pseudonymizer), presidio or phileas')
    .argument('<FILE>', "the tool's configuration, JSON or YAML")
    .option('--compat', 'keep what the tool keeps by default, and do not search what it keeps')
    .option('--out <file>', 'a file, or - for stdout, as without it; detectors go into a file beside it')
    .action(async (format: string, file: string, flags: ImportFlags) =>
      finish(await (await import('./commands/import.ts')).importRules(format, file, flags)),
    )

  program
    .command('audit')
    .description('the audit log')
    .addCommand(
      new Command('verify')
        .description('checks the hash chain of a log')
        .argument('<LOG>')
        .option('--head <sha256>', 'the head that was noted elsewhere: detects what was cut off at the end')
        .option('--json', 'as JSON')
        .action(async (log: string, flags: { json?: boolean; head?: string }) => {
          finish(await (await import('./commands/audit-verify.ts')).auditVerify(log, flags))
        }),
    )
}

function addRosterCommands(program: Command, finish: (code: number) => void): void {
  program
    .command('roster')
    .description('who is known, as keyed hashes, so that notes which arrive alone are searched for them')
    .addCommand(
      new Command('build')
        .description('adds the people of files or stdin; no output data')
        .argument('[FILE...]', 'files or folders; stdin when there is none, or -')
        .requiredOption('--out <file>', 'the roster; made where there is none. Its key is SLUICE_KEY')
        .option('--fhir <version>', 'R4, R4B or R5')
        .option('--now <time>', 'a fixed clock')
        .action(async (files: string[], flags: RosterFlags) =>
          finish(await (await import('./commands/roster.ts')).rosterBuild(files, flags)),
        ),
    )
    .addCommand(
      new Command('purge')
        .description('forgets patients and everyone known around them')
        .requiredOption('--roster <file>', 'the roster. Its key is SLUICE_KEY')
        .option('--subject <reference...>', 'Patient/1234, or system|value of an identifier')
        .option('--unseen <days>', 'everyone whom no message has named for so many days')
        .option('--now <time>', 'a fixed clock')
        .action(async (flags: RosterPurgeFlags) => finish((await import('./commands/roster.ts')).rosterPurge(flags))),
    )
}

const QUARANTINE_HELP = `
PLACE is a file; with --config sluice.yaml it is a route (a branch is called route/branch), whose quarantine may be a topic.
What was released stays in it until it is purged. A file is purged while no service writes to it: stop that first; a topic at any time.
Keys: SLUICE_QUARANTINE_KEY, or else SLUICE_KEY; with --config those that it names.`

function addQuarantineCommands(program: Command, finish: (code: number) => void): void {
  const quarantine = program
    .command('quarantine')
    .description('the encrypted store of refused messages')
    .addHelpText('after', QUARANTINE_HELP)
  const withPlace = (command: Command): Command =>
    command.argument('<PLACE>', 'a file; with --config, a route').option('--config <sluice.yaml>', 'the configuration that has the route')
  withPlace(quarantine.command('list').description('what is in it, without the messages'))
    .option('--json', 'JSON lines')
    .action(async (place: string, flags: PlaceFlags & { json?: boolean }) =>
      finish(await (await import('./commands/quarantine.ts')).quarantineList(place, flags)),
    )
  withPlace(quarantine.command('show').description('decrypts a message to stdout'))
    .argument('<ID>')
    .option('--around', 'instead: the key, headers and time of a record, as JSON; null for a message that had none')
    .action(async (place: string, id: string, flags: PlaceFlags & { around?: boolean }) =>
      finish(await (await import('./commands/quarantine.ts')).quarantineShow(place, id, flags)),
    )
  withPlace(quarantine.command('release').description('sends a message through a policy again'))
    .argument('<ID>')
    .option('--policy <policy>', 'another policy than the one that refused it, or than that of the route')
    .option('--roster <file>', 'who is known from other messages; that of the route unless given')
    .option('--out <file>', 'a file instead of stdout, or of where the route goes')
    .option('--audit <file>', 'append to this audit log; with --config that of the configuration unless given, or a new one beside it while a service holds that')
    .option('--fhir <version>', 'R4, R4B or R5')
    .option('--now <time>', 'a fixed clock')
    .action(async (place: string, id: string, flags: ReleaseFlags) => {
      finish(await (await import('./commands/quarantine.ts')).quarantineRelease(place, id, flags))
    })
  withPlace(quarantine.command('purge').description('removes messages for good'))
    .argument('[ID...]')
    .option('--before <time>', 'those that came before')
    .option('--all', 'all')
    .action(async (place: string, ids: string[], flags: PurgeFlags) => {
      finish(await (await import('./commands/quarantine.ts')).quarantinePurge(place, ids, flags))
    })
}

function addRunCommands(program: Command, finish: (code: number) => void): void {
  program
    .command('run')
    .description('all routes of a configuration, until stopped; SIGTERM drains')
    .argument('[sluice.yaml]', 'the configuration', 'sluice.yaml')
    .addOption(
      new Option('--log-level <level>', 'of the log on stderr')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .action(async (file: string, flags: { logLevel: string }) =>
      finish(await (await import('./commands/run.ts')).run(file, flags)),
    )
  program
    .command('demo')
    .description('shows what Sluice does, on invented data')
    .option('--out <folder>', 'where its files go; a new folder among the temporary ones unless given')
    .action(async (flags: { out?: string }) => finish(await (await import('./commands/demo.ts')).demo(flags)))
}

/** Help goes where the data of commands that only print goes, so that its reader may go away too. */
const OUTPUT = { outputError: () => undefined, writeOut: (text: string) => void printBytes(Buffer.from(text)) }

const HELP = `
To begin: sluice demo; sluice scan FILE; then, with SLUICE_KEY set to the output of openssl rand -hex 32:
sluice redact --out clean.json FILE. Data goes to stdout, everything else to stderr.
Exit 0: done. 2: it ran, and something was blocked or quarantined. 1: it could not run.`

function createProgram(finish: (code: number) => void): Command {
  const program = new Command('sluice')
    .description('Lets FHIR data through to each destination exactly as its policy allows, and nothing else.')
    .version(sluiceVersion())
    .addHelpText('after', HELP)
    .configureHelp({ showGlobalOptions: false })
    .configureOutput(OUTPUT)
    .exitOverride()
  addPolicyCommands(program, finish)
  addDecryptCommand(program, finish)
  addFileCommands(program, finish)
  addQuarantineCommands(program, finish)
  addRosterCommands(program, finish)
  addRunCommands(program, finish)
  for (const command of program.commands) {
    command.exitOverride().configureOutput(OUTPUT)
    for (const inner of command.commands) inner.exitOverride().configureOutput(OUTPUT)
  }
  return program
}

/** The help of a command that there is not would be that of all: without the flag it is an error, with the name that was meant. */
function withoutHelp(argv: readonly string[], program: Command): readonly string[] {
  const [first = '-'] = argv
  const isCommand = first === 'help' || program.commands.some((command) => command.name() === first)
  return first.startsWith('-') || isCommand ? argv : argv.filter((word) => word !== '--help' && word !== '-h')
}

/** Runs a command line and returns its exit code: see `EXIT`. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.ok
  const program = createProgram((result) => {
    code = result
  })
  try {
    await program.parseAsync(withoutHelp(argv, program), { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      reportError(error)
      return EXIT.failed
    }
    if (error.exitCode === 0) return EXIT.ok
    const sentence = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ')
    reportError(
      usageError(
        error.code === 'commander.help'
          ? 'A command that there is has to be named; sluice --help lists them.'
          : `${sentence}${/[.?)]$/.test(sentence) ? '' : '.'}`,
      ),
    )
    return EXIT.failed
  }
}
