import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { migrate } from '@polyphon/service-kit/runtime'
import { eventually } from '@polyphon/testkit'
import type { Admin } from 'kafkajs'
import { REPLICATED, SERVICES, type Service } from '../cluster.js'
import type { Fault, FaultRun } from '../fault.js'
import { WRITTEN } from '../load/load.js'
import { JOURNEY, ORDER, type Person, type Tenant } from '../load/tenant.js'
import { plainKafka, profileHeaders, withAdmin, withProducer } from '../plain-kafka.js'
import { openProxy, type Proxy } from '../proxy.js'
import { acceptGaps, gapsOf, missedBy } from './gaps.js'
import { noFailures } from './nemesis.js'
import { BEHIND_A_BALANCER, replaceEach } from './processes.js'

let slowDatabase: Proxy | undefined

const HELD_BACK = 'statements held back'

const SLOW_MS = 40

/** 16: journey and analytics are slow at what they read; the others go on, and nobody collects it all in memory. */
export const slowConsumers: Fault = {
  name: '16',
  title: `journey and analytics with a database ${SLOW_MS} ms away (some 200 ms an event)`,
  cluster: () => ({
    between: async ({ postgresPort }) => {
      const proxy = await openProxy(postgresPort)
      slowDatabase = proxy
      return { env: {}, close: () => proxy.close() }
    },
    launch: (service, _replica, settings) => {
      if (service !== 'journey' && service !== 'analytics') return {}
      const url = new URL(settings['DATABASE_URL'] ?? '')
      const far = `postgres://${url.username}:${url.password}@127.0.0.1:${slowDatabase?.port ?? 0}${url.pathname}`
      return { env: { DATABASE_URL: far } }
    },
  }),
  expect: { recoverySeconds: 60 },
  sometimes: [HELD_BACK],
  inject: async (run) => {
    slowDatabase?.slow(SLOW_MS)
    await delay(15_000)
    slowDatabase?.slow(0)
    run.saw(HELD_BACK, slowDatabase?.disturbed() ?? 0)
    noFailures(run, WRITTEN, 'write', 'because others are slow')
  },
}

/** 22: somebody changes the topics under us: more partitions, records deleted before they were read, a topic made anew. */
export const changedTopics: Fault = {
  name: '22',
  title: 'more partitions, records deleted before they were read, a topic deleted and made anew',
  cluster: () => ({}),
  expect: { recoverySeconds: 60, mayBreak: 'singles' },
  inject: async (run) => {
    await withAdmin(plainKafka(run.cluster.servers.kafka), async (admin) => {
      // One more than there are, as the run before has added one.
      const { topics } = await admin.fetchTopicMetadata({ topics: ['polyphon.feedback'] })
      const count = (topics[0]?.partitions.length ?? 0) + 1
      await admin.createPartitions({ topicPartitions: [{ topic: 'polyphon.feedback', count }] })
      await delay(3_000)
      await deleteUnread(run, admin)
      await delay(8_000)
    })
  },
  check: async (run) => {
    const missed = await missedBy(run.cluster, 'analytics')
    if (missed === 0) run.wrong('records were deleted before analytics read them, and its metrics do not say so')
    run.saw(`${missed} records missed and counted`)
    await mustName(run, 'analytics', /in polyphon\.journey, .* were deleted before it read them/)
    await run.remember()
    await withAdmin(plainKafka(run.cluster.servers.kafka), (admin) => makeAnew(admin, 'polyphon.messaging'))
    await sendOnce(run)
    await mustName(run, 'journey', /in polyphon\.messaging, .* the topic was made anew/)
    for (const service of SERVICES) await acceptGaps(run.cluster, service)
  },
}

/** A gap makes a service not ready, is named, and is forgotten once it is accepted. */
async function mustName(run: FaultRun, service: Service, gap: RegExp): Promise<void> {
  const named = await gapsOf(run.cluster, service)
  if (!named.some((text) => gap.test(text)))
    run.wrong(`${service} does not name a gap like ${gap}: ${named.join('; ')}`)
  const accepted = await acceptGaps(run.cluster, service)
  run.saw('gaps accepted', accepted)
  const left = await gapsOf(run.cluster, service)
  if (left.length > 0) run.wrong(`${service} still names gaps that were accepted: ${left.join('; ')}`)
}

