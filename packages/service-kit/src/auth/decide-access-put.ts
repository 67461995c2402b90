import { isDeepStrictEqual } from 'node:util'
import {
  changeSettings,
  type Fault,
  NO_QUOTAS,
  PUBLIC_SCOPES,
  SCOPES,
  type WorkspaceSettingsChange,
} from '@polyphon/values'
import type { StoredKey, Workspace } from './workspace.js'

/** What is said of the workspace; what is not named stays as it is. */
export interface WantedWorkspace {
  readonly id: string
  readonly key?: string | undefined
  readonly name?: string | undefined
  readonly mode?: Workspace['mode'] | undefined
  readonly timeZone?: string | undefined
  readonly locale?: string | undefined
  readonly defaultRegion?: string | null | undefined
  readonly settings?: WorkspaceSettingsChange | undefined
}

/** What is said of the key; what is not named stays as it is. */
export interface WantedKey {
  readonly keyId: string
  readonly kind: StoredKey['kind']
  readonly hash?: string | undefined
  readonly publicKey?: StoredKey['publicKey'] | undefined
  readonly scopes?: readonly string[] | undefined
  readonly origins?: readonly string[] | undefined
  readonly expiresAt?: Date | null | undefined
  readonly revoked?: boolean | undefined
}

export interface AccessWish {
  readonly workspace: WantedWorkspace
  readonly key: WantedKey
}

/** A row as it is here; one that was not put by call is what profile says, and stays so. */
export interface Kept<Row> {
  readonly row: Row
  readonly isPutByCall: boolean
}

export interface KnownAccess {
  readonly workspace: Kept<Workspace> | null
  readonly key: Kept<StoredKey> | null
}

type Effect = 'new' | 'changed' | 'same'

export type AccessPutDecision =
  | {
      readonly outcome: 'put'
      readonly workspace: { readonly row: Workspace; readonly effect: Effect }
      /** Its hash is null where a secret is still to be made. */
      readonly key: { readonly row: StoredKey; readonly effect: Effect }
    }
  | { readonly outcome: 'refused'; readonly code: AccessPutRefusal; readonly faults: readonly Fault[] }

export type AccessPutRefusal =
  | 'workspace_unknown'
  | 'workspace_differs'
  | 'key_of_other_workspace'
  | 'key_differs'
  | 'key_revoked'
  | 'public_key_missing'

/** Decides what a workspace and one of its keys are after they were put: what profile says is not changed by a call. */
export function decideAccessPut(known: KnownAccess, wish: AccessWish, now: Date): AccessPutDecision {
  const workspace = decideWorkspace(known.workspace, wish.workspace, now)
  if ('outcome' in workspace) return workspace
  const key = decideKey(known.key, wish, now)
  return 'outcome' in key ? key : { outcome: 'put', workspace, key }
}

type Refused = Extract<AccessPutDecision, { outcome: 'refused' }>
type Decided<Row> = { readonly row: Row; readonly effect: Effect }

const refused = (code: AccessPutRefusal, found: readonly (readonly [pointer: string, detail: string])[]): Refused => ({
  outcome: 'refused',
  code,
  faults: found.map(([pointer, detail]) => ({ pointer, code, detail })),
})

const KEPT_BY_PROFILE = 'Profile says otherwise: change it there.'
const KEEPS_KIND = 'A key keeps its kind: put another one.'
const STAYS = 'What was stored depends on it: it stays as it was made.'

// Key, mode and country stay as they were made, as in profile.
const FIXED: ReadonlySet<string> = new Set(['key', 'mode', 'defaultRegion'])

function decideWorkspace(
  known: Kept<Workspace> | null,
  wanted: WantedWorkspace,
  now: Date,
): Decided<Workspace> | Refused {
  const { id: _same, settings: change = {}, ...named } = wanted
  if (known === null) return newWorkspace(wanted, now)
  const before = known.row
  const settings = changeSettings(before.settings, change)
  const differing = differingFields({ ...named, ...(wanted.settings === undefined ? {} : { settings }) }, before)
  const faults = differing
    .filter((name) => !known.isPutByCall || FIXED.has(name))
    .map((name) => [`/body/workspace/${name}`, known.isPutByCall ? STAYS : KEPT_BY_PROFILE] as const)
  if (faults.length > 0) return refused('workspace_differs', faults)
  if (differing.length === 0) return { row: before, effect: 'same' }
  const { name = before.name, timeZone = before.timeZone, locale = before.locale } = named
  return { row: { ...before, name, timeZone, locale, settings, version: before.version + 1 }, effect: 'changed' }
}

