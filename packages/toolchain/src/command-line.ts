/**
 * Reads the command line. `--help` says how a program is used and ends the process with 0; what is wrong with the words
 * is said, with what is possible, and ends it with 2.
 */
export function orRefuse<T>(usage: string, read: () => T): T {
  if (process.argv.includes('--help')) {
    process.stdout.write(`Usage: ${usage}\n`)
    process.exit(0)
  }
  try {
    return read()
  } catch (error) {
    return refuse(usage, error instanceof Error ? error.message : String(error))
  }
}

/** Ends the process with 2, having said what is wrong with its words and how it is used. */
export function refuse(usage: string, problem: string): never {
  process.stderr.write(`${problem}\nUsage: ${usage}\n`)
  process.exit(2)
}
