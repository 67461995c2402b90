import type { Database } from '../db/database.js'
import { readDeleted } from '../db/deleted-workspaces.js'
import type { Tx } from '../db/tx.js'
import type { KeySets } from './key-sets.js'
import { type IdentityProvider, readProvidersOf } from './provider-store.js'
import type { Staff, Unit } from './staff.js'
import { readStaff, readStaffByEmail, readUnits } from './staff-store.js'
import { readKey, readPersonKeys, readWorkspace } from './store.js'
import type { StoredKey, Workspace } from './workspace.js'

/** Keys, workspaces and staff as this service knows them, with a cache of a second or two: a revoked key stops within seconds. */
export interface WorkspaceDirectory {
  key(keyId: string): Promise<StoredKey | null>
  personKeys(workspaceId: string): Promise<readonly StoredKey[]>
  workspace(workspaceId: string): Promise<Workspace | null>
  /** Whether it is deleted, or on the way to that. */
  isDeleted(workspaceId: string): Promise<boolean>
  staff(workspaceId: string, staffId: string): Promise<Staff | null>
  /** Who has an address; null for nobody, and for a moment while two have it. */
  staffByEmail(workspaceId: string, email: string): Promise<Staff | null>
  /** The units that are in use; read anew where this one was not among them, as somebody may just have been put into it. */
  units(workspaceId: string, unit: string): Promise<readonly Unit[]>
  /** Who names an issuer, in all workspaces. */
  identityProviders(issuer: string): Promise<readonly IdentityProvider[]>
  readonly keySets: KeySets
  /** Forgets what is cached; called when a workspace, a key or one of the staff has changed in this process. */
  forget(): void
}

const TTL_MS = 2_000
const MOST = 10_000

export function openDirectory(
  db: Database,
  keySets: KeySets,
  clock: () => number = () => performance.now(),
): WorkspaceDirectory {
  const cached = <T>(read: (id: string) => Promise<T>): Cached<T> => openCached(read, clock)
  const keys = cached((id) => db.transact(null, (tx) => readKey(tx, id), { readOnly: true }))
  const people = cached((id) => db.transact(null, (tx) => readPersonKeys(tx, id), { readOnly: true }))
  const workspaces = cached((id) => db.transact(null, (tx) => readWorkspace(tx, id), { readOnly: true }))
  const deleted = cached((id) => db.transact(null, (tx) => readDeleted(tx, id), { readOnly: true }))
  // Both parts are ids, in which no blank stands.
  const staff = cached((ids) => {
    const [workspaceId = '', staffId = ''] = ids.split(' ')
    return db.transact(workspaceId, (tx) => readStaff(tx, staffId), { readOnly: true })
  })
  const addresses = cached((text) => {
    const at = text.indexOf(' ')
    const read = async (tx: Tx): Promise<Staff | null> => {
      const [found, ...others] = await readStaffByEmail(tx, text.slice(at + 1))
      return others.length > 0 ? null : (found ?? null)
    }
    return db.transact(text.slice(0, at), read, { readOnly: true })
  })
  const units = cached((id) => db.transact(id, readUnits, { readOnly: true }))
  const providers = cached((issuer) => db.transact(null, (tx) => readProvidersOf(tx, issuer), { readOnly: true }))
  return {
    key: keys.get,
    personKeys: people.get,
    workspace: workspaces.get,
    isDeleted: async (workspaceId) => {
      const workspace = await workspaces.get(workspaceId)
      const isAtWork = workspace !== null && workspace.suspendedAt === null
      return !isAtWork && (await deleted.get(workspaceId)) !== null
    },
    staff: (workspaceId, staffId) => staff.get(`${workspaceId} ${staffId}`),
    staffByEmail: (workspaceId, email) => addresses.get(`${workspaceId} ${email}`),
    units: async (workspaceId, unit) => {
      const known = await units.get(workspaceId)
      if (known.some(({ key }) => key === unit)) return known
      units.drop(workspaceId)
      return units.get(workspaceId)
    },
    identityProviders: providers.get,
    keySets,
    forget: () => {
      keys.clear()
      people.clear()
      workspaces.clear()
      deleted.clear()
      staff.clear()
      addresses.clear()
      units.clear()
      providers.clear()
    },
  }
}

interface Cached<T> {
  get(id: string): Promise<T>
  drop(id: string): void
  clear(): void
}

function openCached<T>(read: (id: string) => Promise<T>, clock: () => number): Cached<T> {
  const entries = new Map<string, { readonly value: Promise<T>; readonly until: number }>()
  return {
    get: (id) => {
      const entry = entries.get(id)
      if (entry !== undefined && entry.until > clock()) return entry.value
      if (entries.size >= MOST) entries.clear()
      const value = read(id)
      entries.set(id, { value, until: clock() + TTL_MS })
      // Neither a failed look-up is remembered nor an empty one: another replica may have read of the key in between.
      const forget = (): void => {
        if (entries.get(id)?.value === value) entries.delete(id)
      }
      value.then((found) => (found === null ? forget() : undefined), forget)
      return value
    },
    drop: (id) => void entries.delete(id),
    clear: () => entries.clear(),
  }
}
