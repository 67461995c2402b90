import { type SettingFault, SettingsError } from '../settings/load-settings.js'
import type { Outages } from '../telemetry/outages.js'
import { isUnavailable, sqlStateOf } from '../values/unavailable.js'
import { backoffMs } from '../waiting/back-off.js'
import { createSignal, type Signal } from '../waiting/signal.js'
import { assertBoundByRowSecurity, connectOnce, type MigrationFolder, migrate } from './migrate.js'

interface DatabaseSettings {
  readonly DATABASE_URL: string
  readonly MIGRATION_DATABASE_URL?: string | undefined
  readonly DATABASE_TLS_CA?: string | undefined
}

export interface PrepareOptions {
  readonly settings: DatabaseSettings
  readonly folders: readonly MigrationFolder[]
  readonly outages: Pick<Outages, 'failed' | 'works'>
  /** Ends the waiting; the promise is then rejected with its reason. */
  readonly signal: AbortSignal
}

/**
 * Waits until the database answers, migrates it, and makes sure that row-level security binds the application. Throws
 * a SettingsError for what no waiting would mend.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<void> {
  const { signal } = options
  const wakeUp = createSignal()
  const wake = (): void => wakeUp.wake()
  signal.addEventListener('abort', wake, { once: true })
  try {
    await untilPrepared(options, wakeUp)
  } finally {
    signal.removeEventListener('abort', wake)
  }
}

async function untilPrepared(options: PrepareOptions, wakeUp: Signal): Promise<void> {
  const { settings, outages, signal } = options
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      await requireUsableDatabase(settings)
      await migrateIfOwner(options)
      await assertBoundByRowSecurity({ url: settings.DATABASE_URL, tlsCa: settings.DATABASE_TLS_CA })
      outages.works('database')
      return
    } catch (error) {
      if (!isNotThere(error)) throw error
      outages.failed('database', error)
    }
    await wakeUp.wait(backoffMs(attempt, 100, 3_000))
  }
}

/** Connects once with each of the URLs. Throws all that is wrong with them, or else that the server is away. */
export async function requireUsableDatabase(settings: DatabaseSettings): Promise<void> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL, DATABASE_TLS_CA: tlsCa } = settings
  const urls = Object.entries({ DATABASE_URL, MIGRATION_DATABASE_URL })
  const results = await Promise.allSettled(
    urls.map(async ([name, url]) => {
      if (url === undefined) return
      try {
        await (await connectOnce({ url, tlsCa })).end()
      } catch (error) {
        throw isNotThere(error) ? error : new SettingsError([{ name, detail: refusalOf(error) }], { cause: error })
      }
    }),
  )
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  const faults = failures.flatMap((failure): readonly SettingFault[] =>
    failure instanceof SettingsError ? failure.faults : [],
  )
  if (faults.length > 0) throw new SettingsError(faults, { cause: failures[0] })
  if (failures.length > 0) throw failures[0]
}

// A database that is closed to connections (55000) is opened again by whoever closed it.
function isNotThere(error: unknown): boolean {
  return isUnavailable(error) || sqlStateOf(error) === '55000'
}

const REFUSALS: Readonly<Record<string, string>> = {
  '28000': 'the server does not let this role in, or not without TLS',
  '28P01': 'the server refuses the password',
  '3D000': 'the server has no such database',
  '42501': 'the role may not connect to the database',
}

// The words of the server repeat the role and the database, so its code has to do.
function refusalOf(error: unknown): string {
  const known = REFUSALS[sqlStateOf(error)]
  if (known !== undefined) return known
  if (!(error instanceof Error)) return 'no connection can be made with it'
  if ('severity' in error) return `the server refuses the connection (${sqlStateOf(error)})`
  return `no trusted connection can be made (DATABASE_TLS_CA): ${error.message}`
}

async function migrateIfOwner({ settings, folders }: PrepareOptions): Promise<void> {
  const { MIGRATION_DATABASE_URL: url, DATABASE_URL, DATABASE_TLS_CA: tlsCa } = settings
  if (url === undefined) return
  try {
    const appRole = decodeURIComponent(new URL(DATABASE_URL).username)
    await migrate({ url, tlsCa, folders, appRole, roleDefaults: true })
  } catch (error) {
    if (isNotThere(error) || !(error instanceof Error)) throw error
    const { message, cause } = error
    const detail = cause instanceof Error ? `${message} ${cause.message}` : message
    throw new SettingsError([{ name: 'MIGRATION_DATABASE_URL', detail }], { cause: error })
  }
}
