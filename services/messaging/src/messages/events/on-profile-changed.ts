import { type Handler } from '@polyphon/service-kit'
import { keepPeople } from '@polyphon/service-kit/copies'
import type { MessagingDeps } from '../../config.js'
import { mergePeople } from '../commands/merge-people.js'
import { recheckParked } from '../commands/recheck-parked.js'

/** Keeps the read copy of people, and re-evaluates the messages that wait for them. */
export const onProfileChanged = (deps: MessagingDeps): Handler =>
  keepPeople({
    changed: (tx, _people, origins) => recheckParked(tx, origins, deps.tools.dispatch),
    merged: async (tx, merge) => {
      await mergePeople(tx, merge)
      await recheckParked(tx, new Map([[merge.survivorId, tx.origin]]), deps.tools.dispatch)
    },
  })
