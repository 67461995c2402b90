import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import type { Command } from 'commander'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { parseMetrics } from './metrics.js'
import { makeProgram } from './program.js'
import { runCli } from './run.js'
import { printable, table } from './table.js'
import type { Terminal } from './terminal.js'

const root = mkdtempSync(join(tmpdir(), 'polyphon-cli-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})

const terminal = (more: Partial<Terminal> = {}): Terminal => ({
  env: { XDG_CONFIG_HOME: join(folder, 'config') },
  folder,
  homeFolder: folder,
  stdin: Readable.from(['']),
  out: () => undefined,
  err: () => undefined,
  signal: new AbortController().signal,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  ...more,
})

async function run(words: readonly string[], env: Record<string, string> = {}, input = '') {
  let [out, err] = ['', '']
  const around = terminal({
    env: { XDG_CONFIG_HOME: join(folder, 'config'), ...env },
    stdin: Readable.from([input]),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  })
  return { code: await runCli(words, around), out, err }
}

/** The words of every command that does something, as its help names it; what only scripts ask is none. */
const wordsOf = ({ commands }: Command, above: readonly string[] = []): readonly (readonly string[])[] =>
  commands
    .filter((command) => command.name() !== 'complete')
    .flatMap((command) => {
      const words = [...above, command.name()]
      return command.commands.length === 0 ? [words] : wordsOf(command, words)
    })

describe('help', () => {
  it('is there for every command, with lines to try', async () => {
    const { code, out } = await run(['--help'])
    expect([code, out]).toEqual([0, expect.stringContaining('Exit codes: 0 done')])
    const all = wordsOf(makeProgram(terminal(), () => undefined))
    expect(all).toContainEqual(['dlq', 'redrive'])
    for (const words of all) {
      const shown = await run([...words, '--help'])
      expect(shown).toMatchObject({ code: 0, err: '' })
      expect(shown.out).toContain(`Usage: polyphon ${words.join(' ')} [options]`)
      expect(shown.out).toContain(`$ polyphon ${words.join(' ')}`)
      expect(shown.out).toContain('--json')
    }
  })

  it('is where somebody looks who has written nothing or something wrong', async () => {
    expect(await run(['keyz'])).toMatchObject({ code: 2, err: expect.stringContaining('(Did you mean keys?)') })
    expect(await run(['dlq'])).toMatchObject({ code: 2, err: expect.stringContaining('redrive') })
    expect(await run(['dlq', 'discard', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining('--reason') })
    expect(await run(['keys', 'list', '--no-such'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('a secret among the words', () => {
  const secret = 'sk_live_01a226c5403d7635aa000967cfc462a5_c4sTJrLIz85Dyt7S0hIy7Aoj'
  it.each([
    [['keys', 'list', '--key', secret]],
    [['keys', 'list', `--key=${secret}`]],
    [['keys', 'list', '--admin-token', 'x']],
    [['keys', 'list', secret]],
    [['keys', 'list', `POLYPHON_KEY=${secret}`]],
    [['listen', '--secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
    [['profiles', 'save', 'x', '--url', 'https://anna:geheim@cx.example']],
  ])('is refused, said why, and not repeated: %j', async (words) => {
    const { code, out, err } = await run(words)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('everybody on this machine can read the words of a command')
    expect(err).not.toMatch(/c4sTJr|geheim|MfKQ9r8/)
  })
})

describe('where the services are', () => {
  const at = (url: string) => ({ profile: url, journey: url, messaging: url, feedback: url, analytics: url })
  const local = (services: Record<string, string>): void => {
    mkdirSync(join(folder, '.polyphon'))
    const facts = { services, secretKey: 'sk_local', adminToken: 'admin', publishableKey: 'pk', workspace: 'w' }
    writeFileSync(join(folder, '.polyphon/local.json'), JSON.stringify(facts))
  }

  it('is not known: exit code 2, and what to do', async () => {
    const { code, err } = await run(['keys', 'list'])
    expect([code, err]).toEqual([2, expect.stringContaining('Set POLYPHON_ORIGIN or POLYPHON_URL')])
  })

  it('is what npm start has written, and nobody answers there: exit code 3', async () => {
    local(at('http://127.0.0.1:9'))
    expect(await run(['keys', 'list'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('profile does not answer at http://127.0.0.1:9'),
    })
    const { code, err } = await run(['lag', '--json'])
    expect([code, JSON.parse(err)]).toEqual([3, { error: { code: 'unreachable', message: expect.any(String) } }])
  })

  it('is the environment before anything else, without the key of another installation', async () => {
    local(at('http://127.0.0.1:9'))
    const { code, err } = await run(['keys', 'list'], { POLYPHON_ORIGIN: 'http://127.0.0.1:9' })
    expect([code, err]).toEqual([2, expect.stringContaining('the environment has none: set POLYPHON_KEY')])
    const env = { POLYPHON_ORIGIN: 'http://127.0.0.1:9/', POLYPHON_KEY: 'sk_x' }
    expect((await run(['keys', 'list'], env)).err).toContain('http://127.0.0.1:9/profile')
    writeFileSync(join(folder, 'key'), 'sk_x\n')
    const byFile = { POLYPHON_URL: 'profile=http://127.0.0.1:9', POLYPHON_KEY_FILE: 'key' }
    expect((await run(['keys', 'list'], byFile)).code).toBe(3)
  })

  it.each([
    [{ POLYPHON_URL: 'profil=http://a' }, 'which is none of profile, journey'],
    [{ POLYPHON_URL: 'profile=ftp://a' }, 'no address'],
    [{ POLYPHON_ORIGIN: 'cx.example' }, 'no address'],
    [{ POLYPHON_ORIGIN: 'http://a', POLYPHON_URL: 'http://a' }, 'one of them is enough'],
    [{ POLYPHON_ORIGIN: 'http://a', POLYPHON_KEY_FILE: 'nowhere' }, 'cannot be read'],
    [{ POLYPHON_PROFILE: 'live' }, 'There is no profile live.'],
    [{ POLYPHON_URL: 'feedback=http://a', POLYPHON_KEY: 'sk_x' }, 'It is not known where profile answers'],
  ])('is said wrongly: %j', async (env, message) => {
    const words = message.includes('where profile') ? ['lag', '--services', 'profile'] : ['keys', 'list']
    expect(await run(words, env)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  })
})

describe('a profile', () => {
  it('is kept for its owner alone, and listed without its secrets', async () => {
    const file = join(folder, 'config/polyphon/profiles.json')
    const saved = await run(['profiles', 'save', 'live', '--url', 'http://127.0.0.1:9'], {}, 'sk_live_x\n')
    expect(saved).toMatchObject({ code: 0, out: `Kept as live in ${file}.\n` })
    await run(['profiles', 'save', 'live', '--url', 'http://127.0.0.1:9', '--operator'], {}, 'admin_y')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(file, 'utf8')).live).toMatchObject({ key: 'sk_live_x', adminToken: 'admin_y' })
    const { out } = await run(['profiles', 'list', '--json'])
    expect(JSON.parse(out).items).toEqual([
      expect.objectContaining({ name: 'live', hasKey: true, hasAdminToken: true }),
    ])
    expect(out).not.toContain('sk_live_x')
    expect((await run(['keys', 'list', '--profile', 'live'])).code).toBe(3)
    chmodSync(file, 0o644)
    expect(await run(['profiles', 'list'])).toMatchObject({ code: 2, err: expect.stringContaining('chmod 600') })
  })

  it('keeps no credential for addresses that are others', async () => {
    await run(['profiles', 'save', 'live', '--url', 'http://127.0.0.1:9'], {}, 'sk_live_x')
    await run(['profiles', 'save', 'live', '--url', 'http://127.0.0.2:9', '--operator'], {}, 'admin_y')
    const { out } = await run(['profiles', 'list', '--json'])
    expect(JSON.parse(out).items).toEqual([expect.objectContaining({ hasKey: false, hasAdminToken: true })])
    expect(await run(['profiles', 'save', 'live', '--url', 'http://127.0.0.1:9'])).toMatchObject({ code: 2 })
    expect(await run(['profiles', 'remove', 'live'])).toMatchObject({ code: 0 })
    expect(await run(['profiles', 'remove', 'live'])).toMatchObject({ code: 2 })
  })
})

describe('a command that is stopped before it was through', () => {
  it.each([['profiles', 'save', 'live', '--url', 'http://127.0.0.1:9'], ['lag']])(
    'says so by its exit code: %s %s',
    async (...words) => {
      const stopping = new AbortController()
      const env = { POLYPHON_ORIGIN: 'http://127.0.0.1:9', XDG_CONFIG_HOME: join(folder, 'config') }
      const ended = runCli(words, terminal({ env, stdin: new PassThrough(), signal: stopping.signal }))
      stopping.abort()
      expect(await ended).toBe(130)
    },
  )
})

describe('completion', () => {
  it.each([
    [[''], 'workspaces keys dlq'],
    [['dlq', 're'], 'redrive'],
    [['dlq', 'list', '--se'], '--services'],
    [['dlq', 'list', '--services', 'f'], 'feedback'],
    [['dlq', 'list', '--code', ''], ''],
    [['li'], 'listen'],
    [['listen', '--fo'], '--forward'],
    [['tail', '--services', 'fe'], 'feedback'],
    [['completion', 'z'], 'zsh'],
  ])('of %j', async (words, expected) => {
    const { out } = await run(['complete', '--', ...words])
    expect(out.trim().split('\n').join(' ')).toContain(expected)
    expect(out).not.toContain('complete\n')
  })

  it('has scripts for three shells', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) expect((await run(['completion', shell])).out).toContain('complete')
    expect(await run(['completion', 'tcsh'])).toMatchObject({ code: 2 })
  })
})

describe('what is printed', () => {
  it('has nothing in it that a terminal would obey', () => {
    expect(table(['a', 'b'], [['\u001b[2Jx', null]])).toBe('a      b\n [2Jx')
    expect(printable('a\u009b31mb')).toBe('a 31mb')
  })

  it('is read from metrics with their labels', () => {
    const text = '# HELP a b\na{service="x",reason="say \\"no\\""} 1.5\nb 2\n'
    expect(parseMetrics(text)).toEqual([
      { name: 'a', labels: { service: 'x', reason: 'say "no"' }, value: 1.5 },
      { name: 'b', labels: {}, value: 2 },
    ])
  })
})
