import { setTimeout as delay } from 'node:timers/promises'
import { REPLICATED } from '../cluster.js'
import type { Fault, FaultRun } from '../fault.js'
import { noFailures, nowAndThen } from './nemesis.js'

/** 1: any service may die at any moment. */
export const killServices: Fault = {
  name: '1',
  title: 'kill -9 of any service, every 1 to 2.5 s',
  expect: { mayBreak: 'all' },
  inject: async (run) => {
    await nowAndThen(run, { forMs: 15_000, leastMs: 1_200, mostMs: 2_400 }, () => {
      const victim = run.random.pick(run.cluster.processes.filter((process) => process.isRunning()))
      victim.kill('SIGKILL')
      run.killed()
      run.saw(`${victim.service} killed`)
    })
  },
}

// As the settings advise: longer than clients keep a connection that is idle, or one of them speaks just as it ends.
export const BEHIND_A_BALANCER = { SHUTDOWN_GRACE_MS: '5000' } as const

/** Ends each process in order and starts it again, as a deploy does, with a pause behind each. */
export async function replaceEach({ cluster, wrong }: FaultRun, pauseMs: number): Promise<void> {
  for (const process of cluster.processes) {
    if (!(await process.stop())) wrong(`${process.service} did not end after SIGTERM and had to be killed`)
    await process.start()
    await delay(pauseMs)
  }
}

/** 3: a deploy replaces one process after the other; with two replicas nobody notices. */
export const rollingRestart: Fault = {
  name: '3',
  title: 'SIGTERM of one process after the other (a rolling deploy)',
  cluster: () => ({ settings: BEHIND_A_BALANCER }),
  expect: { mayBreak: 'singles' },
  inject: async (run) => {
    await replaceEach(run, 500)
    noFailures(run, REPLICATED, 'read', 'although there were two replicas')
    noFailures(run, REPLICATED, 'write', 'although there were two replicas')
  },
}

/** 2: a process stands still for longer than its session, and goes on as if nothing had happened. */
export const zombies: Fault = {
  name: '2',
  title: 'SIGSTOP of two processes for 20 s, then SIGCONT (zombies)',
  expect: { recoverySeconds: 30, mayBreak: 'all' },
  inject: async (run) => {
    const victims = run.random.shuffle(run.cluster.processes).slice(0, 2)
    for (const victim of victims) {
      victim.kill('SIGSTOP')
      run.saw(`${victim.service} stopped`)
    }
    await delay(20_000)
    for (const victim of victims) victim.kill('SIGCONT')
  },
}

/** 23: a relay stands still in the middle of sending, loses its transaction, and goes on as if nothing had happened. */
export const zombieRelays: Fault = {
  name: '23',
  title: 'SIGSTOP of one of two relays, its open transactions ended meanwhile, again and again',
  sometimes: ['the same event twice in Kafka'],
  expect: { recoverySeconds: 30, mayBreak: 'all' },
  inject: async (run) => {
    const relays = run.cluster.processes.filter(({ service }) => REPLICATED.has(service))
    await nowAndThen(run, { forMs: 18_000, leastMs: 100, mostMs: 300 }, async () => {
      const victim = run.random.pick(relays)
      victim.kill('SIGSTOP')
      await delay(150)
      await endOpenTransactions(run, victim.service)
      await delay(run.random.between(300, 900))
      victim.kill('SIGCONT')
    })
  },
}

/** What is open in the database of a service while nobody works on it belongs to the one that stands still. */
async function endOpenTransactions({ cluster, saw }: FaultRun, service: string): Promise<void> {
  const { rows } = await cluster.database('profile').query<{ ended: boolean }>(
    `select pg_terminate_backend(pid) as ended from pg_stat_activity
      where datname = $1 and usename = 'polyphon_app' and state = 'idle in transaction'
        and state_change < clock_timestamp() - interval '120 milliseconds'`,
    [`polyphon_${service}`],
  )
  saw('open transaction ended', rows.filter(({ ended }) => ended).length)
}
