import { openPersonalDatabase, type PersonalDatabase, personalChecks } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyticsService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(analyticsService)
})
afterAll(async () => at.close())

describe('the personal data of analytics', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })
})
