import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ClusterOptions } from '../cluster.js'
import type { Fault, FaultRun } from '../fault.js'
import { nowAndThen } from './nemesis.js'

// Where Debian's package `faketime` puts its library, by machine.
const LIBRARIES = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
const library = LIBRARIES.find((file) => existsSync(file))

let clocks: string | undefined

const clockOf = (service: string, replica: number): string => join(clocks ?? '', `${service}-${replica}`)

/** Every process reads its clock through a file that says by how much it is wrong. */
function withOwnClocks(): ClusterOptions {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-clocks-'))
  clocks = folder
  return {
    launch: (service, replica) => {
      const file = clockOf(service, replica)
      writeFileSync(file, '+0')
      return {
        env: {
          LD_PRELOAD: library,
          FAKETIME_TIMESTAMP_FILE: file,
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
          FAKETIME_CACHE_DURATION: '1',
        },
      }
    },
    cleanUp: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

const JUMPS = ['-2h', '+3h', '-1', '+1', '+0']
const LATER = 'later'

/** 12: the clocks of some processes jump by hours, back and forth, while others are right. */
export const wrongClocks: Fault = {
  name: '12',
  title: 'clocks of single processes jump by -2 h, +3 h and a second',
  missing: () => (library === undefined ? 'the library of faketime is not installed' : null),
  cluster: withOwnClocks,
  expect: { recoverySeconds: 30 },
  sometimes: ['token taken'],
  inject: async (run) => {
    const runs = await startWaiting(run)
    const keys = await makeKeys(run)
    await nowAndThen(run, { forMs: 16_000, leastMs: 1_000, mostMs: 2_500 }, async () => {
      for (const [service, count] of [
        ['profile', 2],
        ['journey', 1],
        ['messaging', 2],
        ['feedback', 1],
        ['analytics', 1],
      ] as const) {
        for (let replica = 0; replica < count; replica += 1) {
          if (run.random.next() < 0.5) writeFileSync(clockOf(service, replica), run.random.pick(JUMPS))
        }
      }
      await useToken(run, keys)
    })
    for (const { id, tenant } of runs) {
      const { status, step } = await tenant.api.must('journey', `GET /v1/runs/${id}`)
      if (status !== 'running') run.wrong(`a run that waits for an hour is ${status} (${step})`)
    }
  },
}

interface WaitingRun {
  readonly id: string
  readonly tenant: FaultRun['tenants'][number]
}

/** Runs that wait for an hour: no clock may let them go on before. */
async function startWaiting({ tenants }: FaultRun): Promise<readonly WaitingRun[]> {
  const runs: WaitingRun[] = []
  for (const tenant of tenants) {
    await tenant.api.must('journey', `PUT /v1/journeys/${LATER}`, {
      schema: 'polyphon.journey/1',
      class: 'service',
      entry: { triggers: [{ type: 'event', event: 'Never' }], reentry: { mode: 'always', concurrent: 1000 } },
      start: 'wait',
      steps: { wait: { type: 'wait', for: 'PT1H', next: 'done' }, done: { type: 'exit', outcome: 'done' } },
    })
    for (const { profileId } of tenant.people.slice(0, 3)) {
      const { id, runId } = await tenant.api.must('journey', `POST /v1/journeys/${LATER}/runs`, { profileId })
      runs.push({ id: id ?? runId, tenant })
    }
  }
  return runs
}

/** For each tenant a key as browsers have it. */
async function makeKeys({ tenants }: FaultRun): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>()
  for (const { id, api } of tenants) {
    const { secret } = await api.must('profile', 'POST /v1/keys', { kind: 'publishable' })
    keys.set(id, secret)
  }
  return keys
}

/** A token that one replica has just issued must be good at whichever replica it is shown to. */
async function useToken(run: FaultRun, keys: ReadonlyMap<string, string>): Promise<void> {
  await delay(1_200)
  const { id, people, api } = run.random.pick(run.tenants)
  const { profileId } = run.random.pick(people)
  const { token } = await api.must('profile', 'POST /v1/person-tokens', { profileId, ttlSeconds: 300 })
  const headers = { authorization: `Bearer ${keys.get(id) ?? ''}`, 'polyphon-person': token }
  for (let turn = 0; turn < 4; turn += 1) {
    const { status } = await api.call('profile', 'GET /v1/context', undefined, headers)
    if (status === 200) run.saw('token taken')
    else run.wrong(`a fresh person token was answered with ${status}`)
  }
}
