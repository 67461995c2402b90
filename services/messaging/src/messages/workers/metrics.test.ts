import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@polyphon/service-kit'
import { describe, expect, it } from 'vitest'
import { secondsSinceBeginning } from './metrics.js'

describe('the time from the beginning to a message', () => {
  const now = new Date('2026-11-28T12:00:00Z')

  it('is taken from the id of the request; that of a clock that is ahead is of now', () => {
    expect(secondsSinceBeginning(uuidv7(now.getTime() - 1_500), now)).toBe(1.5)
    expect(secondsSinceBeginning(uuidv7(now.getTime() + 9), now)).toBe(0)
  })

  it.each([randomUUID(), undefined, '', 'what a caller thought of'])('is not known of %s', (id) => {
    expect(secondsSinceBeginning(id, now)).toBeNull()
  })
})
