import { AppError, type Tx } from '@polyphon/service-kit'
import { findOwner, type Owner, type Question } from '@polyphon/service-kit/routing'
import { localeOf } from '../../people/domain/profile.js'
import { readProfile } from '../../people/store/profiles.js'

/** What is known of something, of which the owner is looked for. */
export interface OwnerQuestion extends Omit<Question, 'segments' | 'accounts'> {
  readonly segment?: string | undefined
  readonly account?: string | undefined
}

/**
 * Whose something is by the directory as it is now, at a moment. Throws 422 `profile_unknown` for nobody, `unit_missing`
 * where the workspace has no unit that counts at that moment.
 */
export async function resolveOwner(tx: Tx, about: OwnerQuestion): Promise<Owner> {
  const owner = await findOwner(tx, await completeQuestion(tx, about))
  if (owner !== null) return owner
  const detail = 'The workspace has no unit that counts at this moment; put one with `putUnit`.'
  throw new AppError('unprocessable', 'unit_missing', detail)
}

/** The question with what is known of the person: their segments, accounts and language. Throws 422 `profile_unknown`. */
export async function completeQuestion(tx: Tx, { segment, account, ...question }: OwnerQuestion): Promise<Question> {
  const [segments, accounts] = [segment, account].map((given) => (given === undefined ? [] : [given]))
  const { profileId } = question
  if (profileId === undefined) return { ...question, segments: segments ?? [], accounts: accounts ?? [] }
  const person = await readProfile(tx, profileId)
  if (person === null) {
    const detail = 'There is no such profile.'
    const faults = [{ pointer: '/body/profileId', code: 'profile_unknown', detail }]
    throw new AppError('unprocessable', 'profile_unknown', detail, { faults })
  }
  const theirs = person.accounts.flatMap(({ accountKey }) => (typeof accountKey === 'string' ? accountKey : []))
  return {
    ...question,
    // Whoever was merged meets the same people under each of their ids.
    profileId: person.profileId,
    segments: [...(segments ?? []), ...person.segments],
    accounts: [...(accounts ?? []), ...theirs],
    language: question.language ?? localeOf(person) ?? undefined,
  }
}
