import { identifierTypeOf, normaliseAddress } from '@polyphon/values'
import { z } from 'zod'
import type { ChannelKind, Content } from './channel-kind.js'
import { segmentsOf } from './sms-segments.js'

/** The longest text that providers take, in UTF-16 units. */
const LONGEST_TEXT = 1_600
// An extension is reached by a voice, not by a message.
const EXTENSION = ';ext='
// How a text shows the way out: the link, or the word that networks take for it.
const WAY_OUT = /\bunsubscribeUrl\b|\bSTOPP?\b/

const parts = z.strictObject({ body: z.string().min(1).max(10_000).describe('Liquid, as plain text') })

const textOf = ({ text }: Content): string => text

/** Short messages: one text, to a telephone. */
export const sms: ChannelKind = {
  name: 'sms',
  identifier: identifierTypeOf('sms'),
  normalise: (text, normalisePhone) => {
    const address = normaliseAddress('sms', text, normalisePhone)
    return address === null || address.includes(EXTENSION) ? null : address
  },
  parts,
  render: ({ body }) => ({ subject: null, html: null, text: body }),
  fields: ({ body }) => [{ field: 'body', sources: { subject: null, html: null, text: body } }],
  warn: ({ body }) =>
    WAY_OUT.test(body)
      ? []
      : [
          {
            pointer: '/body',
            code: 'unsubscribe_missing',
            detail: 'Marketing and research must say how to end it: show {{ unsubscribeUrl }}, or name the word STOP.',
          },
        ],
  faultOf: (content) => {
    const text = textOf(content)
    if (text === '') return { reason: 'text_empty' }
    return text.length > LONGEST_TEXT ? { reason: 'text_too_long' } : null
  },
  segmentsOf: (content) => segmentsOf(textOf(content)).count,
  rules: { existingCustomer: false, repeatable: false },
}
