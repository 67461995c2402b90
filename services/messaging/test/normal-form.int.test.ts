import { permissionChanged } from '@polyphon/contracts'
import { setTimer, type Tx, uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NORMAL_FORM_TIMER } from '../src/permissions/commands/rewrite-forms.js'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const inside = <Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  messaging.deps.db.transact(messaging.workspace.id, work)

/** What the migration sets going. */
async function rewriteAll(): Promise<void> {
  await inside(async (tx) => {
    for (const key of ['addresses', 'permissions'])
      await setTimer(tx, { kind: NORMAL_FORM_TIMER, key, dueAt: tx.now, data: { after: null, pass: 2 } })
  })
  await eventually(() =>
    inside(async (tx) => {
      const { rows } = await tx.query('select from timer where kind = $1', [NORMAL_FORM_TIMER])
      expect(rows).toHaveLength(0)
    }),
  )
}

const suppress = (channel: string, address: string, at: string | null): Promise<unknown> =>
  inside((tx) =>
    tx.query(
      'insert into address (workspace_id, channel, address, suppressed_at, reason) values ($1, $2, $3, $4, $5)',
      [tx.workspaceId, channel, address, at, at === null ? null : `${channel} ${address}`],
    ),
  )

const endOf = async (more: Readonly<Record<string, unknown>>): Promise<string> => {
  const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, class: 'service', topic: 'news' }
  const id = await messaging.send({ ...order, ...more })
  return eventually(async () => {
    const { body } = await messaging.call(`GET /v1/messages/${id}`)
    if (!['sent', 'dropped'].includes(body.delivery)) throw new Error(`still ${body.delivery}`)
    return body.delivery === 'sent' ? 'sent' : body.reason
  })
}

describe('what is stored in an older form', () => {
  it('binds again: suppressions in every spelling, the earlier of two, and what is no address stays', async () => {
    await suppress('Email', 'No1@Old.test', '2026-01-01T00:00:00Z')
    await suppress('email', 'no2@old.test.', '2026-01-02T00:00:00Z')
    await suppress('email', 'no2@old.test', '2026-01-03T00:00:00Z')
    await suppress('email', 'no3@old.test.', null)
    await suppress('email', 'no3@old.test', '2026-01-03T00:00:00Z')
    await suppress('sms', '0170 1234567', '2026-01-04T00:00:00Z')
    await suppress('nonsense', 'x', '2026-01-05T00:00:00Z')
    await rewriteAll()
    const { body } = await messaging.call('GET /v1/suppressions')
    const kept = body.items.map((item: Record<string, string>) => [
      item['channel'],
      item['address'],
      item['suppressedAt'],
    ])
    const expected = [
      ['email', 'no1@old.test', '2026-01-01T00:00:00.000Z'],
      ['email', 'no2@old.test', '2026-01-02T00:00:00.000Z'],
      ['email', 'no3@old.test', '2026-01-03T00:00:00.000Z'],
      ['nonsense', 'x', '2026-01-05T00:00:00.000Z'],
      ['sms', '+491701234567', '2026-01-04T00:00:00.000Z'],
    ]
    expect(kept).toEqual(expected)
    for (const name of ['no1', 'no2', 'no3'])
      expect(await endOf({ to: { channel: 'email', address: `${name}@old.test` } }), name).toBe('suppressed')
    await rewriteAll()
    expect((await messaging.call('GET /v1/suppressions')).body.items).toHaveLength(expected.length)
  })

  it('binds again: a no under another spelling of its channel or topic, which is published; a yes does not undo a no', async () => {
    const decide = (profileId: string, channel: string, state: string, topic = 'news'): Promise<unknown> =>
      inside(async (tx) => {
        const entryId = uuidv7()
        await tx.query('insert into contact (workspace_id, profile_id) values ($1, $2) on conflict do nothing', [
          tx.workspaceId,
          profileId,
        ])
        await tx.query(
          `insert into permission_entry (workspace_id, profile_id, entry_id, given_for, channel, topic, state, proof,
             notice_hash, source, occurred_at, recorded_at)
           values ($1, $2, $3, $2, $4, $7, $5, $6, 'x', 'api', now(), now())`,
          [tx.workspaceId, profileId, entryId, channel, state, JSON.stringify(proof()), topic],
        )
        await tx.query(
          `insert into permission (workspace_id, profile_id, channel, topic, state, occurred_at, entry_id)
           values ($1, $2, $3, $6, $4, now(), $5)`,
          [tx.workspaceId, profileId, channel, state, entryId, topic],
        )
      })
    const [no, both, other] = [await messaging.person(), await messaging.person(), await messaging.person()]
    const about = await messaging.person()
    await decide(no, 'Email', 'withdrawn')
    await decide(both, 'email', 'denied')
    await decide(both, 'E-MAIL', 'granted')
    await decide(other, 'nonsense', 'withdrawn')
    await decide(about, 'email', 'withdrawn', ' News')
    await decide(about, 'email', 'granted', 'news')
    await rewriteAll()
    expect(await endOf({ profileId: no })).toBe('permission_withdrawn')
    expect(await endOf({ profileId: both })).toBe('permission_denied')
    expect(await endOf({ profileId: other })).toBe('sent')
    expect(await endOf({ profileId: about })).toBe('permission_withdrawn')
    const events = await messaging.waitFor(permissionChanged, 1, ({ data }) => data.profileId === no)
    expect(events.map(({ data }) => [data.channel, data.state])).toEqual([['email', 'withdrawn']])
    expect(messaging.published(permissionChanged).filter(({ data }) => ![no, about].includes(data.profileId))).toEqual(
      [],
    )
    expect(messaging.published(permissionChanged).map(({ data }) => data.topic)).toEqual(['news', 'news'])
    const { body } = await messaging.call(`GET /v1/permissions?profileId=${both}`)
    expect(body.items).toHaveLength(1)
    expect(body.items[0].history).toHaveLength(2)
  })
})
