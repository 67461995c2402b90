import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** The folder of the repository, from `packages/toolchain/dist/tasks`. */
export const root = join(import.meta.dirname, '../../../..')

/** What a check found; the text is shown only when it failed. */
export interface Outcome {
  readonly ok: boolean
  readonly text: string
}

/** The path of a program that the workspace has installed. */
export function tool(name: string): string {
  return join(root, 'node_modules/.bin', name)
}

/** Runs a command, in the repository's folder unless another is given, and keeps what it says. */
export function capture(
  command: string,
  args: readonly string[],
  { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...colour, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => output.push(data))
    child.stderr.on('data', (data: Buffer) => output.push(data))
    child.once('error', (error) => resolve({ ok: false, text: `${command}: ${error.message}` }))
    child.once('close', (code) => resolve({ ok: code === 0, text: Buffer.concat(output).toString().trim() }))
  })
}

/** Checks every type, of the programs by building them and of the tests, which vitest would run without looking. */
export async function checkTypes(): Promise<Outcome> {
  const built = await capture(tool('tsc'), ['-b'])
  return built.ok ? capture(tool('tsc'), ['-p', 'tests/tsconfig.json']) : built
}
