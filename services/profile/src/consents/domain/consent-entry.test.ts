import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareStrictness, type HeldConsent, isNo, joinConsent, joinConsents } from '../../people/domain/consent.js'
import { type Decision, foldDecisions } from './consent-entry.js'
import { mergedConsents } from './merged-consents.js'

const day = (at: number): Date => new Date(Date.UTC(2026, 0, at))
const now = day(20)

const decision = (state: Decision['state'], at: number, more: Partial<Decision> = {}): Decision => ({
  entryId: `${at}-${state}`,
  state,
  source: 'api',
  isVouched: true,
  isConflict: false,
  occurredAt: day(at),
  expiresAt: null,
  ...more,
})

const any: fc.Arbitrary<Decision> = fc
  .record({
    state: fc.constantFrom('granted', 'denied', 'withdrawn', 'objected'),
    at: fc.integer({ min: 1, max: 9 }),
    isVouched: fc.boolean(),
    lasts: fc.option(fc.integer({ min: 1, max: 30 })),
    entryId: fc.uuid({ version: 7 }),
  })
  .map(({ state, at, isVouched, lasts, entryId }) =>
    decision(state, at, {
      entryId,
      isVouched,
      expiresAt: state === 'granted' && lasts !== null ? day(at + lasts) : null,
    }),
  )
const ledger = fc.array(any, { maxLength: 6 })
const stateOf = (entries: readonly Decision[]): string | undefined => foldDecisions(entries, now)?.state

describe('what records come to', () => {
  it('is what was decided last, by the time of the decision, and of one moment the stricter', () => {
    const withdrawn = decision('withdrawn', 5)
    expect(stateOf([withdrawn, decision('granted', 4)])).toBe('withdrawn')
    expect(stateOf([withdrawn, decision('granted', 6)])).toBe('granted')
    expect(stateOf([withdrawn, decision('granted', 5)])).toBe('withdrawn')
    expect(foldDecisions([], now)).toBeNull()
  })

  it('follows from the latest record of each state alone, of devices and of who is known, which is what is read', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (entries) => {
        const latest = new Map<string, Decision>()
        for (const entry of entries.toSorted(
          (left, right) =>
            left.occurredAt.getTime() - right.occurredAt.getTime() || (left.entryId < right.entryId ? -1 : 1),
        ))
          latest.set(`${entry.state} ${entry.isVouched}`, entry)
        expect(foldDecisions([...latest.values()], now)).toEqual(foldDecisions(entries, now))
      }),
    )
  })

  it('is no yes of a device against a no of somebody who is known', () => {
    const device = { isVouched: false }
    expect(stateOf([decision('objected', 2), decision('granted', 9, device)])).toBe('objected')
    expect(stateOf([decision('objected', 2), decision('granted', 3), decision('granted', 9, device)])).toBe('granted')
    expect(stateOf([decision('granted', 2), decision('denied', 9, device)])).toBe('denied')
    expect(stateOf([decision('denied', 2, device), decision('granted', 9, device)])).toBe('granted')
  })

  it('ends with what it was given for, and begins anew with a longer grant', () => {
    const short = decision('granted', 2, { expiresAt: day(10) })
    const end = decision('expired', 10, { source: 'expiry' })
    expect(foldDecisions([short, end], now)).toMatchObject({ state: 'expired', occurredAt: day(10).toISOString() })
    expect(stateOf([short, end, decision('granted', 5)])).toBe('granted')
    expect(foldDecisions([short], day(9))?.state).toBe('granted')
  })

  it('does not depend on the order in which they came', () => {
    fc.assert(
      fc.property(ledger, fc.func(fc.integer()), (entries, weight) => {
        const shuffled = entries.toSorted((a, b) => weight(a.entryId) - weight(b.entryId))
        expect(stateOf(shuffled)).toBe(stateOf(entries))
      }),
    )
  })
})

/** The records of two people who turned out to be one, with that of the merge. */
function mergedLedger(left: readonly Decision[], right: readonly Decision[]): readonly Decision[] {
  const held = (entries: readonly Decision[]): Record<string, HeldConsent> => {
    const folded = foldDecisions(entries, now)
    return folded === null ? {} : { profiling: folded }
  }
  const merged = mergedConsents(held(left), [{ profileId: 'absorbed', consents: held(right) }])
  const records = merged.map(({ held: { state, occurredAt, expiresAt, isVouched, conflict = false } }, index) =>
    decision(state, 1, {
      entryId: `~${index}`,
      source: 'merge',
      isVouched,
      isConflict: conflict,
      occurredAt: new Date(occurredAt),
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    }),
  )
  return [...left, ...right, ...records]
}

describe('two people who are one', () => {
  it('hold to the stricter of what they had decided, also where all records are read again', () => {
    fc.assert(
      fc.property(ledger, ledger, (left, right) => {
        const [ours, theirs] = [foldDecisions(left, now), foldDecisions(right, now)]
        const joined = joinConsents(ours === null ? {} : { a: ours }, theirs === null ? {} : { a: theirs })['a']
        expect(stateOf(mergedLedger(left, right))).toBe(joined?.state)
        for (const side of [ours, theirs])
          if (side !== null) expect(compareStrictness(joined?.state ?? 'expired', side.state)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('are the same one whoever survives', () => {
    fc.assert(
      fc.property(any, any, (left, right) => {
        const [ours, theirs] = [foldDecisions([left], now), foldDecisions([right], now)]
        if (ours === null || theirs === null) return
        expect(joinConsent(ours, theirs)).toEqual(joinConsent(theirs, ours))
      }),
    )
  })

  it('are in conflict where one had said yes and the other no, until something new is said', () => {
    const [yes, no] = [decision('granted', 3), decision('withdrawn', 2)]
    expect(foldDecisions(mergedLedger([yes], [no]), now)).toMatchObject({
      state: 'withdrawn',
      occurredAt: day(3).toISOString(),
      conflict: true,
    })
    expect(foldDecisions([...mergedLedger([yes], [no]), decision('granted', 4)], now)).toEqual({
      state: 'granted',
      occurredAt: day(4).toISOString(),
      isVouched: true,
    })
    expect(foldDecisions(mergedLedger([decision('denied', 2)], [no]), now)).not.toHaveProperty('conflict')
  })

  it('never lose a refusal of a known person to a device, whatever was said before', () => {
    fc.assert(
      fc.property(ledger, ledger, (left, right) => {
        const held = foldDecisions(mergedLedger(left, right), now)
        const vouchedNo = [left, right].some((side) => {
          const alone = foldDecisions(side, now)
          return alone !== null && alone.isVouched && isNo(alone.state)
        })
        const late = decision('granted', 15, { isVouched: false, entryId: 'late' })
        if (!vouchedNo || held === null) return
        expect(isNo(foldDecisions([...mergedLedger(left, right), late], now)?.state ?? 'granted')).toBe(true)
      }),
    )
  })

  it('get back what each of them had said when they are split', () => {
    fc.assert(
      fc.property(ledger, ledger, (left, right) => {
        const back = mergedLedger(left, right).filter((entry) => left.includes(entry))
        expect(foldDecisions(back, now)).toEqual(foldDecisions(left, now))
      }),
    )
  })
})
