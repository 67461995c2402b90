import {
  Channel,
  etagOf,
  firstFaults,
  Id,
  Key,
  listOf,
  page,
  type Route,
  readPage,
  route,
  type Tx,
  Warnings,
} from '@polyphon/service-kit'
import { type Caller } from '@polyphon/service-kit/access'
import { Locale } from '@polyphon/values'

import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { putTemplate } from '../commands/put-template.js'
import { warnTemplate } from '../domain/built-in-template.js'
import type { ChannelTemplate, Template } from '../domain/template.js'
import { getTemplate } from '../queries/get-template.js'
import { listTemplates } from '../queries/list-templates.js'
import { previewTemplate } from '../queries/preview-template.js'
import { checkTemplate } from '../steps/check-template.js'
import { givenTemplate, TemplateBody } from './template-body.js'

// What of it a channel has, it has.
const TextsView = z.object({ subject: z.string().optional(), body: z.string(), text: z.string().optional() })
const LocalesView = z.record(z.string(), TextsView)
const TemplateView = z
  .object({
    key: z.string(),
    version: z.int(),
    channels: z.record(z.string(), z.object({ locales: LocalesView })),
    channel: z.string().describe('The first of its channels'),
    locales: LocalesView.describe('The texts for that one'),
    fallbackLocale: z.string(),
    variables: z.array(z.object({ name: z.string(), required: z.boolean() })),
    builtIn: z.boolean().describe('Comes with Polyphon; publish your own under this key to replace it'),
    publishedAt: z.string().nullable(),
  })
  .meta({ id: 'Template' })

const Publication = TemplateView.extend({ warnings: Warnings }).meta({ id: 'TemplatePublication' })

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

const toTemplateView = (template: Template): z.input<typeof TemplateView> => ({
  ...template,
  channels: Object.fromEntries(
    Object.entries(template.channels).map(([channel, texts]) => [channel, { locales: toLocalesView(texts) }]),
  ),
  locales: toLocalesView(template.channels[template.channel]),
  variables: [...template.variables],
  builtIn: template.version === 0,
  publishedAt: template.publishedAt?.toISOString() ?? null,
})

const tag = 'templates'
const read = { who: 'key', scope: 'messaging:read' } as const
const write = { who: 'key', scope: 'messaging:write' } as const

// Only keys of a workspace are admitted here.
function workspaceOf(caller: Caller): string {
  if ('workspaceId' in caller) return caller.workspaceId
  throw new Error('Only a key of a workspace is admitted here.')
}

const KeyPath = z.object({ key: Key })

export const templateRoutes = (deps: MessagingDeps): readonly Route[] => [
  putRoute(deps),
  route({
    operationId: 'listTemplates',
    method: 'get',
    path: '/v1/templates',
    summary: 'List templates in their newest versions, by key',
    tag,
    access: read,
    query: z.object(page),
    responses: { 200: listOf(TemplateView) },
    handle: async (tx, { query }) => {
      const body = await readPage(query, {
        position: z.tuple([z.string()]),
        read: (behind, most) => listTemplates(tx, behind?.[0] ?? null, most),
        item: toTemplateView,
        positionOf: ({ key }) => [key],
      })
      return { status: 200, body }
    },
  }),
  route({
    operationId: 'getTemplate',
    etag: true,
    method: 'get',
    path: '/v1/templates/:key',
    summary: 'Read a template in its newest or a named version',
    tag,
    access: read,
    params: KeyPath,
    query: z.object({ version: z.coerce.number().int().min(1).max(2_000_000_000).optional() }),
    responses: { 200: TemplateView },
    handle: async (tx, { params, query }) => {
      const template = await getTemplate(tx, params.key, query.version)
      return { status: 200, body: toTemplateView(template), headers: { etag: etagOf(template.version) } }
    },
  }),
  previewRoute(deps),
]

const putRoute = (deps: MessagingDeps): Route =>
  route({
    operationId: 'putTemplate',
    etag: true,
    method: 'put',
    path: '/v1/templates/:key',
    summary: 'Publish a version of a template',
    description:
      'Liquid sees `person`, `data`, `url` (the survey link of an invitation) and `unsubscribeUrl`; `variables` names what `data` must hold. A template `survey-invitation` takes the place of the built-in one.',
    tag,
    access: write,
    ifMatch: 'optional',
    params: KeyPath,
    body: TemplateBody,
    responses: { 200: Publication, 201: Publication },
    example,
    handleOutside: async ({ origin, params: { key }, body, caller, ifMatch }) => {
      const workspaceId = workspaceOf(caller)
      const given = givenTemplate(body)
      const content = await checkTemplate(given, { workspaceId, renderer: deps.tools.renderer })
      const publish = (tx: Tx) => putTemplate(tx, { key, content, ifMatch })
      const { isNew, template } = await deps.db.transact(workspaceId, publish, { origin })
      const published = { ...toTemplateView(template), warnings: firstFaults(warnTemplate(template, given.localesAt)) }
      const answer = { body: published, headers: { etag: etagOf(template.version) } }
      return isNew ? { status: 201, ...answer } : { status: 200, ...answer }
    },
  })

const TemplatePreview = z
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
  .meta({ id: 'TemplatePreview' })

const previewRoute = (deps: MessagingDeps): Route =>
  route({
    operationId: 'previewTemplate',
    method: 'post',
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
    responses: { 200: TemplatePreview },
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
