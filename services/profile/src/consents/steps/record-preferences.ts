import type { Tx } from '@polyphon/service-kit'
import { heldFor } from '../../people/domain/consent.js'
import type { PersonChange } from '../../people/domain/person-change.js'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { type ConsentEntry, isOther } from '../domain/consent-entry.js'
import { hasPreferences, newPreferences, type Preference } from '../domain/preferences.js'
import { appendConsentChanged } from './append-consent-changed.js'
import { holdConsents } from './hold-consents.js'

/** The purposes that every workspace has, whether its settings name them or not. */
const PURPOSES = ['analytics', 'personalisation', 'profiling', 'research']

/**
 * Records what pages report of consents with their events, and answers the changes of people with what holds for them then.
 * Of whoever is merged at the same moment the next event is taken.
 */
export async function recordPreferences(tx: Tx, changes: readonly PersonChange[]): Promise<readonly PersonChange[]> {
  const saysAny = ({ events, absorptions }: PersonChange): boolean =>
    absorptions.length === 0 && events.some(hasPreferences)
  if (!changes.some(saysAny)) return changes
  const purposes = new Set([...PURPOSES, ...Object.keys(await readPurposeRules(tx))])
  const recorded: PersonChange[] = []
  for (const change of changes)
    recorded.push(
      saysAny(change)
        ? await recordNew(tx, change, newPreferences(change.after.consents, change.events, purposes))
        : change,
    )
  return recorded
}

async function recordNew(tx: Tx, change: PersonChange, preferences: readonly Preference[]): Promise<PersonChange> {
  if (preferences.length === 0) return change
  const { after } = change
  const { profileId } = after
  const consents = await holdConsents(
    tx,
    after,
    preferences.map((preference) => entryOf(tx, profileId, preference)),
  )
  const purposes = new Set(preferences.map(({ purpose }) => purpose))
  for (const purpose of purposes) {
    const held = heldFor(consents, purpose)
    if (held !== null && isOther(heldFor(after.consents, purpose), held))
      appendConsentChanged(tx, { profileId, purpose, held })
  }
  return { ...change, after: { ...after, consents }, consents: purposes }
}

const entryOf = (tx: Tx, profileId: string, { purpose, state, isVouched, event }: Preference): ConsentEntry => ({
  entryId: tx.newId(),
  originId: profileId,
  purpose,
  state,
  proof: null,
  noticeHash: null,
  source: 'device',
  isVouched,
  identifier: event.identifiers.find(({ type }) => type === 'anonymous_id') ?? event.identifiers[0] ?? null,
  absorbedId: null,
  isConflict: false,
  occurredAt: event.occurredAt,
  recordedAt: tx.now,
  expiresAt: null,
})
