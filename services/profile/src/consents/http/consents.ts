import { ConsentState, Identifier } from '@polyphon/contracts'
import { AppError, Id, listOf, type Route, route, type Tx } from '@polyphon/service-kit'
import type { Caller } from '@polyphon/service-kit/access'
import {
  DecisionProof,
  DecisionProofView,
  Moment,
  type PersonSubject,
  Purpose,
  showProof,
  Timestamp,
} from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { Identifier as IdentifierBody } from '../../people/http/identifier.js'
import { assertOwnProfile, profileOfSubject } from '../../people/steps/profile-of-subject.js'
import { putConsent } from '../commands/put-consent.js'
import { type ConsentEntry, consentSources } from '../domain/consent-entry.js'
import { checkConsent } from '../queries/check-consent.js'
import { type ConsentRecord, consentList, listConsents } from '../queries/list-consents.js'

const Named = Purpose.describe('`analytics`, `personalisation`, `profiling`, `research`, `service`, or one of your own')

export const ConsentBody = z.strictObject({
  profileId: Id,
  purpose: Named,
  state: z.enum(['granted', 'denied', 'withdrawn', 'objected']),
  proof: DecisionProof,
  expiresAt: Timestamp.optional().describe('Until when a grant holds; without it until something else is said'),
  identifier: IdentifierBody.optional().describe('What it was given for, where that was an address or a device'),
})

const EntryView = z.object({
  id: z.string(),
  state: ConsentState,
  occurredAt: Moment.describe('When it was decided; of a merge, when the later of both was'),
  recordedAt: Moment,
  expiresAt: Moment.nullable(),
  source: z
    .enum(consentSources)
    .describe(
      '`device`: a page has reported it with an event (`context.consent.categoryPreferences`); `merge` and `expiry` follow from other records; `restored`: the database was, and this held as it was published before. None of these has a proof of its own',
    ),
  originId: z.string().describe('The id that it was recorded for, before any merge'),
  absorbedId: z.string().nullable().describe('Of a merge: who turned out to be this person'),
  identifier: Identifier.nullable(),
  proof: DecisionProofView.nullable(),
})
const standing = {
  profileId: z.string(),
  purpose: z.string(),
  state: ConsentState.describe('What holds now'),
  occurredAt: Moment.describe('Since when'),
  expiresAt: Moment.nullable().describe('Until when a grant holds; null where it has no end'),
  conflict: z
    .boolean()
    .describe('Two people who turned out to be one had said different things; the no of them holds, ask again'),
}
const RecordedView = z.object({ ...standing, record: EntryView }).meta({ id: 'RecordedConsent' })
const ConsentView = z
  .object({
    ...standing,
    history: z
      .array(EntryView)
      .describe('Its records, the newest first; where they do not fit in one page, the next one goes on with them'),
  })
  .meta({ id: 'Consent' })

const CheckBody = z.strictObject({
  profileIds: z.array(Id).min(1).max(100).optional().describe('Required, except with a person token'),
  purposes: z.array(Named).min(1).max(20),
})
const ChecksView = z
  .object({
    items: z.array(
      z.object({
        profileId: z.string(),
        purpose: z.string(),
        allowed: z.boolean(),
        state: ConsentState.nullable().describe('Null where nothing was ever said, which is neither a yes nor a no'),
        because: z.string(),
      }),
    ),
  })
  .meta({ id: 'ConsentChecks' })

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

const toStandingView = (profileId: string, purpose: string, held: ConsentRecord['held']) => ({
  profileId,
  purpose,
  state: held.state,
  occurredAt: held.state === 'expired' ? (held.expiresAt ?? held.occurredAt) : held.occurredAt,
  expiresAt: held.expiresAt ?? null,
  conflict: held.conflict ?? false,
})

const toEntryView = (entry: ConsentEntry): z.input<typeof EntryView> => ({
  id: entry.entryId,
  state: entry.state,
  occurredAt: entry.occurredAt.toISOString(),
  recordedAt: entry.recordedAt.toISOString(),
  expiresAt: iso(entry.expiresAt),
  source: entry.source,
  originId: entry.originId,
  absorbedId: entry.absorbedId,
  identifier: entry.identifier,
  proof: entry.proof === null || entry.noticeHash === null ? null : showProof(entry.proof, entry.noticeHash),
})

type Line = z.input<typeof ConsentView>

/** Puts records that stand next to each other and are about the same purpose into one item. */
function gather(lines: readonly Line[]): Line[] {
  const items: Line[] = []
  for (const line of lines) {
    const last = items.at(-1)
    if (last?.purpose === line.purpose) last.history.push(...line.history)
    else items.push({ ...line, history: [...line.history] })
  }
  return items
}

