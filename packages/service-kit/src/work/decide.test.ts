import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAcknowledge, decideCancel, decideComplete, decideLateness, decideReassign } from './decide.js'
import type { Work } from './work.js'

const NOW = new Date('2026-11-23T10:00:00.000Z')
const HOUR = 3_600_000
const later = (ms: number): Date => new Date(NOW.getTime() + ms)
const work = (changes: Partial<Work> = {}): Work => ({
  workId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a80',
  version: 1,
  kind: 'task',
  service: 'profile',
  state: 'open',
  subject: null,
  owner: { unit: 'service', staffId: 'jörg', because: 'responsible' },
  formerOwners: [],
  handOvers: 0,
  openedAt: NOW,
  dueAt: later(4 * HOUR),
  acknowledgedAt: null,
  overdueAt: null,
  endedAt: null,
  profileId: null,
  why: 'a parcel that is late',
  href: '/',
  ...changes,
})
const mia = { unit: 'service', staffId: 'mia', because: 'leads it' }
const changedBy = (decision: ReturnType<typeof decideComplete>): Work => {
  if (decision.outcome !== 'changed') throw new Error(decision.outcome)
  return decision.work
}

describe('work that is taken on', () => {
  it('is acknowledged once, and by whoever it is of stays theirs', () => {
    const taken = changedBy(decideAcknowledge(work(), { staffId: 'mia' }, NOW))
    expect(taken).toMatchObject({ state: 'acknowledged', acknowledgedAt: NOW, version: 2, owner: { staffId: 'jörg' } })
    expect(decideAcknowledge(taken, null, later(1))).toEqual({ outcome: 'unchanged' })
  })

  it('is of whoever takes on what is only a unit’s, unless that is a program', () => {
    const ofUnit = work({ owner: { unit: 'service', because: 'default' } })
    const taken = changedBy(decideAcknowledge(ofUnit, { staffId: 'mia' }, NOW))
    expect(taken).toMatchObject({ owner: { unit: 'service', staffId: 'mia' }, handOvers: 1 })
    expect(taken.formerOwners).toEqual([{ unit: 'service', because: 'default', until: NOW.toISOString() }])
    expect(changedBy(decideAcknowledge(ofUnit, null, NOW)).owner).toEqual(ofUnit.owner)
  })
})

describe('work that is handed over', () => {
  it('has to be taken on anew, and keeps its due time and when it was first taken on', () => {
    const taken = changedBy(decideAcknowledge(work(), null, NOW))
    const handed = changedBy(decideReassign(taken, mia, later(HOUR)))
    expect(handed).toMatchObject({ state: 'open', owner: mia, acknowledgedAt: NOW, dueAt: work().dueAt, handOvers: 1 })
    const again = changedBy(decideAcknowledge(handed, null, later(2 * HOUR)))
    expect(again.acknowledgedAt).toEqual(NOW)
    expect(decideReassign(handed, { ...mia, because: 'again' }, NOW)).toEqual({ outcome: 'unchanged' })
  })

  it('remembers the latest fifty owners, and how many there were', () => {
    let handed = work()
    for (let each = 0; each < 60; each += 1)
      handed = changedBy(decideReassign(handed, { unit: `unit-${each}`, because: '' }, NOW))
    expect(handed.handOvers).toBe(60)
    expect(handed.formerOwners).toHaveLength(50)
    expect(handed.formerOwners.at(-1)).toMatchObject({ unit: 'unit-58' })
  })
})

describe('work that has ended', () => {
  const done = changedBy(decideComplete(work(), NOW))
  const canceled = changedBy(decideCancel(work(), NOW))

  it('stays as it is', () => {
    expect(done).toMatchObject({ state: 'done', endedAt: NOW })
    expect(decideComplete(done, later(1))).toEqual({ outcome: 'unchanged' })
    expect(decideComplete(canceled, NOW)).toEqual({ outcome: 'ended' })
    for (const ended of [done, canceled]) {
      expect(decideAcknowledge(ended, null, NOW)).toEqual({ outcome: 'ended' })
      expect(decideReassign(ended, mia, NOW)).toEqual({ outcome: 'ended' })
      expect(decideCancel(ended, NOW)).toEqual({ outcome: 'ended' })
      expect(decideLateness(ended, mia, NOW)).toEqual({ overdue: null, escalated: null, again: null })
    }
  })
})

