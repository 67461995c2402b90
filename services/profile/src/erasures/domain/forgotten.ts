/** An identifier of somebody who was erased. */
export interface Forgotten {
  /** When its owner was erased: what happened until then is taken of nobody. */
  readonly forgottenAt: Date
  /** Until when only the firm or the person can bring it back. */
  readonly until: Date
}

/** What says when something happened that names an identifier, and who vouches for it. */
export interface Naming {
  readonly occurredAt: Date
  readonly receivedAt: Date
  /** It came with a publishable key and no token of the person. */
  readonly isOpen: boolean
}

/** Whether something is refused that names a forgotten identifier: it is of before, or came from a page too soon. */
export const isOfForgotten = ({ forgottenAt, until }: Forgotten, { occurredAt, receivedAt, isOpen }: Naming): boolean =>
  occurredAt <= forgottenAt || (isOpen && receivedAt <= until)
