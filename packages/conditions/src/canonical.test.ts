import { phoneNormaliser } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Condition, parseCondition } from './index.js'

const read = (value: unknown, region: string | null = null): unknown => {
  const parsed = parseCondition(value, phoneNormaliser(region))
  return parsed.ok ? parsed.condition : parsed.issues
}
const contains = (path: string, value: unknown): unknown => ({ path, op: 'contains', value })

describe('what a condition compares with people', () => {
  it.each([
    [
      contains('identifiers.email', 'Jane@MÜLLER.example.'),
      contains('identifiers.email', 'jane@xn--mller-kva.example'),
    ],
    [contains('identifiers.Email', ' jane@example.org '), contains('identifiers.email', 'jane@example.org')],
    [contains('identifiers.userId', 'a\u200bb'), contains('identifiers.user_id', 'ab')],
    [contains('identifiers.phone', '+49 (0)170 1234567'), contains('identifiers.phone', '+491701234567')],
    [contains('identifiers.email', 'nobody'), contains('identifiers.email', 'nobody')],
    [contains('identifiers.email[0]', '@Example.org'), contains('identifiers.email[0]', '@Example.org')],
    [contains('traits.email', 'Jane@Example.org'), contains('traits.email', 'Jane@Example.org')],
    [
      { path: 'identifiers.email[0]', op: 'in', value: ['A@x.test', 7, null] },
      { path: 'identifiers.email[0]', op: 'in', value: ['a@x.test', 7, null] },
    ],
    [
      { path: 'identifiers.E_Mail', op: 'exists' },
      { path: 'identifiers.email', op: 'exists' },
    ],
    [
      { path: 'identifiers.loyaltyNo', op: 'exists' },
      { path: 'identifiers.loyaltyNo', op: 'exists' },
    ],
    [{ permission: { channel: ' E-Mail', topic: 'orders' } }, { permission: { channel: 'email', topic: 'orders' } }],
  ])('is written as it is kept of them: %j', (given, expected) => {
    expect(read(given)).toEqual(expected)
    expect(read({ not: { any: [given] } })).toEqual({ not: { any: [expected] } })
    expect(z.object({ when: Condition.optional() }).parse({ when: { all: [given] } })).toEqual({
      when: { all: [expected] },
    })
  })

  it('is found behind what happened, too', () => {
    const [given, kept] = [contains('identifiers.email', 'A@x.test'), contains('identifiers.email', 'a@x.test')]
    const did = (where: unknown): unknown => ({ did: 'Order', where, within: 'P1D' })
    expect(read(did(given))).toEqual(did(kept))
    const sequence = (where: unknown): unknown => ({ sequence: [{ did: 'A', where }, { did: 'B' }], within: 'P1D' })
    expect(read(sequence(given))).toEqual(sequence(kept))
  })

  it('is a national number where its region is known', () => {
    const national = contains('identifiers.phone', '0170 1234567')
    expect(read(national, 'DE')).toEqual(contains('identifiers.phone', '+491701234567'))
    expect(read(national)).toEqual(national)
  })
})
