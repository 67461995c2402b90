import {
  type EventDefinition,
  erasureRequested,
  feedbackGiven,
  interactionDeleted,
  interactionRecorded,
  messageAccepted,
  messageQueued,
  messageSent,
  privacy,
  profileMerged,
  topicNames,
} from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordFacts } from '../src/facts/commands/record-facts.js'
import { factDefinitions } from '../src/facts/domain/fact.js'
import {
  type Analytics,
  answer,
  ask,
  interaction,
  introduce,
  message,
  publishAll,
  publishOnly,
  type SampleEvent,
  sampleEvent,
  score,
  snapshot,
  startAnalytics,
} from './harness.js'

let t: Analytics
beforeAll(async () => {
  t = await startAnalytics()
})
afterAll(() => t.close())

describe('every fact of the other services', () => {
  it('counts once, also when it is published twice', async () => {
    const examples = factDefinitions.map((definition) => sampleEvent(definition, definition.example))
    expect(examples.length).toBeGreaterThanOrEqual(22)
    await publishAll(t, [...examples, ...examples])
    const { status, body } = await t.call('GET /v1/events/counts?by=type')
    expect(status).toBe(200)
    expect(body.groups).toEqual(
      factDefinitions
        .map(({ type }) => ({ by: { type }, count: 1 }))
        .toSorted((left, right) => (left.by.type < right.by.type ? -1 : 1)),
    )
  })

  it('is taken of nobody who is erased, whatever it calls them', async () => {
    const workspace = await t.newWorkspace()
    const gone = uuidv7()
    const request = { ...erasureRequested.example, requestId: uuidv7(), profileId: gone }
    await t.publish(erasureRequested, workspace.id, request, { topics: [topicNames.people] })
    const isReceipt = ({ data }: { readonly data: { readonly requestId: string } }) =>
      data.requestId === request.requestId
    const [receipt] = await t.waitFor(privacy.analytics.erased, 1, isReceipt)
    // Whoever gives the order once more has not heard of the receipt.
    await t.publish(erasureRequested, workspace.id, request, { topics: [topicNames.people] })
    const receipts = await t.waitFor(privacy.analytics.erased, 2, isReceipt)
    expect(receipts.map(({ data }) => data)).toEqual([receipt?.data, receipt?.data])
    const merged = (id: string) => sampleEvent(profileMerged, { ...profileMerged.example, survivorId: id })
    await publishOnly(t, [merged(gone)], workspace.id)
    // Of each partition.
    const others = Array.from({ length: 40 }, () => merged(uuidv7()))
    await publishAll(t, others, workspace)
    const { body } = await t.call('GET /v1/events/counts?by=type', { key: workspace.secretKey })
    expect(body.groups).toEqual([{ by: { type: profileMerged.type }, count: others.length }])
  })

  it('counts each state of a message, whether it was published by itself or with a later one', async () => {
    const at = (second: number): string => `2026-03-10T11:00:0${second}.000Z`
    const reached = { queued: at(1), accepted: at(2) }
    const data = (more: { occurredAt: string; reached?: typeof reached | { accepted: string } }) => {
      return { ...messageSent.example, profileId: uuidv7(), messageId: uuidv7(), ...more }
    }
    const short = () => [sampleEvent(messageSent, data({ occurredAt: at(3), reached }))]
    const single = () => {
      const fact = data({ occurredAt: at(3) })
      return [
        sampleEvent(messageQueued, { ...fact, occurredAt: at(1) }),
        sampleEvent(messageAccepted, { ...fact, occurredAt: at(2) }),
        sampleEvent(messageSent, fact),
      ]
    }
    const mixed = () => {
      const fact = data({ occurredAt: at(3), reached: { accepted: at(2) } })
      const { reached: _reached, ...rest } = fact
      return [sampleEvent(messageQueued, { ...rest, occurredAt: at(1) }), sampleEvent(messageSent, fact)]
    }
    const numbersOf = async (events: readonly SampleEvent[]) => {
      const workspace = await t.newWorkspace()
      await publishAll(t, [...events, ...events.toReversed()], workspace)
      const { body } = await t.call('GET /v1/events/counts', { key: workspace.secretKey })
      const { rows } = await t.deps.db.transact(workspace.id, (tx) =>
        tx.query(
          'select state, occurred_at, template from message_fact where workspace_id = $1 order by occurred_at, state',
          [workspace.id],
        ),
      )
      const until = `messages.count?to=${encodeURIComponent(at(4))}`
      return { counts: body, states: rows, sent: await ask(t, until, workspace) }
    }
    const byOne = await numbersOf(single())
    expect(byOne.counts.groups.map(({ count }: { count: number }) => count)).toEqual([1, 1, 1])
    expect(byOne.states).toHaveLength(3)
    expect(await numbersOf(short())).toEqual(byOne)
    expect(await numbersOf(mixed())).toEqual(byOne)
    const three = await numbersOf([...short(), ...single(), ...mixed()])
    expect(three.counts.groups.map(({ count }: { count: number }) => count)).toEqual([3, 3, 3])
  })

  it('counts no more what was taken out of the history of a person, and one at a time', async () => {
    const workspace = await t.newWorkspace()
    const [profileId, former] = [uuidv7(), uuidv7()]
    const occurredAt = '2026-03-10T10:00:00.000Z'
    const gone = (name: string | null, more: { recordedAs?: string } = {}) =>
      sampleEvent(interactionDeleted, { messageId: uuidv7(), profileId, kind: 'track', name, occurredAt, ...more })
    const kauf = { profileId, name: 'Käufe', occurredAt }
    await publishAll(
      t,
      [
        interaction(kauf),
        interaction(kauf),
        interaction({ ...kauf, profileId: former }),
        interaction({ ...kauf, profileId: uuidv7() }),
      ],
      workspace,
    )
    const counted = async () =>
      (await ask(t, `interactions.count?to=${encodeURIComponent('2026-04-01T00:00:00Z')}`, workspace))[0]?.value
    expect(await counted()).toBe(4)
    await publishAll(t, [gone('Käufe'), gone('Kauf'), gone(null)], workspace)
    expect(await counted()).toBe(3)
    await publishAll(t, [gone('Käufe', { recordedAs: former }), gone('Käufe', { recordedAs: former })], workspace)
    expect(await counted()).toBe(1)
  })

  it('counts when it occurred, not when it arrived', async () => {
    const workspace = await t.newWorkspace()
    const at = (occurredAt: string) => interaction({ occurredAt })
    await publishAll(
      t,
      [at('2019-05-01T00:00:00.000Z'), at('2019-04-30T23:59:59.999Z'), at('2019-06-01T00:00:00.000Z')],
      workspace,
    )
    const inMay = 'from=2019-05-01T00:00:00Z&to=2019-06-01T00:00:00Z'
    const { body } = await t.call(`GET /v1/events/counts?${inMay}`, { key: workspace.secretKey })
    expect(body).toEqual({ groups: [{ by: { type: 'profile.interaction_recorded.v1' }, count: 1 }] })
    expect(await ask(t, `interactions.count?${inMay}`, workspace)).toMatchObject([{ value: 1 }])
  })

  it('keeps no text, trait or identifier', async () => {
    const { rows } = await t.deps.db.transact(t.workspace.id, (tx) =>
      tx.query<{ row: string }>('select row_to_json(fact)::text as row from fact where workspace_id = $1', [
        t.workspace.id,
      ]),
    )
    const everything = rows.map(({ row }) => row).join()
    expect(everything).toContain('after-delivery')
    expect(everything).not.toMatch(/Weiß|aenne\.weiss|danke!|single-use-token/)
  })
})

