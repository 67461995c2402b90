import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault.js'

/** Moves leaders while the broker that has led still answers: whoever asked it must ask somebody else. */
const rollingBrokers: Fault = {
  name: 'rolling-brokers',
  title: 'three brokers (replication 3, min.insync 2), each of them stopped in good order and started again',
  cluster: () => ({ brokers: 3 }),
  load: () => ({ pauseMs: 100 }),
  expect: { recoverySeconds: 30 },
  inject: async (run) => {
    for (const broker of run.random.shuffle(run.cluster.servers.kafka.nodes)) {
      await broker.stop()
      await broker.start()
      // Until it follows the others again; with two of three away nobody could write.
      await delay(5_000)
    }
  },
}

/** What brings a planted bug to light where none of the ordinary faults does so well. */
export const ownFaults: readonly Fault[] = [rollingBrokers]
