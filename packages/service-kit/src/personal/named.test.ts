import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findsIn } from './named.js'

const ID = '0197a1b2-0000-7000-8000-000000000001'
const isNamed = findsIn({
  ids: [ID],
  identifiers: [
    { type: 'email', value: 'a@b.de' },
    { type: 'phone', value: '+4915112345678' },
    { type: 'user_id', value: '7' },
  ],
})

describe('who is named in a text', () => {
  it.each([
    ['an id, alone and within a key', `segment:${ID}`],
    ['an id in upper case', ID.toUpperCase()],
    ['an address in a document', '{"to":"A@B.de"}'],
    ['an address behind a line break that is written out', '{"text":"Hallo\\na@b.de."}'],
    ['an address in a key', '{"a@b.de":1}'],
    ['an address as escapes', '{"to":"a\\u0040b.de"}'],
    ['an address at the end of a sentence', 'There is no a@b.de.'],
    ['a phone number in a form', 'To=%2B4915112345678&From=x'],
    ['a short id by its type', '{"identifiers":[{"type":"userId","value":"7"}]}'],
    ['a short id by its key', '{"context":{"userId":"7"}}'],
    ['a short id as a number', '{"user_id":7}'],
  ])('is found by %s', (_, text) => {
    expect(isNamed(text)).toBe(true)
  })

  it.each([
    ['a longer address', '{"to":"aa@b.de"}'],
    ['an address of a longer domain', 'a@b.de.example'],
    ['a longer number', '+49151123456789'],
    ['the same value of another type', '{"orderId":"7","count":7}'],
    ['a seven in a text', 'order 7'],
    ['half a form', 'To=%2'],
    ['nothing', ''],
  ])('is not found by %s', (_, text) => {
    expect(isNamed(text)).toBe(false)
  })

  it('is found at any depth, without running out of stack', () => {
    const depth = 200_000
    expect(isNamed(`${'['.repeat(depth)}"a@b.de"${']'.repeat(depth)}`)).toBe(true)
  })

  it('is found in whatever document holds the id, and in none that does not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isNamed(JSON.stringify({ value, profileId: ID }))).toBe(true)
      }),
    )
  })
})
