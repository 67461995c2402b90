import { setTimer, type Tx } from '@polyphon/service-kit'

/** The kind of the timer that brings an export to its end; its key is the export's id, and it names nobody. */
export const PERSON_EXPORT = 'person_export'

/** Lets an export have its next turn. */
export const setTurn = (tx: Tx, exportId: string, dueAt: Date, data: unknown = {}): Promise<void> =>
  setTimer(tx, { kind: PERSON_EXPORT, key: exportId, dueAt, data })
