import { z } from 'zod'
import { Id, Key } from './values.js'

/** Who a thing belongs to, and which responsibility, deputy or default led there. */
export const Owner = z.object({ unit: Key, staffId: Id.optional(), because: z.string().min(1) })
export type Owner = z.output<typeof Owner>
