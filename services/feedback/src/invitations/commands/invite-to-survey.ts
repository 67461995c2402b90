import { AppError, followAlias, readPerson, type Tx } from '@polyphon/service-kit'
import type { Properties } from '../../answers/domain/properties.js'
import { readSurvey } from '../../surveys/store/surveys.js'
import { ASKED } from '../domain/invitation.js'
import { type KeptInvitation, keepInvitation } from '../steps/keep-invitation.js'

export interface InvitationRequest {
  readonly survey: string
  readonly profileId: string
  readonly properties: Properties
  readonly template: string | null
  readonly topic: string
  readonly channels: readonly string[]
  readonly locale: string | null
  /** Undefined for the usual time. */
  readonly expiresAt: Date | undefined
}

export interface InvitationSettings {
  readonly publicUrl: string
  readonly lifetimeMs: number
}

/** Asks somebody for feedback. Somebody whom this service has not heard of yet is no error: the id may be on its way. */
export async function inviteToSurvey(
  tx: Tx,
  request: InvitationRequest,
  { publicUrl, lifetimeMs }: InvitationSettings,
): Promise<KeptInvitation> {
  if (request.expiresAt !== undefined && request.expiresAt <= tx.now)
    throw new AppError('invalid', 'input_invalid', 'The invitation would expire before it is sent.', {
      faults: [{ pointer: '/body/expiresAt', code: 'in_the_past', detail: 'Must lie in the future.' }],
    })
  const survey = await readSurvey(tx, request.survey)
  if (survey === null) throw new AppError('missing', 'survey_unknown', 'There is no survey with this key.')
  const person = await readPerson(tx, request.profileId)
  const kept = await keepInvitation(
    tx,
    {
      ...request,
      profileId: person?.profileId ?? (await followAlias(tx, request.profileId)),
      profileRevision: person?.revision ?? 0,
      version: survey.version,
      orderId: null,
      runId: null,
      touchpoint: null,
      expiresAt: request.expiresAt ?? new Date(tx.now.getTime() + lifetimeMs),
    },
    ASKED,
    publicUrl,
  )
  if (kept === null) throw new Error('An invitation without an order cannot be a duplicate.')
  return kept
}
