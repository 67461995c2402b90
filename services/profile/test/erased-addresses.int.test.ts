import { EventEmitter, once } from 'node:events'
import { erasureRequested, identifierForgotten, privacy } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { beginErasure } from '@polyphon/service-kit/rights'
import { caller, eventually } from '@polyphon/testkit'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyed, REASON, startErasing } from './erasing.js'
import type { Profile } from './harness.js'

let profile: Profile
let owner: pg.Client
let request: Awaited<ReturnType<typeof startErasing>>['request']
let close: () => Promise<void>
beforeAll(async () => {
  ;({ profile, owner, request, close } = await startErasing())
})
afterAll(() => close())

describe('an address of somebody who is erased', () => {
  /** Whether an event of before that names this address alone is refused. */
  const isForgotten = async (address: string): Promise<boolean> => {
    const { body } = await profile.call('POST /v1/track', {
      body: {
        anonymousId: uuidv7(),
        event: 'Order Completed',
        timestamp: new Date(Date.now() - 3_600_000).toISOString(),
        context: { traits: { email: address } },
      },
    })
    return body.errors?.[0]?.code === 'person_forgotten'
  }

  it('is taken from no page, also where publishable keys are trusted', async () => {
    const traits = { email: 'fine@example.test' }
    const { body } = await profile.call('PUT /v1/profiles/by/user_id/fine', { body: { traits } })
    await request({ profileId: body.id })
    const trust = (isTrusted: boolean) =>
      profile.deps.db.transact(null, (tx) =>
        tx.query('update workspace set settings = $2 where workspace_id = $1', [
          profile.workspace.id,
          JSON.stringify({ trustPublishable: isTrusted }),
        ]),
      )
    await trust(true)
    profile.deps.workspaces.forget()
    const sent = await profile.call('POST /v1/identify', {
      body: { anonymousId: 'new', traits },
      key: profile.workspace.publishableKey,
    })
    await trust(false)
    profile.deps.workspaces.forget()
    expect(sent.body.errors).toMatchObject([{ code: 'person_forgotten' }])
    expect((await owner.query("select from identifier where value = 'fine@example.test'")).rowCount).toBe(0)
  })

  it('is forgotten whoever has merely named it on a page', async () => {
    const traits = { email: 'nora@example.test' }
    const { body } = await profile.call('PUT /v1/profiles/by/user_id/nora', { body: { traits } })
    const event = { userId: 'stranger', event: 'Order Completed', context: { traits } }
    const named = await profile.call('POST /v1/track', { body: event, key: profile.workspace.publishableKey })
    expect(named.status).toBe(200)
    const { rows } = await owner.query(
      "select from profile_identifier where value = 'nora@example.test' and not verified",
    )
    expect(rows).toHaveLength(1)
    await request({ profileId: body.id })
    expect(await isForgotten('nora@example.test')).toBe(true)
  })

  it('is forgotten with the last one who had it, and leads to whoever still has it meanwhile', async () => {
    const ids = await Promise.all(
      ['olaf', 'olga', 'oskar'].map((name) =>
        profile.call(`PUT /v1/profiles/by/user_id/${name}`, { body: { traits: {} } }),
      ),
    )
    const [olaf, olga, oskar] = ids.map(({ body }) => body.id)
    for (const id of [olaf, olga, oskar])
      await owner.query(
        `insert into profile_identifier (workspace_id, profile_id, type, value, first_seen_at, last_seen_at)
         values ($1, $2, 'email', 'o@example.test', now(), now())`,
        [profile.workspace.id, id],
      )
    await owner.query(
      "insert into identifier (workspace_id, type, value, ambiguous) values ($1, 'email', 'o@example.test', true)",
      [profile.workspace.id],
    )
    await request({ profileId: olaf })
    await request({ profileId: olga })
    const found = await profile.call('GET /v1/profiles?identifier=email:o@example.test')
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([oskar])
    const { rows } = await owner.query("select profile_id, ambiguous from identifier where value = 'o@example.test'")
    expect(rows).toEqual([{ profile_id: oskar, ambiguous: false }])
    expect(await isForgotten('o@example.test')).toBe(false)
    await request({ profileId: oskar })
    expect(await isForgotten('o@example.test')).toBe(true)
  })
})

