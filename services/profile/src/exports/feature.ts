import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { forgetRequest } from './commands/carry-export.js'
import { onExportPrepared } from './events/on-export-prepared.js'
import { exportRoutes } from './http/exports.js'
import { exportsPersonal } from './personal.js'
import { setTurn } from './steps/set-turn.js'
import { exportTimer } from './timers/export-timer.js'

/** Everything about a person from all services, as one archive. */
export const exports: Feature<ProfileDeps> = {
  routes: [exportRoutes],
  consumers: { timeline: onExportPrepared },
  timers: [exportTimer],
  // The next turn of an export that is gone removes what lies in the blob store.
  elsewhere: [
    {
      table: 'person_export',
      column: 'export_id',
      remove: async (tx, ids) => {
        for (const id of ids) {
          forgetRequest(tx, id)
          await setTurn(tx, id, tx.serverNow)
        }
      },
    },
  ],
  personal: exportsPersonal,
}
