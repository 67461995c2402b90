import { randomUUID } from 'node:crypto'
import { calendarChanged, type DataOf, staffChanged, unitChanged } from '@polyphon/contracts'
import { readCalendars } from '@polyphon/service-kit/access'
import { findOwner } from '@polyphon/service-kit/routing'
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

it('finds the same owner as profile: who is longest in the directory, whatever the copy has heard first', async () => {
  const [older, younger] = [randomUUID(), randomUUID()]
  const put = (staffId: string, changes: Partial<DataOf<typeof staffChanged>>) =>
    feedback.publish(staffChanged, feedback.workspace.id, {
      staffId,
      version: 1,
      name: 'Jörg Müßig',
      email: `${staffId}@shop.example`,
      unit: 'firm',
      roles: ['agent'],
      languages: [],
      channels: [],
      absences: [],
      notify: [],
      ...changes,
    })
  const owner = () =>
    feedback.deps.db.transact(feedback.workspace.id, async (tx) =>
      findOwner(tx, { segments: [], accounts: [], at: tx.now }),
    )
  const unit = { key: 'firm', version: 1, name: 'Wanderschuh', responsibleFor: [] }
  await feedback.publish(unitChanged, feedback.workspace.id, unit)
  await put(younger, { createdAt: '2026-02-01T00:00:00.000Z' })
  await eventually(async () => expect((await owner())?.staffId).toBe(younger))
  // The first change of the older one that is heard of does not say it, the next one does.
  await put(older, { version: 6 })
  await put(older, { version: 7, createdAt: '2026-01-01T00:00:00.000Z' })
  await eventually(async () => expect((await owner())?.staffId).toBe(older))
  await put(older, { version: 8, languages: ['de'] })
  await put(younger, { version: 2, createdAt: '2026-02-01T00:00:00.000Z', roles: ['manager'] })
  await eventually(async () => expect((await owner())?.reasons.at(-1)).toMatchObject({ staffId: older }))
})
