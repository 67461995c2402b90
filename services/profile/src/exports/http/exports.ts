import { Id, listOf, type Route, route } from '@polyphon/service-kit'
import { workspaceOf } from '@polyphon/service-kit/access'
import { JobView } from '@polyphon/service-kit/jobs'
import { Moment, SERVICES } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { Identifier } from '../../people/http/identifier.js'
import { findPerson } from '../../people/steps/find-person.js'
import { requireFresh, selfOf } from '../../people/steps/fresh-person.js'
import { assertOwnProfile, profileOfSubject } from '../../people/steps/profile-of-subject.js'
import { requestExport } from '../commands/request-export.js'
import type { PersonExport } from '../domain/export.js'
import { getExport } from '../queries/get-export.js'
import { exportList, listExports } from '../queries/list-exports.js'
import { sendArchive } from '../workers/send-archive.js'

const ZIP = 'application/zip'

const Part = z
  .object({
    service: z.enum(SERVICES),
    at: Moment.describe('When it was written'),
    counts: z.record(z.string(), z.int()).describe('How many rows, by table'),
    isBehind: z.boolean().describe('Rows may be missing: the service had not yet heard of everything'),
    failure: z.string().optional().describe('The code of what kept the service from writing'),
  })
  .meta({ id: 'ExportPart' })

const Export = JobView.omit({ counts: true })
  .extend({
    profileId: z.string().describe('The id that the person had when it was asked for'),
    parts: z.array(Part).describe('Of the services that have written theirs; of all five once it has succeeded'),
    archive: z
      .object({ href: z.string(), expiresAt: Moment })
      .optional()
      .describe('Where it is fetched, once and until then; absent before it is ready and once it is gone'),
    fetchedAt: Moment.optional(),
  })
  .meta({ id: 'Export' })

const REASONS: Readonly<Record<string, string>> = {
  export_part_failed: 'A service could not write its part; `failure` of it says why.',
  export_part_missing: 'A part is not in the blob store of profile: all services need the same BLOB_STORE.',
  export_timed_out: 'Not all services have written their part within seven days.',
}

const stateOf = ({ failure, readyAt }: PersonExport) => {
  if (failure !== null) return 'failed'
  return readyAt === null ? 'running' : 'succeeded'
}

const partsOf = ({ parts }: PersonExport) =>
  SERVICES.flatMap((service) => {
    const part = parts[service]
    if (part === undefined) return []
    const { at, counts, isBehind, failure } = part
    return [{ service, at, counts: { ...counts }, isBehind, ...(failure === null ? {} : { failure }) }]
  })

/** Where it is fetched, as long as it can be. */
function archiveOf(
  { exportId, readyAt, expiresAt, fetchedAt, endedAt }: PersonExport,
  base: string,
): { href: string; expiresAt: string } | undefined {
  if (readyAt === null || expiresAt === null || fetchedAt !== null || endedAt !== null) return undefined
  return { href: `${base}/v1/privacy/exports/${exportId}/archive`, expiresAt: expiresAt.toISOString() }
}

const toExportView =
  (base: string) =>
  (found: PersonExport): z.input<typeof Export> => {
    const { exportId, profileId, requestedAt, readyAt, fetchedAt, failure, endedAt } = found
    const parts = partsOf(found)
    return {
      jobId: exportId,
      kind: 'export.person',
      state: stateOf(found),
      progress: { done: parts.length, total: SERVICES.length },
      error: failure === null ? undefined : { code: failure, detail: REASONS[failure] ?? failure },
      startedAt: requestedAt.toISOString(),
      endedAt: (readyAt ?? endedAt)?.toISOString(),
      profileId,
      parts,
      archive: archiveOf(found, base),
      fetchedAt: fetchedAt?.toISOString(),
    }
  }

const Body = z.strictObject({
  profileId: Id.optional(),
  identifier: Identifier.optional().describe('One of theirs, in any spelling'),
})

const tag = 'privacy'
const access = (right: 'read' | 'write') =>
  ({ who: 'key', scope: `profile:${right}`, staff: 'administration', publishable: 'with_person' }) as const
const params = z.object({ exportId: Id })

