import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Home, openHome } from './home.js'
import { databaseName } from './surroundings.js'
import { localWorkspace } from './workspace.js'

const SERVICES = ['profile', 'journey', 'messaging', 'feedback', 'analytics']

let folder: string
let home: Home
const servers: Server[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polyphon-home-'))
  home = openHome({}, folder)
})
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

/** A stack with a database of its own: it knows the keys that were made in it, and no others. */
async function stackWith(database: string) {
  const known = new Set<string>()
  let busy = 0
  const server = createServer((request, response) => {
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (request.url === '/v1/workspaces') {
      const secret = `sk_${database}_${known.size}`
      known.add(secret)
      return send(201, { workspace: { id: `workspace-${secret}` }, secretKey: { id: 'k', secret } })
    }
    if (request.url === '/v1/keys') return send(201, { id: 'p', secret: `pk_${database}` })
    if (busy > 0) {
      busy -= 1
      return send(503, {})
    }
    return send(known.has((request.headers.authorization ?? '').slice('Bearer '.length)) ? 200 : 401, {})
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has one
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const start = async (): Promise<string> => {
    const urls = Object.fromEntries(SERVICES.map((name) => [name, url]))
    const at = { urls, adminToken: 'admin', mailFolder: home.mailFolder, database }
    const facts = await localWorkspace(at, home)
    home.writeFacts(facts)
    return facts.secretKey
  }
  return { start, becomeBusy: (times: number) => void (busy = times) }
}

describe('the keys of a local stack', () => {
  it('are found again in each database, whatever was started in between', async () => {
    const [embedded, given] = [await stackWith('embedded'), await stackWith('db:5432')]
    const first = await embedded.start()
    const other = await given.start()
    expect(await embedded.start()).toBe(first)
    expect(await given.start()).toBe(other)
    expect(await embedded.start()).toBe(first)
    expect(home.readFacts()?.secretKey).toBe(first)
  })

  it('are kept while services are too busy to say whether they know them', async () => {
    const embedded = await stackWith('embedded')
    const first = await embedded.start()
    embedded.becomeBusy(7)
    expect(await embedded.start()).toBe(first)
  })

  it('of an earlier version are those of the last start', async () => {
    const embedded = await stackWith('embedded')
    const first = await embedded.start()
    rmSync(home.path('workspaces.json'))
    expect(await embedded.start()).toBe(first)
  })

  it('are lines for a shell, with the operator’s token, and Kafka where it holds the events', async () => {
    await (await stackWith('embedded')).start()
    const lines = (): string => readFileSync(home.path('local.env'), 'utf8')
    expect(lines()).toContain("admin='admin'\n")
    expect(lines()).not.toContain('brokers')
    const facts = home.readFacts()
    if (facts === null) throw new Error('There are no facts.')
    home.writeFacts({ ...facts, brokers: 'kafka:9092' })
    expect(lines()).toContain("brokers='kafka:9092'\n")
  })

  it('are readable by their owner only', async () => {
    await (await stackWith('embedded')).start()
    home.secrets()
    for (const file of ['local.json', 'workspaces.json', 'secrets.json'])
      expect(statSync(home.path(file)).mode & 0o777, file).toBe(0o600)
  })

  it('go by the server, not by who logs in there', () => {
    expect(databaseName({})).toBe('embedded')
    expect(databaseName({ DATABASE_URL: 'postgres://a:b@db.example/postgres' })).toBe('db.example:5432')
    expect(databaseName({ DATABASE_URL: 'postgres://c@db.example:5432/x?sslmode=require' })).toBe('db.example:5432')
    expect(databaseName({ DATABASE_URL: 'postgres://c@localhost/x?host=%2Frun%2Fa' })).toBe('/run/a:5432')
    expect(databaseName({ DATABASE_URL: 'postgres://c@localhost/x?host=/run/b&port=5433' })).toBe('/run/b:5433')
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(databaseName({ DATABASE_URL: `postgres://c@${host}:5440/x` })).toBe('localhost:5440')
  })
})
