import { spawn } from 'node:child_process'

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Runs a command in this folder and answers what it wrote to stdout; rejects with all it said when it fails. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    const answered: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => {
      output.push(data)
      answered.push(data)
    })
    child.stderr.on('data', (data: Buffer) => output.push(data))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(answered).toString().trim())
      else
        reject(
          new Error(
            `${[command, ...args].join(' ')} ended with ${code ?? signal}:\n${Buffer.concat(output).toString().slice(-4_000)}`,
          ),
        )
    })
    child.stdin.end(options.input ?? '')
  })
}

/** Runs the Docker client. */
export function runDocker(...args: readonly string[]): Promise<string> {
  return run('docker', args)
}

/** Compose as a plugin of the client, or the program of its own that it was before. */
export async function findCompose(): Promise<readonly string[]> {
  const candidates = [['docker', 'compose'], ['docker-compose']]
  for (const candidate of candidates) {
    const [command = '', ...args] = candidate
    const found = await run(command, [...args, 'version']).catch(() => null)
    if (found !== null) return candidate
  }
  throw new Error('There is no Compose: neither "docker compose" nor "docker-compose" runs.')
}
