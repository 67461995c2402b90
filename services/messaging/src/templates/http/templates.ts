import { templatePublished } from '@polyphon/contracts'
import { Channel, Id, Key, type Route, route } from '@polyphon/service-kit'
import { workspaceOf } from '@polyphon/service-kit/access'
import { type Around, type Definition, definitionKind, definitionRoutes } from '@polyphon/service-kit/definitions'
import { Locale, Moment } from '@polyphon/values'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { builtInTemplate, warnTemplate } from '../domain/built-in-template.js'
import { allLocales, type ChannelTemplate, type TemplateContent } from '../domain/template.js'
import { variableWarnings } from '../domain/variable-warnings.js'
import { previewTemplate } from '../queries/preview-template.js'
import { checkTemplate, storedTemplate } from '../steps/check-template.js'
import { givenTemplate, TemplateBody } from './template-body.js'

// What of it a channel has, it has.
const TextsView = z.object({ subject: z.string().optional(), body: z.string(), text: z.string().optional() })
const LocalesView = z.record(z.string(), TextsView)
const TemplateView = z.object({
  key: z.string(),
  version: z.int(),
  channels: z.record(z.string(), z.object({ locales: LocalesView })),
  channel: z.string().describe('The first of its channels'),
  locales: LocalesView.describe('The texts for that one'),
  fallbackLocale: z.string(),
  variables: z.array(z.object({ name: z.string(), required: z.boolean() })),
  builtIn: z.boolean().describe('Comes with Polyphon; publish your own under this key to replace it'),
  publishedAt: Moment.nullable(),
})

const example = {
  channel: 'email',
  locales: {
    de: {
      subject: 'Danke für Ihre Bestellung {{ data.orderNumber }}',
      body: '<p>Guten Tag {{ person.traits.firstName | default: "" }},</p><p>Ihr Paket ist da.</p>',
    },
    en: {
      subject: 'Thank you for order {{ data.orderNumber }}',
      body: '<p>Hello {{ person.traits.firstName | default: "" }},</p><p>your parcel has arrived.</p>',
    },
  },
  fallbackLocale: 'en',
  variables: ['orderNumber'],
}

const toLocalesView = (template: ChannelTemplate | undefined): z.input<typeof LocalesView> =>
  Object.fromEntries(
    Object.entries(template?.locales ?? {}).map(([locale, { subject, body, text }]) => [
      locale,
      { ...(subject === undefined ? {} : { subject }), body, ...(text === undefined ? {} : { text }) },
    ]),
  )

const toTextsByChannel = ({ channels }: TemplateContent): z.input<typeof TemplateView>['channels'] =>
  Object.fromEntries(Object.entries(channels).map(([name, texts]) => [name, { locales: toLocalesView(texts) }]))

const toTemplateView = (template: Definition<TemplateContent>): z.input<typeof TemplateView> => {
  const { key, version, content, publishedAt } = template
  const { channel, channels, fallbackLocale, variables } = content
  return {
    key,
    version,
    channels: toTextsByChannel(content),
    channel,
    locales: toLocalesView(channels[channel]),
    fallbackLocale,
    variables: [...variables],
    builtIn: version === 0,
    publishedAt: publishedAt?.toISOString() ?? null,
  }
}

const tag = 'templates'
const read = { who: 'key', scope: 'messaging:read', staff: 'definitions' } as const

const KeyPath = z.object({ key: Key })

const template = definitionKind({
  name: 'template',
  plural: 'templates',
  tag,
  description:
    'Liquid sees `person`, `data`, `url` (the survey link of an invitation) and `unsubscribeUrl`; `variables` names what `data` must hold; `warnings` name what a text reads and nothing gives it. A template `survey-invitation` takes the place of the built-in one.',
  whenArchived:
    'Messages that were accepted before go out by their version; what names it from then on is refused or dropped, as if it were not there.',
  read: read.scope,
  write: 'messaging:write',
  body: TemplateBody,
  example,
  view: TemplateView,
  bulk: ['channels', 'locales', 'variables'],
  stored: storedTemplate,
  check: (body, { deps, workspaceId }: Around<MessagingDeps>) =>
    checkTemplate(givenTemplate(body), { workspaceId, renderer: deps.tools.renderer }),
  builtIn: (key) => {
    const found = builtInTemplate(key)
    return found === null ? null : { ...found, content: found, createdAt: null, archivedAt: null }
  },
  // Without the short form, which the other says already.
  toBody: (content) => ({
    channels: toTextsByChannel(content),
    fallbackLocale: content.fallbackLocale,
    variables: [...content.variables],
  }),
  show: async (_tx, definitions) => definitions.map(toTemplateView),
  warn: async (_tx, { key, content }, body) => {
    const at = body === null ? atChannel : givenTemplate(body).localesAt
    return [...warnTemplate({ key, ...content }, at), ...variableWarnings(content, at)]
  },
  published: templatePublished,
  event: (_tx, { key, version, content, publishedAt }) => ({
    key,
    version,
    channel: content.channel,
    channels: Object.keys(content.channels),
    locales: [...allLocales(content)],
    fallbackLocale: content.fallbackLocale,
    variables: content.variables.flatMap(({ name, required }) => (required ? [name] : [])),
    publishedAt: publishedAt?.toISOString(),
  }),
})

const atChannel = (channel: string): string => `/body/channels/${channel}/locales`

export const templateRoutes = (deps: MessagingDeps): readonly Route[] => [
  ...definitionRoutes(template, deps),
  previewRoute(deps),
]

const previewRoute = (deps: MessagingDeps): Route =>
  route({
    operationId: 'previewTemplate',
    method: 'post',
    showsPeople: true,
    path: '/v1/templates/:key/preview',
    summary: 'Show what a template says, without sending it',
    tag,
    access: read,
    params: KeyPath,
    body: z.strictObject({
      version: z.int().min(1).max(2_000_000_000).optional(),
      channel: Channel.optional().describe('The first of the template by default'),
      locale: Locale.optional(),
      profileId: Id.optional().describe('Somebody known; or imagine a `person`'),
      person: z.record(z.string(), z.unknown()).optional().describe('`{ traits, identifiers, locale }`'),
      data: z.record(z.string(), z.unknown()).default({}),
      url: z.url().max(2_000).optional(),
    }),
    responses: {
      200: z
        .object({
          key: z.string(),
          version: z.int(),
          channel: z.string(),
          locale: z.string(),
          subject: z.string().optional().describe('Of mail'),
          html: z.string().optional().describe('Of mail'),
          text: z.string(),
          segments: z.int().nullable().describe('How many messages the network counts; null where it counts none'),
        })
        .meta({ id: 'TemplatePreview' }),
    },
    idempotencyKey: 'none',
    example: { locale: 'de', person: { traits: { firstName: 'Änne' } }, data: { orderNumber: '50314' } },
    handleOutside: async ({ params, body, caller }) => {
      const { version, channel, locale, profileId, person, data, url } = body
      const question = { version, channel, locale, profileId, person, data, url }
      const from = { db: deps.db, workspaceId: workspaceOf(caller), renderer: deps.tools.renderer }
      const { content, ...preview } = await previewTemplate(from, params.key, question)
      return { status: 200, body: { ...preview, ...content } }
    },
  })
