import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { endingWithParent, endProcess, freePort, spawnServer, untilReady } from '@polyphon/toolchain'
import { Agent, fetch as fetchOutside, type RequestInit as Init } from 'undici'
import { SERVICES, type ServiceName } from './stack.js'

export interface Gateway {
  readonly origin: string
  /** PEM of the certificate that it shows, which trusts nobody but itself. */
  readonly certificate: string
  /** `fetch` as somebody does who was given that certificate. */
  readonly fetch: (request: Request) => Promise<Response>
  /** The same by path. */
  call(path: string, init?: Init): Promise<Response>
  /** What it has written of the requests. */
  log(): string
  close(): Promise<void>
}

/** A port for a gateway; its origin has to be known to the services before they start. */
export const gatewayPort = freePort

/** Runs `infra/gateway/gateway.sh` before services, each of which listens at its address (`host:port`). */
export async function startGateway(port: number, addressOf: (service: ServiceName) => string): Promise<Gateway> {
  const parent = mkdtempSync(join(tmpdir(), 'polyphon-gateway-'))
  // What speaks with the network is another user.
  chmodSync(parent, 0o755)
  const folder = join(parent, 'gateway')
  mkdirSync(folder)
  const names = SERVICES.map((name) => [`GATEWAY_${name.toUpperCase()}`, addressOf(name)] as const)
  const [command, ...args] = [...endingWithParent('TERM'), 'infra/gateway/gateway.sh', 'run']
  const server = {
    command,
    args,
    env: { GATEWAY_PORT: String(port), GATEWAY_FOLDER: folder, ...Object.fromEntries(names) },
    logFile: join(parent, 'gateway.log'),
  }
  const child = spawnServer(server)
  await untilReady(child, server, () => isAnswered(port))
  const certificate = readFileSync(join(folder, 'localhost.pem'), 'utf8')
  const dispatcher = new Agent({ connect: { ca: certificate } })
  const origin = `https://localhost:${port}`
  const call: Gateway['call'] = (path, init = {}) => fetchOutside(`${origin}${path}`, { ...init, dispatcher })
  return {
    origin,
    certificate,
    call,
    fetch: async (request) => {
      const { method, headers, body, signal } = request
      const sent = body === null ? {} : { body: new Uint8Array(await request.arrayBuffer()), duplex: 'half' as const }
      return call(request.url.slice(origin.length), { method, headers: Object.fromEntries(headers), signal, ...sent })
    },
    log: () => readFileSync(join(folder, 'access.log'), 'utf8'),
    close: async () => {
      await dispatcher.destroy()
      await endProcess(child, ['SIGTERM', 'SIGKILL'])
      rmSync(parent, { recursive: true, force: true })
    },
  }
}

/** How to get what the gateway runs on; null where it is there. */
export function howToGetNginx(): string | null {
  const env = { ...process.env, PATH: [process.env['PATH'], '/usr/sbin'].join(delimiter) }
  const isHere = spawnSync('nginx', ['-v'], { env, stdio: 'ignore' }).status === 0
  return isHere ? null : 'SKIPPED the gateway, needs nginx: apt-get install -y nginx-light\n'
}

/** The port alone is open for a moment before: whoever tests a configuration listens as well, and answers nobody. */
async function isAnswered(port: number): Promise<boolean> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } })
  try {
    const response = await fetchOutside(`https://localhost:${port}/`, {
      dispatcher,
      signal: AbortSignal.timeout(5_000),
    })
    await response.body?.cancel()
    return true
  } catch {
    return false
  } finally {
    await dispatcher.destroy()
  }
}
