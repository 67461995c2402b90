import type { Tx } from '@polyphon/service-kit'
import { type HeardDefinition, saveHeardDefinition } from '../store/definition-copies.js'

export type { HeardDefinition as DefinitionCopy } from '../store/definition-copies.js'

/** Keeps what another service has published, for the warnings of a publication. */
export const keepDefinition = (tx: Tx, definition: HeardDefinition): Promise<void> =>
  saveHeardDefinition(tx, definition)
