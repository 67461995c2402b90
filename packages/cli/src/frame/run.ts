import { CommanderError } from 'commander'
import { EXIT, readThrown } from './ends.js'
import { makeProgram } from './program.js'
import { refuseSecrets } from './secrets.js'
import type { Terminal } from './terminal.js'

/**
 * Runs the command that the words say and answers the exit code: 0 done, 1 something wrong was found, 2 wrong use,
 * 3 something could not be reached, 130 stopped before it was through.
 */
export async function runCli(words: readonly string[], around: Terminal): Promise<number> {
  const isJson = words.includes('--json')
  try {
    refuseSecrets(words)
    const result: { exitCode: number } = { exitCode: EXIT.done }
    const program = makeProgram(around, (exitCode) => {
      result.exitCode = exitCode
    })
    await program.parseAsync([...words], { from: 'user' })
    return result.exitCode
  } catch (error) {
    // Help and the version are no errors; what commander refuses it has said already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse
    // What goes on until it is stopped ends without an error; anything else was not done.
    if (around.signal.aborted) return EXIT.stopped
    const ended = readThrown(error)
    if (ended === null) throw error
    around.err(isJson ? `${JSON.stringify({ error: ended.json })}\n` : `polyphon: ${ended.text}\n`)
    return ended.exitCode
  }
}
