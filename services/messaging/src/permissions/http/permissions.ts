import { PermissionState } from '@polyphon/contracts'
import { AppError, Channel, Id, listOf, type Route, route, Topic, type Tx } from '@polyphon/service-kit'
import { type Caller } from '@polyphon/service-kit/access'
import { followAlias } from '@polyphon/service-kit/copies'
import { DecisionProof, DecisionProofView, Moment, showProof } from '@polyphon/values'
import { z } from 'zod'
import { putPermission } from '../commands/put-permission.js'
import { listPermissions, type PermissionRecord, permissionList } from '../queries/list-permissions.js'
import { assertTokenProfile, findTokenProfile } from '../steps/find-token-profile.js'
import { requireChannel } from '../steps/read-address.js'

export const PermissionBody = z.strictObject({
  profileId: Id.describe('Need not be known here yet'),
  channel: Channel,
  topic: Topic,
  state: PermissionState,
  proof: DecisionProof,
})
const StandingView = z.object({
  profileId: z.string(),
  channel: z.string(),
  topic: z.string(),
  state: PermissionState.describe('What holds now'),
  occurredAt: Moment,
})
const RecordedView = StandingView.extend({ id: z.string(), proof: DecisionProofView }).meta({
  id: 'RecordedPermission',
})
const EntryView = z.object({
  id: z.string(),
  state: PermissionState,
  occurredAt: Moment,
  recordedAt: Moment,
  source: z.string(),
  givenFor: z.string().describe('The id that it was recorded for, before any merge'),
  proof: DecisionProofView,
})
const PermissionView = StandingView.extend({
  history: z
    .array(EntryView)
    .describe('Its records, the newest first; where they do not fit in one page, the next one goes on with them'),
}).meta({ id: 'Permission' })

const toStandingView = (profileId: string, { permission }: PermissionRecord): z.input<typeof StandingView> => ({
  profileId,
  ...permission,
  occurredAt: permission.occurredAt.toISOString(),
})

const toEntryView = ({ entry }: PermissionRecord): z.input<typeof EntryView> => ({
  ...entry,
  id: entry.entryId,
  occurredAt: entry.occurredAt.toISOString(),
  recordedAt: entry.recordedAt.toISOString(),
  proof: showProof(entry.proof, entry.noticeHash),
})

type Line = z.input<typeof PermissionView>

/** Puts records that stand next to each other and are about the same channel and topic into one item. */
function gather(lines: readonly Line[]): Line[] {
  const items: Line[] = []
  for (const line of lines) {
    const last = items.at(-1)
    if (last?.channel === line.channel && last.topic === line.topic) last.history.push(...line.history)
    else items.push({ ...line, history: [...line.history] })
  }
  return items
}

const tag = 'permissions'
const example = {
  profileId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01',
  channel: 'email',
  topic: 'orders',
  state: 'granted',
  proof: {
    noticeKey: 'newsletter',
    noticeVersion: '3',
    noticeText: 'Ja, ich möchte Neuigkeiten per E-Mail bekommen. Ich kann jederzeit widersprechen.',
    locale: 'de',
    mechanism: 'double-opt-in',
    occurredAt: '2026-01-22T10:00:00.000Z',
    actor: 'person',
  },
}

const subjectOf = (caller: Caller): Parameters<typeof findTokenProfile>[1] | null =>
  caller.kind === 'publishable' ? caller.person : null

async function requireProfileId(tx: Tx, caller: Caller, given: string | undefined): Promise<string> {
  const subject = subjectOf(caller)
  if (given !== undefined) {
    if (subject !== null) await assertTokenProfile(tx, subject, given)
    return given
  }
  if (subject !== null) return findTokenProfile(tx, subject)
  throw new AppError('invalid', 'input_invalid', 'Say whose permissions are meant.', {
    faults: [
      { pointer: '/query/profileId', code: 'required', detail: 'This parameter is required with a secret key.' },
    ],
  })
}

export const permissionRoutes = (): readonly Route[] => [
  route({
    operationId: 'putPermission',
    method: 'put',
    path: '/v1/permissions',
    summary: 'Record what a person allows, with its proof; it binds every send after the answer',
    tag,
    access: { who: 'key', scope: 'messaging:write', staff: 'people', publishable: 'with_person' },
    body: PermissionBody,
    responses: { 200: RecordedView },
    example,
    handle: async (tx, { body, caller }) => {
      const channel = requireChannel(body.channel, '/body/channel')
      const { profileId, entry, current } = await putPermission(tx, { ...body, channel }, subjectOf(caller))
      const { topic, state, occurredAt } = current
      const proof = showProof(entry.proof, entry.noticeHash)
      const answer = {
        profileId,
        channel,
        topic,
        state,
        occurredAt: occurredAt.toISOString(),
        id: entry.entryId,
        proof,
      }
      return { status: 200, body: answer }
    },
  }),
  route({
    operationId: 'listPermissions',
    method: 'get',
    path: '/v1/permissions',
    summary: 'What a person allows now, and the records that led there',
    tag,
    access: { who: 'key', scope: 'messaging:read', staff: 'people', publishable: 'with_person' },
    query: permissionList.query,
    responses: { 200: listOf(PermissionView) },
    handle: async (tx, { query, caller }) => {
      // An invalid cursor is reported even when `profileId` is missing.
      permissionList.checkCursor(tx, query)
      const profileId = await followAlias(tx, await requireProfileId(tx, caller, query.profileId))
      const show = (record: PermissionRecord): Line => ({
        ...toStandingView(profileId, record),
        history: [toEntryView(record)],
      })
      const { items, nextCursor } = await listPermissions(tx, query, { profileId, show })
      return { status: 200, body: { items: gather(items), nextCursor } }
    },
  }),
]