describe('a record that cannot be read', () => {
  it('is put aside and does not hold up the others', async () => {
    const workspace = await t.newWorkspace()
    await t.publishRaw({ topic: topicNames.facts('feedback'), key: workspace.id, headers: {}, value: '{' })
    const impossible = interaction({ occurredAt: '0000-01-01T00:00:00Z' })
    await publishOnly(t, [impossible], workspace.id)
    await publishAll(t, [interaction()], workspace)
    expect(await ask(t, 'interactions.count', workspace)).toMatchObject([{ value: 1 }])
    await eventually(async () => {
      const { body } = await t.call('GET /v1/dead-letters', { key: workspace.secretKey })
      expect(body.items).toMatchObject([{ eventId: impossible.id }])
    })
  })
})

describe('many facts', () => {
  it('take as many statements as few', async () => {
    const counted = async (amount: number): Promise<number> => {
      let statements = 0
      const received = Array.from({ length: amount }, () => [
        { ...receivedOf(interactionRecorded), data: { ...interactionRecorded.example, profileId: uuidv7() } },
        { ...receivedOf(messageSent), data: { ...messageSent.example, messageId: uuidv7() } },
        { ...receivedOf(feedbackGiven), data: { ...feedbackGiven.example, answerId: uuidv7() } },
      ]).flat()
      await t.deps.db.transact(t.other.id, (tx) => {
        const query: typeof tx.query = (text, values) => {
          statements += 1
          return tx.query(text, values)
        }
        return recordFacts({ ...tx, query }, received, t.deps.tools.facts)
      })
      return statements
    }
    expect(await counted(1)).toBe(6)
    expect(await counted(1_000)).toBe(6)
    expect(await ask(t, 'answers.count', t.other)).toMatchObject([{ value: 1_001 }])
  })
})

