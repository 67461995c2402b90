import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Caller } from '../auth/caller.js'
import type { Remit } from '../auth/remit.js'
import type { Audited } from '../db/audited.js'
import type { Origin, Tx } from '../db/tx.js'
import type { Access } from './access.js'
import type { KeyedRequest } from './idempotency.js'
import type { IfMatch } from './if-match.js'
import type { Problem } from './problem.js'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
export type Answers = Readonly<Record<number, z.ZodType>>

/** What a handler answers: one of the declared statuses with a body of its schema. */
export type Answer<A extends Answers> = {
  [Status in keyof A & number]: {
    readonly status: Status
    readonly body: z.input<A[Status]>
    readonly headers?: Readonly<Record<string, string>>
  }
}[keyof A & number]

/** An answer that is not JSON: a drawing, a table as CSV, a page. */
export interface TextAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** The text has one character for each byte, as an image has. */
  readonly isBinary?: true
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer of lines that are made while it is read. */
export interface LinesAnswer extends Omit<TextAnswer, 'text' | 'isBinary'> {
  readonly lines: AsyncIterable<string>
}

/** An answer that goes on for as long as both sides like. */
export interface StreamAnswer extends Omit<TextAnswer, 'text' | 'isBinary'> {
  readonly stream: Readable
  /** Called when the answer is over: whether all of it was written to the connection, or it broke off. */
  onEnd?(isWritten: boolean): void
}

/** A request that has been admitted and whose input has the declared form. */
export interface Request<P, Q, B> {
  readonly id: string
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly headers: IncomingHttpHeaders
  /** What it says to whatever is published because of it. */
  readonly origin: Origin
  /**
   * What the audit log says of it; null where that is nothing. Who opens transactions hands it to the one that changes
   * something, so that both are true together; else it is written behind them.
   */
  readonly audit: Audited | null
  /** Of a streamed body: its bytes. Who stops reading leaves the rest to be passed over. */
  readonly stream: AsyncIterable<Buffer> | null
  /** Of a streamed body: the Idempotency-Key with what the request says apart from it. */
  readonly keyed: KeyedRequest | null
  /** Of a body that is handed over as bytes or streamed. */
  readonly contentType: string | undefined
  /** Of an operation that answers several media types: the one that the caller likes best. */
  readonly answerType: string
  readonly caller: Caller
  /** Whose things the caller reaches, where the operation declares a `remit`; everything elsewhere, and for keys. */
  readonly remit: Remit
  /** Admits the same request anew; throws what refuses it by now. */
  admitAgain(): Promise<Caller>
  /** Checks a key that was sent in a body or a path; the operator's token is none. */
  identify(key: string): Promise<Caller>
  readonly ifMatch: IfMatch
}

/** A definition as it would be published again. */
export interface DefinedBody {
  readonly key: string
  readonly version: number
  readonly archivedAt: Date | null
  /** Whether publishing it again would change nothing: a journey that was stopped would start. */
  readonly isInForce: boolean
  readonly body: unknown
}

/** What kind of definition an operation publishes, and how all of its kind are read. */
export interface Defined {
  readonly kind: string
  /** The newest versions by key, those behind `after`. */
  readBodies(
    tx: Tx,
    page: { readonly after: string; readonly most: number; readonly areArchived: boolean },
  ): Promise<readonly DefinedBody[]>
}

interface RouteText {
  readonly operationId: string
  readonly method: Method
  /** In the form `/v1/templates/:key`. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly access: Access
  /** `If-Match` is required (428 without it), or looked at where it is sent. */
  readonly ifMatch?: 'required' | 'optional'
  /** What it answers has a version, which it names as ETag. */
  readonly etag?: true
  /** Statuses of problems that do not follow from what it takes. */
  readonly problems?: readonly number[]
  /** Its problems have a `message`, for clients that look for one. */
  readonly problemMessage?: true
  /** Still answered, and its answers say so (RFC 9745): the day since when it is deprecated, `2027-03-01`. */
  readonly deprecatedSince?: string
  /** Every POST takes an Idempotency-Key; here it is required, of whatever method, as for whatever reaches people or cannot be taken back, or not offered because the route dedupes by itself. */
  readonly idempotencyKey?: 'required' | 'none'
  /** A GET that has an effect, as the images of pages and mails do: a HEAD would have it, too, and is not answered. */
  readonly acts?: true
  /** The answer is a stream: it counts as answered once it has begun. */
  readonly streams?: true
  /** Another way to reach an operation that is described elsewhere; left out of the API's document. */
  readonly hidden?: true
  /** The answer shows a secret once; what is kept for the Idempotency-Key is sealed with the caller's credential. */
  readonly secretAnswer?: boolean
  /** A body may name somebody who was erased, which is refused elsewhere. */
  readonly takesErased?: true
  /** Shows what is known of customers, although it is about something else: the audit log says who has read it. */
  readonly showsPeople?: true
  /** Only reads, but much: see `scans` of `transact`. */
  readonly scans?: true
  /** The body is handed over as bytes, whatever its content type. */
  readonly rawBody?: { readonly limitBytes: number }
  /** The body is handed over as it arrives (`stream`), and may be of one of these media types; who handles it keeps the answer for the Idempotency-Key. */
  readonly streamed?: { readonly mediaTypes: readonly string[] }
  readonly bodyLimitBytes?: number
  /** Media types that this operation answers besides JSON, chosen by the Accept header (`answerType`); 406 for all others. */
  readonly alsoAnswers?: readonly string[]
  /** The media type of an operation that answers text and never JSON. */
  readonly onlyAnswers?: string
  /** What a browser is shown instead of a problem: a link in a mail is opened by people. Everybody else gets the problem. */
  readonly failurePage?: (problem: Problem, headers: IncomingHttpHeaders) => string
  /** The body is a definition, whose schema is served by itself. */
  readonly defines?: Defined
  /** An example of the body, shown in the API reference and tried by a test. */
  readonly example?: unknown
}

interface Schemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Answers> {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly responses: A
}

type Inside<P, Q, B, A extends Answers> = {
  /** Runs in one transaction of the caller's workspace: read-only for GET, with the outbox and the Idempotency-Key for the rest. */
  handle(tx: Tx, request: Request<P, Q, B>): Promise<Answer<NoInfer<A>> | TextAnswer | LinesAnswer>
}
type Outside<P, Q, B, A extends Answers> = {
  /** Opens its own transactions; for batches and for what must be stored in steps. */
  handleOutside(request: Request<P, Q, B>): Promise<Answer<NoInfer<A>> | TextAnswer | StreamAnswer>
}

/** One operation of the API with its types erased, as the server registers it. */
export interface Route extends RouteText {
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly responses: Answers
  readonly handle?: (
    tx: Tx,
    request: Request<never, never, never>,
  ) => Promise<Answer<Answers> | TextAnswer | LinesAnswer>
  readonly handleOutside?: (
    request: Request<never, never, never>,
  ) => Promise<Answer<Answers> | TextAnswer | StreamAnswer>
}

/** Declares one operation: its schemas and one call. The handler's input and answer are typed by the schemas. */
export function route<
  A extends Answers,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  definition: RouteText &
    Schemas<P, Q, B, A> &
    (Inside<z.output<P>, z.output<Q>, z.output<B>, A> | Outside<z.output<P>, z.output<Q>, z.output<B>, A>),
): Route {
  return definition
}
