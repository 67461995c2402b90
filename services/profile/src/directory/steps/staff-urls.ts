import type { Tx } from '@polyphon/service-kit'
import { type Keyring, noteKeyInUse } from '@polyphon/service-kit/access'
import {
  lockStaffUrls,
  readStaffUrls,
  removeStaffUrl,
  type StaffUrl,
  saveStaffUrl,
  type UrlWay,
} from '../store/staff-urls.js'

/** What the sealed URL opens together with. */
const about = (workspaceId: string, { staffId, way }: Omit<StaffUrl, 'sealed'>): string =>
  `staff_url ${workspaceId} ${staffId} ${way}`

/** The URL by which somebody is told in a way; null where there is none. */
export async function openStaffUrl(tx: Tx, staffId: string, way: UrlWay, keyring: Keyring): Promise<string | null> {
  const found = (await readStaffUrls(tx, staffId)).find((each) => each.way === way)
  return found === undefined ? null : keyring.open(found.sealed, about(tx.workspaceId, found))
}

/** By URL, or null for none any more; what is not named stays as it is. */
export type StaffUrlChanges = Readonly<Partial<Record<UrlWay, string | null>>>

/** Seals and stores URLs of somebody. Answers for which ways they have one then. */
export async function changeStaffUrls(
  tx: Tx,
  { staffId, urls }: { readonly staffId: string; readonly urls: StaffUrlChanges },
  keyring: Keyring,
): Promise<ReadonlySet<string>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a record are its keys
  for (const [way, url] of Object.entries(urls) as [UrlWay, string | null][]) {
    if (url === null) await removeStaffUrl(tx, staffId, way)
    else await saveStaffUrl(tx, { staffId, way, sealed: keyring.seal(url, about(tx.workspaceId, { staffId, way })) })
    await noteKeyInUse(tx, keyring)
  }
  return new Set((await readStaffUrls(tx, staffId)).map(({ way }) => way))
}

/** Seals the URLs of this workspace anew that are sealed with a key that no longer seals. */
export async function sealStaffUrls(tx: Tx, keyring: Keyring): Promise<void> {
  for (const stored of await lockStaffUrls(tx)) {
    if (keyring.isCurrent(stored.sealed)) continue
    const plain = keyring.open(stored.sealed, about(tx.workspaceId, stored))
    await saveStaffUrl(tx, { ...stored, sealed: keyring.seal(plain, about(tx.workspaceId, stored)) })
    await noteKeyInUse(tx, keyring)
  }
}
