import { spawn } from 'node:child_process'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { caller, eventually } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERVICES, startTestStack, type TestStack } from '../stack.js'
import { BUILD_WITHIN_MS, buildProgram, polyphon, program, startPolyphon } from './run-cli.js'

// Events on the command line, as a developer follows them who has neither Kafka nor an open port.

const TYPE = 'profile.interaction_recorded.v1'
let stack: TestStack
let env: Record<string, string>
beforeAll(async () => {
  stack = await startTestStack()
  const addresses = SERVICES.map((name) => `${name}=${stack.url(name)}`).join(',')
  env = { POLYPHON_URL: addresses, POLYPHON_KEY: stack.workspace.secretKey, POLYPHON_ADMIN_TOKEN: stack.adminToken }
})
afterAll(() => stack?.close())

async function track(...events: readonly string[]): Promise<void> {
  for (const event of events) {
    const body = { userId: 'anke', event, messageId: crypto.randomUUID() }
    expect((await stack.workspace.call('profile', 'POST /v1/track', { body })).status).toBe(200)
  }
}

const linesOf = (out: string): readonly Record<string, unknown>[] =>
  out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

interface Got {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A program of the developer, at a port that may have been closed before. */
async function openReceiver(port: number, answer: (count: number) => number = () => 204) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.writeHead(answer(got.length), { location: 'http://127.0.0.1:9/' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    got,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const nameIn = ({ body }: Got): unknown => JSON.parse(body).data.name
const verify = (secret: string, { headers, body }: Got): unknown =>
  new Webhook(secret).verify(
    body,
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  )

describe('tail', () => {
  it('prints events from now on, or all that are kept, and ends when it is stopped', async () => {
    await track('before')
    const oldest = startPolyphon(['tail', '--services', 'profile,feedback', '--from', 'oldest'], { env })
    await eventually(() => expect(oldest.out()).toContain('"before"'))
    const now = startPolyphon(['tail', '--json', '--types', TYPE], { env })
    await eventually(() => expect(now.err()).toContain('Following'))
    await track('after')
    await eventually(() => {
      expect(linesOf(now.out()).length).toBeGreaterThan(0)
      expect(oldest.out()).toContain('"after"')
    })
    const [json, text] = await Promise.all([now.stop(), oldest.stop()])
    expect([json.code, text.code]).toEqual([0, 0])
    for (const event of linesOf(json.out))
      expect(event).toMatchObject({ specversion: '1.0', type: TYPE, data: { name: 'after' } })
    expect(json.err).toBe('Following profile; Ctrl-C ends it.\n')
    expect(text.out).toMatch(new RegExp(`^\\S+Z ${TYPE} \\S+ \\{.*"before".*\\}$`, 'm'))
    expect(text.out).not.toContain(stack.other.id)
  })

  it.each([
    [['--types', 'mail.sent.v1'], 2, 'a type begins with its service'],
    [['--types', TYPE, '--services', 'journey'], 2, 'None of journey publishes'],
    [['--services', 'mail'], 2, 'There is no service mail'],
    [['--from', 'yesterday'], 2, '--from is now or oldest'],
    [['--types', 'profile.interaction_record.v1'], 1, `did you mean ${TYPE}?`],
  ])('says what is wrong: %j', async (words, code, err) => {
    expect(await polyphon(['tail', ...words], { env })).toMatchObject({ code, err: expect.stringContaining(err) })
  })

  it('ends where nobody answers, or the key is not known', async () => {
    const nobody = { ...env, POLYPHON_URL: 'feedback=http://127.0.0.1:9' }
    expect(await polyphon(['tail'], { env: nobody })).toMatchObject({ code: 3, out: '' })
    const wrong = { ...env, POLYPHON_KEY: 'sk_wrong' }
    const refused = { code: 1, err: expect.stringContaining('credential_unknown') }
    expect(await polyphon(['tail'], { env: wrong })).toMatchObject(refused)
  })
})

describe('listen', () => {
  it('posts what happens, signed with a secret that it prints, until it is taken, in order', async () => {
    const port = await freePort()
    const listening = startPolyphon(
      ['listen', '--forward', `http://127.0.0.1:${port}/hooks`, '--services', 'profile', '--types', TYPE],
      { env },
    )
    await eventually(() => expect(listening.out()).toContain('go to'))
    await track('one', 'two', 'three')
    await eventually(() => expect(listening.out()).toContain('was not taken: no answer: ECONNREFUSED; again in 1 s'))
    // What has come up fails at first, then redirects, then takes everything.
    const receiver = await openReceiver(port, (count) => [500, 307][count - 1] ?? 204)
    await eventually(() => expect(receiver.got).toHaveLength(5))
    const { code, out } = await listening.stop()
    await receiver.close()
    expect(code).toBe(0)
    expect(receiver.got.map(nameIn)).toEqual(['one', 'one', 'one', 'two', 'three'])
    const secret = /^whsec_\S+$/m.exec(out)?.[0] ?? ''
    for (const got of receiver.got) {
      const event = verify(secret, got)
      expect(event).toMatchObject({ specversion: '1.0', type: TYPE, workspace: stack.workspace.id })
      expect(got.headers).toMatchObject({ 'webhook-id': Object(event).id, 'content-type': 'application/json' })
      expect(() => verify(secret, { ...got, body: `${got.body} ` })).toThrow()
    }
    expect(out).toContain('was not taken: answered 307')
    expect(out).toMatch(new RegExp(`^204 ${TYPE} \\S+ \\(try \\d+\\)$`, 'm'))
  })

  it('signs with the secret of the environment, and does not print it', async () => {
    const [secret, port] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', await freePort()]
    const receiver = await openReceiver(port)
    const listening = startPolyphon(
      ['listen', '--forward', `http://127.0.0.1:${port}`, '--json', '--types', TYPE, '--from', 'oldest'],
      { env: { ...env, POLYPHON_LISTEN_SECRET: secret } },
    )
    await track('four')
    await eventually(() => expect(receiver.got.map(nameIn)).toContain('four'))
    const { code, out, err } = await listening.stop()
    await receiver.close()
    expect([code, `${out}${err}`.includes(secret)]).toEqual([0, false])
    for (const got of receiver.got) verify(secret, got)
    expect(linesOf(out)).toContainEqual(expect.objectContaining({ type: TYPE, status: 204, failure: null, tries: 1 }))
  })

  it.each([
    [['--forward', 'localhost:3000'], {}, '--forward is an address such as'],
    [['--forward', 'ftp://localhost'], {}, '--forward is an address such as'],
    [[], {}, '--forward'],
    [['--forward', 'http://localhost:9'], { POLYPHON_LISTEN_SECRET: 'geheim' }, 'no secret of Standard Webhooks'],
    [['--forward', 'http://localhost:9'], { POLYPHON_LISTEN_SECRET: 'whsec_c2hvcnQ=' }, '24 to 64 bytes'],
  ])('says what is wrong: %j %j', async (words, more: Record<string, string>, err) => {
    const ended = await polyphon(['listen', ...words], { env: { ...env, ...more } })
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining(err) })
    expect(ended.err).not.toContain('geheim')
  })
})

describe('a webhook', () => {
  it('is posted again what it was to be posted, by every service that has it', async () => {
    const port = await freePort()
    const receiver = await openReceiver(port)
    const body = { url: `http://127.0.0.1:${port}/`, types: ['*'] }
    for (const service of ['profile', 'feedback'] as const)
      expect((await stack.workspace.call(service, 'PUT /v1/webhooks/again', { body })).status).toBe(201)
    await track('Replayed')
    const ofTrack = () => receiver.got.filter(({ body: text }) => text.includes(TYPE))
    await eventually(() => expect(ofTrack()).toHaveLength(1))
    const id = String(ofTrack()[0]?.headers['webhook-id'])
    // What was answered is stored a moment later.
    const again = async () => {
      const { out } = await polyphon(['replay', 'again', '--event', id, '--json'], { env })
      expect(JSON.parse(out)).toEqual({ items: [{ service: 'profile', replayed: 1 }] })
    }
    await eventually(again)
    await eventually(() => expect(ofTrack().length).toBeGreaterThan(1))
    expect(new Set(ofTrack().map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]))
    const failed = await polyphon(['replay', 'again', '--failed-since', '2026-01-01T00:00:00Z', '--json'], { env })
    expect(JSON.parse(failed.out)).toEqual({
      items: [
        { service: 'profile', replayed: 0 },
        { service: 'feedback', replayed: 0 },
      ],
    })
    await receiver.close()
  })

  it('that nobody has, an event that it never had and moments that are none are said', async () => {
    const since = ['--since', '2026-01-01T00:00:00Z']
    const ends = [
      [['nobody', ...since], 1, 'No service has a webhook nobody'],
      [['again', '--event', crypto.randomUUID()], 1, 'to a webhook again'],
      [['again', '--since', 'yesterday'], 1, '/body/since'],
      [['again'], 2, 'Name one of'],
      [['again', ...since, '--failed-since', '2026-01-01T00:00:00Z'], 2, 'Name one of'],
      [['again', ...since, '--services', 'mail'], 2, 'There is no service mail'],
    ] as const
    for (const [words, code, err] of ends)
      expect(await polyphon(['replay', ...words], { env }), words.join(' ')).toMatchObject({
        code,
        err: expect.stringContaining(err),
      })
  })
})

