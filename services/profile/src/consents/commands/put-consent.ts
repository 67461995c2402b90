import { createHash } from 'node:crypto'
import type { Identifier } from '@polyphon/contracts'
import { AppError, type Tx } from '@polyphon/service-kit'
import { type ConsentState, type DecisionProof, timeOfDecision } from '@polyphon/values'
import { type HeldConsent, heldFor } from '../../people/domain/consent.js'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { lockProfiles } from '../../people/store/profiles.js'
import { readCanonicalId } from '../../people/store/subjects.js'
import type { ConsentEntry } from '../domain/consent-entry.js'
import { recordConsent } from '../steps/record-consent.js'

export interface ConsentGiven {
  /** Any id that the person ever had. */
  readonly profileId: string
  readonly purpose: string
  readonly state: Exclude<ConsentState, 'expired'>
  readonly proof: DecisionProof
  readonly expiresAt: Date | null
  readonly identifier: Identifier | null
  readonly source: 'api' | 'person'
}

export interface RecordedConsent {
  readonly profileId: string
  readonly entry: ConsentEntry
  /** What held before; null where nothing was ever said. */
  readonly before: HeldConsent | null
  /** What holds now, which is not the new record if that is older than what is known. */
  readonly held: HeldConsent
}

/**
 * Records what a person says to a purpose, with its proof; whatever follows from it has happened when it is answered. Throws 422 `profile_unknown`
 * for nobody, `occurred_at_in_future`, and `consent_ends_too_early` for an end before the beginning or of what is no grant.
 */
export async function putConsent(tx: Tx, given: ConsentGiven): Promise<RecordedConsent> {
  const occurredAt = timeOfDecision(given.proof.occurredAt, tx.now)
  if (occurredAt === null)
    throw refused('/body/proof/occurredAt', 'occurred_at_in_future', 'A decision cannot be recorded before it is made.')
  refuseEarlyEnd(given, occurredAt)
  const profileId = await readCanonicalId(tx, given.profileId)
  if (profileId === null) throw refused('/body/profileId', 'profile_unknown', 'There is no such profile.')
  const [person] = (await lockProfiles(tx, [profileId])).people
  if (person === undefined) throw new ChangedMeanwhile('The person was merged while this transaction waited for them.')
  const { purpose, state, proof, identifier, source, expiresAt } = given
  const entry: ConsentEntry = {
    entryId: tx.newId(),
    originId: given.profileId,
    purpose,
    state,
    proof,
    noticeHash: createHash('sha256').update(proof.noticeText, 'utf8').digest('hex'),
    source,
    isVouched: true,
    identifier,
    absorbedId: null,
    isConflict: false,
    occurredAt,
    recordedAt: tx.now,
    expiresAt,
  }
  return { profileId, entry, before: heldFor(person.consents, purpose), held: await recordConsent(tx, person, entry) }
}

function refuseEarlyEnd({ state, expiresAt }: ConsentGiven, occurredAt: Date): void {
  if (expiresAt === null || (state === 'granted' && expiresAt > occurredAt)) return
  const detail = state === 'granted' ? 'A consent ends after it was given.' : 'Only a grant has an end.'
  throw refused('/body/expiresAt', 'consent_ends_too_early', detail)
}

const refused = (pointer: string, code: string, detail: string): AppError =>
  new AppError('unprocessable', code, detail, { faults: [{ pointer, code, detail }] })
