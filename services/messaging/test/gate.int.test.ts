import { messageDropped, messageSent, permissionChanged, profileChanged } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const order = (more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  template: { key: 'parcel-arrived' },
  data: { orderNumber: '50314' },
  class: 'marketing',
  topic: 'news',
  ...more,
})

const permit = (profileId: string, state: string, more: Readonly<Record<string, unknown>> = {}) =>
  messaging.call('PUT /v1/permissions', {
    body: { profileId, channel: 'email', topic: 'news', state, proof: proof(), ...more },
  })

const endOf = async (id: string): Promise<string> =>
  eventually(async () => {
    const { body } = await messaging.call(`GET /v1/messages/${id}`)
    if (!['sent', 'dropped'].includes(body.delivery)) throw new Error(`still ${body.delivery}`)
    return body.delivery === 'sent' ? 'sent' : body.reason
  })

describe('permissions', () => {
  it('decide by class what may be sent', async () => {
    const cases: readonly (readonly [string | null, string, string])[] = [
      [null, 'marketing', 'permission_missing'],
      [null, 'research', 'permission_missing'],
      [null, 'service', 'sent'],
      [null, 'transactional', 'sent'],
      ['granted', 'marketing', 'sent'],
      ['granted', 'research', 'sent'],
      ['existing_customer', 'marketing', 'sent'],
      ['existing_customer', 'research', 'permission_missing'],
      ['denied', 'service', 'permission_denied'],
      ['withdrawn', 'service', 'permission_withdrawn'],
      ['withdrawn', 'transactional', 'sent'],
    ]
    await Promise.all(
      cases.map(async ([state, kind, expected]) => {
        const profileId = await messaging.person()
        if (state !== null) expect((await permit(profileId, state)).status).toBe(200)
        const id = await messaging.send(order({ profileId, class: kind }))
        expect(await endOf(id), `${state} ${kind}`).toBe(expected)
      }),
    )
  })

  it('hold for their topic and channel only', async () => {
    const profileId = await messaging.person()
    await permit(profileId, 'granted', { topic: 'offers' })
    await permit(profileId, 'granted', { channel: 'sms' })
    expect(await endOf(await messaging.send(order({ profileId })))).toBe('permission_missing')
  })

  it('are shown with what led to them, and published', async () => {
    const profileId = await messaging.person()
    const given = await permit(profileId, 'granted')
    expect(given.body).toMatchObject({ profileId, state: 'granted', proof: { noticeKey: 'newsletter' } })
    expect(given.body.proof.noticeHash).toMatch(/^[0-9a-f]{64}$/)
    await permit(profileId, 'withdrawn')
    const { body } = await messaging.call(`GET /v1/permissions?profileId=${profileId}`)
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ channel: 'email', topic: 'news', state: 'withdrawn' })
    expect(body.items[0].history.map((entry: { state: string }) => entry.state)).toEqual(['withdrawn', 'granted'])
    const events = await messaging.waitFor(permissionChanged, 2, ({ data }) => data.profileId === profileId)
    expect(events.map(({ data }) => data.state)).toEqual(['granted', 'withdrawn'])
  })

  it('are not brought back by a grant that is older than the withdrawal', async () => {
    const profileId = uuidv7()
    await permit(profileId, 'withdrawn', { proof: proof('2026-05-01T10:00:00Z') })
    const late = await permit(profileId, 'granted', { proof: proof('2026-04-01T10:00:00Z') })
    expect(late.body.state).toBe('withdrawn')
    expect((await permit(profileId, 'granted', { proof: proof('2026-06-01T10:00:00Z') })).body.state).toBe('granted')
  })

  it('cannot be given ahead of time, so that a withdrawal binds whatever the clocks say', async () => {
    const at = (ms: number): string => new Date(Date.now() + ms).toISOString()
    const profileId = await messaging.person()
    const refused = await permit(profileId, 'granted', { proof: proof(at(10 * 86_400_000)) })
    expect([refused.status, refused.body.code]).toEqual([422, 'occurred_at_in_future'])
    expect(refused.body.errors[0].pointer).toBe('/body/proof/occurredAt')
    const early = await permit(profileId, 'granted', { proof: proof(at(240_000)) })
    expect(early.body.state).toBe('granted')
    expect(Date.parse(early.body.occurredAt)).toBeLessThanOrEqual(Date.now())
    expect((await permit(profileId, 'withdrawn', { proof: proof(at(0)) })).body.state).toBe('withdrawn')
    expect(await endOf(await messaging.send(order({ profileId })))).toBe('permission_withdrawn')
  })

  it('that were dated ahead before that was refused end with the next no', async () => {
    const profileId = await messaging.person()
    await permit(profileId, 'granted')
    await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      tx.query(`update permission set occurred_at = now() + interval '10 days' where profile_id = $1`, [profileId]),
    )
    expect((await permit(profileId, 'denied')).body.state).toBe('denied')
    expect(await endOf(await messaging.send(order({ profileId, class: 'service' })))).toBe('permission_denied')
  })

  it('may be given for somebody who is not known yet', async () => {
    const profileId = uuidv7()
    expect((await permit(profileId, 'granted')).status).toBe(200)
    const id = await messaging.send(order({ profileId }))
    expect((await messaging.call(`GET /v1/messages/${id}`)).body.delivery).toBe('planned')
    await messaging.person({ profileId })
    expect(await endOf(id)).toBe('sent')
  })

  it('name what is wrong with them', async () => {
    const profileId = uuidv7()
    const faults = async (more: Readonly<Record<string, unknown>>): Promise<unknown> => {
      const { status, body } = await permit(profileId, 'granted', more)
      return [status, body.errors?.[0]?.pointer]
    }
    expect(await faults({ state: 'vielleicht' })).toEqual([400, '/body/state'])
    expect(await faults({ proof: { ...proof(), noticeText: '' } })).toEqual([400, '/body/proof/noticeText'])
    expect(await faults({ proof: { ...proof(), occurredAt: 'gestern' } })).toEqual([400, '/body/proof/occurredAt'])
    expect(await faults({ proof: undefined })).toEqual([400, '/body/proof'])
    expect((await messaging.call('GET /v1/permissions')).body.errors[0].pointer).toBe('/query/profileId')
    const foreign = messaging.as(messaging.other.secretKey)
    await permit(profileId, 'granted')
    expect((await foreign(`GET /v1/permissions?profileId=${profileId}`)).body.items).toEqual([])
  })
})

