import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readPage } from './cursor.js'

interface Row {
  readonly index: number
  readonly text: string
}

/** A list of rows with these texts; `most` counts what was read at once. */
const listing = (texts: readonly string[]) => {
  const reads: number[] = []
  const rows = texts.map((text, index) => ({ index, text }))
  return {
    reads,
    position: z.tuple([z.int()]),
    read: async (behind: [number] | null, most: number) => {
      reads.push(most)
      const from = behind === null ? 0 : behind[0] + 1
      return rows.slice(from, from + most)
    },
    item: ({ text }: Row) => text,
    positionOf: ({ index }: Row) => [index],
  }
}

async function readAll(texts: readonly string[], limit: number) {
  const pages: string[][] = []
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await readPage({ cursor, limit }, listing(texts))
    pages.push(items)
    if (nextCursor === null) return pages
    cursor = nextCursor
  }
}

describe('a page', () => {
  it('holds as many items as were asked for, and says where the next one begins', async () => {
    expect(await readAll(['a', 'b', 'c'], 3)).toEqual([['a', 'b', 'c']])
    expect(await readAll(['a', 'b', 'c', 'd'], 3)).toEqual([['a', 'b', 'c'], ['d']])
    expect(await readAll([], 3)).toEqual([[]])
  })

  it.each([1, 3, 20, 21, 50, 500])('of %i items leaves out nothing and shows nothing twice', async (limit) => {
    const texts = Array.from({ length: 130 }, (_, index) => `${index}`.repeat(index % 7))
    const pages = await readAll(texts, limit)
    expect(pages.flat()).toEqual(texts)
    expect(pages.every(({ length }) => length <= limit)).toBe(true)
  })

  it('is shorter where its items are large, and holds one at least', async () => {
    const texts = [...Array.from({ length: 30 }, () => 'x'.repeat(300_000)), 'y'.repeat(2_000_000), 'z']
    const pages = await readAll(texts, 500)
    expect(pages.flat()).toEqual(texts)
    expect(pages.map(({ length }) => length)).toEqual([...Array.from({ length: 10 }, () => 3), 1, 1])
  })

  it('reads no more than it shows by much', async () => {
    const large = listing(Array.from({ length: 500 }, () => 'x'.repeat(100_000)))
    await readPage({ limit: 500 }, large)
    const small = listing(Array.from({ length: 500 }, () => 'x'))
    await readPage({ limit: 500 }, small)
    expect([large.reads, small.reads]).toEqual([[21], [21, 481]])
  })
})

describe('a cursor', () => {
  it.each([
    'abc',
    '',
    'bm90IGpzb24',
    Buffer.from('["x"]').toString('base64url'),
    Buffer.from([0xff]).toString('base64url'),
  ])('that the list has not made is refused: %s', async (cursor) => {
    await expect(readPage({ cursor, limit: 1 }, listing(['a']))).rejects.toMatchObject({ code: 'cursor_invalid' })
  })
})
