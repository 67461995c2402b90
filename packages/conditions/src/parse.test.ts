import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Condition, parseCondition } from './index.js'

function faults(value: unknown): readonly string[] {
  const parsed = parseCondition(value)
  return parsed.ok ? [] : parsed.issues.map(({ code, pointer }) => `${code} ${pointer}`)
}

const nested = (levels: number): unknown => (levels === 0 ? { segment: 'vip' } : { not: nested(levels - 1) })

const last = (more: object): unknown => ({ message: { template: 'welcome' }, state: 'read', ...more })
const answered = (more: object, rest: object): unknown => ({ answer: { survey: 'nps', ...more }, ...rest })

describe('reading a condition', () => {
  it.each<[name: string, value: unknown, expected: string]>([
    ['a list', [], 'not_a_condition '],
    ['nothing known', { foo: 1 }, 'not_a_condition '],
    ['two kinds in one', { segment: 'vip', did: 'Order' }, 'ambiguous '],
    ['an unknown key', { all: [{ segment: 'vip', extra: 1 }] }, 'unknown_key /all/0/extra'],
    ['an empty all', { all: [] }, 'out_of_range /all'],
    ['a number for a name', { did: 5 }, 'wrong_type /did'],
    ['an unknown operator', { path: 'traits.a', op: 'like', value: 'x' }, 'not_allowed /op'],
    ['an unknown root', { any: [{ path: 'trait.a', op: 'exists' }] }, 'unknown_root /any/0/path'],
    ['a root an account has not', { account: { path: 'run.a', op: 'exists' } }, 'unknown_root /account/path'],
    ['code in a path of many emoji', { path: `traits.${'😀'.repeat(300)}`, op: 'exists' }, 'bad_format /path'],
    ['a path that is too long', { path: `traits["${'😀'.repeat(491)}"]`, op: 'exists' }, 'out_of_range /path'],
    ['code in a path', { path: 'traits.a()', op: 'exists' }, 'bad_format /path'],
    ['no key of a computed trait', { computed: 'Revenue', op: 'gte', value: 5 }, 'bad_format /computed'],
    ['a computed trait in a list of none', { computed: 'revenue', op: 'in', value: 5 }, 'value_does_not_fit /value'],
    ['eq without a value', { path: 'traits.a', op: 'eq' }, 'value_does_not_fit /value'],
    ['eq with a list', { path: 'traits.a', op: 'eq', value: [1] }, 'value_does_not_fit /value'],
    ['in without a list', { path: 'traits.a', op: 'in', value: 1 }, 'value_does_not_fit /value'],
    ['lt with null', { path: 'traits.a', op: 'lt', value: null }, 'value_does_not_fit /value'],
    ['before without a date', { path: 'traits.a', op: 'before', value: 'soon' }, 'value_does_not_fit /value'],
    ['a day that does not exist', { path: 'traits.a', op: 'after', value: '2026-02-30' }, 'value_does_not_fit /value'],
    ['months', { did: 'Order', within: 'P1M' }, 'bad_format /within'],
    ['no time at all', { did: 'Order', within: 'PT0S' }, 'out_of_range /within'],
    ['more than a century', { did: 'Order', within: 'P99999999D' }, 'bad_format /within'],
    ['a NUL', { did: 'a\0' }, 'bad_format /did'],
    ['half a character', { did: '\uD83D' }, 'bad_format /did'],
    ['an infinite number', { path: 'traits.a', op: 'lt', value: Number.POSITIVE_INFINITY }, 'wrong_type /value'],
    ['history in a where', { did: 'A', where: { not: { did: 'B' } } }, 'history_in_where /where/not/did'],
    ['no time of a message', last({ within: 'PT0S' }), 'out_of_range /within'],
    ['a message of nothing', last({ message: {} }), 'wrong_type /message'],
    ['a message of both', last({ message: { template: 'a', topic: 'b' } }), 'ambiguous /message'],
    ['a message of a survey', last({ message: { survey: 'a' } }), 'unknown_key /message/survey'],
    ['a template in capitals', last({ message: { template: 'Größe' } }), 'bad_format /message/template'],
    ['a number for a message', last({ message: 5 }), 'wrong_type /message'],
    ['a state that none is', last({ state: 'lost' }), 'not_allowed /state'],
    ['no state', { message: { topic: 'offers' } }, 'not_allowed /state'],
    ['a time of a step', { message: 'ask', state: 'read', within: 'P1D' }, 'unknown_key /within'],
    ['an answer to nothing', { answer: {} }, 'wrong_type /answer/survey'],
    ['a text for a survey', { answer: 'nps' }, 'wrong_type /answer'],
    ['a question that is none', answered({ question: 'Größe' }, {}), 'bad_format /answer/question'],
    ['an operator of moments', answered({}, { op: 'before', value: 'now' }), 'not_allowed /op'],
    ['a value without operator', answered({}, { value: 1 }), 'not_allowed /value'],
    ['an operator without value', answered({ question: 'a' }, { op: 'eq' }), 'value_does_not_fit /value'],
    ['what scores cannot contain', answered({}, { op: 'contains', value: 'a' }), 'not_allowed /op'],
    ['a text for a score', answered({}, { op: 'in', value: [1, 'a'] }), 'value_does_not_fit /value'],
    ['no time of an answer', answered({}, { within: 'PT0S' }), 'out_of_range /within'],
    [
      'an absent start',
      { sequence: [{ did: 'A', absent: true }, { did: 'B' }], within: 'P1D' },
      'sequence_starts_absent /sequence/0/absent',
    ],
    [
      'a fault in a step',
      { sequence: [{ did: 'A' }, { did: 'B', where: {} }], within: 'P1D' },
      'not_a_condition /sequence/1/where',
    ],
    ['11 levels', nested(10), 'too_deep /not/not/not/not/not/not/not/not/not/not'],
    ['a bottomless pit', nested(5000), 'too_deep /not/not/not/not/not/not/not/not/not/not'],
    ['201 nodes', { all: Array.from({ length: 200 }, () => ({ segment: 'vip' })) }, 'too_many_nodes '],
  ])('refuses %s with its pointer', (_name, value, expected) => {
    expect(faults(value)).toEqual([expected])
  })

  it('names every fault at once', () => {
    const value = { all: [{ path: 'x', op: 'exists' }, { did: '' }, { segment: 'Größe' }] }
    expect(faults(value)).toEqual(['unknown_root /all/0/path', 'out_of_range /all/1/did', 'bad_format /all/2/segment'])
  })

  it.each([
    { condition: nested(9) },
    { condition: { all: Array.from({ length: 199 }, () => ({ segment: 'vip' })) } },
    {
      condition: {
        did: 'Größe gewählt',
        where: { path: 'event.properties.size', op: 'in', value: ['ß', 38] },
        within: 'P2W',
      },
    },
    { condition: { path: 'traits.birthday', op: 'before', value: 'now-P6574D' } },
  ])('accepts what keeps the rules and changes nothing of it', ({ condition }) => {
    expect(parseCondition(condition)).toEqual({ ok: true, condition })
  })

  it('reports the same faults inside a larger schema', () => {
    const larger = z.strictObject({ name: z.string(), when: Condition.optional() })
    expect(larger.safeParse({ name: 'x' }).success).toBe(true)
    const parsed = larger.safeParse({ name: 'x', when: { any: [{ path: 'trait.a', op: 'exists' }] } })
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['when', 'any', 0, 'path']])
  })

  it('describes itself as a JSON Schema that refers to itself', () => {
    const schema = z.toJSONSchema(z.object({ when: Condition }))
    expect(schema.properties?.['when']).toEqual({ $ref: '#/$defs/Condition' })
    expect(schema.$defs?.['NotCondition']).toMatchObject({ properties: { not: { $ref: '#/$defs/Condition' } } })
  })
})