/** The right to know what is known. */
export const exportRoutes = (deps: ProfileDeps): readonly Route[] => [
  request(deps),
  route({
    operationId: 'listExports',
    method: 'get',
    path: '/v1/privacy/exports',
    tag,
    access: { who: 'key', scope: 'profile:read', staff: 'administration' },
    summary: 'Exports that were asked for, the newest first',
    description: 'They can be looked at for 30 days after their end, and go with the person.',
    query: exportList.query,
    responses: { 200: listOf(Export) },
    handle: async (tx, { query }) => ({
      status: 200,
      body: await listExports(tx, query, toExportView(deps.settings.BASE_PATH)),
    }),
  }),
  route({
    operationId: 'getExport',
    method: 'get',
    path: '/v1/privacy/exports/:exportId',
    tag,
    access: access('read'),
    summary: 'How far an export has come, and where it is fetched',
    description: 'With a person token: one of this person alone.',
    params,
    responses: { 200: Export },
    handle: async (tx, { params: { exportId }, caller }) => ({
      status: 200,
      body: toExportView(deps.settings.BASE_PATH)(await getExport(tx, exportId, selfOf(caller))),
    }),
  }),
  download(deps),
]

const request = (deps: ProfileDeps): Route =>
  route({
    operationId: 'requestExport',
    method: 'post',
    path: '/v1/privacy/exports',
    tag,
    access: access('write'),
    summary: 'Have everything about a person put together, from all services',
    description:
      'A job over all services: each writes what it keeps of the person, under all ids and identifiers that they have or had. Asked again while one is under way, it answers that one. With a person token that was issued within the last 15 minutes (403 `person_not_verified` otherwise) it is about this person, and the body may be empty. 409 `export_needs_blob_store` where the operator has set no `BLOB_STORE`.',
    body: Body,
    problems: [404, 409, 422],
    responses: { 202: Export },
    example: { identifier: { type: 'user_id', value: 'kunde-17' } },
    handle: async (tx, { body, caller }) => {
      requireFresh(caller, tx.serverNow)
      const self = selfOf(caller)
      const isNamed = body.profileId !== undefined || body.identifier !== undefined
      const profileId = self !== null && !isNamed ? await profileOfSubject(tx, self) : await findPerson(tx, body)
      if (self !== null) await assertOwnProfile(tx, self, profileId)
      const found = await requestExport(tx, { profileId, hasBlobs: deps.blobs !== null })
      return { status: 202, body: toExportView(deps.settings.BASE_PATH)(found) }
    },
  })

const download = (deps: ProfileDeps): Route =>
  route({
    operationId: 'downloadExport',
    method: 'get',
    path: '/v1/privacy/exports/:exportId/archive',
    tag,
    access: access('write'),
    summary: 'Fetch an export: once, within 24 hours',
    description:
      'A ZIP: `index.de.html` and `index.en.html` say which data there are, what for, who is given them and how long they are kept; `index.json` says the same to programs; each service has a file (`profile.json`). It counts as fetched once its last byte was written: where the connection breaks off, fetch it again from the beginning. 409 while it is put together (`export_not_ready`) or fetched by somebody else (`export_being_fetched`), 410 once it was fetched (`export_fetched`) or 24 hours are over (`export_expired`). With a person token: one of this person, with a token of the last 15 minutes.',
    acts: true,
    streams: true,
    onlyAnswers: ZIP,
    params,
    problems: [404, 409, 410],
    responses: { 200: z.string() },
    handleOutside: async ({ params: { exportId }, caller, origin }) => {
      requireFresh(caller, deps.now())
      const workspaceId = workspaceOf(caller)
      await deps.db.transact(workspaceId, (tx) => getExport(tx, exportId, selfOf(caller)), { readOnly: true })
      const sent = await sendArchive(deps, {
        exportId,
        workspaceId,
        inside: (work) => deps.db.transact(workspaceId, work, { origin }),
      })
      return {
        status: 200,
        contentType: ZIP,
        headers: {
          'content-disposition': `attachment; filename="export-${exportId}.zip"`,
          'cache-control': 'no-store',
        },
        ...sent,
      }
    },
  })
