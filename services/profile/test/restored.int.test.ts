import { type DataOf, isAbsorbed, profileChanged, topicNames } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proof } from './calling.js'
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

describe('what somebody had decided since the backup', () => {
  const AT = '2026-11-20T08:00:00.000Z'
  const LATER = '2026-11-21T08:00:00.000Z'
  const say = (profileId: string, state: string, occurredAt: string) =>
    profile.call('PUT /v1/consents', {
      body: { profileId, purpose: 'profiling', state, proof: proof(occurredAt) },
    })
  const consentsOf = async (profileId: string) =>
    (await profile.call(`GET /v1/consents?profileId=${profileId}`)).body.items
  const restored = ({ profileId }: Snapshot, beyond: number) =>
    profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === profileId && data.revision > beyond)
  const lost = (person: Snapshot, more: Partial<Snapshot>) =>
    publish({ ...person, revision: 7, changedAt: new Date().toISOString(), ...more })

  it('holds again, a no and a yes, with a record that says where it is from', async () => {
    const person = await newPerson('gabi')
    await say(person.profileId, 'granted', AT)
    const consents = {
      profiling: { state: 'withdrawn', occurredAt: LATER },
      analytics: { state: 'granted', occurredAt: LATER, expiresAt: '2999-01-01T00:00:00.000Z' },
    } as const
    await lost(person, { consents })
    const [published] = await restored(person, 7)
    expect(published?.data).toMatchObject({ consents })
    expect(await consentsOf(person.profileId)).toMatchObject([
      { purpose: 'analytics', ...consents.analytics, history: [{ source: 'restored', proof: null }] },
      { purpose: 'profiling', ...consents.profiling, history: [{ source: 'restored' }, { source: 'api' }] },
    ])
    await say(person.profileId, 'granted', '2026-11-22T08:00:00.000Z')
    expect(await consentsOf(person.profileId)).toMatchObject([{}, { purpose: 'profiling', state: 'granted' }])
  })

  it('does not hold over what they have said after that, though it comes later', async () => {
    const person = await newPerson('hans')
    await say(person.profileId, 'granted', '2026-11-23T08:00:00.000Z')
    await lost(person, { consents: { profiling: { state: 'withdrawn', occurredAt: LATER } } })
    const [published] = await restored(person, 7)
    expect(published?.data).toMatchObject({ consents: { profiling: { state: 'granted' } } })
    expect(await consentsOf(person.profileId)).toMatchObject([
      { state: 'granted', history: [{ state: 'withdrawn', source: 'restored' }, { state: 'granted' }] },
    ])
  })

  it('takes them out of the segments that need it', async () => {
    const condition = { path: 'traits.plan', op: 'eq', value: 'a' }
    const body = { name: 'All', condition, purpose: 'profiling' }
    expect((await profile.call('PUT /v1/segments/restored_all', { body })).status).toBe(201)
    const person = await newPerson('ilse')
    await say(person.profileId, 'granted', AT)
    const segmentsOf = async () => (await profile.call(`GET /v1/profiles/${person.profileId}`)).body.segments
    await eventually(async () => expect(await segmentsOf()).toEqual(['restored_all']))
    await lost(person, { revision: 70, consents: { profiling: { state: 'withdrawn', occurredAt: LATER } } })
    await restored(person, 70)
    expect(await segmentsOf()).toEqual([])
  })

  it('holds for whoever is here by themselves again, as far as it was a no', async () => {
    const [whole, part] = [await newPerson('jana'), await newPerson('karl')]
    await say(part.profileId, 'granted', AT)
    const consents = {
      profiling: { state: 'objected', occurredAt: LATER, conflict: true },
      analytics: { state: 'granted', occurredAt: LATER },
    } as const
    await publish({ profileId: part.profileId, mergedInto: whole.profileId, revision: 7 })
    await lost(whole, { consents, absorbedIds: [part.profileId] })
    await restored(part, 7)
    await restored(whole, 7)
    await eventually(async () =>
      expect(await consentsOf(part.profileId)).toMatchObject([{ purpose: 'profiling', state: 'objected' }]),
    )
    expect(await consentsOf(whole.profileId)).toMatchObject([{ state: 'granted' }, { state: 'objected' }])
  })

  it('and of whom is nobody here does not keep their no from a part of them', async () => {
    const part = await newPerson('lars')
    const stranger = { ...part, profileId: '01942d3a-7c00-7000-8000-00000000beef', absorbedIds: [part.profileId] }
    await lost(stranger, { consents: { profiling: { state: 'denied', occurredAt: AT } } })
    await eventually(async () =>
      expect(await consentsOf(part.profileId)).toMatchObject([{ purpose: 'profiling', state: 'denied' }]),
    )
  })

  it('restricts them again, and no longer where that had ended', async () => {
    const [kept, freed] = [await newPerson('mona'), await newPerson('nils')]
    await profile.call(`PUT /v1/privacy/restrictions/${freed.profileId}`, { body: { reason: 'r' } })
    const restrictionId = 'ffffffff-7c00-7000-8000-000000000001'
    await lost(kept, { restricted: true, restrictionId })
    await lost(freed, { restrictionId })
    const [published] = await restored(kept, 7)
    expect(published?.data).toMatchObject({ restricted: true })
    const [ended] = await restored(freed, 7)
    expect(ended?.data).not.toHaveProperty('restricted')
    const restrictionOf = async ({ profileId }: Snapshot) =>
      (await profile.call(`GET /v1/privacy/restrictions/${profileId}`)).body.restricted
    expect([await restrictionOf(kept), await restrictionOf(freed)]).toEqual([true, false])
  })

  it('holds for both where they were split since, and are one here again', async () => {
    const [olga, paul] = [await newPerson('olga'), await newPerson('paul')]
    await profile.call(`POST /v1/profiles/${olga.profileId}/merge`, {
      body: { absorbedId: paul.profileId, reason: 'one' },
    })
    await lost(paul, { consents: { profiling: { state: 'objected', occurredAt: LATER } } })
    await eventually(async () =>
      expect(await consentsOf(olga.profileId)).toMatchObject([{ purpose: 'profiling', state: 'objected' }]),
    )
  })
})
