import { setTimeout as delay } from 'node:timers/promises'
import { type Cluster, SERVICES, type Service } from '../cluster.js'
import { JOURNEY, type Tenant } from '../load/tenant.js'
import type { Topics } from './topics.js'

/** What is still on its way, by where it waits; empty when everything has been applied. */
export async function underWay(
  cluster: Cluster,
  topics: Topics,
  tenants: readonly Tenant[],
): Promise<readonly string[]> {
  const [outboxes, lags, messages, runs] = await Promise.all([
    Promise.all(SERVICES.map((service) => outboxOf(cluster, service))),
    lag(cluster, topics),
    waitingMessages(cluster, tenants),
    openRuns(cluster, tenants),
  ])
  return [...outboxes.flat(), ...lags, ...messages, ...runs]
}

/** How waiting for rest ended. */
export interface Drained {
  readonly seconds: number
  /** What was still on its way. */
  readonly left: readonly string[]
  /** For how long it had been exactly that: what does not move any more is lost, and not late. */
  readonly unmovedSeconds: number
}

/** Waits until nothing is on its way any more, twice in a row; answers the seconds it took, or what is left. */
export async function untilDrained(look: () => Promise<readonly string[]>, timeoutMs: number): Promise<Drained> {
  const startedAt = performance.now()
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10
  let emptyAt: number | undefined
  let unmoved = { what: '', since: 0 }
  for (;;) {
    const left = await look().catch((error: unknown) => [`cannot be looked at: ${String(error)}`])
    const what = left.join('\n')
    if (what !== unmoved.what) unmoved = { what, since: seconds() }
    const unmovedSeconds = seconds() - unmoved.since
    if (left.length > 0) emptyAt = undefined
    else if (emptyAt === undefined) emptyAt = seconds()
    else return { seconds: emptyAt, left, unmovedSeconds }
    if (performance.now() - startedAt > timeoutMs) return { seconds: seconds(), left, unmovedSeconds }
    await delay(200)
  }
}

async function outboxOf(cluster: Cluster, service: Service): Promise<readonly string[]> {
  const { rows } = await cluster.database(service).query<{ count: number }>('select count(*)::int as count from outbox')
  const count = rows[0]?.count ?? 0
  return count === 0 ? [] : [`${count} events in the outbox of ${service}`]
}

/** Every partition that a group wants must be applied to its end: what the database says against what Kafka says. */
async function lag(cluster: Cluster, topics: Topics): Promise<readonly string[]> {
  const [ends, groups] = await Promise.all([topics.ends(), topics.groups()])
  const offsets = await Promise.all(SERVICES.map((service) => offsetsOf(cluster, service)))
  const applied = new Map(offsets.flatMap((entries) => [...entries]))
  const missing = expectedGroups(applied).filter((group) => !groups.has(group))
  const behind = [...groups].flatMap(([group, wanted]) =>
    [...ends].flatMap(([partition, end]) => {
      const topic = partition.split(' ')[0] ?? ''
      const at = applied.get(`${group} ${partition}`) ?? 0
      return wanted.includes(topic) && at < end ? [`${group} is ${end - at} behind in ${partition}`] : []
    }),
  )
  return [...missing.map((group) => `${group} has no member`), ...behind]
}

const expectedGroups = (applied: ReadonlyMap<string, number>): readonly string[] => [
  ...new Set([...applied.keys()].map((key) => key.split(' ')[0] ?? '')),
]

async function offsetsOf(cluster: Cluster, service: Service): Promise<ReadonlyMap<string, number>> {
  const { rows } = await cluster
    .database(service)
    .query<{ consumer_group: string; topic: string; partition: number; next_offset: string }>(
      // A topic that was made anew has a new id; its youngest row counts.
      `select distinct on (consumer_group, topic, partition) consumer_group, topic, partition, next_offset
         from consumer_offset order by consumer_group, topic, partition, applied_at desc`,
    )
  return new Map(rows.map((row) => [`${row.consumer_group} ${row.topic} ${row.partition}`, Number(row.next_offset)]))
}

async function openRuns(cluster: Cluster, tenants: readonly Tenant[]): Promise<readonly string[]> {
  const { rows } = await cluster
    .database('journey')
    .query<{ count: number }>(
      `select count(*)::int as count from run where workspace_id = any($1) and journey = $2 and status <> 'ended'`,
      [tenants.map(({ id }) => id), JOURNEY],
    )
  const count = rows[0]?.count ?? 0
  return count === 0 ? [] : [`${count} runs have not ended`]
}

async function waitingMessages(cluster: Cluster, tenants: readonly Tenant[]): Promise<readonly string[]> {
  const { rows } = await cluster.database('messaging').query<{ stage: string; count: number }>(
    `select stage, count(*)::int as count from message
      where workspace_id = any($1) and stage in ('planned', 'deferred', 'queued', 'sending') group by stage`,
    [tenants.map(({ id }) => id)],
  )
  return rows.map(({ stage, count }) => `${count} messages are ${stage}`)
}
