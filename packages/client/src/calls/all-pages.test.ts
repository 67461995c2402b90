import { describe, expect, it } from 'vitest'
import { allPages } from './all-pages.js'

const pages = new Map<string | undefined, { readonly items: readonly number[]; readonly nextCursor: string | null }>([
  [undefined, { items: [1, 2], nextCursor: 'b' }],
  ['b', { items: [], nextCursor: 'c' }],
  ['c', { items: [3], nextCursor: null }],
])

describe('all pages of a list', () => {
  const cursors: (string | undefined)[] = []
  const read = async (cursor: string | undefined) => {
    cursors.push(cursor)
    const page = pages.get(cursor)
    if (page === undefined) throw new Error(`There is no page ${cursor}.`)
    return page
  }

  it('are read one after the other, also behind an empty one', async () => {
    expect(await allPages(read)).toEqual([1, 2, 3])
    expect(cursors.splice(0)).toEqual([undefined, 'b', 'c'])
  })
  it('are read no further than is wanted', async () => {
    expect(await allPages(read, 1)).toEqual([1])
    expect(cursors.splice(0)).toEqual([undefined])
  })
  it('end with what reading one throws', async () => {
    await expect(allPages(() => read('z'))).rejects.toThrow('There is no page z.')
  })
})
