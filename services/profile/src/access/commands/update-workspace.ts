import { isDeepStrictEqual } from 'node:util'
import { type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import { lockWorkspace, saveWorkspace, type Workspace } from '@polyphon/service-kit/access'
import { type Retention, refuseRetention } from '@polyphon/service-kit/personal'
import { changeSettings, settingsOf, type WorkspaceSettingsChange } from '@polyphon/values'
import { followSettings } from '../../computed/steps/follow-settings.js'
import { followPurposeRules } from '../../segments/steps/purpose-timer.js'
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
  refuseRetention(update.settings?.retention, update.operator, '/body/settings/retention')
  const after = decideUpdate(before, update)
  if (isDeepStrictEqual(after, before)) return before
  const workspace = { ...after, version: before.version + 1 }
  await saveWorkspace(tx, workspace)
  await followPurposeRules(tx, settingsOf(before).purposes, settingsOf(workspace).purposes)
  await followSettings(tx, before, workspace)
  appendWorkspaceChanged(tx, workspace)
  return workspace
}

const decideUpdate = (before: Workspace, { name, timeZone, locale, settings }: WorkspaceUpdate): Workspace => ({
  ...before,
  name: name ?? before.name,
  timeZone: timeZone ?? before.timeZone,
  locale: locale ?? before.locale,
  settings: changeSettings(before.settings, settings ?? {}),
})