describe('a withdrawal during many sends', () => {
  it('lets none be claimed once it has been answered', async () => {
    const profileId = await messaging.person()
    await permit(profileId, 'granted')
    let open = 200
    const sendOn = async (): Promise<void> => {
      while (open > 0) {
        open -= 1
        await messaging.send(order({ profileId }))
      }
    }
    const sends = Array.from({ length: 12 }, sendOn)
    await messaging.waitFor(messageSent, 5, ({ data }) => data.profileId === profileId)
    expect((await permit(profileId, 'withdrawn')).status).toBe(200)
    const rows = async (): Promise<readonly { delivery: string; claimed: boolean }[]> =>
      messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
        const found = await tx.query<{ delivery: string; claimed: boolean }>(
          'select delivery, epoch > 0 as claimed from message where profile_id = $1',
          [profileId],
        )
        return found.rows
      })
    const claimedThen = (await rows()).filter(({ claimed }) => claimed).length
    await Promise.all(sends)
    await eventually(async () => {
      const all = await rows()
      expect(all).toHaveLength(200)
      expect(all.every(({ delivery }) => delivery === 'sent' || delivery === 'dropped')).toBe(true)
    })
    const after = await rows()
    expect(after.filter(({ claimed }) => claimed)).toHaveLength(claimedThen)
    expect(after.filter(({ delivery }) => delivery === 'dropped').length).toBeGreaterThan(0)
    const dropped = messaging.published(messageDropped).filter(({ data }) => data.profileId === profileId)
    expect(new Set(dropped.map(({ data }) => data.reason))).toEqual(new Set(['permission_withdrawn']))
    expect(dropped[0]?.data.verdicts?.at(-1)).toMatchObject({ rule: 'permission', verdict: 'drop' })
  })

  it('holds as firmly for an address that was never written to', async () => {
    const address = `${uuidv7()}@example.test`
    const to = { channel: 'email', address }
    const sends = Array.from({ length: 20 }, () => messaging.send(order({ to, class: 'transactional' })))
    const stop = await messaging.call('PUT /v1/suppressions', { body: { ...to, reason: 'asked' } })
    expect(stop.status).toBe(201)
    const claimed = async (): Promise<number> =>
      messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
        const { rows } = await tx.query<{ count: string }>(
          'select count(*) from message where to_address = $1 and epoch > 0',
          [address],
        )
        return Number(rows[0]?.count)
      })
    const then = await claimed()
    const ids = await Promise.all(sends)
    const ends = await Promise.all(ids.map(endOf))
    expect(await claimed()).toBe(then)
    expect(ends.filter((end) => end === 'suppressed')).toHaveLength(20 - then)
  })
})

