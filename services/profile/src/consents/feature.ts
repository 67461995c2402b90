import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { consentRoutes } from './http/consents.js'
import { importConsents } from './http/import-consents.js'
import { consentsPersonal } from './personal.js'
import { consentExpiryTimer } from './timers/consent-expiry.js'

/** What people allow their data to be used for, with its proof. */
export const consents: Feature<ProfileDeps> = {
  routes: [consentRoutes],
  imports: [importConsents],
  timers: [consentExpiryTimer],
  personal: consentsPersonal,
}
