import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestCertificates } from './certificates.js'
import { canRun, endingWithParent, type ServerCommand } from './child.js'
import { type KillableServer, startKillable } from './killable.js'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.js'
import { stopOrphan } from './postgres-orphan.js'
import { claimFolder, readText } from './postgres-owner.js'
import { writeTlsFiles } from './postgres-tls.js'

export interface PostgresOptions {
  /** Everything of this server lives here: data, log, library links. */
  readonly folder: string
  /** Listen on this port of 127.0.0.1 as well; without it there is only the Unix socket. */
  readonly port?: number
  /** False gives up crash safety for speed: for tests only, and not for those that kill it. */
  readonly durable: boolean
  readonly maxConnections?: number
  /** How much of its tables PostgreSQL keeps in memory of its own; little, as a laptop has other things to do. */
  readonly sharedBuffers?: string
  /** Loads `pg_stat_statements`, which counts what each statement cost, its planning included. */
  readonly countStatements?: boolean
  /** With it the port takes TLS and a password (SCRAM) and nothing else; the socket stays as it is. */
  readonly tls?: TestCertificates
}

export interface PostgresServer extends KillableServer {
  /** The connection string of a database, over the Unix socket; the user is the superuser `polyphon` if not given. */
  url(database: string, user?: string): string
  readonly socketFolder: string
  /** Resolves when the process of the server that was started last has ended, asked or not. */
  exited(): Promise<void>
}

interface User {
  readonly uid: number
  readonly gid: number
}

/** How PostgreSQL is run here: the words before its own, and whom its files belong to if not us. */
interface Runner {
  readonly before: readonly string[]
  readonly owner?: User
  readonly user?: User
}

const superuser = 'polyphon'
const nobody = { uid: 65534, gid: 65534 }
const defaultPort = 5432
const longestSocketPath = 107
const COUNTING = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' }

/** Starts the PostgreSQL that npm brought along, in a folder of its own; a second start finds the data of the first. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const port = options.port ?? defaultPort
  const runner = chooseRunner()
  const folderMode = modeOf(runner)
  mkdirSync(options.folder, { recursive: true, mode: folderMode })
  // One name for one folder, so that an orphan is recognised by its command line.
  const folder = realpathSync(options.folder)
  const data = join(folder, 'data')
  const binaries = findPostgresBinaries(join(folder, 'lib'), folderMode)
  await stopOrphan(data, join(folder, 'owner.pid'))
  const owner = claimFolder(join(folder, 'owner.pid'), folder)
  initialise(data, binaries, runner, options.durable)
  const socketFolder = makeSocketFolder(data, port, runner)
  const server = await withoutOrphans(() =>
    startKillable({
      prepare() {
        makeSocketFolder(data, port, runner)
        rmSync(join(data, 'postmaster.pid'), { force: true })
        const words = [
          ...endingWithParent('INT'),
          ...postgresCommand(options, { data, socketFolder }, binaries, runner),
        ]
        return { ...asChild(binaries, runner, words), logFile: join(folder, 'postgres.log') }
      },
      isReady: (pid) => Promise.resolve(isReady(data, pid)),
      signals: ['SIGINT', 'SIGQUIT', 'SIGKILL'],
    }),
  )
  const portPart = port === defaultPort ? '' : `&port=${port}`
  return {
    ...server,
    url: (database, user = superuser) =>
      `postgres://${encodeURIComponent(user)}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketFolder)}${portPart}`,
    socketFolder,
    start: () => withoutOrphans(() => server.start()),
    async stop() {
      await server.stop()
      owner.release()
      if (socketFolder !== data) rmSync(socketFolder, { recursive: true, force: true })
    },
  }
}

/**
 * The children of a killed postmaster notice its end, and until they have gone PostgreSQL refuses to start over the
 * memory that they share. Its own refusal is the only sure sign of them, so we ask again for ten seconds.
 */
async function withoutOrphans<T>(start: () => Promise<T>): Promise<T> {
  const end = Date.now() + 10_000
  for (;;) {
    try {
      return await start()
    } catch (error) {
      const isEarly = error instanceof Error && error.message.includes('pre-existing shared memory block')
      if (!isEarly || Date.now() > end) throw error
      await delay(100)
    }
  }
}

/**
 * PostgreSQL refuses to run as root. In a user namespace it sees uid 1000 while its files stay root's, so it works in a
 * folder that only root can enter. Where namespaces are refused (most containers) it runs as nobody, and keeps of root's
 * rights only that of reaching such a folder; without setpriv the folder must be open to nobody.
 */
