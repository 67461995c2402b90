import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERVICES, startTestStack, type TestStack } from '../stack.js'
import { BUILD_WITHIN_MS, buildProgram, polyphon, program } from './run-cli.js'

// The command line over a whole stack, as somebody uses it who has addresses and a credential.

let stack: TestStack
let env: Record<string, string>
beforeAll(async () => {
  stack = await startTestStack()
  const addresses = SERVICES.map((name) => `${name}=${stack.url(name)}`).join(',')
  env = { POLYPHON_URL: addresses, POLYPHON_KEY: stack.workspace.secretKey, POLYPHON_ADMIN_TOKEN: stack.adminToken }
})
afterAll(() => stack?.close())

const json = async (...words: string[]) => {
  const { code, out, err } = await polyphon([...words, '--json'], { env })
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}

describe('workspaces and keys', () => {
  it('are made, looked at and taken back', async () => {
    const made = await json('workspaces', 'create', 'wanderschuh', '--name', 'Wanderschuh', '--mode', 'test')
    expect(made.workspace).toMatchObject({ key: 'wanderschuh', mode: 'test' })
    const mine = { ...env, POLYPHON_KEY: made.secretKey.secret }
    await eventually(async () => {
      const { out } = await polyphon(['workspaces', 'show'], { env: mine })
      expect(out).toMatch(/^name +Wanderschuh$/m)
    })
    const key = await json('keys', 'create', '--kind', 'secret', '--scopes', 'analytics:read')
    expect(key.secret).toMatch(/^sk_/)
    expect((await json('keys', 'list')).items.map(({ id }: { id: string }) => id)).toContain(key.id)
    await json('keys', 'revoke', key.id)
    expect((await json('keys', 'list')).items.map(({ id }: { id: string }) => id)).not.toContain(key.id)
    expect((await json('keys', 'list', '--revoked')).items).toEqual([expect.objectContaining({ id: key.id })])
  })

  it('are refused with what the service says, by exit code 1', async () => {
    const { code, err } = await polyphon(['keys', 'create', '--kind', 'secret', '--scopes', 'everything'], { env })
    expect([code, err]).toEqual([1, expect.stringContaining('/body/scopes/0')])
    const wrong = await polyphon(['keys', 'list'], { env: { ...env, POLYPHON_KEY: 'sk_wrong' } })
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('credential_unknown') })
    const { err: text } = await polyphon(['keys', 'revoke', 'x', '--json'], { env })
    expect(JSON.parse(text).error).toMatchObject({ code: 'input_invalid', status: 400 })
  })
})

describe('dead letters and lag', () => {
  it('are asked of all services, or of some', async () => {
    expect(await json('dlq', 'list')).toEqual({ items: [] })
    expect(await polyphon(['dlq', 'redrive', '--all'], { env })).toMatchObject({ code: 0 })
    const id = crypto.randomUUID()
    expect(await polyphon(['dlq', 'show', id], { env })).toMatchObject({ code: 1, err: expect.stringContaining(id) })
    expect(await polyphon(['dlq', 'redrive'], { env })).toMatchObject({ code: 2 })
    expect(await polyphon(['dlq', 'list', '--services', 'mail'], { env })).toMatchObject({ code: 2 })
    const { items } = await json('lag', '--services', 'journey,feedback')
    expect(new Set(items.map(({ service }: { service: string }) => service))).toEqual(new Set(['journey', 'feedback']))
    expect(items).toContainEqual(expect.objectContaining({ what: 'events not published', value: expect.any(Number) }))
  })
})

