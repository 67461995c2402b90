import { AppError, type Deps } from '@polyphon/service-kit'
import { OutsideError } from '@polyphon/service-kit/access'
import type { StaffUrlChanges } from '../steps/staff-urls.js'

type Given = Readonly<Record<string, string | null | undefined>>

/** Throws 422 `notify_url_invalid` with each URL that is not called. */
export async function checkNotifyUrls(urls: Given, outside: Deps['outside']): Promise<void> {
  const checked = Object.entries(urls).map(async ([way, url]) => {
    try {
      if (typeof url === 'string') await outside.check(url)
      return []
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error
      return [{ pointer: `/body/notifyUrls/${way}`, code: error.code, detail: error.message }]
    }
  })
  const faults = (await Promise.all(checked)).flat()
  if (faults.length > 0)
    throw new AppError('unprocessable', 'notify_url_invalid', 'They cannot be told by this URL.', { faults })
}

/** Those that are named, null among them. */
export const namedIn = (urls: Given): StaffUrlChanges =>
  Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== undefined))
