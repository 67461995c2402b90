import { MESSAGE_STATES, type MessageState } from './schema.js'

const WAY: readonly MessageState[] = ['accepted', 'sent', 'delivered', 'read', 'clicked']

/** The states that a message has come to with this one. Receipts overtake each other: what was read has been delivered, whether or not a receipt said so. */
export function impliedStates(state: MessageState): readonly MessageState[] {
  const index = WAY.indexOf(state)
  return index < 0 ? [state] : WAY.slice(0, index + 1)
}

/** The states of which each says that a message has come to this one. */
export const statesThatImply = (state: MessageState): readonly MessageState[] =>
  MESSAGE_STATES.filter((other) => impliedStates(other).includes(state))
