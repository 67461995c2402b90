import { randomUUID } from 'node:crypto'
import { staffChanged, work } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
})
afterAll(() => messaging.close())

const staff = async (changes: object = {}): Promise<string> => {
  const staffId = randomUUID()
  const data = { ...staffChanged.example, email: `${staffId}@shop.example`, notify: ['email'], ...changes, staffId }
  await messaging.publish(staffChanged, messaging.workspace.id, data)
  await eventually(async () => {
    const found = await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      tx.query('select from staff where workspace_id = $1 and staff_id = $2', [tx.workspaceId, staffId]),
    )
    expect(found.rows).toHaveLength(1)
  })
  return staffId
}
const open = async (staffId: string, changes: object = {}) => {
  const workId = randomUUID()
  const owner = { unit: 'service', staffId, because: 'responsible for <b>delivery</b>' }
  const data = { ...work.journey.opened.example, workId, owner, ...changes }
  const id = await messaging.publish(work.journey.opened, messaging.workspace.id, data)
  return { workId, again: () => messaging.publish(work.journey.opened, messaging.workspace.id, data, { id }) }
}
/** The mails that somebody got. */
const mailsTo = async (staffId: string) =>
  (await Promise.all(messaging.mailIds().map((id) => messaging.mail(id)))).filter(
    ({ headers }) => headers.get('to')?.includes(staffId) === true,
  )

describe('a mail about work', () => {
  it('goes to whoever owns it, once, in their language, and is no message', async () => {
    const jörg = await staff({ name: 'Jörg Müßig', languages: ['de-AT', 'en'] })
    const { again } = await open(jörg, { why: 'Paket <b>fehlt</b> & Größe falsch', dueAt: '2026-12-01T15:00:00.000Z' })
    const [mail] = await eventually(async () => {
      const mails = await mailsTo(jörg)
      expect(mails).toHaveLength(1)
      return mails
    })
    expect(mail?.subject).toBe('Neue Aufgabe: Paket <b>fehlt</b> & Größe falsch')
    expect(mail?.text).toContain('Fällig: Dienstag, 1. Dezember 2026 um 15:00 (UTC)')
    expect(mail?.html).toContain('Paket &lt;b&gt;fehlt&lt;/b&gt; &amp; Größe falsch')
    expect(mail?.html).not.toContain('<b>')
    await again()
    const other = await staff({ languages: ['en'] })
    await open(other)
    const [english] = await eventually(async () => {
      const mails = await mailsTo(other)
      expect(mails).toHaveLength(1)
      return mails
    })
    expect(english?.subject).toBe('New work: a parcel that is late')
    expect(await mailsTo(jörg)).toHaveLength(1)
    expect((await messaging.call('GET /v1/messages')).body.items).toEqual([])
    const timers = await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      tx.query("select from timer where workspace_id = $1 and kind = 'notice'", [tx.workspaceId]),
    )
    expect(timers.rows).toEqual([])
  })

  it('goes to nobody who does not want it, has left, or owns nothing', async () => {
    const without = await staff({ notify: ['slack'] })
    const left = await staff({ validTo: '2020-01-01T00:00:00.000Z' })
    const wanted = await staff()
    for (const staffId of [without, left, wanted]) await open(staffId)
    await eventually(async () => expect(await mailsTo(wanted)).toHaveLength(1))
    expect(await mailsTo(without)).toEqual([])
    expect(await mailsTo(left)).toEqual([])
  })
})
