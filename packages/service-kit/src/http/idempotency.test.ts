import { describe, expect, it } from 'vitest'
import { hashRequest } from './idempotency.js'

const hashOf = (body: unknown, speaker = '', url = '/v1/messages') =>
  hashRequest({ method: 'POST', url, body }, speaker).requestHash

describe('what tells requests apart', () => {
  it('is what they say, and not the order of their fields', () => {
    const sent = { template: { key: 'a', locale: 'de' }, data: { b: { c: 2 }, a: [1, 2] } }
    const other = { data: { a: [1, 2], b: { c: 2 } }, template: { locale: 'de', key: 'a' } }
    expect(hashOf(other)).toBe(hashOf(sent))
    expect(hashOf({ ...sent, data: { b: { c: 2 }, a: [2, 1] } })).not.toBe(hashOf(sent))
    expect(hashOf({ ...sent, data: { b: { c: '2' }, a: [1, 2] } })).not.toBe(hashOf(sent))
  })
  it('is the address and who speaks, too', () => {
    expect([
      ...new Set([hashOf({}), hashOf({}, 'page'), hashOf({}, '', '/v1/other'), hashOf(undefined), hashOf([])]),
    ]).toHaveLength(5)
  })
  it('was the text of the body in an earlier release', () => {
    const hashes = (body: unknown) => hashRequest({ method: 'POST', url: '/', body }, '')
    expect(hashes({ b: 1, a: 2 }).formerHash).not.toBe(hashes({ a: 2, b: 1 }).formerHash)
    expect(hashes(null).formerHash).toBeUndefined()
  })
})