describe('a suppressed address', () => {
  it('gets nothing at all, however it is written, until it is released', async () => {
    const email = `${uuidv7()}@example.test`
    const profileId = await messaging.person({ email })
    const put = { channel: 'email', address: email.toUpperCase(), reason: 'bat darum' }
    expect((await messaging.call('PUT /v1/suppressions', { body: put })).status).toBe(201)
    const again = await messaging.call('PUT /v1/suppressions', { body: { ...put, reason: 'noch einmal' } })
    expect([again.status, again.body.reason, again.body.address]).toEqual([200, 'bat darum', email])
    expect(await endOf(await messaging.send(order({ profileId, class: 'transactional' })))).toBe('suppressed')
    const { body } = await messaging.call('GET /v1/suppressions?limit=500')
    expect(body.items.map((item: { address: string }) => item.address)).toContain(email)
    const path = `DELETE /v1/suppressions?channel=email&address=${encodeURIComponent(email)}`
    expect((await messaging.as(messaging.other.secretKey)(path)).status).toBe(404)
    expect((await messaging.call(path)).status).toBe(204)
    expect((await messaging.call(path)).status).toBe(404)
    expect(await endOf(await messaging.send(order({ profileId, class: 'transactional' })))).toBe('sent')
  })

  it('must be an address', async () => {
    const bad = await messaging.call('PUT /v1/suppressions', {
      body: { channel: 'email', address: 'Straße 5 – Hinterhaus', reason: 'x' },
    })
    expect([bad.status, bad.body.errors[0].pointer]).toEqual([422, '/body/address'])
    expect((await messaging.call('PUT /v1/suppressions', { body: { channel: 'email' } })).status).toBe(400)
    expect((await messaging.call('DELETE /v1/suppressions?channel=email')).body.errors[0].pointer).toBe(
      '/query/address',
    )
  })

  it('is listed page by page', async () => {
    const foreign = messaging.as(messaging.other.secretKey)
    for (const name of ['c', 'a', 'b'])
      await foreign('PUT /v1/suppressions', {
        body: { channel: 'email', address: `${name}@example.test`, reason: 'x' },
      })
    const first = await foreign('GET /v1/suppressions?limit=2')
    const second = await foreign(`GET /v1/suppressions?limit=2&cursor=${first.body.nextCursor}`)
    const shown = [...first.body.items, ...second.body.items].map((item: { address: string }) => item.address)
    expect(shown).toEqual(['a@example.test', 'b@example.test', 'c@example.test'])
  })
})

describe('the question whether somebody may be written to', () => {
  const ask = (query: string) => messaging.call(`GET /v1/contactability?${query}`)

  it('is answered by the same rules, without sending', async () => {
    const profileId = await messaging.person()
    const no = await eventually(async () => {
      const answer = await ask(`profileId=${profileId}&channel=email&class=service&topic=news`)
      expect(answer.body.allowed).toBe(true)
      return ask(`profileId=${profileId}&channel=email&class=marketing&topic=news`)
    })
    expect(no.body).toEqual({
      allowed: false,
      verdicts: [{ rule: 'permission', verdict: 'drop', reason: 'permission_missing', channel: 'email' }],
    })
    await permit(profileId, 'granted')
    const yes = await ask(`profileId=${profileId}&channel=email&class=marketing&topic=news`)
    expect(yes.body.allowed).toBe(true)
    expect(yes.body.verdicts.map((verdict: { rule: string }) => verdict.rule)).toEqual([
      'permission',
      'suppression',
      'restriction',
      'channel',
    ])
    expect((await ask(`profileId=${profileId}&class=nie&topic=news`)).body.errors[0].pointer).toBe('/query/class')
    const foreign = messaging.as(messaging.other.secretKey)
    expect((await foreign(`GET /v1/contactability?profileId=${profileId}&class=service&topic=news`)).body).toEqual({
      allowed: false,
      verdicts: [
        { rule: 'permission', verdict: 'allow', reason: null },
        { rule: 'suppression', verdict: 'allow', reason: null },
        { rule: 'channel', verdict: 'drop', reason: 'no_address', channel: 'email' },
      ].slice(2),
    })
  })
})

describe('two people who turn out to be one', () => {
  it('are spoken to as the more restrictive decision says, with both records kept', async () => {
    const [survivor, absorbed] = [await messaging.person(), await messaging.person()]
    await permit(survivor, 'granted', { proof: proof('2026-06-01T10:00:00Z') })
    await permit(absorbed, 'withdrawn', { proof: proof('2026-05-01T10:00:00Z') })
    await permit(absorbed, 'granted', { topic: 'offers' })
    const before = await messaging.send(order({ profileId: absorbed, class: 'transactional' }))
    await messaging.settled(before, 'sent')
    await messaging.publish(
      profileChanged,
      messaging.workspace.id,
      { profileId: absorbed, mergedInto: survivor, revision: 2 },
      { topics: ['polyphon.profile.people'] },
    )
    await eventually(async () => {
      const { body } = await messaging.call(`GET /v1/permissions?profileId=${absorbed}`)
      expect(body.items.map((item: { topic: string; state: string }) => [item.topic, item.state])).toEqual([
        ['news', 'withdrawn'],
        ['offers', 'granted'],
      ])
      expect(body.items[0].profileId).toBe(survivor)
      expect(body.items[0].history).toHaveLength(2)
    })
    // Older than the grant that it was merged with: it changes nothing.
    expect((await permit(survivor, 'granted', { proof: proof('2026-05-15T10:00:00Z') })).body.state).toBe('withdrawn')
    const id = await messaging.send(order({ profileId: absorbed }))
    expect(await endOf(id)).toBe('permission_withdrawn')
    const { body } = await messaging.call(`GET /v1/messages?profileId=${survivor}`)
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([id, before])
    const events = messaging.published(permissionChanged).filter(({ data }) => data.profileId === survivor)
    expect(events.map(({ data }) => [data.topic, data.state])).toContainEqual(['news', 'withdrawn'])
    expect(messaging.published(messageSent).filter(({ data }) => data.messageId === id)).toEqual([])
  })
})
