import { messageFacts, runEnded, runStarted } from '@polyphon/contracts'
import type { TimelineItem } from '../../timeline/domain/timeline.js'

/** What a message came to, the furthest first: what is found of it decides. What never left is nothing that somebody got. */
const STATES = ['bounced', 'clicked', 'read', 'delivered', 'sent', 'uncertain', 'accepted'] as const
export type CameState = (typeof STATES)[number]

const stateOfType: ReadonlyMap<string, CameState> = new Map(STATES.map((state) => [messageFacts[state].type, state]))
/** The types of events that say that a message went to somebody. */
export const CAME_TYPES = [...stateOfType.keys()]

/** A message that somebody got, or that their provider sent back. */
export interface CameMessage {
  readonly messageId: string
  readonly state: CameState
  /** When the first of what is found of it happened. */
  readonly at: Date
  readonly channel: string
  readonly class: string
  readonly topic: string
  readonly template: string
  readonly touchpoint: string | null
  readonly invitationId: string | null
  readonly runId: string | null
  /** The step of the journey that ordered it. */
  readonly step: string | null
}

/** Somebody's way through a journey. */
export interface Run {
  readonly runId: string
  readonly journey: string
  readonly version: number
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly trigger: Trigger
}

/** What a journey began with. */
export interface Trigger {
  readonly type: string
  readonly event: string | null
  readonly segment: string | null
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const wordOf = (value: unknown): string => textOf(value) ?? ''

/** Messages of what is found of them, newest first, in the order of the newest fact of each. */
export function messagesOf(items: readonly TimelineItem[], most: number): readonly CameMessage[] {
  const found = new Map<string, CameMessage>()
  for (const { type, data, occurredAt } of items) {
    const [messageId, state] = [textOf(data['messageId']), stateOfType.get(type)]
    if (messageId === null || state === undefined) continue
    const known = found.get(messageId)
    found.set(messageId, {
      ...(known ?? describe(messageId, data)),
      state: known === undefined || STATES.indexOf(state) < STATES.indexOf(known.state) ? state : known.state,
      at: known === undefined || occurredAt < known.at ? occurredAt : known.at,
    })
  }
  return [...found.values()].slice(0, most)
}

function describe(messageId: string, data: TimelineItem['data']): Omit<CameMessage, 'state' | 'at'> {
  const [orderId, runId] = [textOf(data['orderId']), textOf(data['runId'])]
  // An order of a journey is `<runId>:<step>:<visit>`.
  const [ofRun, step = null] = orderId?.split(':') ?? []
  return {
    messageId,
    channel: wordOf(data['channel']),
    class: wordOf(data['class']),
    topic: wordOf(data['topic']),
    template: wordOf(data['template']),
    touchpoint: textOf(data['touchpoint']),
    invitationId: textOf(data['invitationId']),
    runId,
    step: runId !== null && ofRun === runId ? step : null,
  }
}

const Started = runStarted.data.pick({ runId: true, journey: true, version: true, trigger: true })

/** Ways through journeys of what is found of them, newest first; one whose beginning is not kept is left out. */
export function runsOf(items: readonly TimelineItem[]): readonly Run[] {
  const ends = new Map(
    items.filter(({ type }) => type === runEnded.type).map((item) => [item.data['runId'], item.occurredAt]),
  )
  return items.flatMap(({ type, data, occurredAt }) => {
    const parsed = type === runStarted.type ? Started.safeParse(data) : null
    if (parsed?.success !== true) return []
    const { runId, journey, version, trigger } = parsed.data
    return [
      {
        runId,
        journey,
        version,
        startedAt: occurredAt,
        endedAt: ends.get(runId) ?? null,
        trigger: { type: trigger.type, event: trigger.event ?? null, segment: trigger.segment ?? null },
      },
    ]
  })
}
