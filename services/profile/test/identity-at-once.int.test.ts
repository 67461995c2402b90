import { uuidv7 } from '@polyphon/service-kit'
import { keyOf } from '@polyphon/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideIdentity } from '../src/people/domain/identity.js'
import { applyDecision, openDraft } from '../src/people/domain/identity-draft.js'
import { DEFAULT_RULES } from '../src/people/domain/identity-rules.js'
import type { TimedEvent } from '../src/people/domain/timed-event.js'
import { collectEvents } from '../src/tracking/commands/collect-events.js'
import { timeEvent } from '../src/tracking/domain/interaction.js'
import { readEvent } from '../src/tracking/domain/tracking.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const send = (kind: string, call: Record<string, unknown>) => profile.call(`POST /v1/${kind}`, { body: call })
const person = async (profileId: string) => (await profile.call(`GET /v1/profiles/${profileId}`)).body
const rows = async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> =>
  profile.deps.db.transact(profile.workspace.id, async (tx) => (await tx.query<Row>(text, values)).rows)

describe('many at once', () => {
  it('identify one person: one row, every identifier on it', async () => {
    const id = fresh('race')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        send('identify', { userId: id, anonymousId: `${id}-${n % 4}`, traits: { [`t${n}`]: n } }),
      ),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const people = await rows<{ profile_id: string }>(
      "select distinct profile_id from profile_identifier where value like $1 || '%'",
      [id],
    )
    expect(people).toHaveLength(1)
    const { traits, identifiers } = await person(people[0]?.profile_id ?? '')
    expect(Object.keys(traits)).toHaveLength(50)
    expect(identifiers).toHaveLength(5)
  })

  it('are applied side by side by several processes, and still come to what the log holds', async () => {
    const random = seeded(3)
    for (let round = 0; round < 15; round += 1) {
      const id = fresh('replicas')
      const events = Array.from({ length: 60 }, () => timed(randomEvent(random, id)))
      // What each process would do with its own part, eight transactions at a time.
      const processes = Array.from({ length: 8 }, (_, process) => events.filter((_event, n) => n % 8 === process))
      await Promise.all(
        processes.map(async (part) => {
          for (let from = 0; from < part.length; from += 3)
            await profile.deps.db.transact(profile.workspace.id, (tx) =>
              collectEvents(tx, part.slice(from, from + 3), {
                normalisePhone: (text) => text,
                timeZone: 'UTC',
                keyring: profile.deps.tools.keyring,
              }),
            )
        }),
      )
      expect(await storedPartition(id)).toEqual(await replayedPartition(id))
    }
  })

  it('come to the same people as the same events one after the other, in the order of the log', async () => {
    const random = seeded(20261122)
    for (let round = 0; round < 20; round += 1) {
      const id = fresh('mix')
      const events = Array.from({ length: 50 }, () => randomEvent(random, id))
      const answers = await Promise.all(events.map((event) => send('track', event)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(await storedPartition(id)).toEqual(await replayedPartition(id))
    }
  })

  it('come to them in a thousand small orders, too, many of which leave who came first to chance', async () => {
    const random = seeded(20261130)
    for (let round = 0; round < 50; round += 1) {
      const ids = Array.from({ length: 20 }, () => fresh('order'))
      const events = ids.flatMap((id) => Array.from({ length: 6 }, () => randomEvent(random, id)))
      const answers = await Promise.all(events.map((event) => send('track', event)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      for (const id of ids) expect(await storedPartition(id)).toEqual(await replayedPartition(id))
    }
  }, 300_000)
})

const VALUES: Readonly<Record<string, readonly string[]>> = {
  user_id: ['u1', 'u2', 'u3'],
  anonymous_id: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'],
  device_id: ['d1', 'd2', 'd3'],
  crm: ['c1', 'c2', 'c3', 'c4'],
}

function randomEvent(random: () => number, id: string): Record<string, unknown> {
  const pick = (type: string): string | undefined => {
    const values = VALUES[type] ?? []
    return random() < 0.45 ? `${id}-${values[Math.floor(random() * values.length)]}` : undefined
  }
  const crm = pick('crm')
  return {
    event: 'X',
    userId: pick('user_id'),
    anonymousId: pick('anonymous_id') ?? `${id}-a1`,
    context: { device: { id: pick('device_id') }, externalIds: crm === undefined ? [] : [{ type: 'crm', id: crm }] },
  }
}

function timed(call: Record<string, unknown>): TimedEvent {
  const read = readEvent(
    call,
    'track',
    { context: {}, integrations: {}, sentAt: null, timestamp: null, warnings: [] },
    uuidv7(),
  )
  if (!read.ok) throw new Error(read.refusal.detail)
  return timeEvent(read.event, new Date())
}

async function storedPartition(id: string): Promise<readonly string[]> {
  const found = await rows<{ ids: string[] }>(
    `select array_agg(type || ' ' || value order by type, value) as ids from profile_identifier
      where value like $1 || '-%' group by profile_id`,
    [id],
  )
  return found.map(({ ids }) => ids.join(', ')).toSorted()
}

/** Decides the stored events anew, one by one, in the order in which they were applied. */
async function replayedPartition(id: string): Promise<readonly string[]> {
  const events = await rows<{ identifiers: { type: string; value: string }[]; occurred_at: Date }>(
    `select doc -> 'identifiers' as identifiers, occurred_at from interaction
      where (doc -> 'identifiers')::text like '%' || $1 || '-%' order by position`,
    [id],
  )
  const graph = openDraft({ identifiers: new Map(), people: new Map() })
  for (const [index, { identifiers, occurred_at: at }] of events.entries()) {
    const claim = { identifiers, previousId: null, at, freshId: `person-${String(index).padStart(4, '0')}` }
    applyDecision(graph, decideIdentity(graph, claim, DEFAULT_RULES), { at, now: at, because: String(index) })
  }
  return [...graph.people.values()]
    .filter(({ identifiers }) => identifiers.length > 0)
    .map(({ identifiers }) =>
      identifiers
        .toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
        .map(({ type, value }) => `${type} ${value}`)
        .join(', '),
    )
    .toSorted()
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
