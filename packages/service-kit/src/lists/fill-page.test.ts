import { describe, expect, it } from 'vitest'
import { fillPage } from './fill-page.js'
import { by, readCursor, writeCursor } from './position.js'

/** A list of these texts; `most` counts what was read at once. */
const listing = (texts: readonly string[]) => {
  const reads: number[] = []
  return {
    reads,
    read: async (behind: number | null, most: number) => {
      reads.push(most)
      const from = behind === null ? 0 : behind + 1
      return texts.slice(from, from + most).map((item, at) => ({ item, position: from + at }))
    },
  }
}

async function readAll(texts: readonly string[], limit: number): Promise<string[][]> {
  const pages: string[][] = []
  for (let behind: number | null = null; ; ) {
    const page: { items: string[]; last: number | null } = await fillPage({ behind, limit }, listing(texts).read)
    pages.push(page.items)
    if (page.last === null) return pages
    behind = page.last
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
    await fillPage({ behind: null, limit: 500 }, large.read)
    const small = listing(Array.from({ length: 500 }, () => 'x'))
    await fillPage({ behind: null, limit: 500 }, small.read)
    expect([large.reads, small.reads]).toEqual([[21], [21, 481]])
  })
})

describe('a cursor', () => {
  it('with a moment that no database has is refused by name', () => {
    const read = (moment: string) => readCursor(writeCursor(['x'], [moment]), ['x'], [by.time('at')])
    expect(read('0001-01-01 00:00:00+00')).toEqual(['0001-01-01 00:00:00+00'])
    for (const moment of ['0000-01-01 00:00:00+00', '2026-02-29 00:00:00+00'])
      expect(() => read(moment)).toThrow('The cursor does not belong to this list.')
  })
})
