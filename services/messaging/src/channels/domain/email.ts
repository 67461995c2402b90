import { identifierTypeOf, normaliseAddress } from '@polyphon/values'
import { z } from 'zod'
import type { ChannelKind } from './channel-kind.js'
import { sourcesOf } from './mail.js'

const LONGEST = 200_000

const parts = z.strictObject({
  subject: z.string().min(1).max(1_000).describe('Liquid'),
  body: z.string().min(1).max(LONGEST).describe('Liquid; HTML if it holds a tag, else plain text'),
  text: z.string().max(LONGEST).optional().describe('The plain text part; made of the body if it is missing'),
})

/** Mail: a subject, an HTML part and a text part. */
export const email: ChannelKind = {
  name: 'email',
  identifier: identifierTypeOf('email'),
  normalise: (text, normalisePhone) => normaliseAddress('email', text, normalisePhone),
  parts,
  render: sourcesOf,
  fields: (texts) => {
    const { html } = sourcesOf(texts)
    return [
      { field: 'subject', sources: { subject: texts.subject ?? '', html: null, text: null } },
      { field: 'body', sources: { subject: '', html, text: html === null ? texts.body : null } },
      ...(texts.text === undefined ? [] : [{ field: 'text', sources: { subject: '', html: null, text: texts.text } }]),
    ]
  },
  warn: () => [],
  faultOf: () => null,
  segmentsOf: () => null,
  rules: { existingCustomer: true, repeatable: true },
}
