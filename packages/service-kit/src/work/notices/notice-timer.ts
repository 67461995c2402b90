import { z } from 'zod'
import { readCalendars } from '../../auth/calendar-store.js'
import { isValidAt, type Staff } from '../../auth/staff.js'
import { readStaff } from '../../auth/staff-store.js'
import type { Tx } from '../../db/tx.js'
import { setTimer, type TimerKind } from '../../timers/timer.js'
import type { Carrier } from './carrier.js'
import type { Notice } from './notice.js'
import { NoticeData } from './notice-data.js'
import { writeNotice } from './notice-text.js'

/** Somebody is to be told of work. */
export const NOTICE_TIMER = 'notice'

/** How long nobody else tries: longer than any way takes that keeps to `beginBy`. */
const LEASE_MS = 60_000

const MINUTE_MS = 60_000
/** After each try that fails; none follows the last. */
export const PAUSES_MS: readonly number[] = [0.5, 2, 10, 60, 360].map((minutes) => minutes * MINUTE_MS)

/** Called for whom nobody can tell any more. */
export type OnLost = (tx: Tx, data: NoticeData, because: string) => void

/**
 * Claims what is to be told: the timer stands for the lease, and is removed once somebody was told. Whoever has left, or does
 * not want to be told this way, is not.
 */
export const noticeTimer = (carrier: Carrier, onLost: OnLost): TimerKind => ({
  kind: NOTICE_TIMER,
  data: z.unknown(),
  time: 'server',
  hasRoom: () => carrier.hasRoom(),
  handle: async (tx, { key, data: given }) => {
    const data = NoticeData.parse(given)
    const again = (ms: number, tries: number): Promise<void> =>
      setTimer(tx, { kind: NOTICE_TIMER, key, dueAt: inMs(tx, ms), data: { ...data, tries } })
    const staff = await readStaff(tx, data.staffId)
    if (staff === null) {
      const pause = PAUSES_MS[data.tries]
      return pause === undefined ? onLost(tx, data, 'staff_unknown') : again(pause, data.tries + 1)
    }
    if (!staff.details.notify.includes(data.way)) return
    if (!isValidAt(staff, tx.serverNow)) return onLost(tx, data, 'staff_inactive')
    const slot = carrier.takeSlot(tx.workspaceId)
    if ('waitMs' in slot) return again(slot.waitMs, data.tries)
    const tried = { ...data, tries: data.tries + 1 }
    await again(LEASE_MS, tried.tries)
    const notice = await noticeOf(tx, { key, data, staff })
    tx.afterCommit(() => slot.carry(notice, tried))
  },
})

const inMs = (tx: Tx, ms: number): Date => new Date(tx.serverNow.getTime() + ms)

async function noticeOf(
  tx: Tx,
  { key, data: { fact, work }, staff }: { readonly key: string; readonly data: NoticeData; readonly staff: Staff },
): Promise<Notice> {
  const { calendar, languages } = staff.details
  const found = calendar === undefined ? undefined : (await readCalendars(tx, [calendar])).get(calendar)
  const text = writeNotice(fact, work, { languages, timeZone: found?.timeZone ?? 'UTC' })
  const beginBy = inMs(tx, LEASE_MS / 2)
  return { workspaceId: tx.workspaceId, noticeId: key, fact, work, staff, text, beginBy }
}
