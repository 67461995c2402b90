import type { Tx } from '@polyphon/service-kit'
import type { Template } from '../domain/template.js'
import { readTemplates } from '../store/templates.js'

/** The newest versions, by key. */
export async function listTemplates(tx: Tx, after: string | null, limit: number): Promise<readonly Template[]> {
  return readTemplates(tx, after, limit)
}
