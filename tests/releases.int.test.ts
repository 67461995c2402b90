import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { openHome, type Stack, startStack } from '@polyphon/local-stack'
import { caller, eventually } from '@polyphon/testkit'
import { freePortBase, type PostgresServer, startPostgres } from '@polyphon/toolchain'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDatabases, migrate } from '../packages/service-kit/src/runtime.js'

const root = join(import.meta.dirname, '..')
const releases: readonly { readonly name: string; readonly commit: string }[] = JSON.parse(
  readFileSync(join(root, 'docs/releases.json'), 'utf8'),
)

const git = (...words: readonly string[]): { readonly ok: boolean; readonly text: string } => {
  const { status, stdout } = spawnSync('git', ['-C', root, ...words], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return { ok: status === 0, text: stdout ?? '' }
}
const hasHistory = git('rev-parse', '--is-shallow-repository').text.trim() === 'false'
if (!hasHistory) {
  const frame = '!'.repeat(80)
  const what = 'The history is not here (a shallow clone, or no git): upgrades from earlier releases are SKIPPED.'
  process.stderr.write(`\n${frame}\n${what} To run them:\n  git fetch --unshallow\n${frame}\n\n`)
}

const DATABASES = ['profile', 'journey', 'messaging', 'feedback', 'analytics', 'log'] as const
const kit = 'packages/service-kit/migrations'

/** Where the migrations of a database stood at a commit, by the name of their set. */
const setsOf = (
  name: (typeof DATABASES)[number],
  commit: string,
): readonly (readonly [set: string, folder: string])[] => {
  if (name === 'log') {
    const [ofService, former] = ['packages/embedded-log/migrations', `${kit}/log`] as const
    return [['log', git('ls-tree', commit, `${ofService}/`).text.trim() === '' ? former : ofService]]
  }
  const people: readonly (readonly [string, string])[] = name === 'profile' ? [] : [['people', `${kit}/people`]]
  return [['core', `${kit}/core`], ...people, [name, `services/${name}/migrations`]]
}

/** Writes a folder as it was at a commit. */
function writeFolder(commit: string, folder: string, into: string): string {
  const target = join(into, folder)
  mkdirSync(target, { recursive: true })
  const files = git('ls-tree', '--name-only', commit, `${folder}/`).text.trim().split('\n')
  for (const file of files.filter((name) => name.endsWith('.sql')))
    writeFileSync(join(target, basename(file)), git('show', `${commit}:${file}`).text)
  return target
}

/** Fills the tables with the rows that the release has left, and sets what counts up behind them. */
async function fill(url: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Rows come table by table: references are whole when all are there.
    await client.query('set session_replication_role = replica')
    const tables: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'))
    // As text: a large number would not survive being parsed here.
    for (const table of Object.keys(tables)) await fillTable(client, table, readFileSync(file, 'utf8'))
  } finally {
    await client.end()
  }
}

