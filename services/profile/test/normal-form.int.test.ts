import { profileChanged, profileMerged } from '@polyphon/contracts'
import { setTimer, uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NORMAL_FORM_TIMER } from '../src/profiles/commands/rewrite-identifiers.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

type Spelling = readonly [type: string, value: string]

/** Stores somebody as the code did that had another form; an identifier may be shared. */
async function store(identifiers: readonly Spelling[], shared: readonly string[] = []): Promise<string> {
  const profileId = uuidv7()
  await profile.deps.db.transact(profile.workspace.id, async (tx) => {
    await tx.query(
      `insert into profile (workspace_id, profile_id, revision, traits, trait_times, observed, created_at, updated_at)
       values ($1, $2, 7, $3, '{}', '{}', now(), now())`,
      [tx.workspaceId, profileId, JSON.stringify({ name: identifiers[0]?.[1] })],
    )
    for (const [type, value] of identifiers) {
      const isShared = shared.includes(value)
      await tx.query(
        `insert into identifier (workspace_id, type, value, profile_id, ambiguous) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [tx.workspaceId, type, value, isShared ? null : profileId, isShared],
      )
      await tx.query(
        `insert into profile_identifier (workspace_id, profile_id, type, value, first_seen_at, last_seen_at)
         values ($1, $2, $3, $4, now(), now())`,
        [tx.workspaceId, profileId, type, value],
      )
    }
  })
  return profileId
}

/** What the migration sets going. */
const begin = (): Promise<void> =>
  profile.deps.db.transact(profile.workspace.id, (tx) =>
    setTimer(tx, { kind: NORMAL_FORM_TIMER, key: 'identifiers', dueAt: tx.now, data: { after: null, pass: 2 } }),
  )

const get = async (id: string) => (await profile.call(`GET /v1/profiles/${id}`)).body
const find = async (identifier: string): Promise<readonly string[]> => {
  const { body } = await profile.call(`GET /v1/profiles?identifier=${encodeURIComponent(identifier)}`)
  return body.items.map((person: { id: string }) => person.id)
}
const rows = () =>
  profile.deps.db.transact(profile.workspace.id, async (tx) => {
    const { rows: links } = await tx.query<{ what: string }>(
      `select concat_ws(' ', type, value, profile_id, last_seen_at) as what from profile_identifier where workspace_id = $1
       union all select concat_ws(' ', 'lead', type, value, profile_id, ambiguous) from identifier where workspace_id = $1
       union all select concat_ws(' ', profile_id, revision, updated_at) from profile where workspace_id = $1 order by 1`,
      [tx.workspaceId],
    )
    return links.map(({ what }) => what)
  })
const ended = () =>
  eventually(() =>
    profile.deps.db.transact(profile.workspace.id, async (tx) => {
      const { rows: left } = await tx.query('select from timer where kind = $1', [NORMAL_FORM_TIMER])
      expect(left).toHaveLength(0)
    }),
  )

describe('identifiers in an older form', () => {
  it('get the form of today; who turns out to be one person is merged once, and nobody else is touched', async () => {
    const stranger = await store([
      ['email', 'stranger@example.org'],
      ['crm', ' 17 '],
    ])
    const before = (await rows()).filter((row) => row.includes(stranger))
    const old = await store([['email', 'jane@example.org.']])
    const normal = await store([
      ['email', 'jane@example.org'],
      ['user_id', 'jane'],
    ])
    const alone = await store([
      ['E-Mail', ' Alone@Example.org'],
      ['user_id', 'k-\u200B1'],
    ])
    await begin()
    await ended()
    expect(await get(old)).toMatchObject({ id: normal, absorbedIds: [old], revision: 8 })
    expect(await find('email:jane@example.org')).toEqual([normal])
    expect(await find('email:alone@example.org')).toEqual([alone])
    expect(await find('user_id:k-1')).toEqual([alone])
    const merges = await profile.waitFor(profileMerged, 1)
    expect(merges.map(({ data }) => [data.survivorId, data.absorbedIds])).toEqual([[normal, [old]]])
    const published = await profile.waitFor(
      profileChanged,
      1,
      ({ data }) => 'identifiers' in data && data.profileId === alone,
    )
    expect(published.at(-1)?.data).toMatchObject({
      revision: 8,
      identifiers: [
        { type: 'email', value: 'alone@example.org' },
        { type: 'user_id', value: 'k-1' },
      ],
    })
    expect((await rows()).filter((row) => row.includes(stranger))).toEqual(before)
    expect(profile.published(profileChanged).filter(({ data }) => data.profileId === stranger)).toEqual([])
  })

  it('of two users become an address that both share', async () => {
    const first = await store([
      ['email', 'both@example.org.'],
      ['user_id', 'one'],
    ])
    const other = await store([
      ['email', 'both@example.org'],
      ['user_id', 'other'],
    ])
    await begin()
    await ended()
    expect(await find('email:both@example.org')).toEqual([first, other].toSorted())
    expect([(await get(first)).id, (await get(other)).id]).toEqual([first, other])
    const still = await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      const { rows: found } = await tx.query<{ profile_id: string | null; ambiguous: boolean }>(
        `select profile_id, ambiguous from identifier where workspace_id = $1 and value = 'both@example.org'`,
        [tx.workspaceId],
      )
      return found
    })
    expect(still).toEqual([{ profile_id: null, ambiguous: true }])
  })

  it('stay shared if they were, and lead to one anonymous person', async () => {
    const shared = ['team@example.org.', 'team@example.org']
    const people = [
      await store(
        [
          ['email', 'team@example.org.'],
          ['user_id', 'team-1'],
        ],
        shared,
      ),
      await store(
        [
          ['email', 'team@example.org.'],
          ['user_id', 'team-2'],
        ],
        shared,
      ),
      await store(
        [
          ['email', 'team@example.org'],
          ['user_id', 'team-3'],
        ],
        shared,
      ),
    ]
    await begin()
    await ended()
    expect(await find('email:team@example.org')).toEqual(people.toSorted())
  })

  it('are rewritten once: another look changes nothing, and what is no identifier stays', async () => {
    await store([
      ['email', 'jo hn@example.org'],
      ['phone', 'call me'],
    ])
    const before = await rows()
    const merges = profile.published(profileMerged).length
    await begin()
    await ended()
    expect(await rows()).toEqual(before)
    expect(profile.published(profileMerged)).toHaveLength(merges)
  })

  it('are found page by page, from wherever a process was killed', async () => {
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        store([['email', `page${String(index).padStart(2, '0')}@example.org.`]]),
      ),
    )
    await profile.deps.db.transact(profile.workspace.id, (tx) =>
      setTimer(tx, {
        kind: NORMAL_FORM_TIMER,
        key: 'identifiers',
        dueAt: tx.now,
        data: { after: { type: 'email', value: 'page29@example.org.' }, pass: 2 },
      }),
    )
    await ended()
    expect(await find('email:page59@example.org')).toEqual([ids[59]])
    expect(await find('email:page29@example.org')).toEqual([])
    await begin()
    await ended()
    expect(await find('email:page00@example.org')).toEqual([ids[0]])
  })
})
