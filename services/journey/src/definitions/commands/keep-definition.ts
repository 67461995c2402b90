import type { Tx } from '@polyphon/service-kit'
import { type DefinitionCopy, removeDefinitionCopy, saveDefinitionCopy } from '../store/definition-copies.js'

export type { DefinitionCopy } from '../store/definition-copies.js'

/** Keeps the read copy of a definition of another service, for the warnings of `putJourney`; none of an archived one. */
export const keepDefinition = (tx: Tx, definition: DefinitionCopy, isArchived: boolean): Promise<void> =>
  isArchived ? removeDefinitionCopy(tx, definition) : saveDefinitionCopy(tx, definition)
