import { openPersonalDatabase, type PersonalDatabase, personalChecks, plantUndeclared } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { journeyService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(journeyService, { run: () => ({ status: 'ended', ended_at: new Date() }) })
})
afterAll(async () => at.close())

describe('the personal data of journey', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })

  it('is not all declared once a table and a column are planted', async () => {
    expect(await plantUndeclared(at)).toEqual(['The table planted is not declared.', 'outbox.planted is not declared.'])
  })
})
