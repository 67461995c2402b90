import type { Tx } from '@polyphon/service-kit'
import type { Template } from '../domain/template.js'
import { readTemplates } from '../store/templates.js'

/** The newest versions, by key. Answers one more than `limit` if there are more. */
export async function listTemplates(tx: Tx, after: string | null, limit: number): Promise<readonly Template[]> {
  return readTemplates(tx, after, limit + 1)
}
