import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault.js'
import { failuresOf, nowAndThen } from './nemesis.js'

/** 1: any service may die at any moment. */
export const killServices: Fault = {
  name: '1',
  title: 'kill -9 of any service, every 2 to 4 s',
  inject: async (run) => {
    await nowAndThen(run, { forMs: 15_000, leastMs: 1_200, mostMs: 2_400 }, () => {
      const victim = run.random.pick(run.cluster.processes.filter((process) => process.isRunning()))
      victim.kill('SIGKILL')
      run.killed()
      run.saw(`${victim.service} killed`)
    })
  },
}

/** 3: a deploy replaces one process after the other; with two replicas nobody notices. */
export const rollingRestart: Fault = {
  name: '3',
  title: 'SIGTERM of one process after the other (a rolling deploy)',
  inject: async (run) => {
    for (const process of run.cluster.processes) {
      await process.stop()
      await process.start()
      await delay(500)
    }
    for (const service of ['profile', 'messaging']) {
      for (const kind of ['read', 'write']) {
        const failed = failuresOf(run, `${service} ${kind}`)
        if (failed > 0) run.wrong(`${failed} requests to ${service} (${kind}) failed, which has two replicas`)
      }
    }
  },
}
