import { Id, type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { identifierFields } from '../../people/http/identifier.js'
import { removeIdentifier } from '../commands/remove-identifier.js'

/** What somebody is known by. */
export const identifierRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'removeIdentifier',
    method: 'delete',
    path: '/v1/profiles/:profileId/identifiers/:type/:value',
    summary: 'Take an identifier from somebody whose it is not',
    description:
      'In any spelling, as `getProfile` shows them. It leads to nobody from then on, and the next event that names it says whose it is; one that several people share goes on being that of the others, and is that of the only one who has it still. Traits, events and permissions stay as they are: `splitProfile` gives somebody else what happened under it, and `updateProfile` removes a trait of the same value. The last identifier is refused with `identifier_last`.',
    tag: 'profiles',
    access: { who: 'key', scope: 'profile:write', staff: 'people' },
    params: z.object({ profileId: Id, ...identifierFields }),
    problems: [404, 409],
    responses: { 204: z.null() },
    handle: async (tx, { id, params: { profileId, ...identifier } }) => {
      await removeIdentifier(tx, { profileId, identifier, because: id })
      return { status: 204, body: null }
    },
  }),
]
