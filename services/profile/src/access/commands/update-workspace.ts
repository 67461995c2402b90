import { isDeepStrictEqual } from 'node:util'
import { AppError, type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import { lockWorkspace, saveWorkspace, type Workspace } from '@polyphon/service-kit/access'
import type { Retention } from '@polyphon/service-kit/personal'
import { changeSettings, DATA_CLASSES, KEPT_WITH_PERSON, type WorkspaceSettingsChange } from '@polyphon/values'
import { appendWorkspaceChanged } from '../steps/append-workspace-changed.js'

export interface WorkspaceUpdate {
  /** What is not named stays. */
  readonly name?: string | undefined
  readonly timeZone?: string | undefined
  readonly locale?: string | undefined
  readonly settings?: WorkspaceSettingsChange | undefined
  /** The version that the caller has read. */
  readonly ifMatch: IfMatch
  /** How long the operator keeps classes of data: no workspace has them kept for longer. */
  readonly operator: Retention
}

/** Changes the workspace of the credential for all services, if it still is as the caller has read it. */
export async function updateWorkspace(tx: Tx, update: WorkspaceUpdate): Promise<Workspace> {
  const before = await lockWorkspace(tx)
  if (before === null) throw new Error('A credential belongs to a workspace that does not exist.')
  requireVersion(update.ifMatch, before.version)
  refuseWithoutEffect(update)
  refuseLonger(update)
  const after = decideUpdate(before, update)
  if (isDeepStrictEqual(after, before)) return before
  const workspace = { ...after, version: before.version + 1 }
  await saveWorkspace(tx, workspace)
  appendWorkspaceChanged(tx, workspace)
  return workspace
}

// Who reads 30 days in the answer believes it.
function refuseWithoutEffect({ settings }: WorkspaceUpdate): void {
  const code = 'retention_without_effect'
  const faults = KEPT_WITH_PERSON.filter((kind) => settings?.retention?.[kind] !== undefined).map((kind) => ({
    pointer: `/body/settings/retention/${kind}`,
    code,
    detail: 'Nothing of this class expires by itself: it is kept as long as the person. Leave it out.',
  }))
  if (faults.length > 0)
    throw new AppError('unprocessable', code, 'A class that is kept as long as the person has no days.', { faults })
}

function refuseLonger({ settings, operator }: WorkspaceUpdate): void {
  const code = 'retention_too_long'
  const faults = DATA_CLASSES.flatMap((kind) => {
    const [wanted, most] = [settings?.retention?.[kind], operator[kind]]
    if (wanted === undefined || most === undefined || wanted <= most) return []
    return [{ pointer: `/body/settings/retention/${kind}`, code, detail: `The operator keeps it for ${most} days.` }]
  })
  if (faults.length > 0)
    throw new AppError('unprocessable', code, 'Nothing is kept for longer than the operator keeps it.', { faults })
}

const decideUpdate = (before: Workspace, { name, timeZone, locale, settings }: WorkspaceUpdate): Workspace => ({
  ...before,
  name: name ?? before.name,
  timeZone: timeZone ?? before.timeZone,
  locale: locale ?? before.locale,
  settings: changeSettings(before.settings, settings ?? {}),
})
