import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors.js'
import { decodeCursor, encodeCursor, toPage } from './cursor.js'

const Position = z.tuple([z.string(), z.int()])

describe('a page', () => {
  it('ends with a cursor only when there is more', () => {
    const shape = { item: (row: number) => row, position: (row: number) => [row] }
    expect(toPage([1, 2, 3], 3, shape)).toEqual({ items: [1, 2, 3], nextCursor: null })
    const { items, nextCursor } = toPage([1, 2, 3, 4], 3, shape)
    expect(items).toEqual([1, 2, 3])
    expect(decodeCursor(nextCursor ?? '', z.tuple([z.int()]))).toEqual([3])
  })
})

describe('a cursor', () => {
  it('comes back as it was made', () => {
    expect(decodeCursor(encodeCursor(['Größe', 7]), Position)).toEqual(['Größe', 7])
    expect(decodeCursor(undefined, Position)).toBeNull()
  })
  it.each(['x', '', encodeCursor([7]), encodeCursor(['a', 'b']), 'W10'])('is refused by name when it is %j', (text) => {
    expect(() => decodeCursor(text, Position)).toThrow(AppError)
  })
})
