import { generateKeyPairSync } from 'node:crypto'
import { type Identifier, type ProfileSnapshot, profileChanged } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { saveKey, signPersonToken } from '@polyphon/service-kit/access'
import { type Call, eventually, startTestService } from '@polyphon/testkit'
import type { PersonSubject } from '@polyphon/values'
import { feedbackService } from '../src/service.js'

export type Feedback = Awaited<ReturnType<typeof startFeedback>>

export const PUBLIC_URL = 'https://umfrage.example.test'

export const startFeedback = (options: { readonly at?: Date; readonly patienceMs?: number } = {}) =>
  startTestService(feedbackService, {
    env: { PUBLIC_URL, ORDER_PATIENCE_MS: String(options.patienceMs ?? 3_000) },
    ...(options.at === undefined ? {} : { at: options.at }),
  })

/** A survey with a condition, in two languages. */
export const delivery = {
  title: { de: 'Ihre Lieferung – passt die Größe?', en: 'Your delivery' },
  questions: [
    {
      id: 'zufriedenheit',
      kind: 'csat',
      text: { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' },
      required: true,
    },
    {
      id: 'warum',
      kind: 'text',
      text: { de: 'Was hätten wir besser machen können?', en: 'What could we have done better?' },
      required: true,
      showIf: { path: 'answer.zufriedenheit', op: 'lte', value: 2 },
    },
    { id: 'nps', kind: 'nps', text: { de: 'Würden Sie uns empfehlen?', en: 'Would you recommend us?' } },
  ],
  ending: { de: 'Schönen Dank für Ihre Mühe!', en: 'Thank you!' },
}

export async function publish(feedback: Feedback, key = 'lieferung', body: unknown = delivery): Promise<void> {
  const { status, text } = await feedback.call(`PUT /v1/surveys/${key}`, { body })
  if (status >= 300) throw new Error(text)
}

/** Invites somebody and answers the token of the link. */
export async function invite(feedback: Feedback, body: object = {}, survey = 'lieferung'): Promise<string> {
  const invited = await feedback.call(`POST /v1/surveys/${survey}/invitations`, {
    body: { profileId: uuidv7(), ...body },
  })
  return tokenOf(invited.body.url)
}

export const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1)

export const snapshotOf = (profileId: string, changes: Partial<ProfileSnapshot> = {}): ProfileSnapshot => ({
  profileId,
  revision: 1,
  traits: {},
  identifiers: [],
  segments: [],
  accounts: [],
  locale: null,
  timeZone: null,
  absorbedIds: [],
  ...changes,
})

/** Publishes a person’s snapshot and waits until the service knows them. */
export async function makeKnown(feedback: Feedback, snapshot: ProfileSnapshot): Promise<void> {
  const { id } = feedback.workspace
  await feedback.publish(profileChanged, id, snapshot)
  await eventually(() =>
    feedback.deps.db.transact(id, async (tx) => {
      const { rowCount } = await tx.query(
        'select from person where workspace_id = $1 and profile_id = $2 and revision >= $3',
        [id, snapshot.profileId, snapshot.revision],
      )
      if (rowCount !== 1) throw new Error('The person is not known yet.')
    }),
  )
}

export const known = async (feedback: Feedback, identifiers: readonly Identifier[], locale: string | null = null) => {
  const profileId = uuidv7()
  await makeKnown(feedback, snapshotOf(profileId, { identifiers, locale }))
  return profileId
}

/** Headers of a page that speaks for one person. */
export async function asPerson(
  feedback: Feedback,
  subject: PersonSubject,
): Promise<{ key: string; headers: { 'polyphon-person': string } }> {
  const { id: workspaceId, publishableKey } = feedback.workspace
  const keyId = uuidv7()
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await feedback.deps.db.transact(null, (tx) =>
    saveKey(tx, {
      keyId,
      workspaceId,
      kind: 'person',
      hash: null,
      scopes: [],
      origins: [],
      unit: null,
      publicKey: pair.publicKey.export({ format: 'jwk' }),
      expiresAt: null,
      revokedAt: null,
      createdAt: new Date(),
    }),
  )
  feedback.deps.workspaces.forget()
  const { token } = await signPersonToken({
    workspaceId,
    keyId,
    subject,
    ttlSeconds: 3_600,
    privateKey: pair.privateKey.export({ format: 'jwk' }),
    issuedAt: feedback.deps.now(),
  })
  return { key: publishableKey, headers: { 'polyphon-person': token } }
}

/** The fields that a problem names, each once. */
export const pointersOf = ({ body }: Call): readonly string[] => [
  ...new Set<string>(body.errors.map(({ pointer }: { readonly pointer: string }) => pointer)),
]