describe('verify', () => {
  const verify = (...words: string[]) => polyphon(['verify', ...words], { env })
  async function asOwner(service: 'profile', text: string, values: unknown[] = []): Promise<void> {
    const client = new pg.Client({ connectionString: stack.databaseUrl(service) })
    await client.connect()
    await client.query(text, values)
    await client.end()
  }

  it('finds the audit logs of all workspaces whole, and with a key its own', async () => {
    expect((await stack.workspace.call('profile', 'PUT /v1/units/firm', { body: { name: 'Firma' } })).status).toBe(201)
    await eventually(async () => {
      const { items } = await json('verify')
      expect(new Set(items.map(({ service }: { service: string }) => service))).toEqual(new Set(SERVICES))
      const chains = items.filter(({ workspaceId }: { workspaceId: string }) => workspaceId === stack.workspace.id)
      expect(chains).toHaveLength(SERVICES.length)
      expect(chains.find(({ service }: { service: string }) => service === 'profile').entries).toBeGreaterThan(0)
      expect(items.filter(({ broken }: { broken: unknown }) => broken !== null)).toEqual([])
    })
    const { code, out } = await verify()
    expect([code, out]).toEqual([0, expect.stringContaining('All chains are whole.')])
    const { POLYPHON_ADMIN_TOKEN: _token, ...keyed } = env
    const ours = await polyphon(['verify', '--services', 'profile', '--json'], { env: keyed })
    expect(JSON.parse(ours.out).items).toMatchObject([{ service: 'profile', workspaceId: stack.workspace.id }])
  })

  it('finds what the owner of a database has altered, by exit code 1 and with its place', async () => {
    const where = `where workspace_id = $1 and seq = 1`
    await asOwner('profile', `update audit_entry set operation = 'nothing' ${where}`, [stack.workspace.id])
    const { code, out } = await verify('--services', 'profile')
    expect(code).toBe(1)
    expect(out).toMatch(new RegExp(`^profile +${stack.workspace.id} .*BROKEN at 1: entry_altered`, 'm'))
    expect(out).toContain('1 chain is broken.')
    const { items } = JSON.parse((await verify('--json')).out)
    expect(items.filter(({ broken }: { broken: unknown }) => broken !== null)).toMatchObject([
      { service: 'profile', workspaceId: stack.workspace.id, broken: { kind: 'entry_altered', seq: 1 } },
    ])
  })
})

describe('reread', () => {
  const people = ['reread', 'feedback', '--topic', 'polyphon.profile.people', '--from']
  it('says what would be, and does it once that is meant', async () => {
    const profile = { path: '/v1/profiles/by/user_id/kunde-38', body: { traits: { firstName: 'Käthe' } } }
    const put = await stack.workspace.call('profile', `PUT ${profile.path}`, { body: profile.body })
    expect(put.status).toBeLessThan(300)
    // Somebody has to have been read before they can be read again.
    const tried = await eventually(async () => {
      const found = await json(...people, 'beginning', '--dry-run')
      expect(found.partitions.some((each: { was: string; begins: string }) => each.was !== each.begins)).toBe(true)
      return found
    })
    expect(tried).toMatchObject({ service: 'feedback', topic: 'polyphon.profile.people', dryRun: true })
    const { code, out } = await polyphon([...people, 'beginning', '--yes'], { env })
    expect([code, out]).toEqual([0, expect.stringContaining('feedback reads polyphon.profile.people again:')])
    expect(out).toMatch(/^feedback\.\w+ +\d+ +\d+ +\d+$/m)
  })

  it.each([
    ['nothing that is meant', [...people, 'beginning'], 2, '--yes'],
    ['no service', ['reread', 'mail', '--topic', 'x', '--from', 'beginning', '--yes'], 2, 'There is no service mail'],
    ['no time zone', [...people, '2026-11-28T10:00:00', '--yes'], 1, '/body/from'],
    ['a time to come', [...people, '2190-01-01T00:00:00Z', '--yes'], 1, 'replay_in_future'],
    [
      'a topic that is misspelt',
      ['reread', 'feedback', '--topic', 'polyphon.profile.peolpe', '--from', 'beginning', '--yes'],
      1,
      'did you mean polyphon.profile.people?',
    ],
    [
      'a topic that is read elsewhere',
      ['reread', 'feedback', '--topic', 'polyphon.feedback.dead', '--from', 'beginning', '--yes'],
      1,
      'log_topic_not_read',
    ],
  ])('refuses %s', async (_what, words, code, text) => {
    expect(await polyphon(words, { env })).toMatchObject({ code, err: expect.stringContaining(text) })
  })

  it('is for the operator', async () => {
    const { POLYPHON_ADMIN_TOKEN: _token, ...mine } = env
    const words = [...people, 'beginning', '--yes']
    expect(await polyphon(words, { env: mine })).toMatchObject({ code: 2, err: expect.stringContaining('ADMIN_TOKEN') })
  })
})

