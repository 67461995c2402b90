import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { LONGEST_VALUE } from '@polyphon/values'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { hashApiKey } from '../auth/api-key.js'
import { type Caller, type CallerContext, credentialOf } from '../auth/caller.js'
import { refuseMisplacedKey } from '../auth/misplaced.js'
import { openStrangers } from '../auth/strangers.js'
import { BLOBS } from '../blobs/blobs.js'
import { failureOf } from '../telemetry/failure.js'
import type { Health } from '../telemetry/health.js'
import type { Outages } from '../telemetry/outages.js'
import { preferredType } from '../values/accept.js'
import { AppError } from '../values/errors.js'
import { isDatabaseAway } from '../values/unavailable.js'
import { keepToBasePath, withoutBasePath } from './base-path.js'
import { readByZod } from './declare.js'
import type { Deps } from './deps.js'
import { registerDocs } from './docs.js'
import { drainBody } from './drain-body.js'
import { readJsonBody, urlProblem } from './json-body.js'
import { endWhenLate, endWhenSilent, FILE_MS, REQUEST_MS, SILENT_MS } from './late-request.js'
import { limitStore } from './limit-store.js'
import { answerMalformed } from './malformed.js'
import { type ApiDescription, describeApi } from './openapi.js'
import { answerOptions, refuseUnknownRoutes, watchPaths } from './other-methods.js'
import { HTML, PAGE_HEADERS } from './page.js'
import { expectedFailure, PROBLEM, type Problem, problemOf, problemWithMessage } from './problem.js'
import { type Busiest, refuseBusiest } from './refuse-busiest.js'
import { countRequest, operationOf, register } from './register.js'
import type { Route } from './route.js'
import { asRequestProblem } from './storable.js'
import { ANSWERED_WHILE_STARTING } from './system-routes.js'
import { traceOfRequest, traceRequests } from './trace-requests.js'

declare module 'fastify' {
  interface FastifyInstance {
    readonly outages: Outages
    /** What a browser is shown at an address of these pages that has no route, as it cannot be read for instance. */
    failurePageAt(url: string): Route['failurePage']
  }
  interface FastifyRequest {
    caller: Caller | null
    /** Of a body that is handed over as bytes; the framework is not shown it. */
    contentType: string | undefined
  }
}

export interface ServerOptions {
  /** What the OpenAPI document says beside the operations. */
  readonly api: ApiDescription
  readonly routes: readonly Route[]
  readonly health: Health
  readonly adminToken: string | undefined
  readonly trustProxy: boolean
  readonly rateLimitPerMinute: number
  /** How long answers are given after SIGTERM. */
  readonly graceMs: number
}

const BODY_LIMIT = 1_048_576
// What is too long is refused by name; the router counts units, of which a character has two at most.
const ROUTER = {
  ignoreTrailingSlash: true,
  // A host that is configured with a slash at its end gives `//v1/batch`.
  ignoreDuplicateSlashes: true,
  maxParamLength: 2 * LONGEST_VALUE,
} as const

