import { uuidv7 } from '@polyphon/service-kit'
import { erasePerson, sweepExpired } from '@polyphon/service-kit/personal'
import { openPersonalDatabase, type PersonalDatabase, personalChecks } from '@polyphon/testkit'
import { CHANNELS, identifierTypeOf } from '@polyphon/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messagingService } from '../src/service.js'

let at: PersonalDatabase
beforeAll(async () => {
  at = await openPersonalDatabase(messagingService, {
    message: () => ({ stage: 'sent' }),
    address: ({ email }) => ({ channel: 'email', address: email }),
  })
})
afterAll(async () => at.close())

describe('the personal data of messaging', () => {
  it.each(personalChecks)('$name', async ({ check }) => {
    await expect(check(at)).resolves.toBeUndefined()
  })

  it('goes with a message that waits, also where others are only emptied', async () => {
    const person = at.newPerson(uuidv7())
    await at.plant(person)
    await at.query("update message set stage = 'queued' where workspace_id = $1", [person.workspaceId])
    const erasure = { workspaceId: person.workspaceId, person, mode: 'anonymise' } as const
    expect(await erasePerson(at.db, at.data, erasure)).toMatchObject({ message: 1, evidence: 1 })
    const [left] = await at.query('select count(*)::int as count from message where workspace_id = $1', [
      person.workspaceId,
    ])
    expect(left).toEqual({ count: 0 })
  })

  it('ends a message in its time, and not what a link in it stands for', async () => {
    const person = at.newPerson(uuidv7())
    await at.plant(person)
    const now = new Date(Date.now() + 31 * 86_400_000)
    const sweep = { workspaceId: person.workspaceId, retention: { messages: 30 }, now, most: 1_000 }
    expect((await sweepExpired(at.db, at.data, sweep)).counts).toEqual({ message: 1, evidence: 1 })
    const [left] = await at.query('select count(*)::int as count from unsubscribe_link where workspace_id = $1', [
      person.workspaceId,
    ])
    expect(left).toEqual({ count: 1 })
  })

  it('holds a telephone number under every channel that reaches one', async () => {
    const { profileId, workspaceId } = at.newPerson(uuidv7())
    const phone = '+4915112349999'
    await at.query(
      "insert into person_identifier (workspace_id, type, value, profile_id) values ($1, 'phone', $3, $2)",
      [workspaceId, profileId, phone],
    )
    const channels = CHANNELS.filter((channel) => identifierTypeOf(channel) === 'phone')
    await at.query(
      'insert into address (workspace_id, channel, address, suppressed_at) select $1, channel, $2, now() from unnest($3::text[]) as channel',
      [workspaceId, phone, channels],
    )
    const counts = await erasePerson(at.db, at.data, { workspaceId, person: { profileId }, mode: 'erase' })
    expect(counts).toEqual({ address: channels.length, person_identifier: 1 })
    expect(await at.findAnywhere([phone])).toEqual([])
  })

  it('leaves an address that somebody else has as well, and a callback about another workspace', async () => {
    const [person, other] = [at.newPerson(uuidv7()), at.newPerson(uuidv7())]
    const { workspaceId, profileId, email } = person
    await at.query(
      `insert into person_identifier (workspace_id, type, value, profile_id)
       values ($1, 'email', $3, $2), ($1, 'email', 'shared@example.test', $2), ($1, 'email', 'shared@example.test', $4)`,
      [workspaceId, profileId, email, other.profileId],
    )
    await at.query(
      `insert into address (workspace_id, channel, address, suppressed_at)
       values ($1, 'email', $2, now()), ($1, 'email', 'shared@example.test', now())`,
      [workspaceId, email],
    )
    const [ours, theirs] = [uuidv7(), uuidv7()]
    await at.query("insert into locator (kind, id, workspace_id) values ('message', $1, $2), ('message', $3, $4)", [
      ours,
      workspaceId,
      theirs,
      other.workspaceId,
    ])
    await at.query(
      `insert into callback (workspace_id, provider, callback_id, payload, received_at)
       select '00000000-0000-0000-0000-000000000000', 'p', id, id || ' to ' || $3, now() from unnest(array[$1, $2]) as id`,
      [ours, theirs, email],
    )
    const counts = await erasePerson(at.db, at.data, { workspaceId, person: { profileId }, mode: 'erase' })
    expect(counts).toEqual({ address: 1, callback: 1, person_identifier: 2 })
    expect(await at.findAnywhere([theirs])).toEqual(['callback', 'locator'])
  })
})
