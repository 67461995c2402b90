import { describe, expect, it } from 'vitest'
import { readPosition, writePosition } from './position.js'

const ours = { service: 'profile', workspaceId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01' }
const positions = [
  { seq: 0, at: 0 },
  { seq: 4_711, at: Date.UTC(2026, 10, 29) },
  { seq: Number.MAX_SAFE_INTEGER, at: Date.UTC(2999, 0, 1) },
]

describe('the cursor of a position', () => {
  it.each(positions)('leads back to it: $seq', (position) => {
    const cursor = writePosition(ours, position)
    expect(readPosition(ours, cursor)).toEqual(position)
    // It stands in a line of a stream, in a header and in a query.
    expect(cursor).toMatch(/^[0-9a-z.]{5,30}$/)
  })

  it('is of one workspace at one service', () => {
    const cursor = writePosition(ours, { seq: 12, at: 34 })
    expect(readPosition({ ...ours, service: 'messaging' }, cursor)).toBeNull()
    expect(readPosition({ ...ours, workspaceId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a02' }, cursor)).toBeNull()
  })

  it('is nothing else that looks like one', () => {
    const cursor = writePosition(ours, { seq: 12, at: 34 })
    for (const other of ['', '0', '1.2.3', `${cursor}0`, cursor.toUpperCase(), ` ${cursor}`, cursor.replace('c', 'd')])
      expect(readPosition(ours, other), other).toBeNull()
  })
})
