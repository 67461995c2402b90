import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import type { Deps, KitSettings } from '@polyphon/service-kit'
import type { Workspace } from '@polyphon/service-kit/access'
import {
  type EventLog,
  migrationsOf,
  type RunningService,
  type ServiceDefinition,
  startService,
} from '@polyphon/service-kit/runtime'
import type { z } from 'zod'
import { freshDatabase } from './database.js'
import { type EventTap, openEventTap } from './event-tap.js'
import { type Call, type CallOptions, caller } from './http-call.js'
import { makeWorkspace, type TestWorkspace } from './make-workspace.js'

export const ADMIN_TOKEN = 'admin-token-of-the-tests'

/** A real service on a fresh database, with an embedded log of its own, for one test file. */
export interface TestService<Settings, Tools> extends EventTap {
  readonly service: RunningService
  readonly deps: Deps<Settings, Tools>
  readonly url: string
  readonly log: EventLog
  /** The database as its owner: to look at rows past row-level security. */
  readonly ownerUrl: string
  readonly workspace: TestWorkspace
  /** A second workspace, whose things the first one must never see. */
  readonly other: TestWorkspace
  newWorkspace(changes?: Partial<Workspace>): Promise<TestWorkspace>
  /** Calls the API with the secret key of `workspace`, unless another credential (or null for none) is given. */
  call(operation: string, options?: CallOptions): Promise<Call>
  /** Moves the clock of the service, if it was started with `clock: true`, and runs what falls due. */
  advanceTo(moment: Date): Promise<void>
  close(): Promise<void>
}

export interface TestServiceOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Stops the clock at this moment; `advanceTo` moves it. Without it the real time counts. */
  readonly at?: Date
  /** Use this log instead of an embedded one, for instance a real Kafka. */
  readonly log?: EventLog
}

export async function startTestService<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  options: TestServiceOptions = {},
): Promise<TestService<KitSettings & z.output<Settings>, Tools>> {
  const database = await freshDatabase({ migrations: migrationsOf(definition) })
  const logDatabase =
    options.log === undefined ? await freshDatabase({ migrations: [embeddedLogMigrations] }) : undefined
  const blobs = await mkdtemp(join(tmpdir(), 'polyphon-blobs-'))
  let moment = options.at
  const now = (): Date => moment ?? new Date()
  const log = options.log ?? (await openEmbeddedLog({ url: logDatabase?.url ?? '', now }))
  const service = await startService(definition, {
    env: {
      DATABASE_URL: database.url,
      PORT: '0',
      LOG_LEVEL: process.env['POLYPHON_TEST_LOG'] ?? 'silent',
      POLYPHON_ADMIN_TOKEN: ADMIN_TOKEN,
      SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      BLOB_STORE: pathToFileURL(blobs).href,
      ...options.env,
    },
    log,
    now,
  })
  const tap = await openEventTap(log)
  const newWorkspace = (changes: Partial<Workspace> = {}): Promise<TestWorkspace> =>
    makeWorkspace(service.deps.db, changes)
  const workspace = await newWorkspace()
  const other = await newWorkspace()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the service was started from this very definition
  const deps = service.deps as Deps<KitSettings & z.output<Settings>, Tools>
  return {
    service,
    deps,
    log,
    workspace,
    other,
    newWorkspace,
    url: service.url,
    ownerUrl: database.ownerUrl,
    ...tap,
    call: caller(service.url, workspace.secretKey),
    advanceTo: async (to) => {
      moment = to
      await service.runDue()
    },
    close: async () => {
      await tap.stop()
      await service.close()
      if (logDatabase !== undefined) await log.close()
      await database.drop()
      await logDatabase?.drop()
      await rm(blobs, { recursive: true, force: true })
    },
  }
}
