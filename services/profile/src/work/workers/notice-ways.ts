import type { Deps } from '@polyphon/service-kit'
import { type Keyring, OutsideError } from '@polyphon/service-kit/access'
import type { Notice, NoticeResult, NoticeWay } from '@polyphon/service-kit/work'
import { openStaffUrl } from '../../directory/steps/staff-urls.js'
import type { UrlWay } from '../../directory/store/staff-urls.js'
import { noticeBodies } from './notice-bodies.js'

type WayDeps = Pick<Deps, 'db' | 'outside'> & { readonly keyring: Keyring }

/** The ways by which profile tells staff: it alone has their URLs. Mails are messaging's. */
export const noticeWays = (deps: WayDeps): Readonly<Record<UrlWay, NoticeWay>> => ({
  webhook: (notice) => post(notice, 'webhook', deps),
  slack: (notice) => post(notice, 'slack', deps),
  teams: (notice) => post(notice, 'teams', deps),
})

async function post(notice: Notice, way: UrlWay, { db, outside, keyring }: WayDeps): Promise<NoticeResult> {
  const { workspaceId, staff } = notice
  const url = await db.transact(workspaceId, (tx) => openStaffUrl(tx, staff.staffId, way, keyring), { readOnly: true })
  if (url === null) return failed('no_url', true)
  try {
    const { status } = await outside.call({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(noticeBodies[way](notice)),
    })
    if (status >= 200 && status < 300) return { outcome: 'told' }
    return failed(`status_${status}`, !TRIED_AGAIN.has(status) && status < 500)
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    return failed(error.code, error.code.startsWith('url_'))
  }
}

// Whoever says one of these may take it later.
const TRIED_AGAIN: ReadonlySet<number> = new Set([408, 425, 429])

const failed = (because: string, isFinal: boolean): NoticeResult => ({ outcome: 'failed', because, isFinal })
