import type { QuotaName } from '@polyphon/values'
import type { Logger } from 'pino'
import type { Tx } from '../db/tx.js'
import type { Metrics } from '../telemetry/metrics.js'
import { AppError } from '../values/errors.js'
import type { CivilDay } from './day.js'
import { lockUsed, saveNotice } from './quota-store.js'

/** What may be used of a counter on one day. */
export interface Bound {
  readonly quota: QuotaName
  readonly counter: string
  readonly most: number
  readonly day: CivilDay
}

/** The quotas of a service: what is left of them, and who is told that they are used up. */
export interface Quotas {
  /**
   * How much is left; below zero where what is never held back has gone beyond. Whatever is then used is to be added in the same
   * transaction. Called late: near the bound, others of the workspace wait here for the commit,
   * unless it binds nothing.
   */
  left(tx: Tx, bound: Bound, how?: { readonly isBinding: boolean }): Promise<number>
  /** Tells, once a day for each, that so much is used by now that a warning is due. */
  note(tx: Tx, bound: Bound, used: number): Promise<void>
  /** Counts what was refused or held back. */
  refused(quota: QuotaName, count: number): void
}

/** While more than this is left, nobody waits for anybody: no transactions that are under way at once use up as much. */
const ROOM = 10_000
const WARNINGS = [80, 100]
const MOST_REMEMBERED = 10_000

interface QuotaDeps {
  readonly logger: Pick<Logger, 'warn'>
  readonly metrics: Pick<Metrics, 'quotaReached' | 'quotaRefused'>
}

export function openQuotas({ logger, metrics }: QuotaDeps): Quotas {
  /** What was left when this process looked last, by workspace, quota and day. */
  const seen = new Map<string, number>()
  const noted = new Set<string>()
  const keyOf = ({ workspaceId }: Tx, { quota, day, most }: Bound): string =>
    `${workspaceId} ${quota} ${day.day} ${most}`
  const remember = (): void => {
    if (seen.size > MOST_REMEMBERED) seen.clear()
    if (noted.size > MOST_REMEMBERED) noted.clear()
  }
  return {
    left: async (tx, bound, { isBinding } = { isBinding: true }) => {
      const key = keyOf(tx, bound)
      const isFar = (seen.get(key) ?? 0) > 2 * ROOM
      const left = bound.most - (await lockUsed(tx, bound, isFar || !isBinding ? 'shared' : 'alone'))
      remember()
      seen.set(key, left)
      return left
    },
    note: async (tx, bound, used) => {
      for (const percent of WARNINGS) {
        const key = `${keyOf(tx, bound)} ${percent}`
        if (used * 100 < bound.most * percent || noted.has(key)) continue
        const isFirst = await saveNotice(tx, bound, percent)
        tx.afterCommit(() => {
          remember()
          noted.add(key)
          if (!isFirst) return
          const { quota, most, day } = bound
          const { workspaceId } = tx
          metrics.quotaReached.inc({ quota, percent: String(percent) })
          logger.warn(
            { event: 'quota.reached', workspaceId, quota, percent, used, most, day: day.day, endsAt: day.to },
            'a workspace has used much of what it may use today',
          )
        })
      }
    },
    refused: (quota, count) => {
      if (count > 0) metrics.quotaRefused.inc({ quota }, count)
    },
  }
}

/** What is said to whoever has used up a quota. */
export const quotaDetail = ({ most, day }: Bound, what: string): string =>
  `The workspace may use ${most} ${what} a day and has used them; its next day begins at ${day.to.toISOString()}.`

/** The refusal of whatever would go beyond a quota, until the day ends. */
export function quotaExceeded(bound: Bound, what: string, now: Date): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil((bound.day.to.getTime() - now.getTime()) / 1_000))
  return new AppError('limited', 'quota_exceeded', quotaDetail(bound, what), { retryAfterSeconds })
}
