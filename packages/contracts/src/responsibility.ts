import { z } from 'zod'
import { Channel, Key, Locale } from './values.js'

/** What falls to a unit or to somebody: whatever fits to all that is named. */
export const Responsibility = z.object({
  touchpoint: Key.optional(),
  topic: Key.optional(),
  segment: Key.optional(),
  account: Key.optional(),
  channel: Channel.optional(),
  language: Locale.optional(),
})
export type Responsibility = z.output<typeof Responsibility>
