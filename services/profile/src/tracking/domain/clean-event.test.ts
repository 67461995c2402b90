import { faultOfText, inexactText, parseJson } from '@polyphon/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanEvent } from './clean-event.js'
import { boundedWarnings } from './event-warning.js'

const read = (text: string): unknown => {
  const parsed = parseJson(text)
  return parsed.ok ? parsed.value : null
}
const cleanedText = (text: string) => {
  const { value, warnings } = cleanEvent(read(text))
  return [value, warnings.map(({ pointer, code }) => [pointer, code])]
}

describe('what could not be stored in an event', () => {
  it('is replaced where it is only content', () => {
    expect(cleanedText('{"properties":{"query":"schuhe\\u0000","cut":"Danke \\ud83c","n":[1e400]}}')).toEqual([
      { properties: { query: 'schuhe\uFFFD', cut: 'Danke \uFFFD', n: ['1e400'] } },
      [
        ['/properties/query', 'nul_character'],
        ['/properties/cut', 'text_malformed'],
        ['/properties/n/0', 'number_not_exact'],
      ],
    ])
  })

  it('is left out where it tells people or events apart', () => {
    const ids = '{"userId":"m\\ud800","anonymousId":"a","messageId":"\\u0000","traits":{"email":"\\udc00@x.de","n":1}}'
    expect(cleanedText(ids)).toEqual([
      { anonymousId: 'a', traits: { n: 1 } },
      [
        ['/userId', 'text_malformed'],
        ['/messageId', 'nul_character'],
        ['/traits/email', 'text_malformed'],
      ],
    ])
    expect(
      cleanedText('{"context":{"externalIds":[{"type":"crm","id":"\\u0000"}],"device":{"id":"\\ud800"}}}')[0],
    ).toEqual({ context: { externalIds: [{ type: 'crm' }], device: {} } })
    expect(cleanedText('{"context":{"externalId":[{"type":"crm","id":"\\u0000"}]}}')[0]).toEqual({
      context: { externalId: [{ type: 'crm' }] },
    })
  })

  it('is a number that two people would share', () => {
    expect(cleanedText('{"userId":9007199254740993,"messageId":9007199254740992}')).toEqual([
      { userId: '9007199254740993', messageId: '9007199254740992' },
      [
        ['/userId', 'number_not_exact'],
        ['/messageId', 'number_not_exact'],
      ],
    ])
  })

  it('is a name that no object may have, or that becomes another one', () => {
    expect(cleanedText('{"properties":{"__proto__":{"a":1},"a\\u0000":1,"b\\ud800":2,"b\uFFFD":3}}')).toEqual([
      { properties: { 'a\uFFFD': 1, 'b\uFFFD': 3 } },
      [
        ['/properties', 'name_not_allowed'],
        ['/properties', 'nul_character'],
        ['/properties', 'text_malformed'],
      ],
    ])
  })

  it('is reported with the pointers of the first twenty and the number of all', () => {
    const { warnings } = cleanEvent({ userId: 'u', [`n${'a'.repeat(50_000)}`]: Array.from({ length: 30 }, () => '\0') })
    expect(warnings).toHaveLength(30)
    expect(warnings.filter(({ pointer }) => pointer.length > 50_000)).toHaveLength(20)
    expect(boundedWarnings(warnings).at(-1)).toMatchObject({ code: 'more_warnings', detail: '10 more.' })
  })

  it('is gone afterwards, and nothing else is changed', () => {
    const isStorable = (value: unknown): boolean => {
      if (typeof value === 'string') return faultOfText(value) === null
      if (typeof value !== 'object' || value === null) return true
      if (inexactText(value) !== null) return false
      return Object.entries(value).every(
        ([name, member]) => name !== '__proto__' && faultOfText(name) === null && isStorable(member),
      )
    }
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }), (properties) => {
        const event = { userId: 'u', properties }
        const { value, warnings } = cleanEvent(event)
        expect(isStorable(value)).toBe(true)
        if (isStorable(event)) expect([value, warnings]).toEqual([event, []])
        else expect(warnings.length).toBeGreaterThan(0)
      }),
    )
  })
})
