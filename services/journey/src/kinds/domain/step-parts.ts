import { ASKED_KINDS, Condition, Key, Path } from '@polyphon/conditions'
import { canonicalZone, channelName } from '@polyphon/values'
import { z } from 'zod'

export const JourneyClass = z.enum(['transactional', 'service', 'marketing', 'research'])
export type JourneyClass = z.output<typeof JourneyClass>

export const EventName = z.string().min(1).max(512).describe('Name of an event, as it was tracked')
/** Which calls of that name are meant; a page is no event of its name. */
export const EventKind = z
  .enum(ASKED_KINDS)
  .meta({ default: 'track' })
  .optional()
  .describe('What is meant: an event that was tracked, a page or a screen of that name, or any of them')
export const ChannelName = z.string().min(1).max(100).overwrite(channelName)
const Scalar = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])

/** A value written down, or where to read it when the step is reached. */
export const Value = z.union([Scalar, z.strictObject({ path: Path })])
export const Values = z.record(z.string().min(1).max(200), Value).default({})
export type Value = z.output<typeof Value>

export const Zone = z
  .string()
  .max(64)
  .refine(
    (zone) => zone === 'person' || zone === 'workspace' || canonicalZone(zone) !== null,
    'person, workspace or an IANA time zone.',
  )

/** An event that is waited for, optionally only if it is the kind that the run was started about. */
export const EventMatch = z.strictObject({
  event: EventName,
  kind: EventKind,
  where: Condition.optional(),
  correlate: z.boolean().default(true).describe('Only events with the same value at the trigger’s correlateBy'),
})
export type EventMatch = z.output<typeof EventMatch>

/** Either an event or a condition. One object instead of a union, so that a fault is named where it is. */
export const Happening = z
  .strictObject({
    event: EventName.optional(),
    kind: EventKind,
    where: Condition.optional(),
    correlate: z.boolean().optional(),
    when: Condition.optional(),
  })
  .superRefine((on, context) => {
    if ((on.event === undefined) === (on.when === undefined)) {
      context.addIssue({ code: 'custom', message: 'Either event or when.' })
    } else if (
      on.when !== undefined &&
      (on.where !== undefined || on.correlate !== undefined || on.kind !== undefined)
    ) {
      context.addIssue({ code: 'custom', message: 'kind, where and correlate belong to an event.' })
    }
  })
export type Happening = z.output<typeof Happening>

/** The conditions of something that is waited for. */
export function conditionsOfHappening(
  on: Happening | EventMatch,
  pointer: string,
): readonly { readonly pointer: string; readonly condition: Condition; readonly isWhere: boolean }[] {
  const when = 'when' in on ? on.when : undefined
  return [
    ...(on.where === undefined ? [] : [{ pointer: `${pointer}/where`, condition: on.where, isWhere: true }]),
    ...(when === undefined ? [] : [{ pointer: `${pointer}/when`, condition: when, isWhere: false }]),
  ]
}

export const common = {
  name: z.string().max(200).optional(),
  touchpoint: Key.optional().describe('Where this step stands on the journey map'),
  next: Key.nullable(),
}