function chooseRunner(): Runner {
  if (process.getuid?.() !== 0) return { before: [] }
  const namespace = ['-U', '--map-user=1000', '--map-group=1000']
  if (canRun('unshare', [...namespace, 'true'])) return { before: ['unshare', ...namespace] }
  const asNobody = [`--reuid=${nobody.uid}`, `--regid=${nobody.gid}`, '--clear-groups']
  const words = [...asNobody, '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  if (canRun('setpriv', [...words, 'true'])) return { before: ['setpriv', ...words], owner: nobody }
  return { before: [], owner: nobody, user: nobody }
}

/** Nobody else reads what lies there, except where PostgreSQL runs as somebody else and has no other way in. */
const modeOf = (runner: Runner): number => (runner.user === undefined ? 0o700 : 0o755)

/** Puts the words together; helpers get our own environment and only PostgreSQL sees its library path. */
function asChild(binaries: PostgresBinaries, runner: Runner, words: readonly string[]): Omit<ServerCommand, 'logFile'> {
  const [command = '', ...args] = [...runner.before, ...words]
  const user = runner.user === undefined ? {} : { user: runner.user }
  return { command, args, ...user, ...(process.platform === 'darwin' ? { env: binaries.env } : {}) }
}

function withLibraries(binaries: PostgresBinaries, program: string): readonly string[] {
  // macOS removes DYLD_* on the way through /usr/bin/env; there the variable is given to the child itself.
  if (process.platform === 'darwin') return [join(binaries.bin, program)]
  return [
    'env',
    ...Object.entries(binaries.env).map(([name, value]) => `${name}=${value}`),
    join(binaries.bin, program),
  ]
}

/** Makes the data folder once. It is made beside its path and moved, so that a killed start leaves no half of it. */
function initialise(data: string, binaries: PostgresBinaries, runner: Runner, durable: boolean): void {
  if (existsSync(join(data, 'PG_VERSION'))) return takeOwnership(data, runner)
  const fresh = `${data}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  takeOwnership(fresh, runner)
  // The builtin C.UTF-8 sorts like C by code point, and knows that Ä is the capital of ä, which plain C does not.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const words = [...withLibraries(binaries, 'initdb'), '-D', fresh, '-U', superuser, '-A', 'trust', ...locale]
  const init = asChild(binaries, runner, durable ? words : [...words, '--no-sync'])
  const result = spawnSync(init.command, [...init.args], {
    encoding: 'utf8',
    env: { ...process.env, ...init.env },
    ...init.user,
  })
  if (result.status !== 0) {
    const hint = runner.user === undefined ? '' : ' It runs as user nobody here, who must be able to reach the folder.'
    throw new Error(
      `PostgreSQL could not make its data folder ${data}.${hint}\n${result.error?.message ?? result.stderr}`,
    )
  }
  renameSync(fresh, data)
}

/** Gives the files to the user PostgreSQL runs as; they belong to another one after a start of the other kind. */
function takeOwnership(data: string, runner: Runner): void {
  const uid = runner.owner?.uid ?? process.getuid?.() ?? 0
  if (process.getuid?.() !== 0 || statSync(data).uid === uid) return
  const gid = runner.owner?.gid ?? 0
  for (const entry of readdirSync(data, { recursive: true, encoding: 'utf8' })) lchownSync(join(data, entry), uid, gid)
  lchownSync(data, uid, gid)
}

/** The socket stands in the data folder, or in a short folder of its own where that path is too long for the system. */
function makeSocketFolder(data: string, port: number, runner: Runner): string {
  if (Buffer.byteLength(join(data, `.s.PGSQL.${port}`)) <= longestSocketPath) return data
  const short = join(tmpdir(), `polyphon-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`)
  const uid = runner.owner?.uid ?? process.getuid?.() ?? 0
  mkdirSync(short, { recursive: true, mode: 0o700 })
  if (process.getuid?.() === 0) lchownSync(short, uid, runner.owner?.gid ?? 0)
  // Somebody else could have made this folder before us and would then own the socket.
  if (statSync(short).uid !== uid) throw new Error(`${short} belongs to another user; a socket cannot be made there.`)
  chmodSync(short, 0o700)
  return short
}

function postgresCommand(
  options: PostgresOptions,
  folders: { readonly data: string; readonly socketFolder: string },
  binaries: PostgresBinaries,
  runner: Runner,
): readonly string[] {
  const values = {
    port: options.port ?? defaultPort,
    listen_addresses: options.port === undefined ? '' : '127.0.0.1',
    unix_socket_directories: `"${folders.socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    shared_buffers: options.sharedBuffers ?? '64MB',
    max_connections: options.maxConnections ?? 300,
    ...(options.countStatements === true ? COUNTING : {}),
    // Statistics soon after a table has begun to grow.
    autovacuum_naptime: '5s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...(options.tls === undefined ? {} : writeTlsFiles(folders.data, options.tls, runner.owner)),
  }
  const flags = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return [...withLibraries(binaries, 'postgres'), '-D', folders.data, ...flags]
}

/** The eighth line of the pid file is the server's own word on its state, as pg_ctl reads it. */
function isReady(data: string, pid: number): boolean {
  const lines = readText(join(data, 'postmaster.pid')).split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}
