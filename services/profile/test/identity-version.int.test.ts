import { eventually } from '@polyphon/testkit'
import { type Identifier, keyOf } from '@polyphon/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockClaims, lockGraph } from '../src/people/steps/lock-graph.js'
import { saveIdentifiers } from '../src/people/store/identifiers.js'
import { raiseIdentityVersions } from '../src/people/store/profiles.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const visitor = (value: string): Identifier => ({ type: 'anonymous_id', value })
const claimOf = (...identifiers: Identifier[]) => [{ identifiers, joins: false }]
const send = (kind: string, body: Record<string, unknown>) => profile.call(`POST /v1/${kind}`, { body })
const rows = async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> =>
  profile.deps.db.transact(profile.workspace.id, async (tx) => (await tx.query<Row>(text, values)).rows)

async function personOf(value: string): Promise<{ id: string; version: number }> {
  const [row] = await rows<{ profile_id: string; identity_version: string }>(
    `select p.profile_id, p.identity_version from profile p
       join profile_identifier i on i.workspace_id = p.workspace_id and i.profile_id = p.profile_id where i.value = $1`,
    [value],
  )
  if (row === undefined) throw new Error(`Nobody is known by ${value}.`)
  return { id: row.profile_id, version: Number(row.identity_version) }
}

async function newVisitor(): Promise<{ id: string; value: string }> {
  const value = fresh('visitor')
  await send('track', { anonymousId: value, event: 'Seen' })
  return { value, id: (await personOf(value)).id }
}

/** Until another transaction waits for a lock. */
const someoneWaits = () =>
  eventually(async () => {
    const [found] = await rows<{ waiting: boolean }>(
      `select exists (select from pg_stat_activity
                       where datname = current_database() and wait_event_type = 'Lock' and query like '%from profile%') as waiting`,
    )
    expect(found?.waiting).toBe(true)
  })

/** What `lockClaims` answers of somebody whom another transaction holds, and changes as it is told, meanwhile. */
async function lockedMeanwhile(
  { value, id }: { readonly value: string; readonly id: string },
  change: { readonly leadsTo: string | null; readonly ambiguous: boolean; readonly raises: boolean },
) {
  const { db } = profile.deps
  const tries: string[] = []
  let locking: Promise<string | null> | undefined
  await db.transact(profile.workspace.id, async (tx) => {
    await lockGraph(tx, [visitor(value)], change.leadsTo === null ? [] : [change.leadsTo])
    locking = db.transact(profile.workspace.id, async (second) => {
      tries.push('began')
      const graph = await lockClaims(second, claimOf(visitor(value)))
      return graph.identifiers.get(keyOf(visitor(value)))?.profileId ?? null
    })
    await someoneWaits()
    await saveIdentifiers(tx, [{ ...visitor(value), profileId: change.leadsTo, ambiguous: change.ambiguous }])
    if (change.raises) await raiseIdentityVersions(tx, [id])
  })
  return { leadsTo: await locking, tries: tries.length }
}

describe('the identity version of a person', () => {
  it('grows when they are given an identifier, and not when they only do something', async () => {
    const { value } = await newVisitor()
    const before = await personOf(value)
    await send('track', { anonymousId: value, event: 'Seen' })
    expect((await personOf(value)).version).toBe(before.version)
    await send('identify', { anonymousId: value, userId: fresh('user') })
    expect((await personOf(value)).version).toBeGreaterThan(before.version)
  })

  it('grows of whoever loses an identifier that turns out to be shared, and of who absorbs somebody', async () => {
    const [device, first, second] = [fresh('device'), fresh('user'), fresh('user')]
    await send('identify', { userId: first, context: { device: { id: device } } })
    const before = await personOf(first)
    await send('identify', { userId: second, context: { device: { id: device } } })
    const [shared] = await rows<{ ambiguous: boolean }>('select ambiguous from identifier where value = $1', [device])
    expect(shared).toEqual({ ambiguous: true })
    expect((await personOf(first)).version).toBeGreaterThan(before.version)

    const [survivor, absorbed] = [await personOf(first), await newVisitor()]
    await profile.call(`POST /v1/profiles/${survivor.id}/merge`, { body: { absorbedId: absorbed.id, reason: 'same' } })
    expect((await personOf(first)).version).toBeGreaterThan(survivor.version)
  })

  it('tells who waited for the lock that an identifier leads to somebody else now: all is read anew', async () => {
    const [ada, bob] = [await newVisitor(), await newVisitor()]
    const seen = await lockedMeanwhile(ada, { leadsTo: bob.id, ambiguous: false, raises: true })
    expect(seen).toEqual({ leadsTo: bob.id, tries: 2 })
  })

  it('is all that is compared: who changes what leads to somebody without raising it is not noticed', async () => {
    const [ada, bob] = [await newVisitor(), await newVisitor()]
    const seen = await lockedMeanwhile(ada, { leadsTo: bob.id, ambiguous: false, raises: false })
    expect(seen).toEqual({ leadsTo: ada.id, tries: 1 })
  })

  it('costs no second try where it has grown for other identifiers than those that count', async () => {
    const ada = await newVisitor()
    const seen = await lockedMeanwhile(ada, { leadsTo: ada.id, ambiguous: false, raises: true })
    expect(seen).toEqual({ leadsTo: ada.id, tries: 1 })
  })
})