const subjectOf = (caller: Caller): PersonSubject | null => (caller.kind === 'publishable' ? caller.person : null)

/** Whom a request is about: whoever it names, which with a person token is that person alone. */
async function requirePeople(
  tx: Tx,
  caller: Caller,
  { given, pointer }: { readonly given: readonly string[] | undefined; readonly pointer: string },
): Promise<readonly string[]> {
  const subject = subjectOf(caller)
  if (given !== undefined) {
    if (subject !== null) for (const profileId of given) await assertOwnProfile(tx, subject, profileId)
    return given
  }
  if (subject !== null) return [await profileOfSubject(tx, subject)]
  throw new AppError('invalid', 'input_invalid', 'Say whose consents are meant.', {
    faults: [{ pointer, code: 'required', detail: 'This is required with a secret key.' }],
  })
}

const tag = 'privacy'
const person = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'
const putExample = {
  profileId: person,
  purpose: 'profiling',
  state: 'granted',
  proof: {
    noticeKey: 'profiling',
    noticeVersion: '2',
    noticeText: 'Ja, meine Einkäufe dürfen ausgewertet werden. Ich kann das jederzeit widerrufen.',
    locale: 'de',
    mechanism: 'checkbox',
    occurredAt: '2026-01-22T10:00:00.000Z',
    actor: 'person',
  },
}

const putConsentRoute = route({
  operationId: 'putConsent',
  method: 'put',
  path: '/v1/consents',
  summary: 'Record what a person says to a purpose, with its proof',
  description:
    'When it is answered, the person has left every segment of a purpose that they do not allow any more, and is in those of one that they allow now. Of several decisions the latest holds, by its own time; records stay for ever.',
  tag,
  access: { who: 'key', scope: 'profile:write', staff: 'people', publishable: 'with_person' },
  problems: [404],
  body: ConsentBody,
  responses: { 200: RecordedView },
  example: putExample,
  handle: async (tx, { body, caller }) => {
    const subject = subjectOf(caller)
    if (subject !== null) await assertOwnProfile(tx, subject, body.profileId)
    const { profileId, entry, held } = await putConsent(tx, {
      ...body,
      expiresAt: body.expiresAt ?? null,
      identifier: body.identifier ?? null,
      source: subject === null ? 'api' : 'person',
    })
    return {
      status: 200,
      body: { ...toStandingView(profileId, body.purpose, held), record: toEntryView(entry) },
    }
  },
})

const listConsentsRoute = route({
  operationId: 'listConsents',
  method: 'get',
  path: '/v1/consents',
  summary: 'What a person allows now, by purpose, and the records that led there',
  tag,
  access: { who: 'key', scope: 'profile:read', staff: 'people', publishable: 'with_person' },
  problems: [404],
  query: consentList.query,
  responses: { 200: listOf(ConsentView) },
  handle: async (tx, { query, caller }) => {
    // An invalid cursor is reported even when `profileId` is missing.
    consentList.checkCursor(tx, query)
    const given = query.profileId === undefined ? undefined : [query.profileId]
    const [profileId = ''] = await requirePeople(tx, caller, { given, pointer: '/query/profileId' })
    const show = ({ held, entry }: ConsentRecord): Line => ({
      ...toStandingView(profileId, entry.purpose, held),
      history: [toEntryView(entry)],
    })
    const { items, nextCursor } = await listConsents(tx, query, { profileId, show })
    return { status: 200, body: { items: gather(items), nextCursor } }
  },
})

const checkConsentRoute = route({
  operationId: 'checkConsent',
  method: 'post',
  path: '/v1/consents/check',
  summary: 'Whether what is known of people may be used for purposes, and why',
  description:
    'Each person with each purpose. A purpose that needs consent (`settings.purposes` of the workspace) is allowed by a grant that holds; one that needs none ends with an objection. Of an id that nobody has nothing is allowed.',
  tag,
  access: { who: 'key', scope: 'profile:read', staff: 'people', publishable: 'with_person' },
  problems: [404],
  idempotencyKey: 'none',
  body: CheckBody,
  responses: { 200: ChecksView },
  example: { profileIds: [person], purposes: ['profiling', 'personalisation'] },
  handle: async (tx, { body, caller }) => {
    const profileIds = await requirePeople(tx, caller, { given: body.profileIds, pointer: '/body/profileIds' })
    return { status: 200, body: { items: [...(await checkConsent(tx, { profileIds, purposes: body.purposes }))] } }
  },
})

export const consentRoutes = (_deps: ProfileDeps): readonly Route[] => [
  putConsentRoute,
  listConsentsRoute,
  checkConsentRoute,
]
