import type { WorkKind } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { type Named, namedOwner, ownerFor } from '@polyphon/service-kit/routing'
import { openWork as open, type Work } from '@polyphon/service-kit/work'
import { completeQuestion, type OwnerQuestion } from '../../directory/queries/resolve-owner.js'

/** What somebody is to do, and whose it is: of whoever is named, or of whoever is responsible for what it is about. */
export interface WorkWish {
  readonly kind: WorkKind
  readonly why: string
  readonly dueAt: Date | null
  readonly profileId?: string | undefined
  readonly href?: string | undefined
  readonly owner?: Named | undefined
  readonly about: Omit<OwnerQuestion, 'profileId' | 'at'>
}

/** Opens work of profile's own. Throws 422 for nobody and for an owner who cannot have it. */
export async function openWork(
  tx: Tx,
  { owner, about, profileId, ...wish }: WorkWish,
  publicUrl: string,
): Promise<Work> {
  const question = await completeQuestion(tx, { ...about, profileId, at: tx.now })
  const found =
    owner === undefined ? ownerFor(tx, question) : namedOwner(tx, owner, { question, pointer: '/body/owner' })
  const work = { ...wish, profileId: question.profileId, owner: await found }
  return open(tx, { service: 'profile', publicUrl }, work)
}
