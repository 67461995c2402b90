import { describe, expect, it } from 'vitest'
import { at, eventOf, exit, HOUR, publishedJourney, send, somebody, time } from '../../../test/drive-run.js'
import { advance } from '../../runs/domain/advance.js'
import { newRun } from '../../runs/domain/decide-entry.js'
import type { PersonFacts, Run } from './run.js'

const DAY = 24 * HOUR
const purchaseOf = (days: number, position: number) => ({
  at: at(-days * DAY),
  position,
  kind: 'track',
  properties: {},
  messageId: `m${position}`,
})
type Purchase = ReturnType<typeof purchaseOf>

interface Awaiting {
  readonly rules?: readonly unknown[]
  readonly when?: unknown
  readonly lookback?: string
}

/** Starts a run of somebody who has bought before, advances it by later purchases, each at its own time, and returns its outcome or status. */
function outcomeOf(
  { rules = [], when, lookback }: Awaiting,
  before: readonly Purchase[],
  later: readonly Purchase[],
): string {
  const any = [{ id: 'k', on: { when: when ?? { did: 'Nie' } }, next: 'k' }]
  const w = { type: 'wait_for', timeout: 'P9D', next: null, any, ...(lookback === undefined ? {} : { lookback }) }
  const journey = publishedJourney({ w, k: exit('gekauft') }, { exit: { rules } })
  let known = [...before]
  const person = (): PersonFacts => ({ ...somebody, occurrences: (name) => (name === 'Kauf' ? known : []) })
  const trigger = { type: 'event' as const }
  const given = { runId: 'r', published: journey, profileId: 'p', trigger, triggerKey: 'm', data: {} }
  let run: Run = newRun({ ...given, event: eventOf('Start'), occurredAt: at(0), now: at(0) })
  run = advance(run, { kind: 'start' }, { journey, person: person(), now: at(0) }).run
  for (const [index, purchase] of later.entries()) {
    known = [purchase, ...known].toSorted((left, right) => right.at.getTime() - left.at.getTime())
    const event = eventOf('Kauf', {}, purchase.messageId, purchase.at)
    const now = at(Math.max(purchase.at.getTime() - at(0).getTime(), (index + 1) * HOUR))
    run = advance(run, { kind: 'event', event }, { journey, person: person(), now }).run
    run = advance(run, time, { journey, person: person(), now: new Date(now.getTime() + 1) }).run
  }
  return run.outcome ?? run.status
}

const cancelledBy = (when: unknown): Awaiting => ({ rules: [{ id: 'c', on: { when }, outcome: 'abgebrochen' }] })

describe('a late event, older than the run and delivered while it is under way', () => {
  it('neither ends the run nor is what it waits for', () => {
    const conditions = [
      { did: 'Kauf' },
      { any: [{ did: 'Kauf', where: { path: 'event.name', op: 'eq', value: 'Kauf' } }, { did: 'Nie' }] },
      { sequence: [{ did: 'Kauf' }, { did: 'Nie', absent: true }], within: 'PT3H' },
    ]
    for (const when of conditions) {
      expect(outcomeOf(cancelledBy(when), [], [purchaseOf(300, 1)]), JSON.stringify(when)).toBe('running')
      expect(outcomeOf({ when }, [], [purchaseOf(300, 1)]), JSON.stringify(when)).toBe('running')
    }
  })

  it('takes nothing away from what happens now', () => {
    expect(outcomeOf(cancelledBy({ did: 'Kauf' }), [], [purchaseOf(300, 1), purchaseOf(-0.1, 2)])).toBe('abgebrochen')
    expect(outcomeOf({ when: { did: 'Kauf' } }, [], [purchaseOf(300, 1), purchaseOf(-0.1, 2)])).toBe('gekauft')
  })

  it('counts where the `within` of the condition or the lookback of the step reaches back to it', () => {
    const asks = { did: 'Kauf', within: 'P400D' }
    expect(outcomeOf(cancelledBy(asks), [], [purchaseOf(300, 1)])).toBe('abgebrochen')
    expect(outcomeOf(cancelledBy({ did: 'Kauf', within: 'P200D' }), [], [purchaseOf(300, 1)])).toBe('running')
    expect(outcomeOf({ when: { did: 'Kauf' }, lookback: 'P400D' }, [], [purchaseOf(300, 1)])).toBe('gekauft')
    expect(outcomeOf({ when: { did: 'Kauf' }, lookback: 'P200D' }, [], [purchaseOf(300, 1)])).toBe('running')
  })

  it('takes nothing away from what had arrived before the run began', () => {
    expect(outcomeOf({ when: { did: 'Kauf' } }, [purchaseOf(300, 1)], [])).toBe('gekauft')
    const third = { when: { did: 'Kauf', atLeast: 3 } }
    expect(outcomeOf(third, [purchaseOf(9, 1), purchaseOf(8, 2)], [purchaseOf(300, 3)])).toBe('running')
    expect(outcomeOf(third, [purchaseOf(9, 1), purchaseOf(8, 2)], [purchaseOf(300, 3), purchaseOf(-0.1, 4)])).toBe(
      'gekauft',
    )
    const never = { not: { did: 'Kauf' } }
    expect(outcomeOf(cancelledBy(never), [purchaseOf(10, 1)], [purchaseOf(300, 2)])).toBe('running')
  })

  it('does not wake the run again and again', () => {
    const journey = publishedJourney(
      { a: send() },
      { exit: { rules: [{ id: 'c', on: { when: { did: 'Kauf' } }, outcome: 'x' }] } },
    )
    const purchase = purchaseOf(300, 1)
    const person: PersonFacts = { ...somebody, occurrences: () => [purchase] }
    const given = { runId: 'r', published: journey, profileId: 'p', triggerKey: 'm', data: {} }
    const start = newRun({ ...given, trigger: { type: 'api' }, event: null, occurredAt: null, now: at(0) })
    const first = advance(start, { kind: 'start' }, { journey, person: somebody, now: at(0) }).run
    const event = eventOf('Kauf', {}, purchase.messageId, purchase.at)
    const { run } = advance(first, { kind: 'event', event }, { journey, person, now: at(1) })
    expect(run.wakeAt).toEqual(first.wakeAt)
    expect(run.memory.latePastFrom).toBe(1)
  })
})
