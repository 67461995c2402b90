import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'
import { callbackRoutes } from './http/callbacks.js'
import { unsubscribeRoutes } from './http/unsubscribe.js'
import { receiptsPersonal } from './personal.js'
import { strayReceipt } from './timers/stray-receipt.js'

/** What comes back after a send: callbacks of providers, and people who unsubscribe. */
export const receipts: Feature<MessagingDeps> = {
  routes: [unsubscribeRoutes, callbackRoutes],
  timers: [strayReceipt],
  personal: receiptsPersonal,
}
