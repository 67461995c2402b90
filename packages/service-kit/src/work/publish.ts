import { work as facts } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'
import { append } from '../events/outbox.js'
import type { ServiceName } from '../values/service-name.js'
import { toWorkData, type Work } from './work.js'

export type WorkFact = keyof (typeof facts)['profile']

/** Publishes what has happened to work, as a fact of the service that owns it. */
export const publishWork = (tx: Tx, service: ServiceName, what: WorkFact, work: Work): void =>
  append(tx, facts[service][what], toWorkData(work))
