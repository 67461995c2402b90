import { privacy } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { addErasureReceipt } from '@polyphon/service-kit/rights'

const { journey, messaging, feedback, analytics } = privacy

/** Receipts of the other services that have erased somebody. */
export const onErasureConfirmed = (): readonly Handler[] => [
  receiptsOf('journey', journey.erased),
  receiptsOf('messaging', messaging.erased),
  receiptsOf('feedback', feedback.erased),
  receiptsOf('analytics', analytics.erased),
]

const receiptsOf = (service: keyof typeof privacy, definition: (typeof privacy)[typeof service]['erased']): Handler =>
  on(definition, { naturalKey: '(workspace, request, service), the first one' }, async (tx, { data, time }) => {
    const { requestId, at = time.toISOString(), counts, logUntil } = data
    const numbers = Object.fromEntries(Object.entries(counts).map(([table, rows]) => [table, Number(rows)]))
    await addErasureReceipt(tx, requestId, { service, receipt: { at, counts: numbers, logUntil } })
  })
