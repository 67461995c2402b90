import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError, findUnstorable, invalidInput } from '@polyphon/service-kit'
import { isObject } from '../domain/call-fields.js'
import type { Refusal } from '../domain/tracking.js'

/** The largest event, as the JSON that was sent. */
export const LARGEST_EVENT_BYTES = 32 * 1024
/** The largest batch, after inflating. */
export const LARGEST_BATCH_BYTES = 500 * 1024
export const MOST_EVENTS = 2_500
/** What a batch says about all of its events is laid into each of them: at most so much in all of them together. */
export const LARGEST_SPREAD_BYTES = 8 * 1024 * 1024

const DEEPEST = 64
const inflate = promisify(gunzip)

const tooLarge = (code: string, detail: string): AppError =>
  new AppError('too_large', code, detail, { faults: [{ pointer: '/body', code, detail }] })

/** A body of the tracking API: its JSON, and whether it holds what only escapes can bring in. */
export interface CollectBody {
  readonly value: Readonly<Record<string, unknown>>
  readonly bytes: number
  readonly isSuspicious: boolean
}

/** Reads a body as clients send it: JSON under any content type, plain or gzipped, declared or not. */
export async function readBody(raw: unknown, limitBytes: number): Promise<CollectBody> {
  const bytes = await inflateBody(Buffer.isBuffer(raw) ? raw : Buffer.alloc(0), limitBytes)
  if (bytes.length > limitBytes) throw tooLarge('body_too_large', `At most ${limitBytes} bytes are taken here.`)
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const value = parse(text)
  if (!isObject(value))
    throw invalidInput([{ pointer: '/body', code: 'invalid_type', detail: 'The body is a JSON object.' }])
  return { value, bytes: bytes.length, isSuspicious: text.includes('\\u') || text.includes('__proto__') }
}

async function inflateBody(raw: Buffer, limitBytes: number): Promise<Buffer> {
  // The magic bytes decide: some clients gzip under the content type of a form, and proxies inflate and keep the header.
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) return raw
  try {
    return await inflate(raw, { maxOutputLength: limitBytes })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('body_too_large', `At most ${limitBytes} bytes are taken here, after inflating.`)
    throw new AppError('invalid', 'gzip_invalid', 'The body is not valid gzip.', {
      cause: error,
      faults: [{ pointer: '/body', code: 'gzip_invalid', detail: 'The body is not valid gzip.' }],
    })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', 'json_invalid', 'The body is not valid JSON.', {
      cause: error,
      faults: [{ pointer: '/body', code: 'json_invalid', detail: 'The body is not valid JSON.' }],
    })
  }
}

/** Finds what a database or a reader could not take; null when all is well. */
export function findUnusable(value: unknown, isSuspicious: boolean): Omit<Refusal, 'messageId'> | null {
  if (isDeeperThan(DEEPEST, value))
    return { pointer: '', code: 'nested_too_deep', detail: `At most ${DEEPEST} levels of nesting are taken.` }
  return isSuspicious ? findUnstorable(value) : null
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const member of Object.values(value)) if (isDeeperThan(levels - 1, member)) return true
  return false
}

/** The size of one event of a batch, as JSON. */
export const sizeOf = (event: unknown): number => Buffer.byteLength(JSON.stringify(event) ?? '')