/** The HTTP server of a service: the same plugins, limits, problems and health routes everywhere. */
export async function buildServer(options: ServerOptions, deps: Deps): Promise<FastifyInstance> {
  const { basePath = '' } = options.api
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody else is interested in the logger's own type
  const app = Fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    // What is logged of a request names it; a logger of its own for each would cost more than the line.
    childLoggerFactory: (logger) => logger,
    genReqId: () => deps.newId(),
    requestIdHeader: false,
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT,
    requestTimeout: FILE_MS,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    return503OnClosing: true,
    routerOptions: ROUTER,
    // What is no HTTP, and a path that cannot be decoded, meet no hook.
    clientErrorHandler: answerMalformed(deps.newId, basePath),
    rewriteUrl: ({ url = '/' }) => withoutBasePath(basePath, url),
    frameworkErrors: (error, request, reply) => answerFailure(urlProblem(request.url) ?? error, request, reply),
  }) as unknown as FastifyInstance
  app.server.headersTimeout = REQUEST_MS
  endWhenSilent(app.server, SILENT_MS)
  app.decorate('outages', deps.outages)
  const pages = options.routes.filter(({ failurePage }) => failurePage !== undefined)
  app.decorate(
    'failurePageAt',
    (url: string) => pages.find(({ path }) => url.startsWith(path.replace(/:.*/, '')))?.failurePage,
  )
  app.decorateRequest('caller', null)
  app.decorateRequest('contentType', undefined)
  readByZod(app)
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply))
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    readJsonBody(body, request.headers['content-type']),
  )
  // Before anything is registered: it is to see every route.
  await describeApi(app, options.api)
  const methodsOf = watchPaths(app, ROUTER)
  traceRequests(app, deps.tracing)
  observe(app, deps)
  keepToBasePath(app, basePath)
  followPhase(app, options)
  answerOptions(app, methodsOf)
  const busiest = await registerPlugins(app, options, deps)
  refuseUnknownRoutes(app, methodsOf)
  await registerDocs(app, options.api, options.routes)
  const strangers = openStrangers(deps.counters)
  const contextOf = (request: FastifyRequest): CallerContext => ({
    workspaces: deps.workspaces,
    adminToken: options.adminToken,
    strangers,
    address: request.ip,
    now: deps.now(),
  })
  for (const route of options.routes) await register(app, route, { contextOf, busiest }, deps)
  return app
}

async function registerPlugins(app: FastifyInstance, options: ServerOptions, deps: Deps): Promise<Busiest> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  })
  await app.register(cors, {
    // Any origin may ask: no cookie is ever used, and a publishable key names the origins it is for.
    origin: '*',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    // Whichever headers a page asks for are allowed: clients add some from version to version, and what a list lacks
    // would never arrive. Nothing is let in by that, as every call carries its credential itself.
    exposedHeaders: [
      'etag',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'x-request-id',
      'idempotency-replayed',
      'allow',
      'deprecation',
      'www-authenticate',
      'x-polyphon-rejected',
    ],
    maxAge: 86_400,
  })
  // Who is only busy is alive: a probe that were refused would have the process ended with all its work.
  const busiest = refuseBusiest(app, (request) => ANSWERED_WHILE_STARTING.has(operationOf(request)))
  await app.register(rateLimit, {
    max: options.rateLimitPerMinute,
    timeWindow: 60_000,
    skipOnError: true,
    enableDraftSpec: true,
    store: limitStore(deps.counters),
    keyGenerator: (request: FastifyRequest) => {
      const credential = credentialOf(request.headers)
      return credential === null ? `ip:${request.ip}` : `key:${hashApiKey(credential)}`
    },
    errorResponseBuilder: (_request: FastifyRequest, context: { readonly ttl: number }) =>
      new AppError('limited', 'rate_limited', 'Too many requests with this credential.', {
        retryAfterSeconds: Math.max(1, Math.ceil(context.ttl / 1000)),
      }),
  })
  return busiest
}

function observe(app: FastifyInstance, deps: Deps): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isStreamed(request)) endWhenLate(request.raw, REQUEST_MS)
    reply.header('x-request-id', request.id)
    reply.header('cache-control', 'no-store')
    const problem = urlProblem(request.url)
    if (problem !== null) throw problem
    refuseMisplacedKey(request.url, request.headers)
  })
  app.addHook('onResponse', async (request, reply) => {
    // A stream was counted when it began.
    const isStream = request.routeOptions.config?.operation?.streams === true && reply.statusCode === 200
    if (!isStream) countRequest(deps, request, reply)
    deps.logger.debug({
      event: 'http.answered',
      requestId: request.id,
      ...traceOfRequest(request),
      operation: operationOf(request),
      status: reply.statusCode,
      ms: reply.elapsedTime,
    })
  })
}

