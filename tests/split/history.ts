import { eventually } from '@polyphon/testkit'
import fc from 'fast-check'
import type { TestStack } from '../stack.js'

type Must = TestStack['workspace']['must']

/** Something that one of two people does, or that is said of them. Its moment is one of 2025, as all that is known later is not compared. */
export type Act =
  | { readonly kind: 'track' | 'identify'; readonly minute: number; readonly traits: Traits; readonly locale: string }
  | { readonly kind: 'state'; readonly traits: Traits }
  | { readonly kind: 'group'; readonly account: string; readonly minute: number }
  | { readonly kind: 'consent'; readonly purpose: string; readonly state: string; readonly minute: number }
  | { readonly kind: 'permission'; readonly state: string; readonly minute: number }
  | { readonly kind: 'answer' | 'message' | 'run' }

type Traits = Readonly<Record<string, string | number | null>>
type Side = 'left' | 'right'
export type Step = { readonly who: Side } & Act

/** What two people do apart, and what they do while they are taken for one. */
export interface History {
  readonly before: readonly Step[]
  readonly since: readonly Step[]
}

const minute = fc.integer({ min: 0, max: 400_000 })
const traits = fc.dictionary(
  fc.constantFrom('city', 'tier', 'firstName', 'shoe', 'toString'),
  fc.oneof(fc.constantFrom('Köln', 'Ulm', 'gold', ''), fc.integer({ min: -3, max: 3 }), fc.constant(null)),
  { maxKeys: 3, noNullPrototype: true },
)
const locale = fc.constantFrom('de-DE', 'en-GB')
const purpose = fc.constantFrom('profiling', 'analytics')
const decision = fc.constantFrom('granted', 'denied', 'withdrawn')
/** What comes by what somebody is known by: whoever is meant is known also of two who are taken for one. */
const byIdentifier: readonly fc.Arbitrary<Act>[] = [
  fc.record({ kind: fc.constantFrom('track', 'identify'), minute, traits, locale }),
  fc.record({ kind: fc.constant('state'), traits }),
  fc.record({ kind: fc.constant('group'), account: fc.constantFrom('blumen', 'kräne'), minute }),
  fc.record({ kind: fc.constant('consent'), purpose, state: decision, minute }),
]
const byPerson: readonly fc.Arbitrary<Act>[] = [
  fc.record({ kind: fc.constant('permission'), state: fc.constantFrom('granted', 'withdrawn'), minute }),
  fc.record({ kind: fc.constantFrom('answer', 'message', 'run') }),
]
const stepOf = (...acts: readonly fc.Arbitrary<Act>[]): fc.Arbitrary<Step> =>
  fc.tuple(fc.constantFrom<Side>('left', 'right'), fc.oneof(...acts)).map(([who, act]) => ({ who, ...act }))

export const histories: fc.Arbitrary<History> = fc.record({
  before: fc.array(stepOf(...byIdentifier, ...byPerson), { minLength: 6, maxLength: 16 }),
  since: fc.array(stepOf(...byIdentifier), { maxLength: 10 }),
})

/** Two people of a workspace, and what is done by them. */
export interface Pair {
  readonly name: string
  readonly ids: Readonly<Record<Side, string>>
}

export async function newPair(must: Must, name: string): Promise<Pair> {
  const idOf = async (side: Side): Promise<string> => {
    const body = { traits: { email: `${userOf(name, side)}@example.test` } }
    return (await must('profile', `PUT /v1/profiles/by/user_id/${userOf(name, side)}`, body)).id
  }
  return { name, ids: { left: await idOf('left'), right: await idOf('right') } }
}

export const userOf = (name: string, side: Side): string => `${name}-${side}`

/** Takes one step; `nth` makes what it is called the same in every workspace. */
export async function take(must: Must, { name, ids }: Pair, step: Step, nth: number): Promise<void> {
  const [userId, profileId] = [userOf(name, step.who), ids[step.who]]
  switch (step.kind) {
    case 'track':
    case 'identify': {
      const { minute: at, traits: stated, locale: spoken } = step
      const call = { userId, messageId: `${userId}-${nth}`, timestamp: momentOf(at), context: { locale: spoken } }
      const more = step.kind === 'track' ? { event: 'Order Completed', properties: { total: nth } } : { traits: stated }
      await must('profile', `POST /v1/${step.kind}`, { ...call, ...more })
      return
    }
    case 'state':
      await must('profile', `PUT /v1/profiles/by/user_id/${userId}`, { traits: step.traits })
      return
    case 'group': {
      const call = { userId, messageId: `${userId}-${nth}`, timestamp: momentOf(step.minute) }
      await must('profile', 'POST /v1/group', { ...call, groupId: `${name}-${step.account}`, traits: { size: nth } })
      return
    }
    case 'consent': {
      const identifier = { type: 'user_id', value: userId }
      const { purpose: of, state } = step
      await must('profile', 'PUT /v1/consents', {
        profileId,
        purpose: of,
        state,
        identifier,
        proof: proofOf(step.minute),
      })
      return
    }
    case 'permission': {
      const body = { profileId, channel: 'email', topic: 'news', state: step.state, proof: proofOf(step.minute) }
      await must('messaging', 'PUT /v1/permissions', body)
      return
    }
    case 'answer':
      await must('feedback', 'POST /v1/answers', {
        survey: 'delivery',
        profileId,
        locale: 'de',
        answers: { why: `w${nth}` },
        complete: true,
      })
      return
    case 'message':
      await send(must, { profileId, template: { key: 'hello' }, data: { word: `w${nth}` } })
      return
    case 'run':
      await must('journey', 'POST /v1/journeys/waiting/runs', { profileId, data: { word: `w${nth}` } })
  }
}

/** Waits until it is decided whether it is sent: what comes next may decide otherwise. */
async function send(must: Must, message: object): Promise<void> {
  const { id } = await must('messaging', 'POST /v1/messages', {
    ...message,
    locale: 'de',
    class: 'marketing',
    topic: 'news',
  })
  await eventually(async () => {
    const { delivery } = await must('messaging', `GET /v1/messages/${id}`)
    if (!['sent', 'dropped'].includes(delivery)) throw new Error(`The message is ${delivery}.`)
  })
}

const BEGIN = Date.UTC(2025, 0, 1)
const momentOf = (after: number): string => new Date(BEGIN + after * 60_000).toISOString()

const proofOf = (after: number) => ({
  noticeKey: 'n',
  noticeVersion: '1',
  noticeText: 'Größe und Straße?',
  locale: 'de',
  mechanism: 'form',
  actor: 'person',
  occurredAt: momentOf(after),
})
