import { clockChanged, messagePlanned, runEnded, stepEntered } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Journey,
  journeyOf,
  publishInteraction,
  publishPerson,
  putJourney,
  runWhere,
  send,
  startedBy,
  startJourney,
} from './harness.js'

const DAY = 86_400_000
let service: Journey
let aheadMs = 0
beforeAll(async () => {
  service = await startJourney()
})
afterAll(() => service.close())

/** Tells a move as profile does. */
const move = async (days: number): Promise<void> => {
  aheadMs += days * DAY
  const changedAt = new Date().toISOString()
  await service.publish(clockChanged, service.workspace.id, { offsetMs: aheadMs, changedAt })
}
const timeThere = (): number => service.deps.db.nowOf(service.workspace.id).getTime()

describe('a journey in a workspace that moves its clock', () => {
  it('waits thirty days, and goes on within seconds of the move, at the moment for which it has waited', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: 'e' }, e: { type: 'exit', outcome: 'fertig' } }
    await putJourney(service, 'monat', journeyOf(steps, startedBy('Bestellt')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Bestellt' })
    const { id, wakeAt } = await runWhere(service, 'monat', profileId, (run) => run.wakeAt !== null)
    await move(29)
    await eventually(() => expect(timeThere()).toBeGreaterThan(Date.now() + 28 * DAY))
    expect((await runWhere(service, 'monat', profileId)).wakeAt).toBe(wakeAt)
    await move(3)
    const [ended] = await service.waitFor(runEnded, 1, ({ data }) => data.runId === id)
    expect(ended?.data).toMatchObject({ outcome: 'fertig', occurredAt: wakeAt })
    // What happens from here on happens then.
    await publishInteraction(service, profileId, { name: 'Bestellt', occurredAt: new Date(timeThere()).toISOString() })
    const next = await runWhere(service, 'monat', profileId, (run) => run.id !== id && run.wakeAt !== null)
    expect(Date.parse(next.wakeAt)).toBeGreaterThan(Date.now() + 61 * DAY)
  })

  it('does in one move what falls due on the way in that order, also what follows from it', async () => {
    const steps = {
      a: { type: 'wait', for: 'P1D', next: 'b' },
      b: { type: 'wait', for: 'P2D', next: 'c' },
      c: send(),
    }
    await putJourney(service, 'kette', journeyOf(steps, startedBy('Los')))
    await putJourney(service, 'dazwischen', journeyOf({ a: { ...steps.a, for: 'P2D' }, b: send() }, startedBy('Los')))
    const profileId = await publishPerson(service)
    const occurredAt = new Date(timeThere()).toISOString()
    await publishInteraction(service, profileId, { name: 'Los', occurredAt })
    const chain = await runWhere(service, 'kette', profileId, (run) => run.wakeAt !== null)
    const between = await runWhere(service, 'dazwischen', profileId, (run) => run.wakeAt !== null)
    await move(30)
    const [first, second] = [Date.parse(chain.wakeAt), Date.parse(between.wakeAt)]
    const entered = async (runId: string, step: string): Promise<number> => {
      const [event] = await service.waitFor(stepEntered, 1, ({ data }) => data.runId === runId && data.step === step)
      return Date.parse(event?.data.occurredAt ?? '')
    }
    expect(await entered(chain.id, 'b')).toBe(first)
    expect(await entered(between.id, 'b')).toBe(second)
    expect(await entered(chain.id, 'c')).toBe(first + 2 * DAY)
    // And what it orders is ordered.
    await service.waitFor(messagePlanned, 1, ({ data }) => data.runId === chain.id)
  })

  it('is not slowed or moved in any other workspace', async () => {
    const { deps, other } = service
    expect(Math.abs(deps.db.nowOf(other.id).getTime() - Date.now())).toBeLessThan(10_000)
    expect(timeThere()).toBeGreaterThan(Date.now() + 61 * DAY)
  })
})
