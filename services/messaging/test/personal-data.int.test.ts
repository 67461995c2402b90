import { openPersonalDatabase, type PersonalDatabase, personalChecks } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messagingService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(messagingService, {
    message: () => ({ stage: 'sent' }),
    address: ({ email }) => ({ channel: 'email', address: email }),
  })
})
afterAll(async () => at.close())

describe('the personal data of messaging', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })
})