describe('an identifier that may be known again', () => {
  it('stays so when the log is read again from before that, until it is forgotten anew', async () => {
    const { body } = await profile.call('PUT /v1/profiles/by/user_id/lisa', { body: { traits: {} } })
    await request({ profileId: body.id })
    const identifiers = [{ type: 'user_id', value: 'lisa' }]
    const lifted = await profile.call('POST /v1/privacy/forgotten/lift', { body: { identifiers } })
    expect(lifted.body).toEqual({ lifted: 1 })
    const isLifted = ({ data }: { data: { liftedAt?: string | undefined } }) => data.liftedAt !== undefined
    const [lift] = await profile.waitFor(identifierForgotten, 1, isLifted)
    if (lift === undefined) throw new Error('It was waited for.')
    const { liftedAt: _lifted, ...forgotten } = lift.data
    const [first, second] = [{ ...forgotten }, { ...forgotten, hash: 'b'.repeat(64) }]
    for (const data of [first, lift.data, second])
      await profile.publish(identifierForgotten, profile.workspace.id, data)
    const known = async (): Promise<readonly string[]> => {
      const found = await owner.query<{ hash: string }>('select hash from forgotten_identifier where hash = any ($1)', [
        [first.hash, second.hash],
      ])
      return found.rows.map(({ hash }) => hash)
    }
    await eventually(async () => expect(await known()).toEqual([second.hash]))
    const again = await profile.call('PUT /v1/profiles/by/user_id/lisa', { body: { traits: {} } })
    await request({ profileId: again.body.id })
    await profile.publish(identifierForgotten, profile.workspace.id, lift.data)
    await profile.publish(identifierForgotten, profile.workspace.id, { ...second, hash: 'c'.repeat(64) })
    await eventually(async () =>
      expect((await owner.query('select from forgotten_identifier where hash = $1', ['c'.repeat(64)])).rowCount).toBe(
        1,
      ),
    )
    expect(await known()).toContain(first.hash)
  })
})

describe('what happened before, in a workspace whose clock was moved,', () => {
  it('is of before by that clock', async () => {
    const workspace = await profile.newWorkspace({ mode: 'test' })
    const call = caller(profile.url, workspace.secretKey)
    const ahead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
    expect((await call('POST /v1/test-clock', { body: { now: ahead(30) } })).status).toBe(200)
    const { body } = await call('PUT /v1/profiles/by/user_id/zoe', { body: { traits: {} } })
    await call('POST /v1/privacy/erasures', { body: { profileId: body.id, reason: REASON }, headers: keyed() })
    const sent = (timestamp: string) =>
      call('POST /v1/track', { body: { userId: 'zoe', event: 'Order Completed', timestamp } })
    expect((await sent(ahead(29))).body.errors).toMatchObject([{ code: 'person_forgotten' }])
    expect((await call('GET /v1/profiles?identifier=user_id:zoe')).body.items).toEqual([])
  })
})

describe('whoever is at it', () => {
  it('when somebody is erased is waited for, also if they began before that was committed', async () => {
    const { db } = profile.deps
    const [requestId, personId, workspaceId] = [uuidv7(), uuidv7(), profile.workspace.id]
    const steps = new EventEmitter()
    const [isBegun, mayWrite] = [once(steps, 'begun'), once(steps, 'write')]
    const late = async (): Promise<void> => {
      await db.transact(workspaceId, async (tx) => {
        await tx.query('select 1')
        steps.emit('begun')
        await mayWrite
        await tx.query(
          `insert into consent_entry (workspace_id, profile_id, entry_id, purpose, state, source, is_vouched, occurred_at, recorded_at)
           values ($1, $2, $3, 'profiling', 'granted', 'api', true, now(), now())`,
          [tx.workspaceId, personId, tx.newId()],
        )
      })
    }
    let written: Promise<void> | undefined
    await db.transact(workspaceId, async (tx) => {
      const requestedAt = tx.serverNow
      await beginErasure(tx, { requestId, personId, ids: [], mode: 'erase', reason: null, requestedAt, sealed: null })
      written = late()
      await isBegun
    })
    await eventually(async () => {
      const { rows } = await owner.query("select from timer where key = $1 and data->>'seenAt' is not null", [
        requestId,
      ])
      expect(rows).toHaveLength(1)
    })
    steps.emit('write')
    await written
    const { receipts } = await eventually(async () => {
      const { body } = await profile.call(`GET /v1/privacy/erasures/${requestId}`)
      expect(body.receipts).toHaveLength(1)
      return body
    })
    expect(receipts[0].counts).toEqual({ consent_entry: 1 })
  })
})

