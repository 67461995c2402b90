import { Id, Key, type Route, route } from '@polyphon/service-kit'
import { type Owner, REASON_CODES, type Reason } from '@polyphon/service-kit/routing'
import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { resolveOwner } from '../queries/resolve-owner.js'
import { Responsibility, responsibilityFields } from './responsibility.js'

const Because = z
  .object({
    code: z.enum(REASON_CODES),
    detail: z.string().describe('The same for people, in English; staff by their ids alone'),
    unit: z.string().optional(),
    staffId: z.string().optional(),
    absentStaffId: z.string().optional().describe('Of `deputy`: for whom they stand in'),
    responsibility: Responsibility.optional().describe('Of `responsible`: which one has won'),
    calendar: Key.optional(),
    opensAt: Moment.optional().describe('Of `outside_calendar`: when work begins again'),
  })
  .meta({ id: 'OwnerReason' })

const OwnerView = z
  .object({
    unit: z.string(),
    staffId: z.string().optional().describe('Absent where nobody of the unit, nor above it, is available'),
    because: z.string().describe('The details of `reasons`, one after the other'),
    reasons: z.array(Because).describe('Every step that led there, in its order'),
  })
  .meta({ id: 'Owner' })

const toReasonView = ({ responsibility, opensAt, ...reason }: Reason): z.input<typeof Because> => ({
  ...reason,
  ...(responsibility !== undefined && { responsibility: { ...responsibility } }),
  ...(opensAt !== undefined && { opensAt: opensAt.toISOString() }),
})

const toOwnerView = ({ unit, staffId, reasons }: Owner): z.input<typeof OwnerView> => ({
  unit,
  ...(staffId !== null && { staffId }),
  because: reasons.map(({ detail }) => detail).join(' '),
  reasons: reasons.map(toReasonView),
})

export const routingRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'resolveOwner',
    method: 'post',
    path: '/v1/routing/resolve',
    summary: 'Who is responsible for something, and why',
    description:
      'The responsibility that names the most wins; where none fits it is the unit at the top. Of a unit somebody who works in it is named: who knows the language and the channel, works now and, with `profileId`, who always meets this person. Whoever is absent is stood in for by their deputies; where a unit has nobody, by who leads a unit above it. Nothing is stored. 422 `unit_missing` where the workspace has no unit.',
    tag: 'directory',
    access: { who: 'key', scope: 'profile:read', staff: 'colleagues' },
    idempotencyKey: 'none',
    body: z.strictObject({
      ...responsibilityFields,
      profileId: Id.optional().describe('Adds their segments, accounts and, unless it is given, their language'),
      at: Timestamp.optional().describe('At which moment, by the directory as it is now; the present unless said'),
    }),
    responses: { 200: OwnerView },
    example: { touchpoint: 'delivery', language: 'de' },
    handle: async (tx, { body: { at = tx.now, ...question } }) => ({
      status: 200,
      body: toOwnerView(await resolveOwner(tx, { ...question, at })),
    }),
  }),
]
