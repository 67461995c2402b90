import { promisify } from 'node:util'
import { brotliDecompress, gunzip, type InputType, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
import { AppError } from '@polyphon/service-kit'

export interface InflateOptions {
  /** The most bytes that may come out. */
  readonly limitBytes: number
  /** The header `Content-Encoding`. */
  readonly encoding?: string | undefined
}

type Unpack = (bytes: InputType, options: Pick<ZlibOptions, 'maxOutputLength'>) => Promise<Buffer>

const zlib: Unpack = promisify(inflate)
const GZIP: Unpack = promisify(gunzip)
// What is called deflate is zlib (RFC 9110, 8.4.1.2); some programs send the bare stream.
const DEFLATE: Unpack = (bytes, options) =>
  zlib(bytes, options).catch((error: unknown) => {
    if (isTooLarge(error)) throw error
    return promisify(inflateRaw)(bytes, options)
  })
const BY_NAME: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', GZIP],
  ['x-gzip', GZIP],
  ['deflate', DEFLATE],
  ['br', promisify(brotliDecompress)],
])

export const tooLarge = (detail: string): AppError =>
  new AppError('too_large', 'body_too_large', detail, {
    faults: [{ pointer: '/body', code: 'body_too_large', detail }],
  })

/**
 * The bytes of a body as they were before they were compressed.
 * @throws AppError 400 `gzip_invalid`, 413 `body_too_large`, 415 `content_encoding_unsupported`
 */
export async function inflateBody(raw: Buffer, { limitBytes, encoding = '' }: InflateOptions): Promise<Buffer> {
  const unpack = isGzip(raw) ? GZIP : isPlain(raw) ? null : unpackerOf(encoding)
  if (unpack === null) return raw
  try {
    return await unpack(raw, { maxOutputLength: limitBytes })
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge(`At most ${limitBytes} bytes are taken here, after inflating.`)
    const detail = `The body is not valid ${unpack === GZIP ? 'gzip' : encoding.trim().toLowerCase()}.`
    throw new AppError('invalid', 'gzip_invalid', detail, {
      cause: error,
      faults: [{ pointer: '/body', code: 'gzip_invalid', detail }],
    })
  }
}

// The magic bytes decide: some clients gzip under the content type of a form.
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

// Proxies inflate and keep the header; what begins like JSON was compressed by nobody.
const isPlain = (bytes: Buffer): boolean => /^(?:\xEF\xBB\xBF)?\s*[[{]/.test(bytes.toString('latin1', 0, 64))

function unpackerOf(encoding: string): Unpack | null {
  const name = encoding.trim().toLowerCase()
  if (name === '' || name === 'identity') return null
  const unpack = BY_NAME.get(name)
  if (unpack !== undefined) return unpack
  throw new AppError('unsupported', 'content_encoding_unsupported', 'Bodies are not taken in this encoding.', {
    faults: [
      {
        pointer: '/headers/content-encoding',
        code: 'content_encoding_unsupported',
        detail: 'Send gzip, deflate or br, or the JSON as it is.',
      },
    ],
  })
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
