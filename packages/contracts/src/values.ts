import { CONSENT_STATES, isObject, type JsonObject } from '@polyphon/values'
import { z } from 'zod'

export type { JsonObject } from '@polyphon/values'

/** A free JSON object. It is passed on as it is, because `z.record` and `z.looseObject` copy it key by key. */
export function jsonObject(description: string): z.ZodCustom<JsonObject, JsonObject> {
  const schema = z.custom<JsonObject>(isObject, 'must be an object')
  // A custom check has no JSON Schema of its own. A later `.describe()` would make a copy without this one.
  // It says that it is open: a bare `object` means none at all to those who make types from the documents.
  // oxlint-disable-next-line no-underscore-dangle -- zod offers its hooks under this name
  schema._zod.toJSONSchema = () => ({ type: 'object', additionalProperties: true, description })
  return schema
}

/** A list that its readers do not change: the type is `readonly`, so that domain data fits without a copy. */
export function list<Item extends z.ZodType>(item: Item, atLeast = 0): z.ZodType<readonly z.output<Item>[]> {
  const array = z.array(item)
  // Only the type differs: zod's own `readonly()` freezes at run time and says `readOnly` in JSON Schema.
  return atLeast > 0 ? array.min(atLeast) : array
}

/** An id made by Polyphon (UUID; new ones are version 7). */
export const Id = z.uuid()
/** A moment, RFC 3339 in UTC. */
export const Timestamp = z.iso.datetime()
export const Revision = z.int().min(0)
/** The number of a published, immutable version. */
export const Version = z.int().min(1)
/** The name that a user has given to a definition, a step or a topic of messages. */
export const Key = z.string().min(1).max(200)
/** `email`, `sms`, `whatsapp`, `web`, … */
export const Channel = z.string().min(1).max(100)
/** What messages can be sent by without a channel having been set up. */
export const channelsFromTheStart: readonly string[] = ['email']
/** The template of an invitation that names none; every workspace has it, and may publish its own under this key. */
export const invitationTemplate = 'survey-invitation'
/** How many orders of journeys one after the other may lead to something; the next one is not given. */
export const LONGEST_CHAIN = 10
export const ChainDepth = z
  .int()
  .min(1)
  .max(LONGEST_CHAIN)
  .describe('How many orders of journeys, one after the other, have led to it; absent where none has.')
/** A language tag, BCP 47. */
export const Locale = z.string().min(1).max(100).describe('BCP 47 language tag')
/** A time zone name of IANA. */
export const TimeZone = z.string().min(1).max(100).describe('IANA time zone')

/** One way to recognise a person: `user_id`, `anonymous_id`, `email`, `phone`, `device_id` or a type of the customer's own. */
export const Identifier = z.object({ type: z.string().min(1), value: z.string().min(1) })
export type Identifier = z.output<typeof Identifier>

/** An identifier that a person has; whether it counts is part of it. */
export const PersonIdentifier = Identifier.extend({
  verified: z
    .boolean()
    .optional()
    .describe(
      'False for an address that only a publishable key has named: nobody is written to there or found by it. Absent where it was published before this was known: true.',
    ),
})
export type PersonIdentifier = z.output<typeof PersonIdentifier>

/** Whether an identifier may be written to and leads to its person. */
export const isVerified = ({ verified }: PersonIdentifier): boolean => verified !== false

export const MessageClass = z.enum(['transactional', 'service', 'marketing', 'research'])
export type MessageClass = z.output<typeof MessageClass>

export const PermissionState = z.enum(['granted', 'existing_customer', 'denied', 'withdrawn'])
export type PermissionState = z.output<typeof PermissionState>

export const ConsentState = z.enum(CONSENT_STATES)
export type ConsentState = z.output<typeof ConsentState>

export const WorkspaceMode = z.enum(['live', 'test'])
export type WorkspaceMode = z.output<typeof WorkspaceMode>

export const KeyKind = z.enum(['secret', 'publishable', 'person'])
export type KeyKind = z.output<typeof KeyKind>

/** Questions that are answered with a number. */
export const ScoreKind = z.enum(['nps', 'csat', 'ces', 'rating'])
export type ScoreKind = z.output<typeof ScoreKind>

export const QuestionKind = z.enum([...ScoreKind.options, 'text', 'single', 'multi', 'statement'])
export type QuestionKind = z.output<typeof QuestionKind>

export const Scale = z.object({ min: z.number(), max: z.number() })
export type Scale = z.output<typeof Scale>

/** The amount is a decimal string, so that no cent is lost in a floating-point number. */
export const Money = z.object({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.output<typeof Money>

/** What one rule of the pipeline said about a send. */
export const Verdict = z.object({
  rule: z.string().min(1),
  verdict: z.string().min(1),
  reason: z.string().nullable().optional(),
  until: Timestamp.nullable().optional(),
})
export type Verdict = z.output<typeof Verdict>

/** A text in one language, or one text per language tag. */
export const LocalizedText = z.union([z.string(), jsonObject('One text per language tag.')])
export type LocalizedText = z.output<typeof LocalizedText>

/** Since when a definition is archived. */
export const ArchivedAt = Timestamp.optional().describe(
  'Given once it is archived: it must not be named any more, and a tombstone follows.',
)

/** A definition that another one names. */
export const DefinitionUse = z.object({ kind: z.string().min(1).describe('Such as `template`.'), key: Key })