// Before the start is finished nothing is there that could answer; before the end clients are sent elsewhere.
function followPhase(app: FastifyInstance, { health, graceMs }: ServerOptions): void {
  const idleSeconds = Math.max(1, Math.floor(graceMs / 1_000) - 1)
  app.addHook('onRequest', async (request) => {
    if (health.phase() === 'starting' && !ANSWERED_WHILE_STARTING.has(operationOf(request)))
      throw new AppError('unavailable', 'starting', 'The service is starting.', { retryAfterSeconds: 2 })
  })
  app.addHook('onSend', async (_request, reply) => {
    // A balancer that only carries connections moves a client when its connection ends.
    if (health.phase() === 'stopping') reply.header('connection', 'close')
    // Advice for clients, who then never speak on a connection that was idle for the whole grace and ends just now. A
    // proxy that pools connections knows no such advice: for it the server keeps them longer than any of them is idle.
    else if (graceMs > 0 && reply.raw.shouldKeepAlive)
      reply.header('connection', 'keep-alive').header('keep-alive', `timeout=${idleSeconds}`)
  })
}

/** A thousand requests that are turned down for the same reason are one line, or none where a server that is away has told it. */
function noteUnavailable(request: FastifyRequest, failure: AppError): void {
  const { outages } = request.server
  request.log.debug(
    { event: 'http.unavailable', err: failure, requestId: request.id, ...traceOfRequest(request) },
    failure.message,
  )
  if (isDatabaseAway(failure)) return
  if (outages.isAway('log') && failure.code === 'log_unavailable') return
  if (outages.isAway(BLOBS) && failure.code === 'blobs_unavailable') return
  if (failure.code === 'starting') return
  outages.metBy('requests', { ...failureOf(failure), reason: failure.code })
}

const isStreamed = (request: FastifyRequest): boolean => request.routeOptions.config?.operation?.streamed !== undefined

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureIn(error, request)
  const { basePath } = request.server
  const toProblem = request.routeOptions.config?.operation?.problemMessage === true ? problemWithMessage : problemOf
  if (failure === null) {
    request.log.error(
      { event: 'http.bug', err: error, requestId: request.id, ...traceOfRequest(request) },
      'unexpected error',
    )
    const bug = new AppError('unavailable', 'internal', 'Something went wrong on our side.')
    sendProblem({ ...toProblem(bug, request.id, basePath), status: 500 }, request, reply)
    return
  }
  if (failure.retryAfterSeconds !== undefined) reply.header('retry-after', String(failure.retryAfterSeconds))
  if (failure.allow !== undefined) reply.header('allow', failure.allow.join(', '))
  if (failure.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
  const problem = toProblem(failure, request.id, basePath)
  if (problem.status >= 500) noteUnavailable(request, failure)
  const answer = (): void => sendProblem(problem, request, reply)
  if (problem.status === 413 || isStreamed(request)) drainBody(request.raw, answer)
  else answer()
}

const failureIn = (error: unknown, request: FastifyRequest): AppError | null =>
  expectedFailure(error) ?? asRequestProblem(error) ?? brokenOff(error, request)

/** What somebody has sent ended before its end: nobody reads what is answered, and nothing is wrong here. */
const brokenOff = (error: unknown, { raw }: FastifyRequest): AppError | null =>
  error !== null && error === raw.errored && !raw.complete
    ? new AppError('invalid', 'content_length_wrong', 'The connection ended before the body did.')
    : null

function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const { headers, routeOptions, server, url } = request
  const page = routeOptions.config?.operation?.failurePage ?? server.failurePageAt(url)
  reply.code(problem.status)
  if (page !== undefined && preferredType(headers.accept, [PROBLEM, 'text/html']) === 'text/html')
    void reply.headers(PAGE_HEADERS).type(HTML).send(page(problem, headers))
  else void reply.type(PROBLEM).send(JSON.stringify(problem))
}
