import { uuidv7 } from '@polyphon/service-kit'
import { erasePerson, followMerge, followSplit, UNKNOWN_ORIGIN } from '@polyphon/service-kit/personal'
import { openPersonalDatabase, type PersonalDatabase, personalChecks, plantUndeclared } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { journeyService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(journeyService, { run: () => ({ status: 'ended', ended_at: new Date() }) })
})
afterAll(async () => at.close())

describe('the personal data of journey', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })

  it('is not all declared once a table and a column are planted', async () => {
    expect(await plantUndeclared(at)).toEqual(['The table planted is not declared.', 'outbox.planted is not declared.'])
  })

  it('is erased beyond one batch, and of many rows none of another', async () => {
    const [person, other] = [at.newPerson(uuidv7()), at.newPerson(uuidv7())]
    for (const { workspaceId, profileId } of [person, other, { ...other, workspaceId: person.workspaceId }]) {
      await at.query(
        `insert into occurrence (workspace_id, message_id, profile_id, occurred_at, properties)
         select $1::uuid, gen_random_uuid(), $2::uuid, now(), '{}' from generate_series(1, 250)`,
        [workspaceId, profileId],
      )
      await at.query(
        `insert into outbox (lane, event_id, workspace_id, topic, key, type, headers, payload)
         select i % 3, gen_random_uuid(), $1::uuid, 't', 'k', 't', '', json_build_object('profileId', $2::text)
           from generate_series(1, 450) as i`,
        [workspaceId, profileId],
      )
    }
    const { workspaceId, profileId } = person
    const counts = await erasePerson(at.db, at.data, { workspaceId, person: { profileId }, mode: 'erase' })
    expect(counts).toEqual({ occurrence: 250, outbox: 450 })
    expect(await at.rowsWith([other.profileId])).toHaveLength(1400)
  })

  it('stays with the survivor where a journey was tried for both', async () => {
    const [workspaceId, survivorId, absorbedId] = [uuidv7(), uuidv7(), uuidv7()]
    await at.query(
      `insert into entry (workspace_id, journey, profile_id, tried_at, refused_code)
       values ($1, 'a', $2, now(), 'survivor'), ($1, 'a', $3, now(), 'absorbed'), ($1, 'b', $3, now(), 'absorbed')`,
      [workspaceId, survivorId, absorbedId],
    )
    await at.db.transact(workspaceId, (tx) => followMerge(tx, at.data, { survivorId, absorbedId }))
    const rows = await at.query(
      'select journey, profile_id, refused_code, origin_id from entry where workspace_id = $1 order by journey',
      [workspaceId],
    )
    expect(rows).toEqual([
      { journey: 'a', profile_id: survivorId, refused_code: 'survivor', origin_id: null },
      { journey: 'b', profile_id: survivorId, refused_code: 'absorbed', origin_id: absorbedId },
    ])
  })

  it('keeps the first id of somebody who was merged twice, and counts what nobody knows the id of', async () => {
    const [workspaceId, first, second, third] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
    await at.query(
      `insert into occurrence (workspace_id, message_id, profile_id, origin_id, occurred_at, properties)
       values ($1, $5, $2, null, now(), '{}'), ($1, $6, $3, null, now(), '{}'), ($1, $7, $4, $8, now(), '{}')`,
      [workspaceId, first, second, third, uuidv7(), uuidv7(), uuidv7(), UNKNOWN_ORIGIN],
    )
    const merge = (survivorId: string, absorbedId: string) =>
      at.db.transact(workspaceId, (tx) => followMerge(tx, at.data, { survivorId, absorbedId }))
    await merge(second, first)
    await merge(third, second)
    const split = { survivorId: third, newId: first, originIds: [first], dryRun: false }
    const { moved, unknown } = await at.db.transact(workspaceId, (tx) => followSplit(tx, at.data, split))
    expect([moved['occurrence'], unknown['occurrence']]).toEqual([1, 1])
    const rows = await at.query<{ profile_id: string }>(
      'select profile_id from occurrence where workspace_id = $1 order by profile_id',
      [workspaceId],
    )
    expect(rows.map((row) => row.profile_id)).toEqual([first, third, third].toSorted())
  })
})
