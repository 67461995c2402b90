import { uuidv7 } from '@polyphon/service-kit'
import { sweepExpired } from '@polyphon/service-kit/personal'
import { openPersonalDatabase, type PersonalDatabase, personalChecks } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(profileService, {
    identifier: ({ email }) => ({ type: 'email', value: email }),
    profile_identifier: ({ email }) => ({ type: 'email', value: email }),
    identity_ledger: () => ({ kind: 'link' }),
  })
})
afterAll(async () => at.close())

describe('the personal data of profile', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })

  it('expires by whole months where a table is split by them', async () => {
    const person = at.newPerson(uuidv7())
    await at.query("select make_month('interaction', '2020-02-01')")
    await at.query(
      `insert into interaction (workspace_id, message_id, profile_id, position, kind, occurred_at, received_at, skew_ms)
       values ($1, 'old', $2, 1, 'track', '2020-02-03', '2020-02-03', 0), ($1, 'new', $2, 2, 'track', now(), now(), 0)`,
      [person.workspaceId, person.profileId],
    )
    const sweep = { workspaceId: person.workspaceId, now: new Date(), most: 100 }
    await sweepExpired(at.db, at.data, { ...sweep, retention: { people: 30 } })
    expect(await at.rowsWith([person.profileId])).toHaveLength(2)
    const { counts } = await sweepExpired(at.db, at.data, { ...sweep, retention: { interactions: 30 } })
    expect(counts['months of interaction']).toBe(1)
    expect(await at.query('select message_id from interaction where profile_id = $1', [person.profileId])).toEqual([
      { message_id: 'new' },
    ])
  })
})
