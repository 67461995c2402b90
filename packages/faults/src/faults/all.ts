import type { Fault } from '../fault.js'
import { wrongClocks } from './clock.js'
import { killedDeletion } from './deletion.js'
import { fullKafkaDisk, fullPostgresDisk } from './disk.js'
import { hostileEndpoints } from './endpoints.js'
import { killedErasures } from './erasures.js'
import { partitions, slowKafka } from './network.js'
import { changedTopics, rollingMigration, slowConsumers } from './operations.js'
import { killServices, rollingRestart, zombieRelays, zombies } from './processes.js'
import { duplicates, poison } from './records.js'
import { emptyDatabase, laggingStandby, restoredBackups } from './restores.js'
import { endConnections, heldLock, killKafka, killOneOfThree, killPostgres, killRedis } from './servers.js'
import { badProvider, burst, hugeBodies, lateEvents, withdrawals } from './traffic.js'

/** Every fault that is tried, in the order of the table. */
export const faults: readonly Fault[] = [
  killServices,
  zombies,
  rollingRestart,
  killKafka,
  killOneOfThree,
  slowKafka,
  killPostgres,
  endConnections,
  heldLock,
  killRedis,
  partitions,
  fullPostgresDisk,
  fullKafkaDisk,
  wrongClocks,
  duplicates,
  lateEvents,
  poison,
  slowConsumers,
  hugeBodies,
  burst,
  withdrawals,
  badProvider,
  hostileEndpoints,
  changedTopics,
  zombieRelays,
  rollingMigration,
  restoredBackups,
  emptyDatabase,
  laggingStandby,
  killedDeletion,
  killedErasures,
]

/** The ones that `npm run check` tries, in six minutes at most. */
export const SMOKE: readonly string[] = ['1', '4', '6', '9', '13', '15', '18', '19', '21']
