import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EvidenceEvent } from '../../channels/domain/evidence.js'
import {
  addEvidence,
  deliveryOf,
  type Evidence,
  endsAddress,
  furthest,
  newFacts,
  type Receipts,
  stageAfter,
} from './delivery.js'

const events = ['accepted', 'sent', 'delivered', 'read', 'clicked', 'bounced', 'complained', 'failed'] as const
const evidence = (event: EvidenceEvent, second: number, reason: string | null = null): Evidence => ({
  eventId: `${event}-${second}`,
  event,
  occurredAt: new Date(Date.UTC(2026, 10, 22, 10, 0, second)),
  reason,
})
const fold = (given: readonly Evidence[]): Receipts => {
  const once = new Map(given.map((item) => [item.eventId, item]))
  return [...once.values()].reduce(addEvidence, {})
}

describe('what is published of a message', () => {
  const factsOf = (before: readonly Evidence[], added: readonly Evidence[]) =>
    furthest(newFacts(fold(before), fold([...before, ...added])))
  const second = (number: number): string => evidence('sent', number).occurredAt.toISOString()

  it('is the furthest of the states that become true together, with the times of the others', () => {
    expect(factsOf([], [evidence('accepted', 0)])).toEqual([{ fact: 'accepted', at: second(0) }])
    expect(factsOf([], [evidence('sent', 1), evidence('accepted', 0)])).toEqual([
      { fact: 'sent', at: second(1), reached: { accepted: second(0) } },
    ])
    expect(
      factsOf([evidence('accepted', 0), evidence('sent', 0)], [evidence('clicked', 4), evidence('read', 3)]),
    ).toEqual([{ fact: 'clicked', at: second(4), reached: { delivered: second(3), read: second(3) } }])
  })

  it('names no failure among what was reached, and hides none', () => {
    expect(factsOf([], [evidence('accepted', 0), evidence('sent', 1), evidence('bounced', 2, 'a')])).toEqual([
      { fact: 'sent', at: second(1), reached: { accepted: second(0) } },
      { fact: 'bounced', at: second(2) },
    ])
    expect(factsOf([], [evidence('failed', 2, 'a')])).toEqual([{ fact: 'failed', at: second(2) }])
    expect(factsOf([evidence('sent', 1)], [evidence('sent', 1)])).toEqual([])
  })
})

describe('receipts', () => {
  it('mean the same in any order and however often they are repeated', () => {
    const anyEvidence = fc.record({
      event: fc.constantFrom(...events),
      second: fc.nat(5),
      reason: fc.constantFrom(null, 'a', 'b'),
    })
    const shuffled = fc
      .array(anyEvidence, { maxLength: 12 })
      .map((given) => [
        ...new Map(given.map((g) => [`${g.event}-${g.second}`, evidence(g.event, g.second, g.reason)])).values(),
      ])
      .chain((given) =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray([...given, ...given], { minLength: given.length * 2 })),
      )
    fc.assert(
      fc.property(shuffled, ([given, mixed]) => {
        expect(fold(mixed)).toEqual(fold(given))
        expect(deliveryOf('sending', fold(mixed))).toBe(deliveryOf('sending', fold(given)))
      }),
    )
  })

  it('only ever bring a message forward', () => {
    const rank = ['sending', 'accepted', 'sent', 'bounced', 'failed', 'delivered']
    const list = fc.array(fc.record({ event: fc.constantFrom(...events), second: fc.nat(5) }))
    fc.assert(
      fc.property(list, (given) => {
        let receipts: Receipts = {}
        let before = 0
        for (const { event, second } of given) {
          receipts = addEvidence(receipts, evidence(event, second))
          const delivery = deliveryOf('sending', receipts)
          // Which of two failures counts is decided by their time.
          const after = Math.max(rank.indexOf(delivery), delivery === 'bounced' ? 4 : 0)
          expect(after).toBeGreaterThanOrEqual(before)
          before = after
        }
      }),
    )
  })

  it('let a delivery beat a failure, whichever comes first', () => {
    expect(deliveryOf('sent', fold([evidence('failed', 1), evidence('delivered', 2)]))).toBe('delivered')
    expect(deliveryOf('sent', fold([evidence('delivered', 2), evidence('failed', 1)]))).toBe('delivered')
    expect(deliveryOf('sent', fold([evidence('bounced', 1)]))).toBe('bounced')
  })

  it('take a read mail for delivered', () => {
    const receipts = fold([evidence('read', 3)])
    expect(deliveryOf('uncertain', receipts)).toBe('delivered')
    expect(newFacts({}, receipts).map(({ fact }) => fact)).toEqual(['delivered', 'read'])
    expect(receipts.engagement?.read).toMatchObject({ count: 1, confidence: 'low' })
  })

  it('give one event for each fact, and none for a failure after the delivery', () => {
    const delivered = fold([evidence('delivered', 1)])
    expect(newFacts(delivered, addEvidence(delivered, evidence('delivered', 2)))).toEqual([])
    expect(newFacts(delivered, addEvidence(delivered, evidence('failed', 3)))).toEqual([])
    const failed = fold([evidence('failed', 1)])
    expect(newFacts(failed, addEvidence(failed, evidence('delivered', 2)))).toEqual([
      { fact: 'delivered', at: '2026-11-22T10:00:02.000Z' },
    ])
  })

  it('end the sending of what is out', () => {
    expect(stageAfter('uncertain', fold([evidence('delivered', 1)]))).toBe('sent')
    expect(stageAfter('queued', fold([evidence('accepted', 1)]))).toBe('sent')
    expect(stageAfter('sending', fold([evidence('failed', 1)]))).toBe('sending')
  })
})

describe('an address', () => {
  it('is ended by a complaint and by a bounce for good', () => {
    expect(endsAddress({ event: 'complained', reason: null })).toBe('complaint')
    expect(endsAddress({ event: 'bounced', reason: '550 5.1.1 user unknown' })).toBe('bounce')
    for (const reason of [null, 'mailbox_unknown', 'mailbox_full', 'soft bounce', '4.2.2 over quota', '452 storage'])
      expect(endsAddress({ event: 'bounced', reason })).toBeNull()
    expect(endsAddress({ event: 'failed', reason: 'x' })).toBeNull()
  })
})
