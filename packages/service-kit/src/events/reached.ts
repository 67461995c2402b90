import { type MessageFact, messageFacts, messageStates } from '@polyphon/contracts'
import { derivedUuid, momentOfUuid } from '../values/ids.js'
import type { Handler, Received } from './handler.js'

const MESSAGE_TYPES: ReadonlySet<string> = new Set(Object.values(messageFacts).map(({ type }) => type))

/**
 * The id of the fact that a message came to a state which it comes to once: the same whether it is published by itself or in
 * `reached` of a later one, and again after a restore.
 */
export const messageFactId = (type: string, messageId: string): string =>
  derivedUuid(momentOfUuid(messageId), [type, messageId])

/**
 * The same handler, which gets every state of a message as an event of its own, oldest first, though only the furthest was
 * published with the times of the others in `reached`. A state that was published in both ways has the same id.
 */
export function withReached(handler: Handler): Handler {
  const taken = new Set(handler.definitions.map(({ type }) => type))
  return {
    ...handler,
    handle: (tx, events) =>
      handler.handle(
        tx,
        events.flatMap(expand).filter(({ type }) => taken.has(type)),
      ),
  }
}

function expand(event: Received): readonly Received[] {
  if (!MESSAGE_TYPES.has(event.type)) return [event]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with the definition of this type
  const { reached, ...data } = event.data as MessageFact
  if (reached === undefined) return [event]
  const before = messageStates.flatMap((state): readonly Received[] => {
    const { type } = messageFacts[state]
    const occurredAt = reached[state]
    if (occurredAt === undefined || type === event.type) return []
    const id = messageFactId(type, data.messageId)
    return [{ ...event, id, type, data: { ...data, occurredAt }, namedBy: event.id }]
  })
  return [...before, { ...event, data }]
}
