import { describe, expect, it } from 'vitest'
import { z } from 'zod'
// Which brings the words along.
import { Timestamp } from './time/timestamp.js'

const detail = (schema: z.ZodType, given: unknown): string | undefined =>
  schema.safeParse(given).error?.issues[0]?.message

describe('what is wrong, in words', () => {
  it.each<readonly [z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is required: a text'],
    [z.string(), 1, 'must be a text'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(3), 'a', 'must have at least 3 characters'],
    [z.string().max(1), 'ab', 'must have at most 1 character'],
    [z.string().length(2), 'a', 'must have exactly 2 characters'],
    [z.coerce.number(), 'abc', 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.int().min(1), 0, 'must be at least 1'],
    [z.number().positive(), 0, 'must be more than 0'],
    [z.number().lt(5), 5, 'must be less than 5'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()).min(1), [], 'must hold at least 1 item'],
    [z.array(z.string()).max(2), ['', '', ''], 'must hold at most 2 items'],
    [z.object({}), [], 'must be an object'],
    [z.record(z.string(), z.string()), 'a', 'must be an object'],
    [z.enum(['a', 'b']), 'c', 'must be one of "a", "b"'],
    [z.enum(['a', 'b']), undefined, 'is required and must be one of "a", "b"'],
    [z.literal('a'), 'b', 'must be "a"'],
    [z.uuid(), 'x', 'must be an id such as 01890a5d-ac96-774b-bcce-b302099a8057'],
    [z.url(), 'x', 'must be an address such as https://example.org/path'],
    [z.iso.date(), 'x', 'must be a date such as 2026-01-31'],
    [z.string().regex(/^[A-Z]{3}$/), 'x', 'does not have the form that is described'],
    [z.union([z.string(), z.number()]), true, 'must be a text or a number'],
    [z.union([z.string().min(2), z.number()]), 'a', 'must have at least 2 characters'],
    [
      z.union([z.string(), z.strictObject({ path: z.string() })]),
      { amount: '12.50' },
      '"path" in it is required: a text',
    ],
    [
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
      { kind: 'c' },
      'must be one of "a", "b"',
    ],
    [z.strictObject({}), { größe: 1 }, 'is not known: größe'],
    [
      z.record(z.string().max(1), z.string()),
      { bb: '' },
      'is no name that is taken here: it must have at most 1 character',
    ],
    [Timestamp, '31.1.2026', 'must be a date and time such as 2026-01-31T09:00:00Z, with Z or an offset at its end'],
    [
      Timestamp,
      '2026-01-31T09:00:00',
      'must be a date and time such as 2026-01-31T09:00:00Z, with Z or an offset at its end',
    ],
    [z.iso.datetime(), 'x', 'must be a date and time such as 2026-01-31T09:00:00Z, with Z or an offset at its end'],
    [z.string().refine(() => false), 'x', 'cannot be taken as it is'],
    [z.number().multipleOf(5), 3, 'must be a multiple of 5'],
  ])('%#', (schema, given, words) => {
    expect(detail(schema, given)).toBe(words)
  })
})
