import { Moment, SERVICES } from '@polyphon/values'
import { z } from 'zod'
import type { ServiceReceipts } from '../db/service-receipt.js'

/** The form of a receipt for something that was removed. */
export const receiptOf = (what: string) =>
  z.object({
    service: z.enum(SERVICES),
    at: Moment.describe(`When nothing of the ${what} was left in its database`),
    counts: z.record(z.string(), z.int()).describe('How many rows, by table'),
    logUntil: Moment.describe(`Until when records of the ${what} may still stand in the topics of this service`),
  })

/** What is the same of each job over all services: it has succeeded once all of them have said so. */
export function toJobOfServices(receipts: ServiceReceipts) {
  const found = SERVICES.flatMap((service) => {
    const receipt = receipts[service]
    return receipt === undefined ? [] : [{ service, ...receipt, counts: { ...receipt.counts } }]
  })
  const isOver = found.length === SERVICES.length
  const endedAt = found.map(({ at }) => at).reduce((last, at) => (at > last ? at : last), '')
  return {
    state: isOver ? ('succeeded' as const) : ('running' as const),
    progress: { done: found.length, total: SERVICES.length },
    ...(isOver ? { endedAt } : {}),
    receipts: found,
  }
}
