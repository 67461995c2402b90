import type { Tx } from '@polyphon/service-kit'
import { type DefinitionCopy, saveDefinitionCopy } from '../store/definition-copies.js'

export type { DefinitionCopy } from '../store/definition-copies.js'

/** Keeps the read copy of a definition of another service, for the warnings of `putJourney`. */
export const keepDefinition = (tx: Tx, definition: DefinitionCopy): Promise<void> => saveDefinitionCopy(tx, definition)
