import { uuidv7 } from '@polyphon/service-kit'
import { allowsPurpose, readPerson } from '@polyphon/service-kit/copies'
import { settingsOf } from '@polyphon/values'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Feedback, makeKnown, snapshotOf, startFeedback } from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
})
afterAll(() => feedback.close())

const settings = settingsOf({ mode: 'live', settings: {} })

it('the copy of people knows what they allow, and of a record from before there was any that nothing was said', async () => {
  const profileId = uuidv7()
  const read = () => feedback.deps.db.transact(feedback.workspace.id, (tx) => readPerson(tx, profileId))
  const allows = async () => {
    const person = await read()
    if (person === null) throw new Error('The person is not known.')
    return allowsPurpose(person, 'profiling', { settings, now: new Date() })
  }
  await makeKnown(feedback, snapshotOf(profileId))
  expect([(await read())?.consents, await allows()]).toEqual([{}, false])
  const occurredAt = '2026-11-22T10:00:00.000Z'
  const consents = { profiling: { state: 'granted', occurredAt } } as const
  await makeKnown(feedback, snapshotOf(profileId, { revision: 2, consents }))
  expect([(await read())?.consents, await allows()]).toEqual([consents, true])
  await makeKnown(
    feedback,
    snapshotOf(profileId, { revision: 3, consents: { profiling: { state: 'withdrawn', occurredAt } } }),
  )
  expect(await allows()).toBe(false)
})
