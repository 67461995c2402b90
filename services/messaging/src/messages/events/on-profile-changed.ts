import { type Handler } from '@polyphon/service-kit'
import { keepPeople } from '@polyphon/service-kit/copies'
import type { MessagingDeps } from '../../config.js'
import { splitPermissions } from '../../permissions/steps/split-permissions.js'
import { awaitClaims } from '../commands/await-claims.js'
import { recheckParked } from '../commands/recheck-parked.js'

/** Keeps the read copy of people, and re-evaluates the messages that wait for them. */
export const onProfileChanged = (deps: MessagingDeps): Handler =>
  keepPeople(deps, {
    changed: (tx, _people, origins) => recheckParked(tx, origins, deps.tools.dispatch),
    // Whoever claims a message of theirs has claimed it before, or sees it.
    restricted: (tx, people) => awaitClaims(tx, people),
    split: async (tx, split) => {
      await splitPermissions(tx, split)
      await recheckParked(
        tx,
        new Map([split.newId, split.survivorId].map((id) => [id, tx.origin])),
        deps.tools.dispatch,
      )
    },
    merged: (tx, { survivorId }) => recheckParked(tx, new Map([[survivorId, tx.origin]]), deps.tools.dispatch),
  })
