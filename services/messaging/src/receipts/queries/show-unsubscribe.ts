import type { Tx } from '@polyphon/service-kit'
import { readSubscription, type Subscription } from '../steps/read-subscription.js'

/** What the link in a message would end. Looking changes nothing. */
export const showUnsubscribe = (tx: Tx, token: string): Promise<Subscription> => readSubscription(tx, token)
