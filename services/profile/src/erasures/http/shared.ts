import { LONGEST_VALUE } from '@polyphon/values'
import { z } from 'zod'

export const tag = 'privacy'

export const access = (right: 'read' | 'write') =>
  ({ who: 'key', scope: `profile:${right}`, staff: 'administration' }) as const

export const Identifier = z.strictObject({
  type: z.string().min(1).max(63),
  value: z.string().min(1).max(LONGEST_VALUE),
})
