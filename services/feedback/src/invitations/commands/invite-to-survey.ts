import { AppError, type Tx } from '@polyphon/service-kit'
import { followAlias, readPerson } from '@polyphon/service-kit/copies'
import type { Properties } from '../../answers/domain/properties.js'
import { readSurvey } from '../../surveys/store/surveys.js'
import { INVITED, notInvited } from '../domain/invitation.js'
import { type RecordedInvitation, recordInvitation } from '../steps/record-invitation.js'

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

/** Asks somebody for feedback. Somebody whom this service does not know yet is no error: their snapshot may be on its way. */
export async function inviteToSurvey(
  tx: Tx,
  request: InvitationRequest,
  { publicUrl, lifetimeMs }: InvitationSettings,
): Promise<RecordedInvitation> {
  if (request.expiresAt !== undefined && request.expiresAt <= tx.now)
    throw new AppError('invalid', 'input_invalid', 'The invitation would expire before it is sent.', {
      faults: [{ pointer: '/body/expiresAt', code: 'in_the_past', detail: 'Must lie in the future.' }],
    })
  const survey = await readSurvey(tx, request.survey)
  if (survey === null) throw new AppError('missing', 'survey_unknown', 'There is no survey with this key.')
  const person = await readPerson(tx, request.profileId)
  const recorded = await recordInvitation(
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
    person?.restricted === true ? notInvited('restricted') : INVITED,
    publicUrl,
  )
  if (recorded === null) throw new Error('An invitation without an order cannot be a duplicate.')
  return recorded
}
