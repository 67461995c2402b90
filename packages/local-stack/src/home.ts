import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What the first start makes up and every later one finds again. */
export interface KeptSecrets {
  readonly adminToken: string
  readonly databasePassword: string
  readonly callbackSecret: string
  /** `SECRETS_KEYS`. */
  readonly secretsKeys: string
}

/** Written for programs that want to use the running stack: where it answers, and with which keys. */
export interface LocalFacts {
  readonly workspace: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly adminToken: string
  readonly services: Readonly<Record<string, string>>
  readonly mailFolder: string
  /** Kafka, where it holds the events: `host:port,…`. */
  readonly brokers?: string
}

/** A workspace and what opens it. */
export type WorkspaceKeys = Pick<LocalFacts, 'workspace' | 'publishableKey' | 'secretKey'>

/** The folder in which a local stack keeps everything. */
export interface Home {
  readonly folder: string
  readonly mailFolder: string
  /** Where files lie that are worked on. */
  readonly blobFolder: string
  path(...parts: readonly string[]): string
  secrets(): KeptSecrets
  readFacts(): LocalFacts | null
  writeFacts(facts: LocalFacts): void
  /** The keys of the workspace that was made in a database; null where none was. */
  readKeys(database: string): WorkspaceKeys | null
  /** Keeps them beside those of other databases, for whenever a stack is started with that one again. */
  writeKeys(database: string, keys: WorkspaceKeys): void
}

export function openHome(env: Readonly<Record<string, string | undefined>>, base: string): Home {
  const given = env['POLYPHON_HOME']
  const folder = resolve(base, given === undefined || given === '' ? '.polyphon' : given)
  const path = (...parts: readonly string[]): string => join(folder, ...parts)
  const mailFolder = path('mail')
  const blobFolder = path('blobs')
  for (const each of [mailFolder, blobFolder]) mkdirSync(each, { recursive: true, mode: 0o700 })
  const allKeys = (): Map<string, WorkspaceKeys> => new Map(Object.entries(readJson(path('workspaces.json')) ?? {}))
  return {
    folder,
    mailFolder,
    blobFolder,
    path,
    secrets: () => {
      const kept: Partial<KeptSecrets> | null = readJson(path('secrets.json'))
      const { secretsKeys } = kept ?? {}
      // Secrets of an earlier version lack what came later.
      if (kept !== null && secretsKeys !== undefined) return { ...makeSecrets(env), ...kept }
      return keep(path('secrets.json'), { ...makeSecrets(env), ...kept })
    },
    readFacts: () => readJson(path('local.json')),
    writeFacts: (facts) => {
      write(path('local.env'), shellLinesOf(facts))
      keep(path('local.json'), facts)
    },
    readKeys: (database) => allKeys().get(database) ?? null,
    writeKeys: (database, { workspace, publishableKey, secretKey }) => {
      const keys = allKeys().set(database, { workspace, publishableKey, secretKey })
      keep(path('workspaces.json'), Object.fromEntries(keys))
    },
  }
}

function makeSecrets(env: Readonly<Record<string, string | undefined>>): KeptSecrets {
  return {
    adminToken: env['POLYPHON_ADMIN_TOKEN'] ?? `admin_${randomBytes(24).toString('base64url')}`,
    databasePassword: randomBytes(18).toString('base64url'),
    callbackSecret: `whsec_${randomBytes(32).toString('base64')}`,
    secretsKeys: `local-${randomBytes(3).toString('hex')}:${randomBytes(32).toString('base64')}`,
  }
}

// Answers whatever `keep` below has written into that file.
// oxlint-disable-next-line typescript/no-explicit-any -- each file is written by this module alone
function readJson(file: string): any {
  if (!existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8'))
}

function keep<T>(file: string, content: T): T {
  write(file, `${JSON.stringify(content, null, 2)}\n`)
  return content
}

// Written aside and renamed, so that a kill in between leaves the old file whole; readable by its owner only.
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The same facts for a shell that reads them with `.`; not exported, so that no later program takes them for settings. */
function shellLinesOf({ services, secretKey, publishableKey, adminToken, mailFolder, brokers }: LocalFacts): string {
  const values = {
    ...services,
    key: secretKey,
    write_key: publishableKey,
    admin: adminToken,
    mail: mailFolder,
    ...(brokers === undefined ? {} : { brokers }),
  }
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`)
    .join('')
}
