import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/database.js'
import { lagsOf, type Reader, readBacklog } from '../events/backlog.js'
import type { EventLog } from '../log/log.js'
import { type DiagnosisCheck, type Found, ok } from './finding.js'

interface WorkDeps {
  readonly db: Database
  readonly log: Pick<EventLog, 'ends'>
  now(): Date
}

/** What waits, and what makes it wait. Metrics have the same over time; here it is said to whoever has none. */
export function workChecks(deps: WorkDeps, readers: readonly Reader[]): readonly DiagnosisCheck[] {
  const { db } = deps
  const needs = 'database'
  const backlog = () => readBacklog(db, readers)
  return [
    { check: 'transactions', needs, look: (signal) => lookAtTransactions(db, signal) },
    { check: 'dead_letters', needs, look: async () => judgeLetters((await backlog()).letters) },
    { check: 'timers', needs, look: async () => judgeTimers((await backlog()).timers, deps.now()) },
    { check: 'outbox', needs, look: () => lookAtOutbox(db) },
    {
      check: 'lag',
      needs: 'log',
      look: async () => {
        const topics = [...new Set(readers.flatMap((reader) => reader.topics))]
        const [ends, { standings }] = await Promise.all([deps.log.ends(topics, 'known'), backlog()])
        return judgeLag(lagsOf(readers, ends, standings))
      },
    },
  ]
}

const LONG_S = 60
const BETWEEN_LOOKS_MS = 2_000

interface Open {
  readonly pid: number
  readonly xid: string | null
  readonly role: string
  readonly seconds: number | null
}

/**
 * A transaction that has written and does not end holds back streams, polls and webhooks of everybody, as events before its
 * own may still come. Of roles that are not ours PostgreSQL does not say since when; so it is looked at twice.
 */
async function lookAtTransactions(db: Database, signal: AbortSignal): Promise<readonly Found[]> {
  const first = await readOpen(db)
  const strange = first.filter(({ xid, seconds }) => xid !== null && seconds === null)
  if (strange.length > 0) await delay(BETWEEN_LOOKS_MS, undefined, { signal })
  const second = strange.length > 0 ? await readOpen(db) : first
  const before = new Set(strange.map(keyOf))
  const found = second.flatMap((open): readonly Found[] => {
    const { role, seconds } = open
    const isLong = seconds === null ? before.has(keyOf(open)) : seconds > LONG_S
    if (!isLong) return []
    const since = seconds === null ? `${BETWEEN_LOOKS_MS / 1_000} s at least` : `${Math.round(seconds)} s`
    return [
      {
        state: 'warning',
        what: `A transaction of the role ${role} (process ${open.pid} of PostgreSQL) has been open for ${since}${open.xid === null ? '' : ' and has written: streams and webhooks wait for its end'}.`,
        whatToDo: 'Find out whose it is in pg_stat_activity; end it with pg_terminate_backend if nobody needs it.',
        runbook: 'docs/streams.md',
      },
    ]
  })
  return found.length > 0 ? found : [ok('No transaction has been open for long.')]
}

const keyOf = ({ pid, xid }: Open): string => `${pid} ${xid ?? ''}`

async function readOpen(db: Database): Promise<readonly Open[]> {
  const { rows } = await db.transact(
    null,
    (tx) =>
      tx.query<Open>(
        `select pid, backend_xid::text as xid, coalesce(usename::text, pg_get_userbyid(usesysid)::text, '?') as role,
                extract(epoch from clock_timestamp() - xact_start)::float8 as seconds
           from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
            and (backend_xid is not null or xact_start is not null)
          order by xact_start nulls first limit 20`,
      ),
    { readOnly: true },
  )
  return rows
}

function judgeLetters(letters: readonly { readonly group: string; readonly count: number }[]): readonly Found[] {
  if (letters.length === 0) return [ok('There are no dead letters.')]
  return [
    {
      state: 'warning',
      what: `Dead letters wait: ${letters.map(({ group, count }) => `${count} of ${group}`).join(', ')}.`,
      whatToDo: '`polyphon dlq list` says why; mend the cause, then `polyphon dlq redrive`.',
      runbook: 'docs/runbooks/dead-letters.md',
    },
  ]
}

const LATE_MS = 60_000

function judgeTimers(timers: readonly { readonly kind: string; readonly first: Date }[], now: Date): readonly Found[] {
  const late = timers.filter(({ first }) => now.getTime() - first.getTime() > LATE_MS)
  if (late.length === 0) return [ok('No timer is overdue.')]
  const text = late.map(({ kind, first }) => `${kind} for ${Math.round((now.getTime() - first.getTime()) / 1_000)} s`)
  return [
    {
      state: 'wrong',
      what: `Timers are overdue: ${text.join(', ')}.`,
      whatToDo: 'See the log of the service for the one that fails, and whether it has enough CPU and connections.',
      runbook: 'docs/runbooks/timers-overdue.md',
    },
  ]
}

async function lookAtOutbox(db: Database): Promise<readonly Found[]> {
  const { rows } = await db.transact(
    null,
    (tx) =>
      tx.query<{ seconds: number | null }>(
        'select extract(epoch from clock_timestamp() - min(created_at))::float8 as seconds from outbox',
      ),
    { readOnly: true },
  )
  const seconds = rows[0]?.seconds ?? 0
  if (seconds * 1_000 <= LATE_MS) return [ok('What is told is in the log within a minute.')]
  return [
    {
      state: 'wrong',
      what: `The oldest event has waited ${Math.round(seconds)} s to be published.`,
      whatToDo: 'See whether the log answers; /readyz names a lane that fails.',
      runbook: 'docs/runbooks/outbox-waits.md',
    },
  ]
}

const MOST_LAG = 10_000

function judgeLag(lags: ReturnType<typeof lagsOf>): readonly Found[] {
  const behind = lags.filter(({ records }) => records > MOST_LAG)
  if (behind.length === 0) return [ok(`No group is more than ${MOST_LAG} records behind.`)]
  return behind.map(({ group, topic, records }) => ({
    state: 'warning',
    what: `${group} is ${records} records behind in ${topic}.`,
    whatToDo: '`polyphon lag` says how it goes on. More replicas read side by side, up to the number of partitions.',
    runbook: 'docs/runbooks/consumer-behind.md',
  }))
}
