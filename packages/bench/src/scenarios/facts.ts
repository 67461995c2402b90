import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import type pg from 'pg'
import { eventsOf } from '../events.js'
import { insertAlone } from '../floor/insert-alone.js'
import { type CpuMicros, middleOf, perEvent } from '../measure/cpu.js'
import { load } from '../measure/load.js'
import { spreadOf } from '../measure/median.js'
import { loadPeople } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { type StackSetting, withStack } from '../setting.js'
import type { BenchStack } from '../stack.js'

const PEOPLE = 20_000
const BATCH = 50
const TARGET = 0.5

/** How fast analytics works off a topic that has filled while it was away. */
export const facts: Scenario = {
  name: 'facts',
  measure: (options) =>
    withStack({ ...options, only: ['profile', 'analytics'] }, (setting) => measure(setting, options)),
}

async function measure(setting: StackSetting, options: BenchOptions): Promise<readonly Measured[]> {
  const { servers, stack } = setting
  await loadPeople(servers.postgres.url('polyphon_profile'), { workspace: stack.facts.workspace, count: PEOPLE })
  await catchUp(setting, 2)
  const rounds: { readonly perSecond: number; readonly alone: number; readonly cpu: CpuMicros }[] = []
  for (let round = 1; round <= options.rounds; round += 1) {
    const { perSecond, cpu } = await catchUp(setting, options.seconds)
    const alone = await insertAlone(servers.postgres.url('polyphon_analytics'))
    rounds.push({ perSecond, alone, cpu })
    options.say(`facts ${round}: ${perSecond.toFixed(0)}/s, insert alone ${alone.toFixed(0)}/s`)
  }
  const middle = (of: (round: (typeof rounds)[number]) => number): number => spreadOf(rounds.map(of)).median
  const spread = spreadOf(rounds.map(({ perSecond, alone }) => perSecond / alone))
  return [
    {
      name: 'facts',
      value: middle(({ perSecond }) => perSecond),
      unit: 'facts/s',
      floor: middle(({ alone }) => alone),
      ratio: spread.median,
      target: `≥ ${TARGET * 100} % of the insert alone`,
      met: spread.median >= TARGET,
      cpuMicros: middleOf(rounds.map(({ cpu }) => cpu)),
      spread,
      notes: ['the floor inserts the same rows from arrays, 500 at a time, on one connection'],
    },
  ]
}

/** Lets profile fill its topic while analytics is down, and then times analytics, from its first fact to its last. */
async function catchUp(
  { servers, stack }: StackSetting,
  seconds: number,
): Promise<{ perSecond: number; cpu: CpuMicros }> {
  const analytics = stack.composed.processes.find(({ service }) => service === 'analytics')
  if (analytics === undefined) throw new Error('Analytics does not run.')
  const database = stack.database('analytics')
  const before = await countFacts(database)
  await analytics.stop()
  const sent = await fillTopic(stack, seconds)
  await analytics.start()
  const first = await untilCount(database, before + 1)
  const cpu = servers.cpu([analytics.pid()])
  const last = await untilCount(database, before + sent)
  const applied = last.count - first.count
  return {
    perSecond: applied / ((last.at - first.at) / 1_000),
    cpu: perEvent(cpu, servers.cpu([analytics.pid()]), applied),
  }
}

/** Answers how many interactions were published. */
async function fillTopic(stack: BenchStack, seconds: number): Promise<number> {
  const events = eventsOf(randomUUID(), PEOPLE)
  const { count } = await load({
    url: stack.url('profile'),
    method: 'POST',
    headers: stack.headers,
    connections: 8,
    seconds,
    next: () => events.batch(BATCH),
  })
  await stack.drained()
  return count * BATCH
}

function untilCount(database: pg.Pool, wanted: number): Promise<{ readonly count: number; readonly at: number }> {
  return eventually(
    async () => {
      const count = await countFacts(database)
      if (count < wanted) throw new Error(`${count} facts of ${wanted} are there.`)
      return { count, at: performance.now() }
    },
    { timeoutMs: 300_000, everyMs: 20 },
  )
}

async function countFacts(database: pg.Pool): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from fact where type like 'profile.interaction_recorded%'`,
  )
  return rows[0]?.count ?? 0
}
