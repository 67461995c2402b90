import { type DataOf, isAbsorbed, profileChanged, topicNames } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

// What was published before a database went back stands in the log still; the tests publish it as the former one did.
const PEOPLE = { topics: [topicNames.people] }
let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

type PublishedPerson = DataOf<typeof profileChanged>
type Snapshot = Exclude<PublishedPerson, { mergedInto: string }>

const put = (userId: string, plan: string) =>
  profile.call(`PUT /v1/profiles/by/user_id/${userId}`, { body: { traits: { plan } } })

async function newPerson(userId: string): Promise<Snapshot> {
  const { body } = await put(userId, 'a')
  const [first] = await profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === body.id)
  if (first === undefined || isAbsorbed(first.data)) throw new Error('Nobody was told.')
  return first.data
}

const publish = (data: PublishedPerson) => profile.publish(profileChanged, profile.workspace.id, data, PEOPLE)
const revisionOf = async (id: string): Promise<number> => (await profile.call(`GET /v1/profiles/${id}`)).body.revision

/** Everything that was published of somebody, oldest first. */
const publishedOf = (id: string): readonly PublishedPerson[] =>
  profile.published(profileChanged).flatMap(({ data }) => (data.profileId === id ? [data] : []))

async function allRead(): Promise<void> {
  const ends = await profile.deps.copies.ends(PEOPLE.topics)
  await eventually(async () => {
    const isRead = await profile.deps.db.transact(null, (tx) =>
      profile.deps.copies.haveRead(tx, 'profile.people', ends),
    )
    if (!isRead) throw new Error('The topic of people has not been read to its end.')
  })
}

describe('somebody of whom more was published than is stored', () => {
  it('goes on above it, and is published as stored', async () => {
    const person = await newPerson('anna')
    await publish({ ...person, revision: 7, traits: { plan: 'lost' }, changedAt: new Date().toISOString() })
    await publish({ ...person, revision: 8, traits: { plan: 'lost too' }, changedAt: new Date().toISOString() })
    const [published] = await profile.waitFor(profileChanged, 1, ({ data }) => {
      return data.profileId === person.profileId && data.revision > 8
    })
    expect(published?.data).toMatchObject({ traits: { plan: 'a' }, because: 'restored' })
    const now = await revisionOf(person.profileId)
    expect(now).toBe(published?.data.revision)
    await put('anna', 'b')
    expect(await revisionOf(person.profileId)).toBe(now + 1)
  })

  it('does so too where another content was published under the same revision', async () => {
    const person = await newPerson('ben')
    await publish({ ...person, traits: { plan: 'lost' }, changedAt: new Date(0).toISOString() })
    await profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === person.profileId && data.revision === 2)
    expect(await revisionOf(person.profileId)).toBe(2)
  })

  it('does so too where they were published as part of somebody else', async () => {
    const [person, other] = [await newPerson('carl'), await newPerson('dora')]
    await publish({ profileId: person.profileId, mergedInto: other.profileId, revision: 1 })
    await profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === person.profileId && data.revision === 2)
    expect(await revisionOf(other.profileId)).toBe(1)
  })
})

describe('somebody who is stored as they were published', () => {
  it('stays as they are, whatever comes once more', async () => {
    const person = await newPerson('emil')
    await put('emil', 'b')
    await profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === person.profileId && data.revision === 2)
    await publish(person)
    const last = publishedOf(person.profileId).find(({ revision }) => revision === 2)
    if (last !== undefined)
      await publish({ ...last, ...(isAbsorbed(last) ? {} : { changedAt: new Date(0).toISOString() }) })
    await allRead()
    expect(await revisionOf(person.profileId)).toBe(2)
  })

  it('nobody is made of whom nothing is stored', async () => {
    const profileId = '01942d3a-7c00-7000-8000-00000000dead'
    await publish({ ...(await newPerson('fritz')), profileId, revision: 3 })
    await allRead()
    expect((await profile.call(`GET /v1/profiles/${profileId}`)).status).toBe(404)
    expect(publishedOf(profileId).every(({ revision }) => revision === 3)).toBe(true)
  })
})
