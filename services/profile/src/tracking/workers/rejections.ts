import type { Deps } from '@polyphon/service-kit'
import { type Rejection, saveRejections, trimRejections } from '../store/rejections.js'

/** Who sent what was refused. */
export interface Source {
  readonly workspaceId: string
  readonly keyId: string
}

/** Makes refused events visible: counted, one log line a minute and key, and kept for their trace and the list. */
export interface Rejections {
  reject(source: Source, rejections: readonly Rejection[]): Promise<void>
  /** Counts what was taken with a warning. */
  warn(warnings: readonly { readonly code: string }[]): void
  close(): void
}

type RejectionDeps = Pick<Deps, 'db' | 'logger' | 'metrics' | 'now'>

const MINUTE_MS = 60_000
const KEPT_MS = 30 * 86_400_000
const MOST_KEPT = 10_000
// Of one key and process in a minute; what comes on top is counted only.
const MOST_KEPT_A_MINUTE = 5_000
const MOST_NAMED_SOURCES = 100

interface Minute {
  readonly source: Source
  readonly since: number
  kept: number
  isLogged: boolean
  /** What was refused and is not yet logged, by code. */
  readonly codes: Map<string, number>
}

export function openRejections(deps: RejectionDeps): Rejections {
  const minutes = new Map<string, Minute>()
  const counters = openCounters(deps)
  const logRefusals = (minute: Minute): void => {
    const { codes } = minute
    if (codes.size === 0) return
    const { workspaceId, keyId } = minute.source
    const counts = Object.fromEntries(codes)
    deps.logger.warn({ event: 'collect.rejected', workspaceId, keyId, codes: counts }, 'events were refused')
    codes.clear()
    minute.isLogged = true
  }
  const current = (source: Source): { readonly minute: Minute; readonly isNew: boolean } => {
    const known = minutes.get(source.keyId)
    const now = deps.now().getTime()
    if (known !== undefined && now - known.since < MINUTE_MS) return { minute: known, isNew: false }
    if (known !== undefined) logRefusals(known)
    const minute = { source, since: now, kept: 0, isLogged: false, codes: new Map<string, number>() }
    minutes.set(source.keyId, minute)
    return { minute, isNew: true }
  }
  // What was refused in the rest of a minute is logged at its end, also when nothing follows.
  const timer = setInterval(() => {
    for (const [keyId, minute] of minutes) {
      if (deps.now().getTime() - minute.since < MINUTE_MS) continue
      logRefusals(minute)
      minutes.delete(keyId)
    }
  }, MINUTE_MS)
  timer.unref()

  return {
    reject: async (source, rejections) => {
      if (rejections.length === 0) return
      const { minute, isNew } = current(source)
      for (const { code } of rejections) {
        counters.rejected(code, source.keyId)
        minute.codes.set(code, (minute.codes.get(code) ?? 0) + 1)
      }
      if (!minute.isLogged) logRefusals(minute)
      const kept = rejections.slice(0, MOST_KEPT_A_MINUTE - minute.kept)
      minute.kept += kept.length
      await keep(deps, source, { kept, isNew })
    },
    warn: (warnings) => {
      for (const { code } of warnings) counters.warned(code)
    },
    close: () => {
      clearInterval(timer)
      for (const minute of minutes.values()) logRefusals(minute)
    },
  }
}

function openCounters({ metrics }: RejectionDeps) {
  const rejected = metrics.counter({
    name: 'polyphon_events_rejected_total',
    help: 'Events refused by the tracking API, by code and by key (the first 100, then `other`)',
    labelNames: ['code', 'source'],
  })
  const warned = metrics.counter({
    name: 'polyphon_event_fields_rejected_total',
    help: 'Fields of events that could not be taken as they were sent, by code',
    labelNames: ['code'],
  })
  const named = new Set<string>()
  return {
    rejected: (code: string, keyId: string): void => {
      if (named.size < MOST_NAMED_SOURCES) named.add(keyId)
      rejected.inc({ code, source: named.has(keyId) ? keyId : 'other' })
    },
    warned: (code: string): void => warned.inc({ code }),
  }
}

async function keep(
  { db }: RejectionDeps,
  source: Source,
  { kept, isNew }: { readonly kept: readonly Rejection[]; readonly isNew: boolean },
): Promise<void> {
  if (kept.length === 0) return
  await db.transact(source.workspaceId, async (tx) => {
    await saveRejections(tx, source.keyId, kept)
    if (isNew) await trimRejections(tx, new Date(tx.serverNow.getTime() - KEPT_MS), MOST_KEPT)
  })
}
