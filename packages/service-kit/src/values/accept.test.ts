import { describe, expect, it } from 'vitest'
import { preferredType, requireType } from './accept.js'

const offered = ['application/json', 'text/csv', 'image/svg+xml'] as const

describe('the form of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV', 'text/csv'],
    ['text/csv; header=present', 'text/csv'],
    ['text/*', 'text/csv'],
    ['image/avif,image/*,*/*;q=0.8', 'image/svg+xml'],
    ['application/json;q=0.1, text/csv;q=0.9', 'text/csv'],
    ['text/csv;q=0, */*', 'application/json'],
    ['application/vnd.api+json, */*;q=0.1', 'application/json'],
    ['application/problem+json, application/json', 'application/json'],
    ['text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', 'application/json'],
    ['text/csv, text/csv;q=0', 'text/csv'],
    ['json', 'application/json'],
    [', ,', 'application/json'],
  ])('is what the caller likes best: %s', (accept, type) => {
    expect(preferredType(accept, offered)).toBe(type)
  })

  it.each(['text/html', 'text/html, text/csv;q=0', 'application/json;q=0', '*/*;q=0', 'text/csv;q=many'])(
    'is refused where there is none of it: %s',
    (accept) => {
      expect(() => requireType(accept, offered)).toThrow(
        expect.objectContaining({
          kind: 'not_acceptable',
          faults: [expect.objectContaining({ pointer: '/headers/accept' })],
        }),
      )
    },
  )

  it('is found at once in a header that is as long as headers get', () => {
    const long = Array.from({ length: 4_000 }, (_, index) => `a/b${index};q=0.1`).join(',')
    expect(preferredType(`${long}, text/csv`, offered)).toBe('text/csv')
  })
})
