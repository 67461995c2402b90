import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { LONGEST_VALUE } from '@polyphon/values'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { hashApiKey } from '../auth/api-key.js'
import { type Caller, type CallerContext, credentialOf } from '../auth/caller.js'
import { refuseMisplacedKey } from '../auth/misplaced.js'
import { openStrangers } from '../auth/strangers.js'
import type { Health } from '../telemetry/health.js'
import { AppError } from '../values/errors.js'
import { admit } from './access.js'
import { declareOperation, readByZod } from './declare.js'
import type { Deps } from './deps.js'
import { registerDocs } from './docs.js'
import { drainBody } from './drain-body.js'
import { readJsonBody, urlProblem } from './json-body.js'
import { endWhenLate, endWhenSilent, FILE_MS, REQUEST_MS, SILENT_MS } from './late-request.js'
import { limitStore } from './limit-store.js'
import { type ApiDescription, describeApi } from './openapi.js'
import { refuseUnknownRoutes } from './other-methods.js'
import { perform } from './perform.js'
import { expectedFailure, problemOf } from './problem.js'
import { type Recognise, refuseBusiest } from './refuse-busiest.js'
import type { Route } from './route.js'
import { asRequestProblem } from './storable.js'
import { ANSWERED_WHILE_STARTING } from './system-routes.js'
import { refuseUnknownParameters } from './unknown-parameters.js'

declare module 'fastify' {
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
    // A path that cannot be decoded meets no hook.
    frameworkErrors: (error, request, reply) => answerFailure(urlProblem(request.url) ?? error, request, reply),
  }) as unknown as FastifyInstance
  app.server.headersTimeout = REQUEST_MS
  endWhenSilent(app.server, SILENT_MS)
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
  observe(app, deps)
  followPhase(app, options)
  const recognise = await registerPlugins(app, options, deps)
  refuseUnknownRoutes(app, ROUTER)
  await registerDocs(app, options.api.title)
  const strangers = openStrangers(deps.counters)
  const contextOf = (request: FastifyRequest): CallerContext => ({
    workspaces: deps.workspaces,
    adminToken: options.adminToken,
    strangers,
    address: request.ip,
    now: deps.now(),
  })
  for (const route of options.routes) await register(app, route, { contextOf, recognise }, deps)
  return app
}

async function registerPlugins(app: FastifyInstance, options: ServerOptions, deps: Deps): Promise<Recognise> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  })
  await app.register(cors, {
    // Any origin may ask: no cookie is ever used, and a publishable key names the origins it is for.
    origin: '*',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'x-retry-count',
      'x-write-key',
      'idempotency-key',
      'if-match',
      'if-none-match',
      'polyphon-person',
      // What browser clients of the tracking API send along with each call.
      'anonymousid',
      'sentat',
      'rsa-retry-attempt',
      'rsa-since-last-attempt',
    ],
    exposedHeaders: [
      'etag',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'x-request-id',
      'x-polyphon-rejected',
    ],
    maxAge: 86_400,
  })
  // Who is only busy is alive: a probe that were refused would have the process ended with all its work.
  const recognise = refuseBusiest(app, (request) => ANSWERED_WHILE_STARTING.has(operationOf(request)))
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
  return recognise
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
    const operation = operationOf(request)
    deps.metrics.requests.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    deps.logger.debug({
      event: 'http.answered',
      requestId: request.id,
      operation,
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

function operationOf(request: FastifyRequest): string {
  return request.routeOptions.schema?.operationId ?? 'none'
}

interface Admission {
  readonly contextOf: (request: FastifyRequest) => CallerContext
  readonly recognise: Recognise
}

function register(app: FastifyInstance, route: Route, { contextOf, recognise }: Admission, deps: Deps): Promise<void> {
  return declareOperation(app, route, {
    onRequest: async (request) => {
      // Bytes are taken whatever they are called; the framework would refuse a type that is not well-formed.
      if (route.rawBody !== undefined || route.streamed !== undefined) {
        request.contentType = request.headers['content-type']
        delete request.raw.headers['content-type']
      }
      request.caller = await admit(
        route.access,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the router gives an object of strings
        { headers: request.headers, params: request.params as Record<string, unknown> },
        contextOf(request),
      )
      recognise(request, request.caller)
      refuseUnknownParameters(route, request.caller, request.query)
    },
    handler: async (request, reply) => {
      const { caller } = request
      if (caller === null) throw new Error('A request reached its handler without being admitted.')
      await perform(route, caller, { request, reply, context: contextOf(request) }, deps)
      return reply
    },
  })
}

const isStreamed = (request: FastifyRequest): boolean => request.routeOptions.config?.operation?.streamed !== undefined

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = expectedFailure(error) ?? asRequestProblem(error)
  if (failure === null) {
    request.log.error({ event: 'http.bug', err: error, requestId: request.id }, 'unexpected error')
    const bug = new AppError('unavailable', 'internal', 'Something went wrong on our side.')
    void reply
      .code(500)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problemOf(bug, request.id), status: 500 }))
    return
  }
  if (failure.retryAfterSeconds !== undefined) reply.header('retry-after', String(failure.retryAfterSeconds))
  if (failure.allow !== undefined) reply.header('allow', failure.allow.join(', '))
  if (failure.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
  const problem = problemOf(failure, request.id)
  if (problem.status >= 500)
    request.log.warn({ event: 'http.unavailable', err: failure, requestId: request.id }, failure.message)
  const answer = (): void => {
    void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  }
  if (problem.status === 413 || isStreamed(request)) drainBody(request.raw, answer)
  else answer()
}
