import { isObject, type JsonObject, parseJson } from '@polyphon/values'
import type { Outgoing, Provider } from '../domain/channel-kind.js'
import { type SendResult, TOO_LATE } from '../domain/outcome.js'
import { readErrorCode, readStatus, resultOfError } from '../domain/twilio.js'
import type { ProviderOutages } from './open-providers.js'
import { type PostResult, postForm } from './post-form.js'

export interface TwilioOptions {
  readonly baseUrl: string
  readonly accountSid: string
  readonly authToken: string
  /** A number, a name, or the SID of a messaging service. */
  readonly from: string
  readonly timeoutMs: number
  /** Where statuses are reported, without the message; null where they cannot arrive. */
  readonly callbackUrl: string | null
  readonly now: () => Date
  readonly outages: ProviderOutages
}

/** The address that Twilio reports the statuses of a message to. */
const statusCallbackOf = (callbackUrl: string, messageId: string): string =>
  `${callbackUrl}?messageId=${encodeURIComponent(messageId)}`

/** Sends short messages by the API of Twilio, version 2010-04-01, or by whoever speaks it. */
export function openTwilioProvider(options: TwilioOptions): Provider {
  const { accountSid, authToken, callbackUrl, timeoutMs, from } = options
  const base = options.baseUrl.replace(/\/+$/, '')
  const url = new URL(`${base}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`)
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const sender = /^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from }
  return {
    name: 'twilio',
    send: async (message, beginBy) => {
      if (options.now() > beginBy) return TOO_LATE
      const form = {
        To: message.to.address,
        ...sender,
        Body: message.content.text,
        ...(callbackUrl === null ? {} : { StatusCallback: statusCallbackOf(callbackUrl, message.messageId) }),
      }
      const answer = await postForm({ url, authorization, form, timeoutMs })
      note(options.outages, answer)
      return resultOf(answer, { isReported: callbackUrl !== null, now: options.now() })
    },
    close: () => Promise.resolve(),
  }
}

/** A login that is refused, a server that is away or wants to be left alone: nothing of this message, but of all. */
function note(outages: ProviderOutages, answer: PostResult): void {
  const what = 'provider twilio'
  if (answer.got === 'no_connection') outages.failedBy(what, { reason: 'unreachable', detail: 'no connection' })
  else if (answer.got === 'no_answer') outages.failedBy(what, { reason: answer.why, detail: 'no answer' })
  else if (answer.status >= 500 || [401, 403, 429].includes(answer.status))
    outages.failedBy(what, { reason: `http_${answer.status}`, detail: `it answers ${answer.status}` })
  else outages.works(what)
}

/** For how long the server wants to be left alone; null if it does not say. */
function readRetryAfter(given: string | null, now: Date): number | null {
  if (given === null) return null
  const ms = /^\d{1,9}$/.test(given.trim()) ? Number(given) * 1_000 : Date.parse(given) - now.getTime()
  return Number.isFinite(ms) && ms > 0 ? ms : null
}

/** What an answer means. Only what Twilio itself has answered is certain. */
export function resultOf(
  answer: PostResult,
  { isReported, now }: { readonly isReported: boolean; readonly now: Date },
): SendResult {
  if (answer.got === 'no_connection') return { outcome: 'not_taken', reason: 'twilio_unreachable' }
  if (answer.got === 'no_answer') return { outcome: 'unclear', reason: `twilio_${answer.why}` }
  return resultOfAnswer(answer, isReported, now)
}

function resultOfAnswer(answer: Extract<PostResult, { got: 'answer' }>, isReported: boolean, now: Date): SendResult {
  const { status } = answer
  const body = readBody(answer.body)
  const retryAfterMs = readRetryAfter(answer.retryAfter, now)
  const later = retryAfterMs === null ? {} : { retryAfterMs }
  if (status === 429 || status === 503) return { outcome: 'not_taken', reason: `twilio_http_${status}`, ...later }
  if (status >= 200 && status < 300) return resultOfMessage(body, isReported)
  if (isSilent(status)) return { outcome: 'unclear', reason: `twilio_http_${status}` }
  const code = status < 400 ? null : readErrorCode(body?.['code'])
  if (code !== null) return resultOfError(code, retryAfterMs)
  // Without a code it was not Twilio that answered, but something on the way; the operator may mend it.
  return { outcome: 'not_taken', reason: `twilio_http_${status}`, ...later }
}

// A server that has failed, or one before it, says nothing of what it did first.
const isSilent = (status: number): boolean => status >= 500 || status === 408

function readBody(text: string): JsonObject | null {
  const parsed = parseJson(text)
  return parsed.ok && isObject(parsed.value) ? parsed.value : null
}

function resultOfMessage(body: JsonObject | null, isReported: boolean): SendResult {
  const { sid, status, error_code: errorCode } = body ?? {}
  if (typeof sid !== 'string' || sid === '') return { outcome: 'unclear', reason: 'twilio_answer_unreadable' }
  const code = readErrorCode(errorCode)
  if (status === 'failed' || status === 'undelivered')
    return code === null ? { outcome: 'refused', reason: `twilio_${status}` } : resultOfError(code, null)
  const report = typeof status === 'string' ? readStatus(status, code) : null
  // It has gone out once Twilio reports that; where no report can come, taking it is all that will be known.
  return isReported && report?.event === 'accepted'
    ? { outcome: 'accepted', isOnItsWay: true }
    : { outcome: 'accepted' }
}

/** The text of a short message, as the folder keeps it. */
export const composeText = ({ to, content }: Outgoing): Promise<string> =>
  Promise.resolve(`To: ${to.address}\n\n${content.text}\n`)
