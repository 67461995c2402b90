import { historiesOf } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { startTestService } from '@polyphon/testkit'
import type { HeldConsents } from '../src/people/domain/consent.js'
import { changeSegments } from '../src/segments/steps/change-segments.js'
import { evaluateSegments } from '../src/segments/steps/evaluate-segments.js'
import { profileService } from '../src/service.js'
import { noteMessages } from '../src/tracking/store/interactions.js'

export const NOW = new Date('2026-11-22T10:00:00.000Z')
export const DAY = 86_400_000

export const ago = (ms: number): Date => new Date(NOW.getTime() - ms)

export const startProfile = (at?: Date) => startTestService(profileService, at === undefined ? {} : { at })
export type Profile = Awaited<ReturnType<typeof startProfile>>

export interface NewPerson {
  readonly traits?: Readonly<Record<string, unknown>>
  readonly identifiers?: readonly { readonly type: string; readonly value: string }[]
  readonly workspaceId?: string
}

/** Stores a person as the ingest does, without any event. */
export async function addPerson(profile: Profile, person: NewPerson = {}): Promise<string> {
  const { traits = {}, identifiers = [], workspaceId = profile.workspace.id } = person
  return profile.deps.db.transact(workspaceId, async (tx) => {
    const profileId = tx.newId()
    await tx.query(
      `insert into profile (workspace_id, profile_id, revision, traits, trait_times, observed, created_at, updated_at)
       values ($1, $2, 1, $3, '{}', '{}', $4, $4)`,
      [tx.workspaceId, profileId, JSON.stringify(traits), tx.now],
    )
    for (const { type, value } of identifiers) await addIdentifier(tx, profileId, { type, value })
    await evaluate(tx, { profileId, traits, identifiers, events: [], everything: true })
    return profileId
  })
}

async function addIdentifier(tx: Tx, profileId: string, identifier: { type: string; value: string }): Promise<void> {
  await tx.query(
    `insert into profile_identifier (workspace_id, profile_id, type, value, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $5)`,
    [tx.workspaceId, profileId, identifier.type, identifier.value, tx.now],
  )
}

export interface NewInteraction {
  readonly name: string
  readonly kind?: 'track' | 'page' | 'screen'
  readonly at?: Date
  readonly properties?: Readonly<Record<string, unknown>>
  readonly messageId?: string
}

/** Stores what a person did and evaluates their segments, in one transaction, as the ingest does. */
export async function did(profile: Profile, profileId: string, ...events: readonly NewInteraction[]): Promise<void> {
  await profile.deps.db.transact(profile.workspace.id, async (tx) => {
    const { rows } = await tx.query<{ traits: Record<string, unknown>; consents: HeldConsents }>(
      'select traits, consents from profile where workspace_id = $1 and profile_id = $2 for no key update',
      [tx.workspaceId, profileId],
    )
    for (const event of events) await addInteraction(tx, profileId, event)
    await evaluate(tx, {
      profileId,
      traits: rows[0]?.traits ?? {},
      consents: rows[0]?.consents ?? {},
      identifiers: [],
      events: events.flatMap(({ name, kind = 'track' }) => historiesOf(name, kind)),
    })
  })
}

export async function addInteraction(tx: Tx, profileId: string, event: NewInteraction): Promise<void> {
  const messageId = event.messageId ?? tx.newId()
  const occurredAt = event.at ?? tx.now
  // Nothing happens after it was received.
  const receivedAt = occurredAt > tx.now ? occurredAt : tx.now
  const position = (await noteMessages(tx, [{ messageId, receivedAt }])).get(messageId)
  const doc = { properties: event.properties ?? {}, context: {}, identifiers: [], traits: null, trace: {} }
  await tx.query(
    `insert into interaction (workspace_id, message_id, profile_id, position, kind, name, occurred_at, received_at, skew_ms,
                              channel, doc)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 'web', $9)`,
    [
      tx.workspaceId,
      messageId,
      profileId,
      position,
      event.kind ?? 'track',
      event.name,
      occurredAt,
      receivedAt,
      JSON.stringify(doc),
    ],
  )
}

interface Happened {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  readonly events: readonly string[]
  readonly everything?: boolean
  readonly consents?: HeldConsents
}

async function evaluate(tx: Tx, { events, everything = false, ...subject }: Happened): Promise<void> {
  const happened = { events: new Set(events), paths: new Set<string>(), because: 'test', everything }
  await changeSegments(
    tx,
    await evaluateSegments(tx, [{ computed: {}, consents: {}, accounts: [], ...subject, segments: [], happened }]),
  )
}
