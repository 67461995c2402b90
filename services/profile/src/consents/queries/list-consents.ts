import { ConsentState } from '@polyphon/contracts'
import { Id, type Tx } from '@polyphon/service-kit'
import { by, given, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { consentAt, Purpose } from '@polyphon/values'
import { type HeldConsent, heldFor } from '../../people/domain/consent.js'
import { readProfile } from '../../people/store/profiles.js'
import type { ConsentEntry } from '../domain/consent-entry.js'
import { readLedger } from '../store/consent-entries.js'

/** A record of the ledger beside what holds now for its purpose. */
export interface ConsentRecord {
  readonly held: HeldConsent
  readonly entry: ConsentEntry
}

/** The records of one person by purpose, the newest of each first: upwards and downwards at once, so a statement of its own reads them. */
export const consentList = list({
  name: 'consents',
  filters: {
    profileId: given(Id.describe('Required, except with a person token')),
    purpose: given(Purpose),
    state: given(ConsentState.describe('What holds now')),
  },
  sorts: { purpose: [by.text('purpose'), by.id('entry_id')] },
  sort: 'purpose',
  only: true,
  counts: 'records',
})

export interface ConsentFilter {
  readonly purpose?: string | undefined
  readonly state?: string | undefined
}

/** What a person has said to purposes, with the records that led there; of an id that nobody has nothing. */
export async function listConsents<Item extends object>(
  tx: Tx,
  query: ListQuery & ConsentFilter,
  { profileId, show }: { readonly profileId: string; readonly show: (record: ConsentRecord) => Item },
): Promise<Page<Item>> {
  const person = await readProfile(tx, profileId)
  const consents = person?.consents ?? {}
  const standing = new Map(
    Object.keys(consents).flatMap((purpose) => {
      const held = heldFor(consents, purpose)
      const state = consentAt(consents, purpose, tx.now)
      if (held === null || state === null) return []
      const isMeant = (query.purpose ?? purpose) === purpose && (query.state ?? state) === state
      return isMeant ? [[purpose, { ...held, state }] as const] : []
    }),
  )
  return consentList.pageOf(tx, query, async (behind, most) => {
    const [purpose = '', entryId = ''] = behind ?? []
    const entries = await readLedger(tx, {
      profileIds: person === null ? [] : [person.profileId, ...person.absorbedIds],
      purposes: [...standing.keys()],
      after: behind === null ? null : { purpose, entryId },
      limit: most,
    })
    return entries.flatMap((entry) => {
      const held = standing.get(entry.purpose)
      if (held === undefined) return []
      return [{ item: show({ held, entry }), position: [entry.purpose, entry.entryId] }]
    })
  })
}
