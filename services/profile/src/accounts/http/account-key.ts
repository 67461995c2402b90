import { z } from 'zod'
import { isAddressable, LONGEST_ACCOUNT_KEY } from '../domain/account-key.js'

export const AccountKey = z
  .string()
  .overwrite((text) => text.normalize())
  .min(1)
  .max(LONGEST_ACCOUNT_KEY)
  .refine(isAddressable, 'must hold no control characters, and not be blank, `.` or `..`')
  .describe('Chosen by you, exactly as it is written: the `groupId` of group calls')
