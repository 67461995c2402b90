import { z } from 'zod'
import type { Deps } from '../../http/deps.js'
import { invalidInput } from '../../http/problem.js'
import { refuseEncoded } from '../../http/refuse-encoded.js'
import { type Request, type Route, route } from '../../http/route.js'
import { Id } from '../../http/values.js'
import { listOf } from '../../lists/answer.js'
import { AppError } from '../../values/errors.js'
import type { ServiceName } from '../../values/service-name.js'
import type { Job } from '../job.js'
import { JobView, toJobView } from '../job-routes.js'
import { jobUnknown, readJob } from '../store.js'
import { type Arrivals, openArrivals } from './arrivals.js'
import type { DELIMITERS } from './columns.js'
import { type AnyImportKind, IMPORTED_BY } from './import-kind.js'
import { listResults, OUTCOMES, type RowResult, rowList } from './rows-store.js'
import { type ImportSettings, MEDIA_TYPES, startImport } from './start-import.js'

export type { ImportSettings }

const RowView = z
  .object({
    line: z.int().describe('The line of the file at which the row begins; the header of a CSV is line 1'),
    outcome: z.enum(OUTCOMES),
    faults: z
      .array(
        z.object({
          pointer: z.string().describe('JSON pointer within the row'),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .describe('Why it was rejected, at most 20 faults'),
  })
  .meta({ id: 'ImportRow' })

const tag = 'imports'

type ImportRequest = Request<unknown, { readonly kind: string; readonly delimiter: keyof typeof DELIMITERS }, unknown>
type ImportDeps = Deps<ImportSettings>
type StartDeps = ImportDeps & { readonly arrivals: Arrivals }

/** Files of many rows, each applied as the single operation applies it. */
export function importRoutes(
  service: ServiceName,
  deps: ImportDeps,
  kinds: readonly AnyImportKind[],
): readonly Route[] {
  if (kinds.length === 0) return []
  return [startRoute(service, deps, kinds), rowsRoute(service)]
}

function startRoute(service: ServiceName, deps: ImportDeps, kinds: readonly AnyImportKind[]): Route {
  const arrivals = openArrivals()
  return route({
    operationId: 'startImport',
    method: 'post',
    path: '/v1/imports',
    tag,
    access: { who: 'key', scope: `${service}:write`, staff: 'administration' },
    summary: 'Take a file of rows, each of which is applied as the single operation does it',
    description: describe(kinds),
    idempotencyKey: 'required',
    streamed: { mediaTypes: MEDIA_TYPES },
    problems: [409],
    query: z.strictObject({
      kind: z
        .string()
        .max(100)
        .describe(`What the rows are: ${kinds.map(({ kind }) => `\`${kind}\``).join(', ')}`),
      delimiter: z.enum(['comma', 'semicolon', 'tab']).default('comma').describe('What is between the cells of a CSV'),
    }),
    responses: { 202: JobView },
    handleOutside: (request) => start({ ...deps, arrivals }, kinds, request),
  })
}

const describe = (kinds: readonly AnyImportKind[]): string =>
  [
    'NDJSON (a JSON object in each line) or CSV (RFC 4180 with a header), in UTF-8. A column of a CSV is named by where its cells belong in the row, `traits.plan`; cells are texts, unless the name ends with `:number`, `:boolean` or `:json`; an empty cell says nothing. The file is kept before this is answered; a row that is wrong is rejected alone, and `listImportRows` says why. A CSV whose quotes are wrong is refused as a whole.',
    ...kinds.map(({ kind, description }) => `\`${kind}\`: ${description}`),
  ].join('\n\n')

async function start(deps: StartDeps, kinds: readonly AnyImportKind[], request: ImportRequest) {
  const { caller, keyed, stream, contentType, headers, query } = request
  if (!('workspaceId' in caller) || keyed === null || stream === null)
    throw new Error('An import is started with a key, an Idempotency-Key and a stream.')
  refuseEncoded(headers['content-encoding'])
  const length = Number(headers['content-length'])
  const started = await startImport(
    deps,
    {
      workspaceId: caller.workspaceId,
      kind: requireKind(kinds, query.kind),
      bytes: stream,
      contentType,
      length: Number.isSafeInteger(length) ? length : null,
      delimiter: query.delimiter,
      keyed,
      audit: request.audit,
      correlationId: request.origin.correlationId ?? request.id,
    },
    (job) => ({ status: 202, headers: {}, body: JSON.stringify(JobView.parse(toJobView(job))) }),
  )
  if ('job' in started) return { status: 202 as const, body: toJobView(started.job) }
  const { body } = started.before
  return {
    status: 202 as const,
    body: JobView.parse(JSON.parse(body ?? 'null')),
    headers: { 'idempotency-replayed': 'true' },
  }
}

function requireKind(kinds: readonly AnyImportKind[], name: string): AnyImportKind {
  const kind = kinds.find((candidate) => candidate.kind === name)
  if (kind !== undefined) return kind
  const elsewhere = Object.hasOwn(IMPORTED_BY, name) ? IMPORTED_BY[name] : undefined
  const here = kinds.map((candidate) => candidate.kind).join(', ')
  if (elsewhere === undefined)
    throw invalidInput([
      { pointer: '/query/kind', code: 'kind_unknown', detail: `No such kind of rows; here there are: ${here}.` },
    ])
  throw new AppError('unprocessable', 'kind_elsewhere', `These rows are imported by the service ${elsewhere}.`, {
    faults: [{ pointer: '/query/kind', code: 'kind_elsewhere', detail: `Send it to ${elsewhere}; here: ${here}.` }],
  })
}

const rowsRoute = (service: ServiceName): Route =>
  route({
    operationId: 'listImportRows',
    method: 'get',
    path: '/v1/imports/:jobId/rows',
    tag,
    access: { who: 'key', scope: `${service}:read`, staff: 'administration' },
    summary: 'What the rows of an import came to, in the order of the file',
    description: 'Rows appear as they are applied. What a row said is not kept.',
    params: z.object({ jobId: Id }),
    query: rowList.query,
    responses: { 200: listOf(RowView) },
    handle: async (tx, { params: { jobId }, query }) => {
      const job: Job | null = await readJob(tx, jobId)
      if (job === null || !job.kind.startsWith('import.')) throw jobUnknown()
      const show = ({ line, outcome, faults }: RowResult) => ({ line, outcome, faults: [...faults] })
      const body = await listResults(tx, query, { jobId, show })
      return { status: 200, body }
    },
  })
