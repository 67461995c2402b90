import { describe, expect, it } from 'vitest'
import { readJsonBody } from './json-body.js'

const read = (value: unknown): unknown => readJsonBody(Buffer.from(JSON.stringify(value)), 'application/json')

describe('a JSON body', () => {
  it('may hold 20,000 values and no more, so that no schema has to look at them', () => {
    expect(read({ list: Array.from({ length: 19_998 }, () => 1) })).toMatchObject({ list: { length: 19_998 } })
    const names = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`en-${index}`, 'x']))
    for (const body of [{ title: names }, { list: Array.from({ length: 20_001 }, () => 1) }])
      expect(() => read(body)).toThrow(
        expect.objectContaining({
          code: 'input_invalid',
          faults: [expect.objectContaining({ pointer: '/body', code: 'too_many_values' })],
        }),
      )
  })
})
