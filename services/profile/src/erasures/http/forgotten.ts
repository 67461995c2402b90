import { type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { Identifier } from '../../people/http/identifier.js'
import { liftForgotten } from '../commands/lift-forgotten.js'
import { access, tag } from './shared.js'

/** What keeps people who were erased from coming back. */
export const forgottenRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'liftForgotten',
    method: 'post',
    path: '/v1/privacy/forgotten/lift',
    tag,
    access: access('write'),
    summary: 'Let identifiers of somebody who was erased be known again',
    description:
      'For somebody who wants to be a customer again at once: pages and imports may name them again. Nothing that was erased comes back by itself.',
    body: z.strictObject({ identifiers: z.array(Identifier).min(1).max(100) }),
    responses: {
      200: z.object({ lifted: z.int().describe('How many of them were forgotten') }).meta({ id: 'Lifted' }),
    },
    example: { identifiers: [{ type: 'email', value: 'anna@example.com' }] },
    handle: async (tx, { body: { identifiers } }) => ({
      status: 200,
      body: { lifted: await liftForgotten(tx, identifiers, deps) },
    }),
  }),
]
