import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

interface Outcome {
  readonly lines: readonly string[]
  readonly address?: string
  readonly error?: string
}

const redis = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((part) => join(part, 'redis-server'))
  .find((file) => existsSync(file))
const hasOwnEngine = existsSync('/var/run/docker.sock')
let folder: string
let engine: Server | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polyphon-source-'))
})

afterEach(async () => {
  engine?.closeAllConnections()
  await new Promise((resolve) => (engine === undefined ? resolve(undefined) : engine.close(resolve)))
  engine = undefined
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** Starts a Redis in a process that knows this environment and no engine but the given one. */
async function startRedisWith(env: Readonly<Record<string, string>>, patienceMs = 60_000): Promise<Outcome> {
  const { DOCKER_HOST: _host, POLYPHON_SERVERS: _servers, ...inherited } = process.env
  const script = join(import.meta.dirname, 'start-source.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, String(patienceMs)], {
    env: { ...inherited, HOME: folder, XDG_RUNTIME_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (data: Buffer) => (text += data.toString()))
  await new Promise((resolve) => child.once('close', resolve))
  return JSON.parse(text)
}

/** An engine that describes itself like a real one, and pulls images as the test wants it. */
async function fakeEngine(pulling: 'refused' | 'endless'): Promise<string> {
  const socket = join(folder, 'engine.sock')
  engine = createServer((request, response) => {
    const path = request.url ?? ''
    if (path.includes('/images/create') && pulling === 'endless') return
    response.setHeader('content-type', 'application/json')
    if (path.includes('/info'))
      response.end(JSON.stringify({ ServerVersion: '28', OperatingSystem: 'Debian', OSType: 'linux' }))
    else if (path.includes('/containers/json')) response.end('[]')
    // Who runs in a container is given the way to the engine's machine.
    else if (path.includes('/networks/')) response.end(JSON.stringify({ IPAM: { Config: [{ Gateway: '127.0.0.1' }] } }))
    else {
      response.statusCode = 404
      response.end(JSON.stringify({ message: 'no such image' }))
    }
  })
  await new Promise<void>((resolve) => engine?.listen(socket, resolve))
  return `unix://${socket}`
}

describe.runIf(redis !== undefined)('where servers come from', () => {
  it.skipIf(hasOwnEngine)('is this machine at once and without a word where no engine is named', async () => {
    const outcome = await startRedisWith({})
    expect(outcome).toMatchObject({ lines: [], address: expect.stringMatching(/^redis:\/\/127\.0\.0\.1:\d+$/) })
  })
  it.skipIf(hasOwnEngine)(
    'is this machine where the named engine does not answer, which is said in one line',
    async () => {
      const outcome = await startRedisWith({ DOCKER_HOST: `unix://${folder}/nobody.sock` })
      expect(outcome.lines).toEqual(['no Docker engine answers: native servers'])
      expect(outcome.address).toMatch(/^redis:/)
    },
  )
  it('is this machine where the engine cannot have the image', async () => {
    const outcome = await startRedisWith({ DOCKER_HOST: await fakeEngine('refused') })
    expect(outcome.lines).toEqual([expect.stringMatching(/^Redis: no container \(.*no such image.*\): a native one$/)])
    expect(outcome.address).toMatch(/^redis:/)
  })
  it('is this machine where the image does not come in time', async () => {
    const outcome = await startRedisWith({ DOCKER_HOST: await fakeEngine('endless') }, 500)
    expect(outcome.lines).toEqual(['Redis: no container (not up within 0.5 s): a native one'])
    expect(outcome.address).toMatch(/^redis:/)
  })
  it('is this machine and no engine is asked when that is forced', async () => {
    const outcome = await startRedisWith({ POLYPHON_SERVERS: 'native', DOCKER_HOST: `unix://${folder}/nobody.sock` })
    expect(outcome).toMatchObject({ lines: [], address: expect.stringMatching(/^redis:/) })
  })
})

describe('servers that are forced to be containers', () => {
  it.skipIf(hasOwnEngine)('are missed where no engine answers', async () => {
    expect(await startRedisWith({ POLYPHON_SERVERS: 'docker' })).toEqual({
      lines: [],
      error: 'Error: POLYPHON_SERVERS=docker: no Docker engine answers',
    })
  })
  it('are missed where the engine cannot have the image', async () => {
    const outcome = await startRedisWith({ POLYPHON_SERVERS: 'docker', DOCKER_HOST: await fakeEngine('refused') })
    expect(outcome.error).toMatch(/Redis: no container: .*no such image/)
  })
  it('are asked for with a word that is known', async () => {
    expect((await startRedisWith({ POLYPHON_SERVERS: 'podman' })).error).toContain('must be native or docker')
  })
})

describe('a server that this machine does not have', () => {
  it('is named with the command that brings it', async () => {
    symlinkSync(process.execPath, join(folder, 'node'))
    expect((await startRedisWith({ POLYPHON_SERVERS: 'native', PATH: folder })).error).toBe(
      'MissingServer: Redis is missing: apt-get install -y redis-server',
    )
  })
})
