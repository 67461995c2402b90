import type { Tx } from '@polyphon/service-kit'
import { allowsPurpose, type ConsentState, consentAt } from '@polyphon/values'
import { becauseOfConsent } from '../../people/domain/consent.js'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { readConsents } from '../../people/store/subjects.js'

export interface ConsentCheck {
  readonly profileId: string
  readonly purpose: string
  readonly allowed: boolean
  /** Null where nothing was ever said. */
  readonly state: ConsentState | null
  readonly because: string
}

/** Whether what is known of these people may be used for these purposes now; of whom nobody is known nothing may. */
export async function checkConsent(
  tx: Tx,
  { profileIds, purposes }: { readonly profileIds: readonly string[]; readonly purposes: readonly string[] },
): Promise<readonly ConsentCheck[]> {
  const [rules, people] = await Promise.all([readPurposeRules(tx), readConsents(tx, profileIds)])
  const at = { rules, now: tx.now }
  return profileIds.flatMap((profileId) => {
    const consents = people.get(profileId)
    return purposes.map((purpose): ConsentCheck => {
      if (consents === undefined)
        return { profileId, purpose, allowed: false, state: null, because: 'nobody has this id' }
      return {
        profileId,
        purpose,
        allowed: allowsPurpose(consents, purpose, at),
        state: consentAt(consents, purpose, tx.now),
        because: becauseOfConsent(consents, purpose, at),
      }
    })
  })
}
