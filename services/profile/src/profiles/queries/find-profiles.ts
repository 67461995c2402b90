import { AppError, readPage, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, normaliseIdentifier } from '@polyphon/values'
import { z } from 'zod'
import type { Profile } from '../../people/domain/profile.js'
import { readProfilePage, readProfiles } from '../store/profile-pages.js'

const Position = z.tuple([z.uuid()])

export interface ProfileQuestion {
  /** As `type:value`. */
  readonly identifier?: string | undefined
  readonly segment?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** People by id: those that carry an identifier, are in a segment, both, or all. */
export async function findProfiles(
  tx: Tx,
  question: ProfileQuestion,
): Promise<{ items: readonly Profile[]; nextCursor: string | null }> {
  const identifier = question.identifier === undefined ? null : await readIdentifier(tx, question.identifier)
  if (identifier === 'nobody') return { items: [], nextCursor: null }
  const segment = question.segment ?? null
  return readPage(question, {
    position: Position,
    read: async (behind, limit) =>
      readProfiles(tx, await readProfilePage(tx, { identifier, segment, afterId: behind?.[0] ?? null, limit })),
    item: (profile) => profile,
    positionOf: ({ profileId }) => [profileId],
  })
}

// A value that could not be an identifier is nobody's, which is an answer and no mistake of the caller.
async function readIdentifier(tx: Tx, text: string): Promise<Identifier | 'nobody'> {
  const colon = text.indexOf(':')
  if (colon < 1)
    throw new AppError('invalid', 'identifier_invalid', 'An identifier is written as type:value.', {
      faults: [{ pointer: '/query/identifier', code: 'identifier_invalid', detail: 'Write it as type:value.' }],
    })
  const raw = { type: text.slice(0, colon), value: text.slice(colon + 1) }
  return normaliseIdentifier(raw, await readPhoneNormaliser(tx)) ?? 'nobody'
}