/** Deletes what journey has published while analytics is down: what a retention that is too short would do. */
async function deleteUnread(run: FaultRun, admin: Admin): Promise<void> {
  const analytics = run.cluster.processes.find(({ service }) => service === 'analytics')
  run.cluster.hold(true)
  analytics?.kill('SIGKILL')
  run.killed()
  const topic = 'polyphon.journey'
  const highest = async (): Promise<readonly number[]> =>
    (await admin.fetchTopicOffsets(topic))
      .toSorted((left, right) => left.partition - right.partition)
      .map(({ high }) => Number(high))
  const atDeath = await highest()
  await delay(4_000)
  // On a busy machine nothing may have been published meanwhile, and then nothing would be missing.
  await eventually(
    async () => {
      if (!(await highest()).some((high, index) => high > (atDeath[index] ?? 0)))
        throw new Error('Nothing was published.')
    },
    { timeoutMs: 30_000, everyMs: 200 },
  )
  const ends = await admin.fetchTopicOffsets(topic)
  await run.remember()
  await admin.deleteTopicRecords({
    topic,
    partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
  })
  run.cluster.hold(false)
}

async function makeAnew(admin: Admin, topic: string): Promise<void> {
  await admin.deleteTopics({ topics: [topic] })
  await eventually(
    async () => {
      await admin.createTopics({ topics: [{ topic, numPartitions: 6, replicationFactor: 1 }] })
      await admin.fetchTopicOffsets(topic)
    },
    { timeoutMs: 30_000, everyMs: 100 },
  )
}

/** One more order after the topic was made anew: its mail must go out, and the journey must learn of that. */
async function sendOnce({ tenants, wrong }: FaultRun): Promise<void> {
  for (const tenant of tenants) {
    const [person] = tenant.people
    if (person === undefined) continue
    const messageId = `anew-${person.userId}`
    await tenant.api.must('profile', 'POST /v1/track', {
      userId: person.userId,
      messageId,
      event: ORDER,
      properties: {},
    })
    try {
      await eventually(() => assertEnded(tenant, person, messageId), { timeoutMs: 45_000, everyMs: 100 })
    } catch (error) {
      wrong(`after polyphon.messaging was made anew: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** Throws unless this event began a run of the person and all their runs have ended. */
async function assertEnded({ api }: Tenant, { profileId }: Person, messageId: string): Promise<void> {
  const { items } = await api.must('journey', `GET /v1/journeys/${JOURNEY}/runs?profileId=${profileId}&limit=500`)
  const open = items.filter((item: { status: string }) => item.status !== 'ended')
  const isThere = items.some((item: { trigger?: { messageId?: string } }) => item.trigger?.messageId === messageId)
  if (open.length > 0 || !isThere) throw new Error(`Of ${items.length} runs ${open.length} have not ended.`)
}

// What a next version would bring: a column with a default, and an index, on the tables that are written most.
const HOT = {
  profile: 'interaction',
  journey: 'run',
  messaging: 'message',
  feedback: 'answer',
  analytics: 'fact',
} as const

/** 25: the next version is rolled out: it migrates under load, and old processes work with the new tables meanwhile. */
export const rollingMigration: Fault = {
  name: '25',
  title: 'every database migrated under load, then a rolling deploy; events of a version that is not known yet beside',
  cluster: () => ({ settings: BEHIND_A_BALANCER }),
  expect: { recoverySeconds: 30, mayBreak: 'singles' },
  inject: async (run) => {
    const folder = mkdtempSync(join(tmpdir(), 'polyphon-next-'))
    try {
      for (const [service, table] of Object.entries(HOT)) {
        await migrateNext(run, { service, table, folder })
        await sendNextVersion(run)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    await replaceEach(run, 0)
    noFailures(run, REPLICATED, 'write', 'although there were two replicas')
  },
}

async function migrateNext(
  { cluster, seed }: FaultRun,
  { service, table, folder }: { readonly service: string; readonly table: string; readonly folder: string },
): Promise<void> {
  const serviceFolder = join(folder, service)
  mkdirSync(serviceFolder)
  const column = `next_version_${seed}`
  writeFileSync(
    join(serviceFolder, `0001_${column}.sql`),
    `alter table ${table} add column ${column} text not null default 'next';
     create index ${table}_${column} on ${table} (workspace_id, ${column});`,
  )
  const url = cluster.servers.postgres.url(`polyphon_${service}`)
  await migrate({ url, folders: [{ set: `next-${seed}`, folder: serviceFolder }], appRole: 'polyphon_app' })
}

/** The next version publishes its facts in both forms for a while; who does not know the new one passes it over. */
async function sendNextVersion(run: FaultRun): Promise<void> {
  await withProducer(plainKafka(run.cluster.servers.kafka), async (producer) => {
    for (const { id } of run.tenants) {
      const headers = profileHeaders('profile.interaction_recorded.v2', id)
      await producer.send({
        topic: 'polyphon.profile',
        messages: [{ key: `${id}:next`, value: '{"isNew":true}', headers }],
      })
    }
  })
}
