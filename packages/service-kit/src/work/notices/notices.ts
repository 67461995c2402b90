import { work as facts } from '@polyphon/contracts'
import { readStaff } from '../../auth/staff-store.js'
import type { Tx } from '../../db/tx.js'
import { type Handler, onMany, type Received } from '../../events/handler.js'
import type { Deps } from '../../http/deps.js'
import { cancelTimer, setTimer, setTimers, type TimerKind } from '../../timers/timer.js'
import type { WorkData } from '../work.js'
import type { Notice, NoticeResult, NoticeWay } from './notice.js'
import { NOTICE_FACTS, type NoticeFact } from './notice-fact.js'
import { type Carrier, NOTICE_TIMER, type NoticeData, noticeTimer, PAUSES_MS } from './notice-timer.js'

/** Tells staff of the work that is theirs, by the ways that this service has. */
export interface Notices {
  /** Hears of work of all services. */
  readonly handler: Handler
  readonly timer: TimerKind
  /** Ends once what is under way is stored. */
  close(): Promise<void>
}

type NoticeDeps = Pick<Deps, 'db' | 'logger' | 'outages' | 'now'>

const MOST_UNDER_WAY = 32
/** One workspace whose endpoints hang leaves three quarters to the others. */
const MOST_OF_ONE = MOST_UNDER_WAY / 4

export function openNotices(deps: NoticeDeps, ways: Readonly<Record<string, NoticeWay>>): Notices {
  const underWay = new Set<Promise<void>>()
  const held = new Map<string, number>()
  const hold = (workspaceId: string, count: number): void => {
    const now = (held.get(workspaceId) ?? 0) + count
    if (now === 0) held.delete(workspaceId)
    else held.set(workspaceId, now)
  }
  const deliver = async (notice: Notice, key: string, data: NoticeData): Promise<void> => {
    const way = ways[data.way]
    if (way === undefined) return
    const result = await way(notice)
    await deps.db.transact(notice.workspaceId, (tx) => finish(tx, { key, data, result }, deps))
  }
  const carrier: Carrier = {
    hasRoom: () => underWay.size < MOST_UNDER_WAY,
    hasRoomFor: (workspaceId) => (held.get(workspaceId) ?? 0) < MOST_OF_ONE,
    carry: (notice, key, data) => {
      hold(notice.workspaceId, 1)
      const delivery = deliver(notice, key, data)
        .then(
          () => deps.outages.works('notices'),
          // Unstored, its lease ends, and it is tried again.
          (error: unknown) => deps.outages.failed('notices', error),
        )
        .finally(() => {
          hold(notice.workspaceId, -1)
          underWay.delete(delivery)
        })
      underWay.add(delivery)
    },
  }
  return {
    handler: onWorkFacts(Object.keys(ways)),
    timer: noticeTimer(carrier),
    close: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** Notes for each way whom to tell. What was told of before is known by the event: nobody is told twice of the same. */
function onWorkFacts(ways: readonly string[]): Handler {
  const definitions = Object.values(facts).flatMap((of) => NOTICE_FACTS.map((fact) => of[fact]))
  return onMany(definitions, 'inbox', async (tx, events) => {
    for (const event of events) await noteNotices(tx, event, ways)
  })
}

async function noteNotices(tx: Tx, { type, data }: Received, ways: readonly string[]): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all facts of work have this form
  const work = data as WorkData
  const { staffId } = work.owner
  if (staffId === undefined) return
  const fact = factOf(type)
  const staff = await readStaff(tx, staffId)
  // Whoever is not known here yet was put a moment ago: how they want to be told is known by the time that it is tried.
  const wanted = ways.filter((way) => staff === null || staff.details.notify.includes(way))
  await setTimers(
    tx,
    NOTICE_TIMER,
    wanted.map((way) => ({
      key: `${work.workId}:${work.version}:${way}`,
      dueAt: tx.serverNow,
      data: { fact, way, staffId, work, tries: 0 } satisfies NoticeData,
    })),
  )
}

function factOf(type: string): NoticeFact {
  const fact = NOTICE_FACTS.find((each) => type.includes(`.work_${each}.`))
  if (fact === undefined) throw new Error(`Nobody is told of ${type}.`)
  return fact
}

interface Finished {
  readonly key: string
  readonly data: NoticeData
  readonly result: NoticeResult
}

async function finish(tx: Tx, { key, data, result }: Finished, { logger }: Pick<NoticeDeps, 'logger'>): Promise<void> {
  const pause = PAUSES_MS[data.tries - 1]
  if (result.outcome === 'failed' && !result.isFinal && pause !== undefined)
    return setTimer(tx, { kind: NOTICE_TIMER, key, dueAt: new Date(tx.serverNow.getTime() + pause), data })
  await cancelTimer(tx, NOTICE_TIMER, key)
  if (result.outcome === 'told') return
  const { workspaceId } = tx
  const { because } = result
  const { workId } = data.work
  const { way, staffId } = data
  tx.afterCommit(() =>
    logger.warn(
      { event: 'work.not_told', workspaceId, workId, staffId, way, because },
      `nobody was told by ${way}: ${because}`,
    ),
  )
}
