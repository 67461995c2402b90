import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

type Options<Config extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Config; strict: true; allowPositionals: false }>
>['values']

/** Reads the options of the command line; what is wrong with them is said in a line, and ends the process with 2. */
export function readOptions<Config extends ParseArgsOptionsConfig>(options: Config): Options<Config> {
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  }
}
