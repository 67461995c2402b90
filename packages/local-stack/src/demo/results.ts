import type { Polyphon } from '@polyphon/client'
import type { SentMail } from './answers.js'
import { done, inParallel } from './calls.js'

export interface DemoResult {
  readonly persons: number
  readonly events: number
  readonly messagesSent: number
  readonly answers: number
  readonly scoreMean: number
  readonly top2Share: number
  readonly scoreMeanLate: number
  readonly scoreMeanOnTime: number
  readonly secondsTotal: number
  readonly eventToMessageMs: { readonly p50: number; readonly p99: number }
}

/** One number of the analytics service; `where` is `dimension:value`. */
export async function metric(polyphon: Polyphon, name: string, where?: string): Promise<number> {
  const answer = await done(
    'queryMetric',
    polyphon.analytics.GET('/v1/metrics/{metric}', {
      params: { path: { metric: name }, query: where === undefined ? {} : { where: [where] } },
    }),
  )
  if (typeof answer === 'string') throw new Error(`${name} was answered as text.`)
  return answer.groups[0]?.value ?? 0
}

/** Asks analytics for everything it counted; nothing here is counted by the demo itself. */
export async function askAnalytics(polyphon: Polyphon): Promise<Omit<DemoResult, 'secondsTotal' | 'eventToMessageMs'>> {
  const six = async (name: string, where?: string): Promise<number> =>
    Math.round((await metric(polyphon, name, where)) * 1e6) / 1e6
  return {
    persons: await metric(polyphon, 'persons.count'),
    events: await metric(polyphon, 'interactions.count'),
    messagesSent: await metric(polyphon, 'messages.count'),
    answers: await metric(polyphon, 'answers.count'),
    scoreMean: await six('score.mean', 'question:score'),
    top2Share: await six('score.top2_share', 'question:score'),
    scoreMeanLate: await six('score.mean', 'property.late:true'),
    scoreMeanOnTime: await six('score.mean', 'property.late:false'),
  }
}

/** The chart of scores by lateness, as analytics draws it. */
export async function drawLateness(polyphon: Polyphon): Promise<string> {
  const { data, response } = await polyphon.analytics.GET('/v1/metrics/{metric}', {
    params: { path: { metric: 'score.mean' }, query: { by: 'property.late' } },
    headers: { accept: 'image/svg+xml' },
    parseAs: 'text',
  })
  if (!response.ok || data === undefined) throw new Error(`The chart was answered with ${response.status}.`)
  return data
}

/** From the moment profile accepted `Order Delivered` to the moment the mail was out, in milliseconds. */
export async function measureEventToMessage(
  polyphon: Polyphon,
  mails: readonly SentMail[],
): Promise<DemoResult['eventToMessageMs']> {
  const durations: number[] = []
  await inParallel(mails, 16, async ({ orderId, messageId }) => {
    const [trace, message] = await Promise.all([
      done(
        'getEventTrace',
        polyphon.profile.GET('/v1/events/{messageId}/trace', {
          params: { path: { messageId: `order-delivered-${orderId}` } },
        }),
      ),
      done('getMessage', polyphon.messaging.GET('/v1/messages/{id}', { params: { path: { id: messageId } } })),
    ])
    const sent = message.evidence.find(({ event }) => event === 'sent')
    if (sent === undefined) throw new Error(`The message ${messageId} was never sent.`)
    durations.push(new Date(sent.at).getTime() - new Date(trace.receivedAt).getTime())
  })
  const sorted = durations.toSorted((left, right) => left - right)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}
