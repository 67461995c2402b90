import { segmentPublished } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { keepUses } from '@polyphon/service-kit/definitions'
import { inLog } from '@polyphon/service-kit/personal'
import type { ProfileDeps } from '../config.js'
import { importSegmentMembers } from './http/import-segment-members.js'
import { listingRoutes } from './http/listings.js'
import { segmentRoutes } from './http/segments.js'
import { segmentsPersonal } from './personal.js'
import { segmentBackfillTimer } from './timers/segment-backfill.js'
import { segmentPurposeTimer } from './timers/segment-purpose.js'
import { segmentUntilTimer } from './timers/segment-until.js'

/** Segments in versions, and who is in them. */
export const segments: Feature<ProfileDeps> = {
  routes: [segmentRoutes, () => listingRoutes],
  imports: [importSegmentMembers],
  consumers: { definitions: () => [keepUses()] },
  timers: [segmentBackfillTimer, segmentUntilTimer, segmentPurposeTimer],
  elsewhere: [inLog('segment', 'key', { definition: segmentPublished, keyOf: (key) => `segment:${key}` })],
  personal: segmentsPersonal,
}
