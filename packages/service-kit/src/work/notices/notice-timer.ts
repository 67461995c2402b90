import { Work as WorkSchema } from '@polyphon/contracts'
import { z } from 'zod'
import { readCalendars } from '../../auth/calendar-store.js'
import { isValidAt, type Staff } from '../../auth/staff.js'
import { readStaff } from '../../auth/staff-store.js'
import type { Tx } from '../../db/tx.js'
import { setTimer, type TimerKind } from '../../timers/timer.js'
import type { Notice } from './notice.js'
import { NOTICE_FACTS } from './notice-fact.js'
import { writeNotice } from './notice-text.js'

/** Somebody is to be told of work. */
export const NOTICE_TIMER = 'notice'

export const NoticeData = z.object({
  fact: z.enum(NOTICE_FACTS),
  way: z.string(),
  staffId: z.string(),
  work: WorkSchema,
  /** How often it was tried. */
  tries: z.int().default(0),
})
export type NoticeData = z.output<typeof NoticeData>

/** How long nobody else tries: longer than any way takes. */
const LEASE_MS = 60_000
/** Whoever has too many under way waits for some to end. */
const WAIT_MS = 2_000

const MINUTE_MS = 60_000
/** After each try that fails; none follows the last. */
export const PAUSES_MS: readonly number[] = [0.5, 2, 10, 60, 360].map((minutes) => minutes * MINUTE_MS)

/** What carries notices out of the transaction. */
export interface Carrier {
  hasRoom(): boolean
  hasRoomFor(workspaceId: string): boolean
  carry(notice: Notice, key: string, data: NoticeData): void
}

/**
 * Claims what is to be told: the timer stands for the lease, and is removed once somebody was told. Whoever has left, or does
 * not want to be told this way any more, is not.
 */
export const noticeTimer = (carrier: Carrier): TimerKind => ({
  kind: NOTICE_TIMER,
  data: z.unknown(),
  time: 'server',
  hasRoom: () => carrier.hasRoom(),
  handle: async (tx, { key, data: given }) => {
    const data = NoticeData.parse(given)
    const again = (ms: number, tries: number): Promise<void> =>
      setTimer(tx, {
        kind: NOTICE_TIMER,
        key,
        dueAt: new Date(tx.serverNow.getTime() + ms),
        data: { ...data, tries },
      })
    const staff = await readStaff(tx, data.staffId)
    if (staff === null) {
      const pause = PAUSES_MS[data.tries]
      return pause === undefined ? undefined : again(pause, data.tries + 1)
    }
    if (!isValidAt(staff, tx.serverNow) || !staff.details.notify.includes(data.way)) return
    if (!carrier.hasRoomFor(tx.workspaceId)) return again(WAIT_MS, data.tries)
    await again(LEASE_MS, data.tries + 1)
    const notice = await noticeOf(tx, { key, data, staff })
    tx.afterCommit(() => carrier.carry(notice, key, { ...data, tries: data.tries + 1 }))
  },
})

async function noticeOf(
  tx: Tx,
  { key, data: { fact, work }, staff }: { readonly key: string; readonly data: NoticeData; readonly staff: Staff },
): Promise<Notice> {
  const { calendar, languages } = staff.details
  const found = calendar === undefined ? undefined : (await readCalendars(tx, [calendar])).get(calendar)
  const text = writeNotice(fact, work, { languages, timeZone: found?.timeZone ?? 'UTC' })
  const beginBy = new Date(tx.serverNow.getTime() + LEASE_MS / 2)
  return { workspaceId: tx.workspaceId, noticeId: key, fact, work, staff, text, beginBy }
}