describe('doctor', () => {
  const checksOf = async (services: string, more: Record<string, string> = {}) => {
    const { code, out } = await polyphon(['doctor', '--json', '--services', services], { env: { ...env, ...more } })
    const found = JSON.parse(out).findings.map(
      (finding: { service: string; check: string; severity: string }) => finding,
    )
    for (const { todo, page } of found) {
      expect(todo).not.toBe('')
      expect(existsSync(page.replace(/#.*/, '')), page).toBe(true)
    }
    return {
      code,
      checks: found.map(({ service, check }: { service: string; check: string }) => `${service} ${check}`),
    }
  }
  it('finds nothing where all is well', async () => {
    await eventually(async () => expect(await checksOf(SERVICES.join(','))).toEqual({ code: 0, checks: [] }))
  })

  it('names a credential that is not known or stands in examples', async () => {
    const wrong = { POLYPHON_ADMIN_TOKEN: 'dev-only-admin-token' }
    expect(await checksOf('journey,feedback', wrong)).toEqual({
      code: 1,
      checks: [
        'all secret.weak',
        'journey credential.unknown',
        'feedback credential.unknown',
        'journey inside.unseen',
        'feedback inside.unseen',
      ],
    })
  })

  it('says who is away, by exit code 3, and looks at the others', async () => {
    // It takes a connection, and says nothing.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = Object(silent.address())
    const POLYPHON_URL = `journey=http://127.0.0.1:9,messaging=http://127.0.0.1:${port},feedback=${stack.url('feedback')}`
    const { code, checks } = await checksOf('journey,messaging,feedback', { POLYPHON_URL })
    silent.closeAllConnections()
    silent.close()
    expect([code, checks]).toEqual([3, ['journey away', 'messaging away']])
  })
})

describe('a service that takes a connection and says nothing', () => {
  const silentStack = async (answer: Parameters<typeof createServer>[1]) => {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = Object(server.address())
    const at = SERVICES.map((name) => `${name}=http://127.0.0.1:${port}`).join(',')
    return {
      env: { ...env, POLYPHON_URL: at },
      close: () => {
        server.closeAllConnections()
        server.close()
      },
    }
  }
  it('is given up by every command, by exit code 3 and with a line that says so', async () => {
    const silent = await silentStack(() => undefined)
    // Somebody else's secret is sent to no one here.
    const folder = mkdtempSync(join(tmpdir(), 'polyphon-silent-'))
    const commands = [
      'pull x',
      'push x',
      'diff x',
      'dlq list',
      'dlq show 1',
      'dlq redrive --all',
      'dlq discard 1 --reason x',
      'keys list',
      'keys create --kind secret',
      'keys revoke 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11',
      'lag',
      'workspaces list',
      'workspaces show',
      'workspaces create x --name X',
      'tail',
      'listen --forward http://127.0.0.1:9',
      'replay x --since 2026-01-01T00:00:00Z',
    ]
    mkdirSync(join(folder, 'x'))
    const ends = await Promise.all(
      commands.map(async (words) => [words, await polyphon(words.split(' '), { env: silent.env, folder })] as const),
    )
    silent.close()
    rmSync(folder, { recursive: true })
    for (const [words, { code, err }] of ends) {
      expect([words, code]).toEqual([words, 3])
      expect(err, words).toMatch(/^polyphon: http:\/\/127\.0\.0\.1:\d+ says nothing to [A-Z]+ \/\S+ for 10 s\./)
    }
  }, 120_000)

  it('is given up in the middle of an answer, too', async () => {
    const silent = await silentStack((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"items": [')
    })
    const { code, err } = await polyphon(['keys', 'list', '--json'], { env: silent.env })
    silent.close()
    expect([code, JSON.parse(err).error.code]).toEqual([3, 'unreachable'])
  }, 60_000)
})

describe('the program', () => {
  beforeAll(buildProgram, BUILD_WITHIN_MS)

  it('completes words in bash', () => {
    const script = `
      polyphon() { node ${program} "$@"; }
      eval "$(polyphon completion bash)"
      COMP_WORDS=(polyphon dlq re) COMP_CWORD=2
      _polyphon; echo "\${COMPREPLY[@]}"`
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    expect(stdout).toBe('redrive\n')
  })

  it('shows no secret in the list of processes', async () => {
    const child = spawn(process.execPath, [program, 'profiles', 'save', 'x', '--url', 'http://127.0.0.1:9'], {
      env: { ...process.env, ...env, XDG_CONFIG_HOME: '/nonexistent' },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const closed = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
    await eventually(() => {
      const lines = readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((name) => readIfThere(`/proc/${name}/cmdline`))
      expect(lines.some((line) => line.includes('profiles'))).toBe(true)
      expect(lines.filter((line) => line.includes(stack.workspace.secretKey))).toEqual([])
    })
    child.kill('SIGKILL')
    await closed
  })
})

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