describe('a text that names somebody', () => {
  it('is found among thousands of others in whatever form it names them, and the others stay', async () => {
    const workspaceId = profile.workspace.id
    const traits = { email: 'jörg.müller@example.test' }
    const { body } = await profile.call('PUT /v1/profiles/by/user_id/7', { body: { traits } })
    await owner.query(
      `insert into rejected_event (workspace_id, rejection_id, message_id, code, detail, received_at)
       select $1, gen_random_uuid(), 'm' || n, 'input_invalid', 'of somebody else, ' || gen_random_uuid(), now()
         from generate_series(1, 5000) n`,
      [workspaceId],
    )
    const naming = [
      body.id.toUpperCase(),
      '{"to":"J\u00d6RG.M\u00dcller@Example.test"}',
      String.raw`{"to":"j\u00f6rg.m\u00fcller\u0040example.test"}`,
      String.raw`{"to":"\u006aörg.müller@example.test"}`,
      'to=j%C3%B6rg.m%C3%BCller%40example.test',
      '{"userId":7}',
    ]
    const others = ['{"userId":77}', 'No. 7', 'hans-jörg.müller@example.test']
    for (const detail of [...naming, ...others])
      await owner.query(
        `insert into rejected_event (workspace_id, rejection_id, message_id, code, detail, received_at)
         values ($1, gen_random_uuid(), null, 'input_invalid', $2, now())`,
        [workspaceId, detail],
      )
    const { body: erasure } = await request({ profileId: body.id })
    const [receipt] = await eventually(async () => {
      const { body: now } = await profile.call(`GET /v1/privacy/erasures/${erasure.jobId}`)
      expect(now.receipts).toHaveLength(1)
      return now.receipts
    })
    expect(receipt.counts.rejected_event).toBe(naming.length)
    const { rows } = await owner.query(
      "select detail from rejected_event where workspace_id = $1 and code = 'input_invalid' and detail not like 'of somebody else%'",
      [workspaceId],
    )
    expect(rows.map(({ detail }) => detail).toSorted()).toEqual(others.toSorted())
  })
})

describe('a service that has passed over it', () => {
  it('is told again when it is looked at again, and no more once all have confirmed', async () => {
    const { body } = await profile.call('PUT /v1/profiles/by/user_id/paul', { body: { traits: {} } })
    const { body: erasure } = await request({ profileId: body.id })
    const isOf = ({ data }: { data: { requestId: string } }) => data.requestId === erasure.jobId
    const look = async (looks: number): Promise<void> => {
      await eventually(async () => {
        const { rowCount } = await owner.query(
          `update timer set due_at = now(), run_at = now() where key = $1 and (data->>'looks')::int = $2`,
          [erasure.jobId, looks],
        )
        expect(rowCount).toBe(1)
      })
    }
    await look(1)
    const published = await profile.waitFor(erasureRequested, 2, isOf)
    expect(published.map(({ data }) => data.profileId)).toEqual([body.id, body.id])
    for (const service of ['journey', 'messaging', 'feedback', 'analytics'] as const) {
      const receipt = { requestId: erasure.jobId, profileId: body.id, counts: {}, logUntil: new Date().toISOString() }
      await profile.publish(privacy[service].erased, profile.workspace.id, receipt)
    }
    await eventually(async () =>
      expect((await profile.call(`GET /v1/privacy/erasures/${erasure.jobId}`)).body.state).toBe('succeeded'),
    )
    await look(2)
    await eventually(async () => {
      const { rows } = await owner.query("select data->>'looks' as looks from timer where key = $1", [erasure.jobId])
      expect(rows).toEqual([{ looks: '3' }])
    })
    expect(profile.published(erasureRequested, profile.workspace.id).filter(isOf)).toHaveLength(published.length)
  })
})
