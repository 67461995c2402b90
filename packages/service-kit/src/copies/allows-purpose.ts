import { allowsPurpose as allowsByRules, type WorkspaceSettings } from '@polyphon/values'
import type { Person } from './person.js'

/**
 * Whether somebody of the copy may be reckoned with for a purpose, as their workspace decided (`settings.purposes`).
 * Profile judges its segments by the same rule.
 */
export function allowsPurpose(
  { consents }: Pick<Person, 'consents'>,
  purpose: string,
  { settings, now }: { readonly settings: Pick<WorkspaceSettings, 'purposes'>; readonly now: Date },
): boolean {
  return allowsByRules(consents, purpose, { rules: settings.purposes, now })
}
