import { privacy, type ServiceName, services } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { countsOf } from '@polyphon/service-kit/jobs'
import { addErasureReceipt } from '@polyphon/service-kit/rights'

/** Receipts of the other services that have erased somebody. */
export const onErasureConfirmed = (): readonly Handler[] =>
  services.filter((service) => service !== 'profile').map(receiptsOf)

const receiptsOf = (service: Exclude<ServiceName, 'profile'>): Handler =>
  on(
    privacy[service].erased,
    { naturalKey: '(workspace, request, service), the first one' },
    async (tx, { data, time }) => {
      const { requestId, at = time.toISOString(), counts, logUntil } = data
      await addErasureReceipt(tx, requestId, { service, receipt: { at, counts: countsOf(counts), logUntil } })
    },
  )
