import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { openOutages } from '../../telemetry/outages.js'
import { type Carrier, openCarrier } from './carrier.js'
import type { Notice, NoticeResult, NoticeWay } from './notice.js'
import type { NoticeData } from './notice-data.js'

const outages = openOutages({ logger: pino({ level: 'silent' }) })
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing of it is looked at here
const notice = { workspaceId: 'one' } as Notice
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else of it is looked at here
const data = { way: 'slack' } as NoticeData

const open = (slack: NoticeWay, results: NoticeResult[] = []): Carrier =>
  openCarrier({
    ways: { slack },
    outages,
    finish: async (_notice, _data, result) => void results.push(result),
  })
const slotsOf = (carrier: Carrier, workspaceId: string, count: number) =>
  Array.from({ length: count }, () => carrier.takeSlot(workspaceId))
const waitsIn = (slots: readonly object[]): readonly number[] =>
  slots.flatMap((slot) => ('waitMs' in slot ? [Number(slot.waitMs)] : []))

describe('what carries notices', () => {
  it('lets no workspace have more than a quarter, however many are claimed in one transaction', () => {
    const carrier = open(async () => ({ outcome: 'told' }))
    expect(waitsIn(slotsOf(carrier, 'one', 50))).toHaveLength(42)
    for (const other of ['two', 'three', 'four']) expect(waitsIn(slotsOf(carrier, other, 9))).toHaveLength(1)
    expect(carrier.hasRoom()).toBe(false)
    expect(waitsIn(slotsOf(carrier, 'five', 1))).toHaveLength(1)
  })

  it('has those who wait come back one after the other, so that a line of thousands is not looked through again and again', () => {
    const carrier = open(async () => ({ outcome: 'told' }))
    const waits = waitsIn(slotsOf(carrier, 'one', 1_008))
    expect(waits).toHaveLength(1_000)
    expect(waits.at(-1)).toBeGreaterThan(200_000)
    expect(waits.every((wait, at) => at === 0 || wait > (waits[at - 1] ?? 0))).toBe(true)
  })

  it('gives a slot back once what came of it is stored, also of a way that throws', async () => {
    const results: NoticeResult[] = []
    const carrier = open(
      () => Promise.reject(Object.assign(new Error('sealed'), { code: 'secrets_key_unusable' })),
      results,
    )
    for (const slot of slotsOf(carrier, 'one', 8)) if ('carry' in slot) slot.carry(notice, data)
    await carrier.close()
    expect(results).toHaveLength(8)
    expect(results[0]).toEqual({ outcome: 'failed', because: 'secrets_key_unusable', isFinal: false })
    expect(waitsIn(slotsOf(carrier, 'one', 8))).toEqual([])
  })
})
