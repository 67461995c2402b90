import { Channel } from '@polyphon/service-kit'
import { EVERY_ELEMENT, Locale, parsePathBelow } from '@polyphon/values'
import { z } from 'zod'
import type { ChannelTexts } from '../../channels/domain/channel-kind.js'
import { CHANNEL_KINDS, channelKind } from '../../channels/domain/channels.js'
import type { TemplateVariable } from '../domain/template.js'
import type { TemplateGiven } from '../steps/check-template.js'

const LONGEST = 200_000

const localesOf = (texts: z.ZodType<ChannelTexts>): z.ZodType<Record<string, ChannelTexts>> =>
  z
    .record(z.string(), texts)
    .refine((locales) => Object.keys(locales).length > 0, 'must hold at least one language')
    .refine((locales) => Object.keys(locales).length <= 50, 'must hold at most 50 languages')

// Which of them a channel has is looked at once it is known.
const Texts = z.strictObject({
  subject: z.string().min(1).max(1_000).optional().describe('Liquid; of mail, which needs it'),
  body: z.string().min(1).max(LONGEST).describe('Liquid; in mail HTML if it holds a tag, else plain text'),
  text: z.string().max(LONGEST).optional().describe('The plain text part of mail; made of the body if it is missing'),
})
const Name = z
  .string()
  .max(200)
  .refine(
    (name) => parsePathBelow('data', name)?.every((segment) => segment !== EVERY_ELEMENT) ?? false,
    'must be a path below `data`, such as orderNumber, order.größe or ["order id"]',
  )
const Variable = z.union([
  Name,
  z.strictObject({ name: Name, required: z.boolean().default(true), description: z.string().max(500).optional() }),
])

const ByChannel = z
  .strictObject(
    Object.fromEntries(
      CHANNEL_KINDS.map(({ name, parts }) => [name, z.strictObject({ locales: localesOf(parts) }).optional()]),
    ),
  )
  .refine((channels) => Object.values(channels).some((given) => given !== undefined), 'must hold at least one channel')

interface ShortForm {
  readonly channel?: string | undefined
  readonly locales?: Readonly<Record<string, ChannelTexts>> | undefined
}

/** What somebody publishes: texts for several channels, or in the short form for one. */
export const TemplateBody = z
  .strictObject({
    channels: ByChannel.optional().describe('The texts for each channel'),
    channel: Channel.optional().describe('With `locales`, the short form for one channel'),
    locales: localesOf(Texts).optional().describe('The texts for `channel`'),
    fallbackLocale: Locale.optional().describe(
      'Used when nobody wants another one; a language that every channel has, `en` or the first by default',
    ),
    variables: z
      .array(Variable)
      .max(200)
      .default([])
      .describe('Paths below `data` that the template counts on: `orderNumber`, `order.größe`, `["order id"]`'),
  })
  .superRefine((body, context) => {
    if (body.channels === undefined) return checkShortForm(body, context)
    for (const name of ['channel', 'locales'] as const)
      if (body[name] !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'channels say it already' })
  })

function checkShortForm({ channel, locales }: ShortForm, context: z.core.$RefinementCtx): void {
  for (const [name, given] of Object.entries({ channel, locales }))
    if (given === undefined)
      context.addIssue({ code: 'custom', path: [name], message: 'is required where there are no channels' })
  const kind = channel === undefined ? null : channelKind(channel)
  if (kind === null) return
  for (const [tag, texts] of Object.entries(locales ?? {}))
    for (const issue of kind.parts.safeParse(texts).error?.issues ?? [])
      context.addIssue({ code: 'custom', message: issue.message, path: ['locales', tag, ...faultPath(issue)] })
}

// A field that is too much is named by the issue, not by its path.
const faultPath = (issue: z.core.$ZodIssue): PropertyKey[] =>
  issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path

/** The same in one form. */
export function givenTemplate(body: z.output<typeof TemplateBody>): TemplateGiven {
  const { channels, channel, locales, fallbackLocale } = body
  const variables = body.variables.map(variableOf)
  if (channels === undefined)
    return {
      channels: [{ channel: channel ?? '', locales: locales ?? {} }],
      fallbackLocale,
      variables,
      localesAt: () => '/body/locales',
    }
  return {
    channels: Object.entries(channels).flatMap(([name, given]) =>
      given === undefined ? [] : [{ channel: name, locales: given.locales }],
    ),
    fallbackLocale,
    variables,
    localesAt: (name) => `/body/channels/${name}/locales`,
  }
}

const variableOf = (given: z.output<typeof Variable>): TemplateVariable =>
  typeof given === 'string' ? { name: given, required: true } : { name: given.name, required: given.required }
