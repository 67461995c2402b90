/** Reads the command line; what is wrong with it is said in a line, and ends the process with 2. */
export function orRefuse<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  }
}
