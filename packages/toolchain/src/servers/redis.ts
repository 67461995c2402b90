import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { endingWithParent, endProcess, type ServerCommand, spawnServer, untilReady } from './child.js'
import { requireFreePort } from './free-port.js'

export interface RedisServer {
  readonly url: string
  stop(): Promise<void>
}

/** Starts the machine's own redis-server without any file of its data: what stands in Redis may be lost. */
export async function startRedis(options: { readonly folder: string; readonly port: number }): Promise<RedisServer> {
  const { folder, port } = options
  await requireFreePort(port)
  mkdirSync(folder, { recursive: true })
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const [command = '', ...args] = [...endingWithParent('TERM'), 'redis-server', ...settings]
  const server: ServerCommand = { command, args, logFile: join(folder, 'redis.log') }
  const child = spawnServer(server)
  await untilReady(child, server, () => answersPing(port))
  return { url: `redis://127.0.0.1:${port}`, stop: () => endProcess(child, ['SIGTERM', 'SIGKILL']) }
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'))
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(answer.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
  })
}
