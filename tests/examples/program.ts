import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'

const folder = join(import.meta.dirname, '../../examples')

/** An example that listens, started as its README says, on a port of its own. */
export interface Program {
  readonly url: string
  /** What it has printed: a line for each thing that it has taken. */
  lines(): readonly Readonly<Record<string, unknown>>[]
  /** All that it has printed so far. */
  output(): string
  /** Ends it as an operator would; the exit code. */
  stop(): Promise<number | null>
  kill(): Promise<void>
}

export async function startProgram(file: string, env: Readonly<Record<string, string>>): Promise<Program> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=@polyphon/source', '--import', 'tsx', join(folder, file)],
    { env: { ...process.env, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const port = await eventually(() => {
    const found = /Listening: .*"port":(\d+)/.exec(text)?.[1]
    if (found === undefined) throw new Error(`It does not listen: ${text}`)
    return Promise.resolve(found)
  })
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => text,
    lines: () =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
