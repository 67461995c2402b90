import { type Condition, evaluate } from '@polyphon/conditions'
import type { RecentEvent } from '../recent/recent-event.js'
import { structured } from '../recent/recent-event.js'
import { EVERYTHING, type Webhook } from './webhook.js'

/** What counts for whether an event is delivered to a webhook. */
export type Listening = Pick<Webhook, 'webhookId' | 'types' | 'filter' | 'payload' | 'beginsAt'>

/** The webhooks of one workspace, by the type that they ask for. */
export interface Matcher {
  /** The types that any of them asks for; `*` for every one. */
  readonly types: readonly string[]
  /** Those that hear of an event; a thousand filters take long, so others may have their turn after each. */
  matching(event: RecentEvent, now: Date): Generator<undefined, readonly Listening[]>
}

const NONE: readonly Listening[] = []

export function openMatcher(webhooks: readonly Listening[]): Matcher {
  const byType = new Map<string, Listening[]>()
  for (const webhook of webhooks)
    for (const type of new Set(webhook.types)) byType.set(type, [...(byType.get(type) ?? []), webhook])
  const always = byType.get(EVERYTHING) ?? NONE
  return {
    types: [...byType.keys()],
    *matching(event, now) {
      const named = byType.get(event.type) ?? NONE
      const listeners: Listening[] = []
      // Read once for all of them, and only where one asks.
      let content: Readonly<Record<string, unknown>> | undefined
      for (const listening of always.length === 0 ? named : new Set([...named, ...always])) {
        if (event.position.at < listening.beginsAt.getTime()) continue
        if (listening.filter !== null) {
          content ??= contentOf(event)
          yield
          if (!holdsFor(listening.filter, content, now)) continue
        }
        listeners.push(listening)
      }
      return listeners
    },
  }
}

/** Whether the condition of a webhook holds for an event as it is delivered in full. */
const holdsFor = (filter: Condition, event: Readonly<Record<string, unknown>>, now: Date): boolean =>
  evaluate(filter, { traits: {}, identifiers: {}, segments: [], occurrences: () => [], event }, now).holds

function contentOf(event: RecentEvent): Readonly<Record<string, unknown>> {
  const content: unknown = JSON.parse(structured(event))
  return typeof content === 'object' && content !== null ? { ...content } : {}
}
