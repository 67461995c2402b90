import { randomUUID } from 'node:crypto'
import { openPersonalDatabase, type PersonalDatabase, personalChecks } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feedbackService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(feedbackService, {
    invitation: () => ({ decision: 'asked', version: 1, token_hash: randomUUID(), used_at: new Date() }),
  })
})
afterAll(async () => at.close())

describe('the personal data of feedback', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })
})
