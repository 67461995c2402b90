import type { DueDelivery } from './delivery-store.js'
import type { Webhook } from './webhook.js'

/** A delivery that this process may make, until its lease ends. */
export interface Claim {
  readonly workspaceId: string
  readonly webhook: Webhook
  readonly delivery: DueDelivery
  readonly claim: string
  readonly claimedAt: Date
}
