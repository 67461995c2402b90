import { z } from 'zod'
import { LONGEST_ACCOUNT_KEY } from '../domain/account.js'

export const AccountKey = z
  .string()
  .overwrite((text) => text.normalize())
  .min(1)
  .max(LONGEST_ACCOUNT_KEY)
  .refine((text) => !/\p{Cc}/u.test(text), 'must hold no control characters')
  .refine((text) => text.trim() !== '', 'must not be blank')
  .describe('Chosen by you, exactly as it is written: the `groupId` of group calls')
