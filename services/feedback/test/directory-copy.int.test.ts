import { calendarChanged, type DataOf } from '@polyphon/contracts'
import { readCalendars } from '@polyphon/service-kit/access'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Feedback, startFeedback } from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
})
afterAll(() => feedback.close())

const event = (changes: Partial<DataOf<typeof calendarChanged>>): DataOf<typeof calendarChanged> => ({
  key: 'größe',
  version: 1,
  timeZone: 'Europe/Berlin',
  hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  holidays: [{ date: '2026-12-25', name: '1. Weihnachtstag' }],
  ...changes,
})
const known = () =>
  feedback.deps.db.transact(feedback.workspace.id, async (tx) => (await readCalendars(tx, ['größe'])).get('größe'))

it('keeps calendars as profile publishes them, the newest of each, until they are archived', async () => {
  const { key: _key, version: _version, ...first } = event({})
  await feedback.publish(calendarChanged, feedback.workspace.id, event({}))
  await eventually(async () => expect(await known()).toEqual(first))
  const second = { ...first, timeZone: 'Europe/Vienna' }
  await feedback.publish(calendarChanged, feedback.workspace.id, event({ version: 2, timeZone: 'Europe/Vienna' }))
  await eventually(async () => expect(await known()).toEqual(second))
  await feedback.publish(calendarChanged, feedback.workspace.id, event({ version: 1 }))
  await feedback.publish(calendarChanged, feedback.workspace.id, event({ key: 'after' }))
  await eventually(async () => {
    const read = await feedback.deps.db.transact(feedback.workspace.id, (tx) => readCalendars(tx, ['after']))
    expect(read.size).toBe(1)
  })
  expect(await known()).toEqual(second)
  await feedback.publish(
    calendarChanged,
    feedback.workspace.id,
    event({ version: 2, archivedAt: '2026-12-01T00:00:00.000Z' }),
  )
  await eventually(async () => expect(await known()).toBeUndefined())
})
