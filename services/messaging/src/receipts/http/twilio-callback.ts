import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '@polyphon/service-kit'
import { publicUrlOf } from '@polyphon/service-kit/pages'
import { decodeUtf8, faultOfText } from '@polyphon/values'
import { z } from 'zod'
import { readErrorCode, readStatus } from '../../channels/domain/twilio.js'
import type { CallbackForm } from './callback-form.js'

const Status = z.object({
  MessageSid: z.string().min(1).max(100),
  MessageStatus: z.string().min(1).max(50),
  ErrorCode: z.string().optional(),
})

const parametersOf = (payload: string): ReadonlyMap<string, readonly string[]> => {
  const parameters = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(payload)) {
    const values = parameters.get(name)
    if (values === undefined) parameters.set(name, [value])
    else values.push(value)
  }
  return parameters
}

/** What is signed: the address, then each parameter with its values, in the order of their names. */
function signatureOf(token: string, url: string, parameters: ReadonlyMap<string, readonly string[]>): Buffer {
  const names = [...parameters.keys()].toSorted()
  const pairs = names.flatMap((name) => [...new Set(parameters.get(name))].toSorted().map((value) => `${name}${value}`))
  return createHmac('sha1', token)
    .update(`${url}${pairs.join('')}`, 'utf8')
    .digest()
}

// Twilio signs the address as it has it, in some products with the standard port besides, in others without its port.
export function withOtherPort(url: string): string {
  const { protocol, port } = new URL(url)
  if (port !== '') return url.replace(/^(https?:\/\/[^/?#]+):\d+/, '$1')
  return url.replace(/^(https?:\/\/[^/?#]+)/, `$1:${protocol === 'https:' ? 443 : 80}`)
}

/** Statuses of messages, as Twilio reports them; the message is named by the address that it was given. */
export const twilioCallback: CallbackForm = {
  verify: ({ payload, headers, messageId }, settings) => {
    const { TWILIO_AUTH_TOKEN: token } = settings
    const query = messageId === null ? '' : `?messageId=${encodeURIComponent(messageId)}`
    const url = `${publicUrlOf(settings)}/v1/callbacks/twilio${query}`
    const header = headers['x-twilio-signature']
    const given = Buffer.from(typeof header === 'string' ? header : '', 'base64')
    const parameters = parametersOf(decodeUtf8(payload) ?? '')
    const isGenuine =
      token !== undefined &&
      [url, withOtherPort(url)].some((candidate) => {
        const expected = signatureOf(token, candidate, parameters)
        return expected.length === given.length && timingSafeEqual(expected, given)
      })
    if (!isGenuine)
      throw new AppError('unauthenticated', 'signature_invalid', 'The callback is not signed with the right token.')
    return createHash('sha256').update(url).update('\n').update(payload).digest('base64url')
  },
  read: (text, { messageId }, receivedAt) => {
    const reject = (reason: string): ReturnType<CallbackForm['read']> => ({
      receipts: [],
      rejected: [{ index: 0, reason }],
    })
    if (text === null) return reject('encoding_invalid')
    const id = z.uuid().safeParse(messageId)
    if (!id.success) return reject('messageId')
    const status = Status.safeParse(Object.fromEntries(new URLSearchParams(text)))
    if (!status.success) return reject(status.error.issues.map(({ path }) => path.join('.')).join(', '))
    const { MessageSid: sid, MessageStatus: word, ErrorCode: code } = status.data
    if (faultOfText(`${sid}${word}`) !== null) return reject('MessageSid, MessageStatus')
    const report = readStatus(word, readErrorCode(code))
    if (report === null) return reject('MessageStatus')
    const eventId = `${sid}:${word}`
    const receipt = { messageId: id.data.toLowerCase(), source: 'twilio', eventId, occurredAt: receivedAt, ...report }
    return { receipts: [receipt], rejected: [] }
  },
}
