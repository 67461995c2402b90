import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { KINDS, WHO } from '../db/audited.js'
import type { Access } from '../http/access.js'
import type { Deps } from '../http/deps.js'
import { type Route, route } from '../http/route.js'
import { Id } from '../http/values.js'
import { listOf } from '../lists/answer.js'
import { is, where } from '../lists/filter.js'
import { list } from '../lists/list.js'
import { by } from '../lists/position.js'
import { familiesOf } from '../personal/families.js'
import { AppError } from '../values/errors.js'
import { OPERATOR } from '../values/ids.js'
import type { ServiceName } from '../values/service-name.js'
import { BREAKS } from './chain.js'
import { type AuditEntryRow, ENTRY_COLUMNS } from './store.js'
import { type Followed, readFollowing, verifyChains, writeFollowing } from './verify.js'

const tag = 'audit'

const AuditEntryView = z
  .object({
    seq: z.int().describe('Its place in the chain of the workspace, from 1 and without gaps'),
    at: Moment,
    kind: z.enum(KINDS).describe('`change`: something was changed or ordered; `read`: something was read about people'),
    who: z.enum(WHO).describe('Whose credential it was'),
    keyId: z
      .string()
      .nullable()
      .describe('The key; of staff the one that spoke for them, of a person that of the page'),
    staffId: z.string().nullable(),
    operation: z.string().describe('Its operationId'),
    about: z
      .object({ kind: z.string(), id: z.string().nullable() })
      .describe(
        'The collection of the path, and which one of it; null where several, or where what stood there is no id of ours',
      ),
    profileId: z
      .string()
      .nullable()
      .describe('Whom it was about, as they were known then; null for several, and once they are erased'),
    requestId: z.string().describe('`X-Request-Id` of the answer'),
    traceId: z.string().nullable(),
    hash: z.string().describe('SHA-256 over this row and the hash in front of it'),
  })
  .meta({ id: 'AuditEntry' })

const AuditedChain = z
  .object({
    workspaceId: z.string().nullable().describe('Null for what the operator did'),
    entries: z.int().describe('How many rows were looked at in this answer'),
    last: z.object({ seq: z.int(), hash: z.string() }).describe('The last one that fits'),
    isWhole: z.boolean().describe('Whether this answer has come to its end'),
    waiting: z.int().describe('Rows that are not chained yet, which takes a second'),
    broken: z
      .object({ kind: z.enum(BREAKS), seq: z.int().describe('The row at which it shows') })
      .nullable()
      .describe('What does not fit; null where everything does'),
  })
  .meta({ id: 'AuditedChain' })

const AuditVerification = z
  .object({
    chains: z.array(AuditedChain),
    nextCursor: z.string().nullable().describe('What `cursor` goes on with; null once everything was looked at'),
  })
  .meta({ id: 'AuditVerification' })

/** Who did what in this service, and whether that is still what was written. */
export function auditRoutes(service: ServiceName, deps: Deps): readonly Route[] {
  const access: Access = { who: 'key', scope: `${service}:read`, staff: 'administration', admin: true }
  return [listRoute(access, deps), verifyRoute(access, deps)]
}

const Word = z.string().min(1).max(200)

function listRoute(access: Access, deps: Deps): Route {
  const entries = list({
    name: 'audit',
    filters: {
      kind: is('kind', z.enum(KINDS)),
      who: is('who', z.enum(WHO)),
      staffId: is('staff_id', Id),
      keyId: is('key_id', Word),
      operation: is('operation', Word),
      profileId: where(
        Id.describe('Whom it was about, also by an id of before a merge'),
        (ids) => `profile_id = any(${ids})`,
        async (tx, id) => [...((await familiesOf(tx, deps.personal, [id])).get(id) ?? [id])],
      ),
    },
    period: { column: 'at', means: 'Done' },
    sorts: { at: [by.time('at'), by.number('seq')] },
    sort: '-at',
  })
  return route({
    operationId: 'listAudit',
    method: 'get',
    path: '/v1/audit',
    tag,
    access,
    summary: 'Who has changed something, and who of the staff has read about people, the latest first',
    description:
      'A row is true with the change that it tells of, and is listed within a second. It holds ids and codes: no contents, no addresses. What pages send by their key alone is no row, as it is kept itself. The operator is shown what the operator did.',
    query: entries.query,
    responses: { 200: listOf(AuditEntryView) },
    handle: async (tx, { caller, query }) => ({
      status: 200,
      body: await entries.page<AuditEntryRow, z.input<typeof AuditEntryView>>(
        caller.kind === 'admin' ? await tx.enter(OPERATOR) : tx,
        query,
        { columns: ENTRY_COLUMNS, from: 'audit_entry', show: (_tx, rows) => rows.map(toAuditEntryView) },
      ),
    }),
  })
}

const toAuditEntryView = (row: AuditEntryRow): z.input<typeof AuditEntryView> => ({
  seq: Number(row.seq),
  at: row.at.toISOString(),
  kind: row.kind,
  who: row.who,
  keyId: row.key_id,
  staffId: row.staff_id,
  operation: row.operation,
  about: { kind: row.about_kind, id: row.about_id },
  profileId: row.profile_id,
  requestId: row.request_id,
  traceId: row.trace_id,
  hash: row.hash,
})

function verifyRoute(access: Access, deps: Deps): Route {
  return route({
    operationId: 'verifyAudit',
    method: 'get',
    path: '/v1/audit/verification',
    tag,
    access,
    summary: 'Whether the audit log is what was written: nothing taken away, altered or put elsewhere',
    description:
      'Follows the chain of the workspace; for the operator those of all, and the one of what the operator did. Much is looked at in several calls: go on with `nextCursor` until it is null, as `polyphon verify` does.',
    query: z.strictObject({ cursor: z.string().max(500).optional().describe('`nextCursor` of the call before') }),
    responses: { 200: AuditVerification },
    handleOutside: async ({ caller, query: { cursor } }) => {
      const workspaceId = 'workspaceId' in caller ? caller.workspaceId : null
      const begin = cursor === undefined ? null : readFollowing(cursor)
      if (begin === undefined || (begin !== null && workspaceId !== null && begin.workspaceId !== workspaceId))
        throw cursorInvalid()
      const { chains, next } = await verifyChains(deps.db, workspaceId, begin)
      return {
        status: 200,
        body: { chains: chains.map(toAuditedChain), nextCursor: next === null ? null : writeFollowing(next) },
      }
    },
  })
}

const toAuditedChain = ({ workspaceId, link, ...followed }: Followed): z.input<typeof AuditedChain> => ({
  ...followed,
  workspaceId: workspaceId === OPERATOR ? null : workspaceId,
  last: link,
})

function cursorInvalid(): AppError {
  const [code, detail] = ['cursor_invalid', 'Take it from nextCursor as it is, with the same credential.']
  return new AppError('invalid', code, 'The cursor does not go on with this verification.', {
    faults: [{ pointer: '/query/cursor', code, detail }],
  })
}
