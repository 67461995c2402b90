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
  Warnings,
} from '@polyphon/service-kit'
import { type Caller } from '@polyphon/service-kit/access'
import { Locale } from '@polyphon/values'

import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { putTemplate } from '../commands/put-template.js'
import { warnTemplate } from '../domain/built-in-template.js'
import type { Template, TemplateVariable } from '../domain/template.js'
import { getTemplate } from '../queries/get-template.js'
import { listTemplates } from '../queries/list-templates.js'
import { previewTemplate } from '../queries/preview-template.js'
import { checkTemplate } from '../steps/check-template.js'

const LONGEST = 200_000
const Texts = z.strictObject({
  subject: z.string().min(1).max(1_000).describe('Liquid'),
  body: z.string().min(1).max(LONGEST).describe('Liquid; HTML if it holds a tag, else plain text'),
  text: z.string().max(LONGEST).optional().describe('The plain text part; made of the body if it is missing'),
})
const Name = z
  .string()
  .max(200)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/, 'must be a name, or names joined by dots')
const Variable = z.union([
  Name,
  z.strictObject({ name: Name, required: z.boolean().default(true), description: z.string().max(500).optional() }),
])
const TemplateBody = z.strictObject({
  channel: Channel,
  locales: z
    .record(z.string(), Texts)
    .refine((locales) => Object.keys(locales).length > 0, 'must hold at least one language')
    .refine((locales) => Object.keys(locales).length <= 50, 'must hold at most 50 languages'),
  fallbackLocale: Locale.optional().describe('Used when nobody wants another one; `en` or the first by default'),
  variables: z.array(Variable).max(200).default([]).describe('Names below `data` that the template counts on'),
})
const TemplateView = z.object({
  key: z.string(),
  version: z.int(),
  channel: z.string(),
  locales: z.record(z.string(), z.object({ subject: z.string(), body: z.string(), text: z.string().optional() })),
  fallbackLocale: z.string(),
  variables: z.array(z.object({ name: z.string(), required: z.boolean() })),
  builtIn: z.boolean().describe('Comes with Polyphon; publish your own under this key to replace it'),
  publishedAt: z.string().nullable(),
})

const Publication = TemplateView.extend({ warnings: Warnings })

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

const toTemplateView = (template: Template): z.input<typeof TemplateView> => ({
  ...template,
  locales: Object.fromEntries(
    Object.entries(template.locales).map(([tag, { subject, body, text }]) => [
      tag,
      { subject, body, ...(text === undefined ? {} : { text }) },
    ]),
  ),
  variables: [...template.variables],
  builtIn: template.version === 0,
  publishedAt: template.publishedAt?.toISOString() ?? null,
})

const variableOf = (given: z.output<typeof Variable>): TemplateVariable =>
  typeof given === 'string' ? { name: given, required: true } : { name: given.name, required: given.required }

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
    method: 'put',
    path: '/v1/templates/:key',
    summary: 'Publish a version of a template',
    description:
      'Liquid sees `person`, `data`, `url` (the survey link of an invitation) and `unsubscribeUrl`; `variables` names what `data` must hold. A template `survey-invitation` takes the place of the built-in one.',
    tag,
    access: write,
    params: KeyPath,
    body: TemplateBody,
    responses: { 200: Publication, 201: Publication },
    example,
    handleOutside: async ({ id, params, body, caller }) => {
      const workspaceId = workspaceOf(caller)
      const given = { ...body, fallbackLocale: body.fallbackLocale, variables: body.variables.map(variableOf) }
      const content = await checkTemplate(given, { workspaceId, renderer: deps.tools.renderer })
      const origin = { correlationId: id }
      const { isNew, template } = await deps.db.transact(workspaceId, (tx) => putTemplate(tx, params.key, content), {
        origin,
      })
      const published = { ...toTemplateView(template), warnings: firstFaults(warnTemplate(template)) }
      const answer = { body: published, headers: { etag: etagOf(template.version) } }
      return isNew ? { status: 201, ...answer } : { status: 200, ...answer }
    },
  })

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
      locale: Locale.optional(),
      profileId: Id.optional().describe('Somebody known; or imagine a `person`'),
      person: z.record(z.string(), z.unknown()).optional().describe('`{ traits, identifiers, locale }`'),
      data: z.record(z.string(), z.unknown()).default({}),
      url: z.url().max(2_000).optional(),
    }),
    responses: {
      200: z.object({
        key: z.string(),
        version: z.int(),
        locale: z.string(),
        subject: z.string(),
        html: z.string(),
        text: z.string(),
      }),
    },
    idempotencyKey: 'none',
    example: { locale: 'de', person: { traits: { firstName: 'Änne' } }, data: { orderNumber: '50314' } },
    handleOutside: async ({ params, body, caller }) => {
      const { version, locale, profileId, person, data, url } = body
      const question = { version, locale, profileId, person, data, url }
      const from = { db: deps.db, workspaceId: workspaceOf(caller), renderer: deps.tools.renderer }
      return { status: 200, body: await previewTemplate(from, params.key, question) }
    },
  })
