import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@polyphon/service-kit'
import { erasePerson } from '@polyphon/service-kit/personal'
import { openPersonalDatabase, type PersonalDatabase, personalChecks } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feedbackService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(feedbackService, {
    invitation: () => ({
      decision: 'asked',
      version: 1,
      token_hash: randomUUID(),
      used_at: new Date(),
    }),
    answer: ({ mark }) => ({
      choices: JSON.stringify([{ question: 'why', values: ['price'], other: `"${mark}\\` }]),
    }),
  })
})
afterAll(async () => at.close())

describe('the personal data of feedback', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })

  it('keeps which options nobody in particular has chosen', async () => {
    const person = at.newPerson(uuidv7())
    await at.plant(person)
    await erasePerson(at.db, at.data, { workspaceId: person.workspaceId, person, mode: 'anonymise' })
    const left = await at.query('select choices from answer where workspace_id = $1', [person.workspaceId])
    expect(left).toEqual([{ choices: [{ question: 'why', values: ['price'] }] }])
  })
})