function newWorkspace(wanted: WantedWorkspace, now: Date): Decided<Workspace> | Refused {
  const { id, key, name, mode = 'live', timeZone = 'UTC', locale = 'en', defaultRegion = null, settings = {} } = wanted
  if (key === undefined || name === undefined) {
    const missing = Object.entries({ key, name }).filter(([, value]) => value === undefined)
    const faults = missing.map(
      ([field]) => [`/body/workspace/${field}`, 'A workspace that is new here needs it.'] as const,
    )
    return refused('workspace_unknown', faults)
  }
  const row: Workspace = {
    id,
    key,
    name,
    mode,
    timeZone,
    locale,
    defaultRegion,
    settings: changeSettings({}, settings),
    version: 1,
    suspendedAt: null,
    quotas: NO_QUOTAS,
    createdAt: now,
  }
  return { row, effect: 'new' }
}

const defaultScopes: Readonly<Record<StoredKey['kind'], readonly string[]>> = {
  secret: SCOPES,
  publishable: PUBLIC_SCOPES,
  person: [],
}

function decideKey(
  known: Kept<StoredKey> | null,
  { workspace, key: wanted }: AccessWish,
  now: Date,
): Decided<StoredKey> | Refused {
  if (known === null) return newKey(workspace.id, wanted, now)
  const before = known.row
  if (before.workspaceId !== workspace.id)
    return refused('key_of_other_workspace', [['/body/workspace/id', 'This key belongs to another workspace.']])
  const { keyId: _same, revoked, ...named } = wanted
  const isRevokedNow = revoked === true && before.revokedAt === null
  const differing = differingFields({ ...named, ...(isRevokedNow ? { revoked } : {}) }, before)
  const faults = differing
    .filter((name) => !known.isPutByCall || name === 'kind')
    .map((name) => [`/body/${name}`, known.isPutByCall ? KEEPS_KIND : KEPT_BY_PROFILE] as const)
  if (faults.length > 0) return refused('key_differs', faults)
  if (revoked === false && before.revokedAt !== null)
    return refused('key_revoked', [['/body/revoked', 'A revocation stays.']])
  if (differing.length === 0) return { row: before, effect: 'same' }
  const revokedAt = isRevokedNow ? now : before.revokedAt
  return { row: { ...before, ...withoutGaps(named), revokedAt }, effect: 'changed' }
}

const withoutGaps = (named: Omit<WantedKey, 'keyId' | 'revoked'>): Partial<StoredKey> =>
  Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))

function newKey(workspaceId: string, wanted: WantedKey, now: Date): Decided<StoredKey> | Refused {
  const { keyId, kind, hash = null, publicKey = null } = wanted
  if (kind === 'person' && publicKey === null)
    return refused('public_key_missing', [['/body/publicKey', 'A person key needs its public half.']])
  const row: StoredKey = {
    keyId,
    workspaceId,
    kind,
    hash,
    publicKey,
    scopes: wanted.scopes ?? defaultScopes[kind],
    origins: wanted.origins ?? [],
    unit: null,
    expiresAt: wanted.expiresAt ?? null,
    revokedAt: wanted.revoked === true ? now : null,
    createdAt: now,
  }
  return { row, effect: 'new' }
}

/** What is named and is not as it is kept. */
function differingFields(named: object, kept: object): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(kept))
  return Object.entries(named)
    .filter(([name, value]) => value !== undefined && !isSame(value, values.get(name)))
    .map(([name]) => name)
}

/** The same whatever the order of a list, and whoever wrote it. */
function isSame(wanted: unknown, kept: unknown): boolean {
  if (Array.isArray(wanted) && Array.isArray(kept)) return isDeepStrictEqual(new Set(wanted), new Set(kept))
  return isDeepStrictEqual(wanted, kept)
}