async function fillTable(client: pg.Client, table: string, text: string): Promise<void> {
  const name = pg.escapeIdentifier(table)
  const { rows } = await client.query<{ column: string; sequence: string | null }>(
    `select column_name as column, pg_get_serial_sequence($2, column_name) as sequence from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table, name],
  )
  const columns = rows.map(({ column }) => pg.escapeIdentifier(column)).join(', ')
  // The migrations have put rows of their own there.
  await client.query(`delete from ${name}`)
  await client.query(
    `insert into ${name} (${columns}) overriding system value
     select ${columns} from json_populate_recordset(null::${name}, $1::json -> $2)`,
    [text, table],
  )
  for (const { column, sequence } of rows)
    if (sequence !== null)
      await client.query(`select setval($1, (select max(${pg.escapeIdentifier(column)}) from ${name}))`, [sequence])
}

describe('docs/releases.json', () => {
  it('names every release once, with a whole commit and its rows', () => {
    expect(releases.length).toBeGreaterThan(0)
    expect(new Set(releases.map(({ name }) => name)).size).toBe(releases.length)
    for (const { name, commit } of releases) {
      expect(commit).toMatch(/^[0-9a-f]{40}$/)
      for (const file of [...DATABASES, 'facts'])
        expect(existsSync(join(root, 'tests/releases', name, `${file}.json`)), `${name}/${file}`).toBe(true)
    }
  })

  it.skipIf(!hasHistory)('names commits that this one comes from, in their order', () => {
    const line = [...releases.map(({ commit }) => commit), 'HEAD']
    for (const [index, commit] of line.slice(0, -1).entries())
      expect(git('merge-base', '--is-ancestor', commit, line[index + 1] ?? 'HEAD').ok, commit).toBe(true)
  })
})

describe.skipIf(!hasHistory).each(releases)('an installation of the release $name', ({ name, commit }) => {
  const rowsOf = (file: string): string => join(root, 'tests/releases', name, `${file}.json`)
  const facts: { readonly workspace: string; readonly secretKey: string; readonly secretsKeys?: string } = JSON.parse(
    readFileSync(rowsOf('facts'), 'utf8'),
  )
  let folder: string
  let postgres: PostgresServer
  let stack: Stack
  const deaths: Error[] = []
  const call = (service: string, operation: string, body?: unknown) =>
    caller(stack.urls[service] ?? '', facts.secretKey)(operation, body === undefined ? {} : { body })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'polyphon-upgrade-'))
    // Where root may not make user namespaces, PostgreSQL runs as nobody, who must be able to come in.
    chmodSync(folder, 0o755)
    postgres = await startPostgres({ folder: join(folder, 'postgres'), durable: false })
    const env = {
      POLYPHON_HOME: join(folder, 'home'),
      POLYPHON_PORT_BASE: String(await freePortBase()),
      DATABASE_URL: postgres.url('postgres'),
      LOG_LEVEL: 'silent',
      ...(facts.secretsKeys === undefined ? {} : { SECRETS_KEYS: facts.secretsKeys }),
    }
    const home = openHome(env, dirname(folder))
    const names = DATABASES.map((database) => `polyphon_${database}`)
    const made = await makeDatabases(env.DATABASE_URL, names, home.secrets().databasePassword)
    for (const database of DATABASES) {
      const { url, ownerUrl } = made.get(`polyphon_${database}`) ?? { url: '', ownerUrl: '' }
      const folders = setsOf(database, commit).map(([set, path]) => ({
        set,
        folder: writeFolder(commit, path, folder),
      }))
      await migrate({ url: ownerUrl, folders, appRole: new URL(url).username })
      await fill(ownerUrl, rowsOf(database))
    }
    stack = await startStack({ env, home, progress: () => undefined, onDead: (error) => deaths.push(error) })
  })
  afterAll(async () => {
    await stack?.close()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    if (deaths[0] !== undefined) throw deaths[0]
  })

  it('is migrated, and every service is ready on it', async () => {
    for (const url of Object.values(stack.urls))
      await eventually(async () => {
        const answer = await fetch(`${url}/readyz`)
        expect(answer.status, await answer.text()).toBe(200)
      })
  })

  it('keeps its key, its people and everything that was known of them', async () => {
    await eventually(async () => {
      const { body } = await call('profile', 'GET /v1/profiles?identifier=user_id:%C3%A4nne')
      expect(body.items).toHaveLength(1)
      expect(body.items[0]).toMatchObject({ traits: { city: 'Köln', address: { plz: '50667' } }, segments: ['kunden'] })
      expect(body.items[0].absorbedIds).toHaveLength(1)
    })
    // What the release wrote in another form is rewritten while the service answers.
    for (const identifier of ['email:aenne@müller.de', 'email:bob@example.org', 'phone:+4915112345678'])
      await eventually(async () => {
        const { body } = await call('profile', `GET /v1/profiles?identifier=${encodeURIComponent(identifier)}`)
        expect(body.items, identifier).toHaveLength(1)
      })
  })

  it('keeps what it had published, sent, asked and counted', async () => {
    const lists = [
      ['journey', 'GET /v1/journeys', ['nachfassen']],
      ['messaging', 'GET /v1/templates', ['danke']],
      ['feedback', 'GET /v1/surveys', ['lieferung']],
      ['profile', 'GET /v1/segments', ['kunden']],
    ] as const
    for (const [service, operation, keys] of lists) {
      const { body } = await call(service, operation)
      expect(body.items.map(({ key }: { key: string }) => key)).toEqual(expect.arrayContaining([...keys]))
    }
    // What they counted by its name, of whatever kind before kinds were told apart, they count still.
    const hasKinds = git('ls-tree', commit, 'services/profile/migrations/0017_tell_kinds_apart.sql').text !== ''
    const kind = hasKinds ? undefined : 'any'
    const segment = await call('profile', 'GET /v1/segments/kunden')
    expect(segment.body.condition).toEqual({ did: 'Order Delivered', kind })
    const journey = await call('journey', 'GET /v1/journeys/nachfassen')
    const [trigger] = journey.body.definition.entry.triggers
    expect([trigger.event, trigger.kind]).toEqual(['Order Delivered', kind])
    const answers = await call('feedback', 'GET /v1/answers')
    expect(answers.body.items).toHaveLength(2)
    const { body } = await call('analytics', 'GET /v1/metrics/csat')
    expect(body.groups[0]).toMatchObject({ n: 2 })
    const person = await call('profile', 'GET /v1/profiles?identifier=user_id:bob')
    const messages = await call('messaging', `GET /v1/messages?profileId=${person.body.items[0].id}`)
    expect(messages.body.items).toHaveLength(2)
    const permissions = await call('messaging', `GET /v1/permissions?profileId=${person.body.items[0].id}`)
    expect(permissions.body.items).toMatchObject([{ channel: 'email', topic: 'feedback', state: 'granted' }])
  })

  it('goes on: what somebody does starts, sends and counts as ever', async () => {
    const before = await call('analytics', 'GET /v1/metrics/messages.count')
    // Somebody new: the runs of then still wait, and a journey is entered once at a time.
    const traits = { email: 'cora@example.org', firstName: 'Cora' }
    expect((await call('profile', 'POST /v1/identify', { userId: 'cora', traits })).status).toBe(200)
    const event = { userId: 'cora', event: 'Order Delivered', properties: { orderId: 'B-1' } }
    expect((await call('profile', 'POST /v1/track', event)).status).toBe(200)
    await eventually(async () => {
      const { body } = await call('analytics', 'GET /v1/metrics/messages.count')
      expect(body.groups[0].value).toBeGreaterThan(before.body.groups[0]?.value ?? 0)
    })
  })
})
