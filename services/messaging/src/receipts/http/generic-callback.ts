import { AppError } from '@polyphon/service-kit'
import { Webhook } from 'standardwebhooks'
import type { CallbackForm } from './callback-form.js'
import { readReceipts } from './read-receipts.js'

/** The form for every provider that has none of its own, signed as Standard Webhooks says. */
export const genericCallback: CallbackForm = {
  verify: ({ payload, headers }, { CALLBACK_SECRET: secret }) => {
    const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
      typeof headers[name] === 'string' ? headers[name] : '',
    )
    const given = { 'webhook-id': id ?? '', 'webhook-timestamp': timestamp ?? '', 'webhook-signature': signature ?? '' }
    try {
      if (secret === undefined) throw new Error('No secret is set.')
      if (given['webhook-id'].length > 200) throw new Error('The id is too long.')
      new Webhook(secret).verify(payload, given, { jsonParse: false })
      return given['webhook-id']
    } catch (error) {
      throw new AppError('unauthenticated', 'signature_invalid', 'The callback is not signed with the right secret.', {
        cause: error,
      })
    }
  },
  read: (text, _given, receivedAt) => {
    const { receipts, rejected } = readReceipts(text, receivedAt)
    const evidence = receipts.map(({ id, reason, bounce, ...receipt }) => ({
      ...receipt,
      eventId: id,
      source: 'generic',
      // The type stands before the text, as many providers write it themselves.
      reason: bounce === undefined ? (reason ?? null) : [bounce, reason].filter(Boolean).join('; '),
    }))
    return { receipts: evidence, rejected }
  },
}
