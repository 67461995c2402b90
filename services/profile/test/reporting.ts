import { feedbackGiven, messageFacts } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { expect } from 'vitest'
import { ago, type Profile } from './harness.js'

/** A person with a user id that nobody else has, also in a second try. */
export async function newPerson(profile: Profile): Promise<{ readonly id: string; readonly user: string }> {
  const user = `müller-${uuidv7()}`
  const { body } = await profile.call(`PUT /v1/profiles/by/user_id/${encodeURIComponent(user)}`, { body: {} })
  return { id: body.id, user }
}

/** What a test does with segments over what others report. */
export const segmentsOf = (profile: Profile) => {
  const members = async (key: string): Promise<readonly string[]> =>
    (await profile.call(`GET /v1/segments/${key}/members?limit=500`)).body.items.map(
      ({ profileId }: { profileId: string }) => profileId,
    )
  return {
    members,
    put: (key: string, condition: unknown) =>
      profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } }),
    why: async (id: string, key: string) => (await profile.call(`GET /v1/profiles/${id}/segments/${key}/why`)).body,
    becomes: (key: string, expected: readonly string[]) =>
      eventually(async () => expect((await members(key)).toSorted()).toEqual(expected.toSorted())),
    preview: async (condition: unknown): Promise<number> =>
      (await profile.call('POST /v1/segments/preview', { body: { condition } })).body.count,
  }
}

interface MessagePart {
  readonly profileId: string
  readonly messageId: string
  readonly template?: string
  readonly topic?: string
  readonly ms: number
  readonly reason?: string
}

export const reportMessage = (
  profile: Profile,
  state: keyof typeof messageFacts,
  { ms, template = 'welcome', topic = 'offers', ...part }: MessagePart,
) =>
  profile.publish(messageFacts[state], profile.workspace.id, {
    ...messageFacts[state].example,
    template,
    topic,
    ...part,
    occurredAt: ago(ms).toISOString(),
  })

interface Answered {
  readonly profileId: string
  readonly answerId: string
  readonly survey?: string
  readonly ms: number
  readonly score?: number
  readonly choices?: readonly string[]
  readonly text?: string
}

export const reportAnswer = (
  profile: Profile,
  { survey = 'nps', ms, score, choices = [], text, ...part }: Answered,
  id = uuidv7(),
) =>
  profile.publish(
    feedbackGiven,
    profile.workspace.id,
    {
      ...feedbackGiven.example,
      ...part,
      survey,
      scores: score === undefined ? [] : [{ question: 'score', kind: 'nps', value: score, scale: { min: 0, max: 10 } }],
      choices: choices.length === 0 ? [] : [{ question: 'reasons', values: [...choices] }],
      texts: text === undefined ? [] : [{ question: 'why', text }],
      occurredAt: ago(ms).toISOString(),
    },
    { id },
  )
