import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import type { TestCertificates } from './certificates.js'
import { endingWithParent } from './child.js'
import { requireFreePort } from './free-port.js'
import { type KillableServer, startKillable } from './killable.js'

export interface RedisOptions {
  readonly folder: string
  readonly port: number
  /** With it the port takes TLS and nothing else. */
  readonly tls?: TestCertificates
}

export interface RedisServer extends KillableServer {
  /** `redis://` or, with TLS, `rediss://`. */
  readonly url: string
}

/** Starts the machine's own redis-server without any file of its data: what stands in Redis may be lost. */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const { folder, port, tls } = options
  mkdirSync(folder, { recursive: true })
  const settings = [
    ...portSettings(options),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ]
  const [command = '', ...args] = [...endingWithParent('TERM'), 'redis-server', ...settings]
  const server = await startKillable({
    async prepare() {
      await requireFreePort(port)
      return { command, args, logFile: join(folder, 'redis.log') }
    },
    isReady: () => answersPing(port, tls),
    signals: ['SIGTERM', 'SIGKILL'],
  })
  return { ...server, url: `${tls === undefined ? 'redis' : 'rediss'}://127.0.0.1:${port}` }
}

function portSettings({ port, tls }: RedisOptions): readonly string[] {
  if (tls === undefined) return ['--port', String(port)]
  const { ca, server } = tls
  const files = ['--tls-ca-cert-file', ca.file, '--tls-cert-file', server.certificate.file, '--tls-key-file']
  return ['--port', '0', '--tls-port', String(port), ...files, server.key.file, '--tls-auth-clients', 'no']
}

function answersPing(port: number, tls: TestCertificates | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const address = { port, host: '127.0.0.1' }
    const ping = () => void socket.write('PING\r\n')
    const socket = tls === undefined ? connect(address, ping) : connectTls({ ...address, ca: tls.ca.text }, ping)
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(answer.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
  })
}
