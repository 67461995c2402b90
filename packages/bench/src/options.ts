/** Reads the command line; what is wrong with it is said, with what is possible, and ends the process with 2. */
export function orRefuse<T>(usage: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}\n`)
    process.exit(2)
  }
}
