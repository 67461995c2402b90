import { isDeepStrictEqual } from 'node:util'
import { setTimer, type Tx } from '@polyphon/service-kit'
import type { Workspace } from '@polyphon/service-kit/access'
import { settingsOf } from '@polyphon/values'
import { COMPUTED_SETTINGS_TIMER } from './computed-timer.js'

/** Has computed traits worked out anew where the workspace has another time zone, first day of the week, or need of consent. */
export async function followSettings(tx: Tx, before: Workspace, after: Workspace): Promise<void> {
  if (isDeepStrictEqual(decisiveOf(before), decisiveOf(after))) return
  await setTimer(tx, { kind: COMPUTED_SETTINGS_TIMER, key: 'workspace', dueAt: tx.soon(0), data: {} })
}

function decisiveOf(workspace: Workspace) {
  const { purposes, weekStart } = settingsOf(workspace)
  return { purposes, weekStart, timeZone: workspace.timeZone }
}