describe('work that is late', () => {
  const due = later(4 * HOUR)
  const first = decideLateness(changedBy(decideAcknowledge(work(), null, NOW)), mia, due)

  it('is overdue once, also where somebody has taken it on, and goes up at once', () => {
    expect(first.overdue).toMatchObject({ overdueAt: due, state: 'acknowledged', version: 3 })
    expect(first.escalated).toMatchObject({ state: 'open', owner: mia, version: 4, overdueAt: due })
    expect(first.again).toEqual(new Date(due.getTime() + 4 * HOUR))
  })

  it('goes up again while nobody takes it on, and stays with whoever does', () => {
    const up = first.escalated ?? work()
    const chef = { unit: 'firm', staffId: 'chef', because: 'leads it' }
    expect(decideLateness(up, chef, later(9 * HOUR))).toMatchObject({ overdue: null, escalated: { owner: chef } })
    const taken = changedBy(decideAcknowledge(up, null, later(5 * HOUR)))
    expect(decideLateness(taken, chef, later(9 * HOUR))).toEqual({
      overdue: null,
      escalated: null,
      again: later(13 * HOUR),
    })
    const passedOn = changedBy(decideReassign(taken, { unit: 'shop', because: 'named' }, later(10 * HOUR)))
    expect(decideLateness(passedOn, chef, later(13 * HOUR)).escalated).toMatchObject({ owner: chef })
  })

  it('stays where it is where nobody comes next, and is looked at again', () => {
    expect(decideLateness(work(), null, due)).toMatchObject({
      overdue: { overdueAt: due },
      escalated: null,
      again: new Date(due.getTime() + 4 * HOUR),
    })
  })

  it('goes up fifty times at most, so that it never comes back to somebody who had it', () => {
    let [late, times] = [work({ dueAt: NOW }), 0]
    for (let now = NOW; times < 1_000; times += 1) {
      const next = { unit: 'service', staffId: `chef ${times}`, because: 'leads it' }
      const { escalated, again } = decideLateness(late, next, now)
      if (escalated === null || again === null) break
      ;[late, now] = [escalated, again]
    }
    expect([times, late.formerOwners.length]).toEqual([50, 50])
    expect(new Set([late.owner, ...late.formerOwners].map(({ staffId }) => staffId)).size).toBe(51)
  })

  it.each([
    [60_000, HOUR],
    [4 * HOUR, 4 * HOUR],
    [90 * 24 * HOUR, 24 * HOUR],
    [-HOUR, HOUR],
  ])('gives who comes next as long as there was for it (%d ms), within bounds', (whole, step) => {
    const { again } = decideLateness(work({ dueAt: later(whole) }), mia, NOW)
    expect(again).toEqual(later(step))
  })
})

describe('whatever is done with work', () => {
  it('raises its version by one, and never opens it again once it has ended', () => {
    const acts = [
      (at: Work) => decideAcknowledge(at, null, NOW),
      (at: Work) => decideComplete(at, NOW),
      (at: Work) => decideCancel(at, NOW),
      (at: Work) => decideReassign(at, mia, NOW),
      (at: Work) => decideReassign(at, { unit: 'firm', because: '' }, NOW),
    ]
    fc.assert(
      fc.property(fc.array(fc.nat(acts.length - 1), { maxLength: 12 }), (taken) => {
        let at = work()
        for (const act of taken) {
          const decision = acts[act]?.(at)
          if (decision?.outcome !== 'changed') continue
          expect(at.endedAt).toBeNull()
          expect(decision.work.version).toBe(at.version + 1)
          at = decision.work
        }
        expect(at.endedAt === null).toBe(at.state === 'open' || at.state === 'acknowledged')
      }),
    )
  })
})
