import { eventually } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
  await must('feedback', 'PUT /v1/surveys/delivery', {
    title: 'Lieferung',
    questions: [{ id: 'why', kind: 'text', text: 'Warum?' }],
  })
  await must('journey', 'PUT /v1/journeys/greeting', {
    schema: 'polyphon.journey/1',
    name: 'Gruß',
    class: 'service',
    entry: { triggers: [{ type: 'event', event: 'Order Completed' }], reentry: { mode: 'always', concurrent: 5 } },
    start: 'wait',
    steps: { wait: { type: 'wait', for: 'PT1H', next: null } },
  })
}, 120_000)
afterAll(() => stack?.close())

const must: TestStack['workspace']['must'] = (...call) => stack.workspace.must(...call)

interface Named {
  readonly name: string
  readonly profileId: string
}

/** Somebody who has ordered, was asked, and has decided about mails. */
async function newPerson(name: string, state: 'granted' | 'withdrawn'): Promise<Named> {
  const { id: profileId } = await must('profile', `PUT /v1/profiles/by/user_id/${name}`, {
    traits: { email: `${name}@example.test`, firstName: name },
  })
  await must('profile', 'POST /v1/track', { userId: name, event: 'Order Completed', messageId: `order-${name}` })
  await eventually(() => must('feedback', 'POST /v1/surveys/delivery/invitations', { profileId }))
  await eventually(() =>
    must('messaging', 'PUT /v1/permissions', {
      profileId,
      channel: 'email',
      topic: 'news',
      state,
      proof: {
        noticeKey: 'newsletter',
        noticeVersion: '1',
        noticeText: 'Ja, gern.',
        locale: 'de',
        mechanism: 'form',
        occurredAt: '2026-01-22T10:00:00.000Z',
        actor: 'person',
      },
    }),
  )
  return { name, profileId }
}

async function rowsOf(service: 'journey' | 'feedback' | 'messaging', sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl(service) })
  await client.connect()
  try {
    return (await client.query<{ found: unknown }>(sql)).rows.map(({ found }) => found)
  } finally {
    await client.end()
  }
}

/** What the other services keep of somebody, in words that do not depend on when. */
const keptOf = async (profileId: string) => ({
  did: await rowsOf(
    'journey',
    `select message_id as found from occurrence where profile_id = '${profileId}' and name is not null and message_id not like '%-%-%-%-%' order by 1`,
  ),
  runs: await rowsOf('journey', `select journey as found from run where profile_id = '${profileId}'`),
  asked: (
    await rowsOf('feedback', `select count(*)::int as found from invitation where profile_id = '${profileId}'`)
  )[0],
  allows: await rowsOf('messaging', `select state as found from permission where profile_id = '${profileId}'`),
  named: (
    await rowsOf('messaging', `select traits ->> 'firstName' as found from person where profile_id = '${profileId}'`)
  )[0],
})

describe('two people who were taken for one', () => {
  it('have in all services what was theirs before, and what has come since by their events', async () => {
    const [anna, jonas] = [await newPerson('anna', 'granted'), await newPerson('jonas', 'withdrawn')]
    const alone = { runs: ['greeting'], asked: 1 }
    const ofAnna = { ...alone, did: ['order-anna'], allows: ['granted'], named: 'anna' }
    const ofJonas = { ...alone, did: ['order-jonas'], allows: ['withdrawn'], named: 'jonas' }
    await eventually(async () => expect(await keptOf(anna.profileId)).toEqual(ofAnna))
    await eventually(async () => expect(await keptOf(jonas.profileId)).toEqual(ofJonas))
    await must('profile', `POST /v1/profiles/${anna.profileId}/merge`, { absorbedId: jonas.profileId, reason: 'same' })
    await must('profile', 'POST /v1/track', { userId: 'jonas', event: 'Order Completed', messageId: 'again-jonas' })
    await eventually(async () =>
      expect(await keptOf(anna.profileId)).toMatchObject({
        did: ['again-jonas', 'order-anna', 'order-jonas'],
        asked: 2,
        allows: ['withdrawn'],
      }),
    )
    await must('profile', `POST /v1/profiles/${anna.profileId}/split`, {
      identifiers: [{ type: 'user_id', value: 'jonas' }],
      reason: 'two after all',
    })
    await eventually(async () =>
      expect(await keptOf(jonas.profileId)).toEqual({ ...ofJonas, did: ['again-jonas', 'order-jonas'] }),
    )
    await eventually(async () =>
      expect(await keptOf(anna.profileId)).toEqual({ ...ofAnna, runs: ['greeting', 'greeting'] }),
    )
    // What is taken out of somebody's history is so everywhere.
    await must('profile', 'DELETE /v1/events/again-jonas', undefined)
    await eventually(async () => expect(await keptOf(jonas.profileId)).toEqual(ofJonas))
  }, 180_000)
})
