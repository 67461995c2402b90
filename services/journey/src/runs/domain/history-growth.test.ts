import { withOccurrence } from '@polyphon/conditions'
import { expectSlowGrowth, type Hostile } from '@polyphon/testkit/growth'
import { describe, it } from 'vitest'
import { at, eventOf, NOW, publishedJourney, somebody } from '../../../test/drive-run.js'
import type { PersonFacts } from '../../kinds/domain/run.js'
import { advance } from './advance.js'
import { newRun } from './decide-entry.js'

type Kind = 'did' | 'clock' | 'sequence'
type Order = 'newest last' | 'newest first'

const leafOf = (kind: Kind, index: number): unknown => {
  const where = { path: 'event.properties.v', op: 'gt', value: 100 + index }
  if (kind === 'did') return { did: 'A', where, within: `P${index + 1}D` }
  if (kind === 'clock')
    return { did: 'A', where: { path: 'event.occurredAt', op: 'after', value: 'now-P1D' }, atLeast: 1000 }
  return { sequence: [{ did: 'A', where }, { did: 'A' }], within: `P${index + 1}D` }
}

/** Advances a run event by event, as a batch does; all of its conditions look at the whole history each time. */
function advanceByAll(text: string): void {
  const { events, leaves, kind, order }: { events: number; leaves: number; kind: Kind; order: Order } = JSON.parse(text)
  const when = { any: Array.from({ length: leaves }, (_, index) => leafOf(kind, index)) }
  const journey = publishedJourney(
    { w: { type: 'wait_for', any: [{ id: 'a', on: { when }, next: null }], timeout: 'P1D', next: null } },
    { exit: { rules: [{ id: 'e', on: { when }, outcome: 'x' }] } },
  )
  let past: ReturnType<PersonFacts['occurrences']> = []
  const person = { ...somebody, occurrences: () => past }
  const given = { journey, person, now: NOW }
  const begun = { published: journey, profileId: 'p', event: null, occurredAt: null, data: {}, now: NOW }
  let run = newRun({ ...begun, runId: 'r', trigger: { type: 'api' }, triggerKey: 't' })
  run = advance(run, { kind: 'start' }, given).run
  for (let index = 0; index < events; index += 1) {
    const ago = order === 'newest last' ? events - index : index
    const event = eventOf('A', { v: index % 17 }, `m${index}`, at(-ago * 1000))
    const { messageId, properties } = event
    past = withOccurrence(past, { at: at(-ago * 1000), position: index, kind: 'track', messageId, properties })
    run = advance(run, { kind: 'event', event }, given).run
  }
  if (run.status !== 'running') throw new Error('It was to go on.')
}

const many =
  (kind: Kind, order: Order, events: number): Hostile =>
  (bytes) =>
    JSON.stringify({ events: (events * bytes) / 100_000, leaves: 10, kind, order })

describe('the work that a batch of events makes', () => {
  it('grows no faster than the batch, in whatever order it comes', async () => {
    await expectSlowGrowth(
      advanceByAll,
      new Map([
        ['events in their order', many('did', 'newest last', 500)],
        ['events the other way round', many('did', 'newest first', 500)],
      ]),
    )
  }, 120_000)

  it('grows no faster than the conditions', async () => {
    const leaves =
      (kind: Kind): Hostile =>
      (bytes) =>
        JSON.stringify({ events: 100, leaves: bytes / 10_000, kind, order: 'newest last' })
    for (const kind of ['did', 'clock', 'sequence'] as const) advanceByAll(leaves(kind)(400_000))
    await expectSlowGrowth(
      advanceByAll,
      new Map([
        ['counts', leaves('did')],
        ['what follows the clock', leaves('clock')],
        ['sequences', leaves('sequence')],
      ]),
    )
  }, 120_000)
})
