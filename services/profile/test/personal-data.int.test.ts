import { uuidv7 } from '@polyphon/service-kit'
import { type Retention, sweepWorkspaces } from '@polyphon/service-kit/personal'
import { openPersonalDatabase, type PersonalDatabase, personalChecks } from '@polyphon/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { profileService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(profileService, {
    identifier: ({ email }) => ({ type: 'email', value: email }),
    profile_identifier: ({ email }) => ({ type: 'email', value: email }),
    identity_ledger: () => ({ kind: 'link' }),
    membership_statement: () => ({ kind: 'call' }),
  })
})
afterAll(async () => at.close())

describe('the personal data of profile', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })

  describe('in months', () => {
    const DAY_MS = 86_400_000
    const now = new Date()
    const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)
    const newWorkspace = async (retention: Readonly<Record<string, number>> = {}) => {
      const workspaceId = uuidv7()
      await at.query(
        `insert into workspace (workspace_id, key, name, mode, time_zone, locale, settings, created_at)
         values ($1::uuid, ($1::uuid)::text, 'Größe', 'live', 'UTC', 'de', $2, now())`,
        [workspaceId, JSON.stringify({ retention })],
      )
      return workspaceId
    }
    const decide = (workspaceId: string, retention: Readonly<Record<string, number>>) =>
      at.query("update workspace set settings = jsonb_build_object('retention', $2::jsonb) where workspace_id = $1", [
        workspaceId,
        JSON.stringify(retention),
      ])
    const receive = async (workspaceId: string, messageId: string, received: Date) => {
      await at.query(
        `insert into interaction (workspace_id, message_id, position, kind, occurred_at, received_at, skew_ms)
         values ($1, $2, 1, 'track', $3, $3, 0)`,
        [workspaceId, messageId, received],
      )
      await at.query(
        'insert into seen_message (workspace_id, message_id, month, position) values ($1, $2, month_of($3), 1)',
        [workspaceId, messageId, received],
      )
    }
    const held = async (workspaceId: string, table = 'interaction') =>
      (
        await at.query<{ message_id: string }>(
          `select message_id from ${table} where workspace_id = $1 order by message_id`,
          [workspaceId],
        )
      ).map((row) => row.message_id)
    const sweep = (operator: Retention, most = 10_000) => sweepWorkspaces(at.db, at.data, { operator, now, most })
    const names = (count: number) => Array.from({ length: count }, (_, number) => String(number).padStart(4, '0'))
    const months = async () =>
      (
        await at.query<{ name: string }>(
          "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'interaction'::regclass",
        )
      ).map(({ name }) => name)

    beforeEach(async () => {
      await at.query('truncate interaction, seen_message, workspace')
      for (const days of [40, 75, 800])
        await at.query("select make_month('interaction', month_of($1))", [daysAgo(days)])
    })

    it('expires where nobody keeps it any more, with the messages that were seen then, and what lies in the rest', async () => {
      const workspaceId = await newWorkspace()
      await receive(workspaceId, 'old', daysAgo(800))
      // No month was made for it.
      await receive(workspaceId, 'older', daysAgo(4_000))
      await receive(workspaceId, 'new', now)
      const before = await months()
      expect((await sweep({ people: 30 })).counts).toEqual({})
      expect(await held(workspaceId)).toEqual(['new', 'old', 'older'])
      const { counts, done } = await sweep({ interactions: 365 })
      expect(done).toBe(true)
      expect(counts).toEqual({ interaction_rest: 1, 'months of interaction': 1, seen_message: 2 })
      expect(await months()).toHaveLength(before.length - 1)
      expect([await held(workspaceId), await held(workspaceId, 'seen_message')]).toEqual([['new'], ['new']])
    })

    it('is kept for ever where neither the operator nor the workspace says anything, also beside one that does', async () => {
      const [silent, short] = [await newWorkspace(), await newWorkspace({ interactions: 30 })]
      for (const workspaceId of [silent, short])
        for (const days of [0, 20, 75, 800]) await receive(workspaceId, `${days}`, daysAgo(days))
      const before = await months()
      await sweep({})
      expect([await held(silent), await held(short)]).toEqual([
        ['0', '20', '75', '800'],
        ['0', '20'],
      ])
      // What was seen in a month that is not over for everybody stays with it.
      expect(await held(short, 'seen_message')).not.toContain('75')
      expect(await held(silent, 'seen_message')).toHaveLength(4)
      expect(await months()).toEqual(before)
    })

    it('is kept by the shorter of what the operator says and the workspace decided, to the day', async () => {
      const [short, long] = [await newWorkspace({ interactions: 30 }), await newWorkspace({ interactions: 36_500 })]
      for (const workspaceId of [short, long])
        for (const days of [29, 31, 800]) await receive(workspaceId, `${days}`, daysAgo(days))
      const { counts } = await sweep({ interactions: 365 })
      expect([await held(short), await held(long)]).toEqual([['29'], ['29', '31']])
      expect(counts['months of interaction']).toBe(1)
      await decide(long, { interactions: 30 })
      await sweep({ interactions: 365 })
      expect(await held(long)).toEqual(['29'])
    })

    it('goes on to the other workspaces where something of one cannot be deleted, and says so', async () => {
      const workspaces = [await newWorkspace({ interactions: 30 }), await newWorkspace({ interactions: 30 })]
      for (const workspaceId of workspaces) await receive(workspaceId, 'old', daysAgo(75))
      // Somebody keeps the month.
      await newWorkspace()
      const [broken = '', sound = ''] = workspaces.toSorted()
      const transact = at.db.transact.bind(at.db)
      const failing = vi
        .spyOn(at.db, 'transact')
        .mockImplementation((...given: Parameters<typeof transact>) =>
          given[0] === broken ? Promise.reject(new Error('locked')) : transact(...given),
        )
      await expect(sweep({})).rejects.toThrow('locked')
      failing.mockRestore()
      expect([await held(broken), await held(sound)]).toEqual([['old'], []])
    })

    it('goes on where a process was killed in the middle, a limited number of rows at a time', async () => {
      const workspaceId = await newWorkspace({ interactions: 30 })
      await newWorkspace()
      for (const name of names(250)) await receive(workspaceId, name, daysAgo(75))
      await receive(workspaceId, 'new', now)
      const transact = at.db.transact.bind(at.db)
      let left = 4
      const dying = vi.spyOn(at.db, 'transact').mockImplementation((...given: Parameters<typeof transact>) => {
        left -= 1
        return left < 0 ? Promise.reject(new Error('killed')) : transact(...given)
      })
      await expect(sweep({})).rejects.toThrow('killed')
      dying.mockRestore()
      const rest = (await held(workspaceId)).length
      expect(rest).toBeGreaterThan(1)
      expect(rest).toBeLessThan(251)
      const first = await sweep({}, 100)
      expect(first.done).toBe(false)
      expect((await held(workspaceId)).length).toBeGreaterThanOrEqual(rest - 100)
      expect((await sweep({})).done).toBe(true)
      expect([await held(workspaceId), await held(workspaceId, 'seen_message')]).toEqual([['new'], ['new']])
    })
  })
})
