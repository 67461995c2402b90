import type { Deps } from '@polyphon/service-kit'
import { type Keyring, type OutsideAnswer, OutsideError, readRetryAfter } from '@polyphon/service-kit/access'
import type { Notice, NoticeResult, NoticeWay } from '@polyphon/service-kit/work'
import { openStaffUrl } from '../../directory/steps/staff-urls.js'
import type { UrlWay } from '../../directory/store/staff-urls.js'
import { noticeBodies } from './notice-bodies.js'

type WayDeps = Pick<Deps, 'db' | 'outside' | 'now'> & { readonly keyring: Keyring }

/** The ways by which profile tells staff: it alone has their URLs. Mails are messaging's. */
export const noticeWays = (deps: WayDeps): Readonly<Record<UrlWay, NoticeWay>> => ({
  webhook: (notice) => post(notice, 'webhook', deps),
  slack: (notice) => post(notice, 'slack', deps),
  teams: (notice) => post(notice, 'teams', deps),
})

async function post(notice: Notice, way: UrlWay, { db, outside, keyring, now }: WayDeps): Promise<NoticeResult> {
  const { workspaceId, staff } = notice
  const url = await db.transact(workspaceId, (tx) => openStaffUrl(tx, staff.staffId, way, keyring), { readOnly: true })
  if (url === null) return failed('no_url', true)
  if (now() > notice.beginBy) return failed('no_turn_in_time', false)
  try {
    const answer = await outside.call({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(noticeBodies[way](notice)),
    })
    return resultOf(answer, way, now())
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    return failed(error.code, error.code.startsWith('url_'))
  }
}

function resultOf({ status, headers, body }: OutsideAnswer, way: UrlWay, now: Date): NoticeResult {
  if (status >= 200 && status < 300) {
    // Teams answers 200 with the error of another server of theirs, which may take it later.
    if (way === 'teams' && TEAMS_FAILED.test(body.toString('utf8'))) return failed('teams_failed', false)
    return { outcome: 'told' }
  }
  const because = `status_${status}`
  if (!ASKS_FOR_REST.has(status)) return failed(because, status < 500 && !TRIED_AGAIN.has(status))
  return {
    outcome: 'failed',
    because,
    isFinal: false,
    retryAfterMs: readRetryAfter(headers['retry-after'], now) ?? undefined,
  }
}

// Source: learn.microsoft.com, incoming webhooks of Teams, rate limiting.
const TEAMS_FAILED = /webhook message delivery failed/i
const TRIED_AGAIN: ReadonlySet<number> = new Set([408, 425])
const ASKS_FOR_REST: ReadonlySet<number> = new Set([429, 503])

const failed = (because: string, isFinal: boolean): NoticeResult => ({ outcome: 'failed', because, isFinal })
