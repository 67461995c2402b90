import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'

// Debian's packages belong to Debian's Python, whatever other one comes first in the path.
const python = '/usr/bin/python3'
const document = join(import.meta.dirname, '../openapi/asyncapi.json')
const install = 'apt-get install -y python3-confluent-kafka python3-jsonschema'

/** Whether Python has a Kafka client and JSON Schema here. Where not, it is said aloud; on CI it is an error. */
export function isPythonHere(): boolean {
  const { status } = spawnSync(python, ['-c', 'import confluent_kafka, jsonschema'], { stdio: 'ignore' })
  if (status === 0) return true
  if (process.env['CI'] === 'true') throw new Error(`Python's Kafka client is missing, and tests need it: ${install}`)
  const frame = '!'.repeat(80)
  process.stderr.write(`\n${frame}\nPython's Kafka client is not here: tests are SKIPPED. ${install}\n${frame}\n\n`)
  return false
}

export interface PythonProcess {
  readonly child: ChildProcess
  output(): string
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** Runs a program of tests/python, which gets the AsyncAPI document, the brokers and these words. */
export function runPython(
  program: 'check_topics.py' | 'carrier.py',
  brokers: string,
  words: readonly string[] = [],
): PythonProcess {
  // -B: nothing compiled is left in the working tree.
  const child = spawn(python, ['-B', join(import.meta.dirname, 'python', program), document, brokers, ...words])
  let text = ''
  const append = (chunk: Buffer): void => {
    text += chunk.toString()
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal ?? -1)),
  )
  return { child, ended, output: () => text }
}
