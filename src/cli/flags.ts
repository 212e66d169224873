import { InvalidArgumentError, type Command } from 'commander'

/** Flags that say which policy, and for whom. */
export interface AudienceFlags {
  readonly policy: string
  readonly destination: string
  readonly purpose: string
  readonly client?: string
}

/** Flags that redact, scan, explain and eval share. */
export interface PolicyFlags extends AudienceFlags {
  readonly fhir?: string
  readonly now?: string
  readonly roster?: string
  /** Files of detectors to be tried beside those of the policy; only where nothing is released. */
  readonly detectors?: readonly string[]
}

export const DEFAULT_POLICY = 'hipaa-safe-harbor'

/** For whom and why, where nobody says. */
export const DEFAULT_AUDIENCE = { destination: 'default', purpose: 'default' } as const

/** A name that is empty is a variable that was not set, and would get pseudonyms of its own. */
function readName(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.')
  return value
}

/** Adds the flags that say which policy, and for whom. */
export function withAudience(command: Command): Command {
  return command
    .option('--policy <policy>', 'a file, or the name of one in deploy/policies', DEFAULT_POLICY)
    .option(
      '--destination <name>',
      'who receives; pseudonyms of two destinations do not match',
      readName,
      DEFAULT_AUDIENCE.destination,
    )
    .option('--purpose <name>', 'what for; pseudonyms, shifts and surrogates of two purposes do not match', readName, DEFAULT_AUDIENCE.purpose)
    .option('--client <name>', 'which client asks, for policies that tell them apart', readName)
}

/** Adds the flag of a command that reads FHIR by a policy. */
export function withFhir(command: Command): Command {
  return command.option('--fhir <version>', 'R4, R4B or R5, in place of what the policy says')
}

/** Adds the flags that texts are searched by. */
export function withSearch(command: Command): Command {
  return command
    .option('--roster <file>', 'who is known from other messages; see roster build')
    .option('--now <time>', 'a fixed clock, for reproducible runs')
}

/** Commands that release nothing may try detectors that no policy names yet. */
export function withTrials(command: Command): Command {
  return command.option('--detectors <file...>', 'files of detectors to be tried beside those of the policy, or in place of those of the same file or name')
}
