import type { Fault } from '../fault.js'
import { killServices, rollingRestart } from './processes.js'
import { killKafka, killOneOfThree, killPostgres, killRedis } from './servers.js'

/** Every fault that is tried, in the order of the table. */
export const faults: readonly Fault[] = [
  killServices,
  rollingRestart,
  killKafka,
  killOneOfThree,
  killPostgres,
  killRedis,
]

/** The ones that `npm run check` tries, in five minutes at most. */
export const SMOKE: readonly string[] = ['1', '4', '6', '9', '13', '15', '18', '19']
