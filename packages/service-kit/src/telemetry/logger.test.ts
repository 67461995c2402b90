import { describe, expect, it } from 'vitest'
import { AppError } from '../values/errors.js'
import { openLogger } from './logger.js'

interface Line {
  readonly msg?: string
  readonly err?: { readonly type: string; readonly stack?: string; readonly cause?: object }
}

/** What a logger has written, as it stands in the file. */
function written(log: (logger: ReturnType<typeof openLogger>) => void) {
  let text = ''
  log(openLogger('profile', 'debug', { write: (line) => void (text += line) }))
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line))
  return { text, lines }
}

const warned = (message: string) => written((logger) => logger.warn(message)).lines[0]?.msg ?? ''

describe('a line of the log', () => {
  it.each([
    ['nobody is written to at anna.o’neil+x@example.co.uk', '[mail]'],
    ['GET /v1/people/anna%40example.com', '[mail]'],
    ['duplicate key: (käthe@köln.de)', '[mail]'],
    ['no route to +49 (151) 234-56789', '[phone]'],
    ['key sk_live_0123456789abcdef0123456789abcdef_abcDEF is refused', '[secret]'],
    ['Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln', '[secret]'],
    ['postgres://profile:hunter22@db:5432/x', '[secret]'],
    ['invalid input syntax for inet: "203.0.113.9"', '[address]'],
    ['invalid input syntax for inet: "2001:db8::7:1"', '[address]'],
  ])('has no %s', (message, mark) => {
    const text = warned(message)
    expect(text).toContain(mark)
    for (const part of ['anna', 'neil', 'käthe', '151', 'abcDEF', 'c2ln', 'hunter22', '203.0', '2001:db8'])
      expect(text).not.toContain(part)
  })

  it.each([
    'connect ECONNREFUSED 127.0.0.1:5432',
    'connect ETIMEDOUT 203.0.113.9:9092',
    'connect ECONNREFUSED ::1:5432',
    'no pg_hba.conf entry for host "172.18.0.5"',
    'getaddrinfo ENOTFOUND kafka-1.internal',
    'polyphon.profile, partition 3: the offsets from 40 up to 1234567890123 were deleted',
    'lane 12 cannot be sent for 4 s (+2 more)',
    '01930f6e-0c00-7a10-8f00-3f6c1d2b4a20 at 2026-11-29T08:05:00.000Z',
    'at f (/app/node_modules/.pnpm/pg@8.23.1/node_modules/pg/lib/client.js:12:3)',
  ])('keeps %s', (message) => {
    expect(warned(message)).toBe(message)
  })

  it('says where a server is, and nothing that a server repeats of the data', () => {
    const { lines, text } = written((logger) => {
      const system = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), {
        code: 'ECONNREFUSED',
        address: '10.0.0.7',
        port: 5432,
      })
      const row = Object.assign(new Error('duplicate key value violates unique constraint "person_pkey"'), {
        code: '23505',
        constraint: 'person_pkey',
        detail: 'Key (name)=(Anna Schmidt) already exists.',
        where: 'COPY person, line 1: "Anna Schmidt"',
      })
      logger.warn({ err: system })
      logger.error({ err: row, offset: '17', partition: 3, address: 'Hauptstraße 1', email: 'x' })
    })
    expect(lines[0]?.err).toEqual({
      type: 'Error',
      message: 'connect ECONNREFUSED 10.0.0.7:5432',
      code: 'ECONNREFUSED',
      server: '10.0.0.7:5432',
    })
    expect(lines[1]).toMatchObject({
      offset: '17',
      partition: 3,
      address: '[private]',
      email: '[private]',
      err: { code: '23505', constraint: 'person_pkey' },
    })
    expect(text).not.toMatch(/Anna|Hauptstra/)
  })

  it('has a stack where nobody expected the error, once, and none where it is a refusal or a server that is away', () => {
    const throwIt = (text: string): Error => new TypeError(text)
    const { lines } = written((logger) => {
      for (const text of ['a', 'b', 'c']) logger.error({ err: throwIt(text) })
      logger.error({ err: new AppError('invalid', 'input_invalid', 'No.') })
      logger.error({ err: new AppError('unavailable', 'gone', 'No.', { cause: throwIt('d') }) })
    })
    const [first, second, third, refusal, wrapped] = lines.map((line) => line.err)
    expect(first).toMatchObject({ type: 'TypeError', message: 'a' })
    expect(first?.stack).toContain('logger.test.ts')
    expect([second?.stack, third?.stack]).toEqual(['as before', 'as before'])
    expect(refusal).toEqual({ type: 'AppError', message: 'No.', code: 'input_invalid' })
    expect(wrapped?.stack).toBeUndefined()
    expect(wrapped?.cause).toMatchObject({ type: 'TypeError', message: 'd' })
  })
})
