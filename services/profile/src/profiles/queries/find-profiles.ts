import { AppError, Key, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import {
  type Answering,
  acceptsLines,
  by,
  type ListAnswer,
  type ListRequest,
  list,
  removedLine,
  where,
} from '@polyphon/service-kit/lists'
import { normaliseIdentifier } from '@polyphon/values'
import { z } from 'zod'
import type { Profile } from '../../people/domain/profile.js'
import { NOTHING_KNOWN, PROFILE_COLUMNS, type ProfileRow, withIdentifiers } from '../../people/store/profiles.js'

/** People by id: those that carry an identifier, are in a segment, both, or all. */
export const profileList = list({
  name: 'profiles',
  filters: {
    identifier: where(
      z.string().min(3).max(600).describe('`type:value`, such as `email:jane@example.org`'),
      (value) => `profile_id in (select i.profile_id from profile_identifier i
        where i.workspace_id = $1 and i.type = (${value}::text[])[1] and i.value = (${value}::text[])[2] and i.verified)`,
      readIdentifier,
    ),
    segment: where(
      Key.describe('Only members of this segment'),
      (value) => `profile_id in (select m.profile_id from segment_member m
        where m.workspace_id = $1 and m.segment = ${value}::text)`,
    ),
  },
  sorts: { id: [by.id('profile_id')] },
  sort: 'id',
  bulk: ['traits'],
  updates: [by.time('written_at'), by.id('profile_id')],
})

/** Who was merged into somebody, or erased, stands among the people that a reader of updates is told of. */
const withMerged = `(select ${PROFILE_COLUMNS}, workspace_id, written_at, null::uuid as merged_into, false as is_erased
     from profile where workspace_id = $1
  union all
  select old_id, ${NOTHING_KNOWN}, merged_at, merged_at, workspace_id, written_at, canonical_id, false
    from profile_alias where workspace_id = $1
  union all
  select person_id, ${NOTHING_KNOWN}, written_at, written_at, workspace_id, written_at, null, true
    from erased_person where workspace_id = $1) person`

type MergedRow = ProfileRow & { readonly merged_into?: string | null; readonly is_erased?: boolean }

/** A page of people as they are, or all of them line by line as they change. */
export function findProfiles<Item extends object>(
  tx: Tx,
  request: ListRequest,
  { show, ...answering }: Answering & { readonly show: (profile: Profile) => Item },
): Promise<ListAnswer<Item>> {
  const asTheyChange = acceptsLines(request.headers)
  return profileList.answer<MergedRow, Item>(tx, request, {
    ...answering,
    columns: asTheyChange ? `${PROFILE_COLUMNS}, merged_into, is_erased` : PROFILE_COLUMNS,
    from: asTheyChange ? withMerged : 'profile',
    show: async (inside, rows) => {
      const profiles = await withIdentifiers(inside, rows)
      return profiles.map((profile, at) => {
        const { merged_into: into = null, is_erased: isErased = false } = rows[at] ?? {}
        return isErased || into !== null ? removedLine(profile.profileId, into) : show(profile)
      })
    },
  })
}

// A value that could not be an identifier is nobody's, which is an answer and no mistake of the caller.
async function readIdentifier(tx: Tx, text: string): Promise<readonly [type: string, value: string] | null> {
  const colon = text.indexOf(':')
  if (colon < 1)
    throw new AppError('invalid', 'identifier_invalid', 'An identifier is written as type:value.', {
      faults: [{ pointer: '/query/identifier', code: 'identifier_invalid', detail: 'Write it as type:value.' }],
    })
  const raw = { type: text.slice(0, colon), value: text.slice(colon + 1) }
  const identifier = normaliseIdentifier(raw, await readPhoneNormaliser(tx))
  return identifier === null ? null : [identifier.type, identifier.value]
}
