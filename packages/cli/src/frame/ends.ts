import { PolyphonError } from '@polyphon/client'

/** What the exit code of every command says. */
export const EXIT = { done: 0, foundWrong: 1, wrongUse: 2, unreachable: 3, stopped: 130 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a sentence for whoever called it, and without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exitCode: ExitCode
  /** Stable, for programs that read `--json`. */
  readonly code: string

  constructor(exitCode: ExitCode, code: string, message: string) {
    super(message)
    this.exitCode = exitCode
    this.code = code
  }
}

export const wrongUse = (message: string): CliError => new CliError(EXIT.wrongUse, 'wrong_use', message)
export const unreachable = (message: string): CliError => new CliError(EXIT.unreachable, 'unreachable', message)
export const foundWrong = (code: string, message: string): CliError => new CliError(EXIT.foundWrong, code, message)

/** How a command ended that threw this: what to print, for people and for programs. */
export interface Ended {
  readonly exitCode: ExitCode
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Reads what was thrown; null for a mistake of ours, whose stack is worth something. */
export function readThrown(error: unknown): Ended | null {
  if (error instanceof CliError) {
    const { exitCode, code, message } = error
    return { exitCode, text: message, json: { code, message } }
  }
  if (error instanceof PolyphonError) {
    const exitCode = error.status >= 500 ? EXIT.unreachable : EXIT.foundWrong
    return { exitCode, text: textOf(error), json: { ...error.problem } }
  }
  // The client throws these where nobody answered and for URLs and keys that are none; both say it in a sentence.
  if (error instanceof TypeError && / does not answer at /.test(error.message))
    return { exitCode: EXIT.unreachable, text: error.message, json: { code: 'unreachable', message: error.message } }
  if (error instanceof TypeError && /^The (?:URL|key|person token) |^There is no service /.test(error.message))
    return { exitCode: EXIT.wrongUse, text: error.message, json: { code: 'wrong_use', message: error.message } }
  return readFileError(error)
}

/** What the file system refuses: a folder that may not be written, a full disk. */
function readFileError(error: unknown): Ended | null {
  const { code, syscall, path }: { code?: unknown; syscall?: unknown; path?: unknown } = Object(error)
  if (typeof code !== 'string' || typeof syscall !== 'string' || typeof path !== 'string') return null
  const message = `${path} cannot be used (${syscall}: ${code}).`
  return { exitCode: EXIT.foundWrong, text: message, json: { code: 'file_unusable', message } }
}

function textOf({ message, problem }: PolyphonError): string {
  const page = problem.type.startsWith('http') ? `\n  ${problem.type}` : ''
  return `${message}${page}`
}
