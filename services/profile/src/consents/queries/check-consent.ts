import type { Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import {
  allowsPurpose,
  type ConsentState,
  consentAt,
  needsConsent,
  type PurposeRules,
  settingsOf,
} from '@polyphon/values'
import type { HeldConsents } from '../../people/domain/consent.js'
import { heldFor } from '../../people/domain/consent.js'
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
  const [workspace, people] = await Promise.all([readWorkspace(tx, tx.workspaceId), readConsents(tx, profileIds)])
  if (workspace === null) throw new Error('A credential belongs to a workspace that does not exist.')
  const rules = settingsOf(workspace).purposes
  return profileIds.flatMap((profileId) => {
    const consents = people.get(profileId)
    return purposes.map((purpose): ConsentCheck => {
      if (consents === undefined)
        return { profileId, purpose, allowed: false, state: null, because: 'nobody has this id' }
      return {
        profileId,
        purpose,
        allowed: allowsPurpose(consents, purpose, { rules, now: tx.now }),
        state: consentAt(consents, purpose, tx.now),
        because: because(consents, purpose, { rules, now: tx.now }),
      }
    })
  })
}

function because(
  consents: HeldConsents,
  purpose: string,
  { rules, now }: { readonly rules: PurposeRules; readonly now: Date },
): string {
  const need = `${purpose} ${needsConsent(purpose, rules) ? 'needs consent' : 'needs no consent'}`
  const held = heldFor(consents, purpose)
  const state = consentAt(consents, purpose, now)
  if (held === null || state === null) return `${need}, nothing was said`
  const since = state === held.state ? held.occurredAt : (held.expiresAt ?? held.occurredAt)
  const conflict = held.conflict === true ? ', where two people who are one had said different things' : ''
  return `${need}, ${state} on ${since}${conflict}`
}
