import { Channel } from '@polyphon/service-kit'
import { Locale } from '@polyphon/values'
import { z } from 'zod'

const KeyElsewhere = z.string().min(1).max(200)

/** Of what somebody may be responsible, and by what is asked who it is. */
export const responsibilityFields = {
  touchpoint: KeyElsewhere.optional(),
  topic: KeyElsewhere.optional(),
  segment: KeyElsewhere.optional(),
  account: KeyElsewhere.optional(),
  channel: Channel.optional(),
  language: Locale.optional(),
}

/** What falls to somebody: whatever fits to all that is named. */
export const Responsibility = z
  .strictObject(responsibilityFields)
  .refine((fields) => Object.values(fields).some((value) => value !== undefined), 'must name at least one field')
  .meta({ id: 'Responsibility' })

export const Responsibilities = z.array(Responsibility).max(200).default([])
