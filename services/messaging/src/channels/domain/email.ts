import { identifierTypeOf, normaliseAddress } from '@polyphon/values'
import { z } from 'zod'
import type { ChannelKind, Content, ContentFault } from './channel-kind.js'
import { sourcesOf } from './mail.js'

const LONGEST = 200_000

const parts = z.strictObject({
  subject: z.string().min(1).max(1_000).describe('Liquid'),
  body: z.string().min(1).max(LONGEST).describe('Liquid; HTML if it holds a tag, else plain text'),
  text: z.string().max(LONGEST).optional().describe('The plain text part; made of the body if it is missing'),
})

// What is seen although it is no text; a description of it would be text.
const SEEN = /<(?:img|picture|svg|video|object|iframe|input)\b/i

/** A mail without a subject or without anything to see is a gap like any other. */
function blankPart(content: Content): ContentFault | null {
  if (!('subject' in content)) return null
  if (isBlank(content.subject)) return { reason: 'variable_missing', variable: 'subject' }
  return isBlank(content.text) && !SEEN.test(content.html) ? { reason: 'variable_missing', variable: 'body' } : null
}

// Whoever reads it sees nothing of these either.
const isBlank = (text: string): boolean => /^[\s\p{Cf}\p{Cc}\u115f\u1160\u2800\u3164]*$/u.test(text)

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
  faultOf: blankPart,
  segmentsOf: () => null,
  rules: { existingCustomer: true, repeatable: true },
}
