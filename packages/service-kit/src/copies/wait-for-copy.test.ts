import { describe, expect, it } from 'vitest'
import type { Tx } from '../db/tx.js'
import { openCopies } from './progress.js'
import { CopyWait, lookAgainAt, NOT_LOOKED_YET, waitForCopy } from './wait-for-copy.js'

describe('a wait for the copy of people', () => {
  it('looks again soon at first, then less often, and at least every two seconds', () => {
    const now = new Date('2026-11-22T10:00:00.000Z')
    const pause = (tries: number): number => lookAgainAt(now, tries).getTime() - now.getTime()
    expect([0, 1, 2, 5, 6, 1_000].map(pause)).toEqual([50, 100, 200, 1_600, 2_000, 2_000])
  })

  it('begins anew while the log was away just now, as whoever is missing may wait in an outbox', async () => {
    const copies = openCopies({ ends: () => Promise.reject(new Error('nobody asks')) }, 'journey.people', {
      sinceLogFailed: () => 15_000,
    })
    const now = new Date('2026-11-22T10:00:00.000Z')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing but the time is looked at
    const tx = { soon: (_ms: number) => now } as Tx
    const end = { topic: 'polyphon.profile.people', topicId: 't', partition: 3, end: '7' }
    expect(await waitForCopy(tx, copies, { ends: [end], tries: 6 })).toEqual({
      isCaughtUp: false,
      wait: { ends: null, tries: 7 },
      lookAgainAt: new Date('2026-11-22T10:00:02.000Z'),
    })
  })

  it('is read from timers that an earlier release has set', () => {
    const end = { topic: 'polyphon.profile.people', topicId: 't', partition: 3, end: '7' }
    expect([{}, { ends: null }].map((data) => CopyWait.parse(data))).toEqual([NOT_LOOKED_YET, NOT_LOOKED_YET])
    expect(CopyWait.parse({ ends: [end] })).toEqual({ ends: [end], tries: 0 })
  })
})