const receivedOf = (definition: EventDefinition) => ({ id: uuidv7(), type: definition.type, time: new Date() })

describe('a replay of the whole log', () => {
  it('leaves the same numbers, in another order and with duplicates', async () => {
    const { events, people } = story()
    const again = await startAnalytics()
    try {
      for (const person of people) await introduce(t, person)
      await publishAll(t, events)
      // Merges first, facts backwards, every third one twice.
      const backwards = events.toReversed()
      for (const person of people) await introduce(again, person)
      await publishAll(again, [...backwards.filter((_, index) => index % 3 === 0), ...backwards])
      const { body } = await t.call('GET /v1/metrics')
      // The first test has published other facts to this workspace.
      const from = 'from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z'
      for (const { key, dimensions } of body.items) {
        for (const dimension of [...dimensions.filter((name: string) => !name.includes('<')), 'every']) {
          const by = dimension === 'every' ? 'every=P1D&by=' : 'by='
          const grouping = dimension === 'every' ? `${by}locale` : `${by}${dimension}`
          const scale = key.startsWith('score.') && dimension !== 'scale' ? '&where=question:satisfaction' : ''
          const groups = await ask(again, `${key}?${from}&${grouping}${scale}`)
          expect(groups, `${key} ${grouping}`).toEqual(await ask(t, `${key}?${from}&${grouping}${scale}`))
          expect(groups.length, `${key} ${grouping}`).toBeGreaterThan(0)
        }
      }
    } finally {
      await again.close()
    }
  })
})

function story(): { events: readonly SampleEvent[]; people: Parameters<typeof introduce>[1][] } {
  const ids = Array.from({ length: 6 }, () => uuidv7())
  const day = (index: number, hour = 8): string => new Date(Date.UTC(2026, 2, 1 + (index % 40), hour)).toISOString()
  const scale = { min: 0, max: 10 }
  const events = Array.from({ length: 60 }, (_, index) => {
    const profileId = ids[index % ids.length] ?? ''
    const answerId = uuidv7()
    const messageId = uuidv7()
    const scores = [score(1 + (index % 5)), score(index % 11, { question: 'recommend', kind: 'nps', scale })]
    return [
      interaction({ profileId, occurredAt: day(index), channel: index % 2 === 0 ? 'web' : null }),
      message('sent', { messageId, profileId, occurredAt: day(index, 9) }),
      message('sent', { messageId, profileId, occurredAt: day(index, 7), template: 'reminder' }),
      ...(index % 4 === 0 ? [message('delivered', { messageId, profileId, occurredAt: day(index, 10) })] : []),
      answer(scores.slice(0, 1), { answerId, profileId, complete: false, occurredAt: day(index, 11) }),
      ...(index % 3 === 0 ? [] : [answer(scores, { answerId, profileId, occurredAt: day(index, 12) })]),
    ]
  }).flat()
  const people = [
    ...ids.map((id, index) => snapshot(id, ['pt', 'de', 'en'][index % 3] ?? null)),
    { profileId: ids[5] ?? '', mergedInto: ids[0] ?? '', revision: 2 },
  ]
  return { events, people }
}
