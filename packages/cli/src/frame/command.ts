import type { Command } from 'commander'
import type { ExitCode } from './ends.js'
import { openSession, type Session } from './session.js'
import type { Terminal } from './terminal.js'

/** What a command is added with. */
export interface Adding {
  readonly around: Terminal
  /** Says the exit code of a command that found something wrong without failing. */
  end(exitCode: ExitCode): void
  readonly program: Command
}

export type AddCommand = (parent: Command, adding: Adding) => void

/** How one command is described. */
export interface Described {
  /** Its name and arguments, such as `show <id>`. */
  readonly usage: string
  readonly summary: string
  readonly description?: string
  /** Lines that work as they stand. */
  readonly examples: readonly string[]
  /** How long a service may say nothing before it is given up; ten seconds without it. */
  readonly patienceMs?: number
}

/** A command is told where it prints and what its options say; arguments stand in their order. */
export type Act<Options> = (session: Session, options: Options, words: readonly string[]) => Promise<void>

/** Options that every command has. */
interface Common {
  readonly json?: true
  readonly profile?: string
}

/** Lets a program speak through its terminal, and throw instead of ending the process. */
export function configure(command: Command, around: Terminal): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => around.out(text),
    writeErr: (text) => around.err(text),
  })
}

/** A command that holds others, such as `keys`. */
export function addGroup(
  parent: Command,
  adding: Adding,
  described: Omit<Described, 'examples' | 'patienceMs'>,
): Command {
  const group = parent.command(described.usage).description(described.description ?? described.summary)
  group.summary(described.summary)
  configure(group, adding.around)
  return group
}

/** A command with what every command has: `--json`, `--profile`, examples in its help. `options` adds its own. */
export function addCommand<Options>(
  parent: Command,
  adding: Adding,
  described: Described & { readonly options?: (command: Command) => Command },
  act: Act<Options>,
): void {
  const { usage, summary, description, examples, options, patienceMs } = described
  const command = parent
    .command(usage)
    .summary(summary)
    .description(description ?? summary)
  configure(command, adding.around)
  options?.(command)
  command
    .option('--json', 'print JSON for programs')
    .option('--profile <name>', 'use the services and credentials that were kept under this name')
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`)
    .action(async () => {
      const given: Options & Common = command.opts()
      const session = openSession(adding, { isJson: given.json === true, profile: given.profile, patienceMs })
      await act(session, given, command.args)
    })
}
