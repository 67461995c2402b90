import { ConsentState, jsonObject } from '@polyphon/contracts'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { isMembership } from '../../accounts/domain/membership.js'
import type { Profile } from '../../people/domain/profile.js'
import { localeOf, timeZoneOf, traitsOf } from '../../people/domain/profile.js'

/** A person as the API shows them. */
export const ProfileView = z
  .object({
    id: z.string(),
    canonicalId: z.string().describe('The id that this person has now; differs from the one asked for after a merge'),
    identifiers: z.array(
      z.object({
        type: z.string(),
        value: z.string(),
        verified: z
          .boolean()
          .describe('False for an address that only a publishable key has named: it is neither written to nor matched'),
        firstSeenAt: Moment,
        lastSeenAt: Moment.describe('To the hour'),
      }),
    ),
    traits: jsonObject('Traits by name.'),
    segments: z.array(z.string()),
    accounts: z
      .array(
        z.object({
          accountKey: z.string(),
          roles: z.array(z.string()),
          validFrom: Moment,
          validTo: Moment.nullable().describe('When it ends, where that is known'),
        }),
      )
      .describe('The accounts that they are in, at most 200: those in which they are longest'),
    restricted: z.boolean().describe('What is known of them is kept and not used (`putRestriction`)'),
    consents: z
      .record(
        z.string(),
        z.object({ state: ConsentState, occurredAt: Moment, expiresAt: Moment.nullable(), conflict: z.boolean() }),
      )
      .describe('What they have said to purposes; of one that is not there nothing was said'),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    absorbedIds: z.array(z.string()).describe('Ids of profiles that turned out to be this person'),
    revision: z.int().describe('Also the ETag'),
    createdAt: Moment,
    updatedAt: Moment,
    asOf: z
      .object({
        at: Moment,
        completeSince: Moment.nullable().describe(
          'From when on nothing that was known is missing; null: since the person is known',
        ),
        unexplained: z
          .array(z.string())
          .describe('Traits that had happened by then, but of which nothing that is kept says when they became known'),
        leftOut: z.array(z.string()).describe('Computed traits: what they were then is not kept'),
      })
      .optional()
      .describe('Only with `at`: how far it is known what was known then'),
  })
  .meta({ id: 'Profile' })

export const toProfileView = (profile: Profile): z.input<typeof ProfileView> => ({
  id: profile.profileId,
  canonicalId: profile.profileId,
  identifiers: profile.identifiers.map(({ type, value, verified, firstSeenAt, lastSeenAt }) => ({
    type,
    value,
    verified,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  })),
  traits: traitsOf(profile),
  segments: [...profile.segments],
  accounts: profile.accounts.filter(isMembership).map(({ accountKey, roles, validFrom, validTo = null }) => ({
    accountKey,
    roles: [...roles],
    validFrom,
    validTo,
  })),
  restricted: profile.restriction?.restricted ?? false,
  consents: Object.fromEntries(
    Object.entries(profile.consents).map(([purpose, { state, occurredAt, expiresAt = null, conflict = false }]) => [
      purpose,
      { state, occurredAt, expiresAt, conflict },
    ]),
  ),
  locale: localeOf(profile),
  timeZone: timeZoneOf(profile),
  absorbedIds: [...profile.absorbedIds],
  revision: profile.revision,
  createdAt: profile.createdAt.toISOString(),
  updatedAt: profile.updatedAt.toISOString(),
})