describe('the operator', () => {
  it('lists workspaces, lets one rest and go on', async () => {
    const { other } = stack
    const list = async (...words: string[]) => {
      const { out } = await polyphon(['workspaces', 'list', '--json', ...words], { env })
      return JSON.parse(out).items.map(({ key }: { key: string }) => key)
    }
    expect((await list()).toSorted()).toEqual(['bergstiefel', 'hofladen'])
    const suspended = await polyphon(['workspaces', 'suspend', 'bergstiefel'], { env })
    expect(suspended).toMatchObject({ code: 0, out: expect.stringContaining('bergstiefel is suspended') })
    expect(await list('--suspended')).toEqual(['bergstiefel'])
    expect((await polyphon(['workspaces', 'list'], { env })).out).toMatch(/bergstiefel .*Z$/m)
    const bounded = await polyphon(['workspaces', 'quota', other.id, '--events', '1000', '--json'], { env })
    expect(JSON.parse(bounded.out).quotas).toEqual({ eventsPerDay: 1000, messagesPerDay: null })
    const more = await polyphon(['workspaces', 'quota', 'bergstiefel', '--messages', '50'], { env })
    expect(more).toMatchObject({ code: 0, out: expect.stringContaining('1000 events and 50 messages a day') })
    expect((await polyphon(['workspaces', 'list'], { env })).out).toMatch(/bergstiefel .* 0 of 1000 +0 of 50 /m)
    await polyphon(['workspaces', 'quota', other.id, '--events', 'none', '--messages', 'none'], { env })
    for (const words of [
      [other.id],
      [other.id, '--events', '0'],
      [other.id, '--messages', '-5'],
      ['nobody', '--events', '5'],
    ])
      expect(await polyphon(['workspaces', 'quota', ...words], { env })).toMatchObject({ code: 2 })
    expect(await polyphon(['workspaces', 'resume', other.id], { env })).toMatchObject({ code: 0 })
    expect(await list('--suspended')).toEqual([])
    const early = await polyphon(['workspaces', 'delete', 'bergstiefel', '--yes'], { env })
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining('workspace_not_suspended') })
    const { POLYPHON_ADMIN_TOKEN: _, ...without } = env
    expect(await polyphon(['workspaces', 'list'], { env: without })).toMatchObject({ code: 2 })
    const unknown = await polyphon(['workspaces', 'suspend', crypto.randomUUID()], { env })
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('There is no workspace') })
  })

  it('deletes a suspended one for good, once that is meant, and waits for all services', async () => {
    const operator = caller(stack.url('profile'), stack.adminToken)
    const { workspace } = (await operator('POST /v1/workspaces', { body: { key: 'eintagsfliege', name: 'Kurz' } })).body
    await polyphon(['workspaces', 'suspend', workspace.id], { env })
    const unsure = await polyphon(['workspaces', 'delete', 'eintagsfliege'], { env })
    expect(unsure).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
    const deleted = await polyphon(['workspaces', 'delete', 'eintagsfliege', '--yes', '--wait', '--json'], { env })
    expect(deleted).toMatchObject({ code: 0 })
    expect(JSON.parse(deleted.out)).toMatchObject({ state: 'succeeded', progress: { done: 5, total: 5 } })
    const again = await polyphon(['workspaces', 'delete', 'eintagsfliege', '--yes'], { env })
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('eintagsfliege is deleted.') })
  }, 240_000)
})

describe('the program', () => {
  beforeAll(buildProgram, BUILD_WITHIN_MS)

  it.each([
    ['SIGINT', ['tail']],
    ['SIGTERM', ['listen', '--forward', 'http://127.0.0.1:9']],
  ] as const)(
    'ends by %s: %j',
    async (signal, words) => {
      const child = spawn(process.execPath, [program, ...words], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const closed = new Promise((resolve) => child.once('close', (code, by) => resolve(code ?? by)))
      let printed = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      await eventually(() => expect(printed).toContain('Ctrl-C ends it'))
      child.kill(signal)
      expect(await closed).toBe(0)
    },
    60_000,
  )
})
