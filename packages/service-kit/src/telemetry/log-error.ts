import { AppError } from '../values/errors.js'
import { isUnavailable } from '../values/unavailable.js'

/** An error as a line of the log shows it. */
export interface LoggedError {
  readonly type: string
  readonly message: string
  readonly code?: string
  /** Whom it is about, where a server is: host and port. */
  readonly server?: string
  /** What PostgreSQL names of its own: a constraint, a table, a column. Never the values in it. */
  readonly [part: string]: unknown
  readonly stack?: string
  readonly cause?: LoggedError
}

const PARTS = ['severity', 'schema', 'table', 'column', 'constraint', 'syscall', 'routine'] as const
const AGAIN_MS = 3_600_000
const MOST_KNOWN = 500
const DEEPEST = 4

/**
 * Writes errors for a log. What is expected has no stack: a refusal, a server that is away. What is not has one, and within
 * an hour no second time: where it comes from is known then. Of what an error carries only what cannot be personal is
 * written: PostgreSQL, for one, repeats values in its details.
 */
export function createErrorSerializer(clock: () => number = () => performance.now()): (error: unknown) => unknown {
  const known = new Map<string, number>()
  const isNew = (stack: string): boolean => {
    const now = clock()
    const frames = stack.slice(stack.indexOf('\n    at '))
    const last = known.get(frames)
    known.delete(frames)
    if (known.size >= MOST_KNOWN) for (const oldest of known.keys()) if (known.delete(oldest)) break
    known.set(frames, last !== undefined && now - last < AGAIN_MS ? last : now)
    return last === undefined || now - last >= AGAIN_MS
  }
  const write = (error: Error, depth: number): LoggedError => {
    const stack = isExpected(error) || error.stack === undefined ? undefined : error.stack
    const cause: unknown = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined)
    return {
      type: error.name,
      message: error.message,
      ...textIn(error, 'code'),
      ...serverOf(error),
      ...Object.assign({}, ...PARTS.map((part) => textIn(error, part))),
      ...(stack !== undefined && { stack: isNew(stack) ? stack : 'as before' }),
      ...(cause instanceof Error && depth < DEEPEST && { cause: write(cause, depth + 1) }),
    }
  }
  return (error) => (error instanceof Error ? write(error, 1) : error)
}

const isExpected = (error: Error): boolean => error instanceof AppError || isUnavailable(error)

function textIn(error: Error, name: string): Readonly<Record<string, string>> {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? { [name]: value } : {}
}

function serverOf(error: Error): { readonly server?: string } {
  const [host, port] = ['address' in error ? error.address : Reflect.get(error, 'hostname'), Reflect.get(error, 'port')]
  if (typeof host !== 'string') return {}
  return { server: typeof port === 'number' ? `${host}:${port}` : host }
}
