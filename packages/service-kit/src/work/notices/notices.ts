import { work as facts, services, topicNames } from '@polyphon/contracts'
import type { Tx } from '../../db/tx.js'
import { type Handler, onMany, type Received } from '../../events/handler.js'
import type { Deps } from '../../http/deps.js'
import { cancelTimer, setTimers, type TimerKind } from '../../timers/timer.js'
import type { WorkData } from '../work.js'
import { openCarrier } from './carrier.js'
import type { NoticeResult, NoticeWay } from './notice.js'
import type { NoticeData } from './notice-data.js'
import { NOTICE_FACTS } from './notice-fact.js'
import { NOTICE_TIMER, noticeTimer, type OnLost, PAUSES_MS } from './notice-timer.js'

/** Tells staff of the work that is theirs, by the ways that this service has. */
export interface Notices {
  /** Hears of work of all services. */
  readonly handler: Handler
  readonly timer: TimerKind
  /** Ends once what is under way is stored. */
  close(): Promise<void>
}

type NoticeDeps = Pick<Deps, 'db' | 'logger' | 'outages'> & { readonly jitter?: () => number }

export function openNotices(deps: NoticeDeps, ways: Readonly<Record<string, NoticeWay>>): Notices {
  const { jitter = Math.random } = deps
  const onLost: OnLost = (tx, { work: { workId }, way, staffId }, because) => {
    const { workspaceId } = tx
    const text = `nobody was told by ${way}: ${because}`
    tx.afterCommit(() => deps.logger.warn({ event: 'work.not_told', workspaceId, workId, staffId, way, because }, text))
  }
  const carrier = openCarrier({
    ways,
    outages: deps.outages,
    finish: ({ workspaceId, noticeId: key }, data, result) =>
      deps.db.transact(workspaceId, (tx) => finish(tx, { key, data, result, jitter: jitter() }, onLost)),
  })
  return { handler: onWorkFacts(Object.keys(ways)), timer: noticeTimer(carrier, onLost), close: carrier.close }
}

/**
 * Notes for each way whom to tell, and takes back what is over. What was told of before is known by the event: nobody is told
 * twice of the same.
 */
function onWorkFacts(ways: readonly string[]): Handler {
  const definitions = Object.values(facts).flatMap((of) => Object.values(of))
  const handler = onMany(definitions, 'inbox', async (tx, events) => {
    for (const event of events) await noteNotices(tx, event, ways)
  })
  return { ...handler, onlyFrom: services.map(topicNames.work) }
}

async function noteNotices(tx: Tx, { type, data }: Received, ways: readonly string[]): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all facts of work have this form
  const work = data as WorkData
  if (work.version > 1) await takeBack(tx, work)
  const { staffId } = work.owner
  const fact = NOTICE_FACTS.find((each) => type.includes(`.work_${each}.`))
  if (staffId === undefined || fact === undefined) return
  // Which of these somebody wants is looked at when it is tried: this service may hear of it a moment later.
  await setTimers(
    tx,
    NOTICE_TIMER,
    ways.map((way) => ({
      key: `${work.workId}:${work.version}:${way}`,
      dueAt: tx.serverNow,
      data: { fact, way, staffId, work, since: tx.serverNow.toISOString(), tries: 0 } satisfies NoticeData,
    })),
  )
}

/** Nobody is told any more of what has ended, or that something is theirs which is somebody else's by now. */
async function takeBack(tx: Tx, { workId, version, state, owner }: WorkData): Promise<void> {
  const hasEnded = state === 'done' || state === 'canceled'
  await tx.query(
    `delete from timer
      where workspace_id = $1 and kind = $2 and key like $3 and (data->'work'->>'version')::integer < $4
        and ($5 or (data->>'fact' <> 'overdue' and data->>'staffId' is distinct from $6))`,
    [tx.workspaceId, NOTICE_TIMER, `${workId}:%`, version, hasEnded, owner.staffId ?? null],
  )
}

interface Finished {
  readonly key: string
  readonly data: NoticeData
  readonly result: NoticeResult
  /** Between 0 and 1. */
  readonly jitter: number
}

/** How long something is tried that asks for rest again and again. */
const LONGEST_MS = 24 * 3_600_000
const LONGEST_REST_MS = 3_600_000

/** Stores what came of a try, unless it was taken back meanwhile or another process has tried again. */
async function finish(tx: Tx, { key, data, result, jitter }: Finished, onLost: OnLost): Promise<void> {
  const held = await tx.query(
    `select from timer where workspace_id = $1 and kind = $2 and key = $3 and (data->>'tries')::integer = $4 for update`,
    [tx.workspaceId, NOTICE_TIMER, key, data.tries],
  )
  if (held.rows.length === 0) return
  const next = result.outcome === 'failed' ? nextTry(result, data, { jitter, now: tx.serverNow }) : null
  if (next !== null) {
    const again = { key, dueAt: next.at, data: { ...data, tries: next.tries } }
    return setTimers(tx, NOTICE_TIMER, [again])
  }
  await cancelTimer(tx, NOTICE_TIMER, key)
  if (result.outcome === 'failed') onLost(tx, data, result.because)
}

/** When it is tried again; null where it is not. Whoever asks for rest gets it, and the try does not count. */
function nextTry(
  { isFinal, retryAfterMs }: Extract<NoticeResult, { outcome: 'failed' }>,
  { tries, since }: NoticeData,
  { jitter, now }: { readonly jitter: number; readonly now: Date },
): { readonly at: Date; readonly tries: number } | null {
  const isOld = now.getTime() - Date.parse(since) >= LONGEST_MS
  const pause = PAUSES_MS[tries - 1]
  if (isFinal || isOld || (pause === undefined && retryAfterMs === undefined)) return null
  const rest = Math.min(retryAfterMs ?? 0, LONGEST_REST_MS)
  const wait = retryAfterMs === undefined ? (pause ?? 0) : Math.max(rest, PAUSES_MS[0] ?? 0)
  return {
    at: new Date(now.getTime() + wait * (1 + jitter / 4)),
    tries: retryAfterMs === undefined ? tries : tries - 1,
  }
}
