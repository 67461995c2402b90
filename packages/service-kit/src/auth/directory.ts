import type { Database } from '../db/database.js'
import { readKey, readPersonKeys, readWorkspace } from './store.js'
import type { StoredKey, Workspace } from './workspace.js'

/** Keys and workspaces as this service knows them, with a cache of a second or two: a revoked key stops within seconds. */
export interface WorkspaceDirectory {
  key(keyId: string): Promise<StoredKey | null>
  personKeys(workspaceId: string): Promise<readonly StoredKey[]>
  workspace(workspaceId: string): Promise<Workspace | null>
  /** Forgets what is cached; called when a workspace or a key has changed in this process. */
  forget(): void
}

const TTL_MS = 2_000
const MOST = 10_000

export function openDirectory(db: Database, clock: () => number = () => performance.now()): WorkspaceDirectory {
  const cached = <T>(read: (id: string) => Promise<T>): { get(id: string): Promise<T>; clear(): void } => {
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
      clear: () => entries.clear(),
    }
  }
  const keys = cached((id) => db.transact(null, (tx) => readKey(tx, id), { readOnly: true }))
  const people = cached((id) => db.transact(null, (tx) => readPersonKeys(tx, id), { readOnly: true }))
  const workspaces = cached((id) => db.transact(null, (tx) => readWorkspace(tx, id), { readOnly: true }))
  return {
    key: keys.get,
    personKeys: people.get,
    workspace: workspaces.get,
    forget: () => {
      keys.clear()
      people.clear()
      workspaces.clear()
    },
  }
}
