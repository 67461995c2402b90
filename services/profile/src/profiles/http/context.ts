import { ConsentState, jsonObject } from '@polyphon/contracts'
import { type Route, route } from '@polyphon/service-kit'
import { type Consents, consentAt } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { requireSelf } from '../../people/steps/fresh-person.js'
import { getContext } from '../queries/get-context.js'
import { toProfileView } from './profile-view.js'

const Context = z
  .object({
    profileId: z.string(),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    traits: jsonObject('Traits by name.'),
    segments: z.array(z.string()).describe('Those whose purpose the person allows'),
    consents: z
      .record(z.string(), ConsentState)
      .describe('What the person has said to purposes; of one that is not there nothing was said'),
  })
  .meta({ id: 'Context' })

const statesOf = (consents: Consents, now: Date): Record<string, ConsentState> =>
  Object.fromEntries(
    Object.keys(consents).flatMap((purpose) => {
      const state = consentAt(consents, purpose, now)
      return state === null ? [] : [[purpose, state] as const]
    }),
  )

export const contextRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getContext',
    method: 'get',
    path: '/v1/context',
    summary: 'What a touchpoint needs to know of the person in front of it',
    description: 'For a publishable key with a person token: exactly this person, nobody else.',
    tag: 'context',
    access: { who: 'key', scope: 'profile:read', staff: 'nobody', publishable: 'with_person' },
    responses: { 200: Context },
    handle: async (tx, { caller }) => {
      const person = await getContext(tx, requireSelf(caller))
      const { id, locale, timeZone, traits, segments } = toProfileView(person)
      const consents = statesOf(person.consents, tx.now)
      return { status: 200, body: { profileId: id, locale, timeZone, traits, segments, consents } }
    },
  }),
]
