import type { Fault, Identifier } from '@polyphon/values'

/** Who an answer says that it comes from; the identifier in its one form. */
export interface Claim {
  readonly profileId?: string | undefined
  readonly identifier?: Identifier | undefined
}

/** Who this service takes somebody to be: a person, or an identifier that nobody is known by yet, or nobody. */
export interface Answerer {
  readonly profileId: string | null
  readonly identifier: Identifier | null
}

export type ClaimDecision =
  | { readonly outcome: 'refused'; readonly code: string; readonly fault: Fault }
  | { readonly outcome: 'accepted' }

/** What a page may say by itself: everybody can read its key, so it may not speak for a person it names. */
export function decidePageClaim(claim: Claim): ClaimDecision {
  if (claim.profileId !== undefined) return refused('/body/profileId', 'person_token_required')
  const type = claim.identifier?.type
  if (type !== undefined && type !== 'anonymous_id') return refused('/body/identifier/type', 'person_token_required')
  return { outcome: 'accepted' }
}

/** A person token says who it is; a claim beside it may only say the same, or a device that nobody else is known by. */
export function decidePersonClaim(claim: Claim, claimed: Answerer, tokenHolder: Answerer): ClaimDecision {
  const { profileId, identifier } = claimed
  const fits =
    profileId === null
      ? identifier === null || identifier.type === 'anonymous_id' || isSame(identifier, tokenHolder.identifier)
      : profileId === tokenHolder.profileId
  if (fits) return { outcome: 'accepted' }
  return refused(claim.profileId === undefined ? '/body/identifier' : '/body/profileId', 'person_mismatch')
}

const isSame = (left: Identifier, right: Identifier | null): boolean =>
  left.type === right?.type && left.value === right.value

const DETAILS = {
  person_token_required: 'With a publishable key alone only an anonymous_id may say who answers.',
  person_mismatch: 'The person token belongs to somebody else.',
} as const

function refused(pointer: string, code: keyof typeof DETAILS): ClaimDecision {
  return { outcome: 'refused', code, fault: { pointer, code, detail: DETAILS[code] } }
}
