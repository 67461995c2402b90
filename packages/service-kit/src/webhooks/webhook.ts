import type { Condition } from '@polyphon/conditions'

/** What an endpoint is sent: ids alone, or the whole event. */
export const PAYLOADS = ['thin', 'full'] as const
export type Payload = (typeof PAYLOADS)[number]

/** What a user says of a webhook. */
export interface WebhookWish {
  readonly url: string
  readonly types: readonly string[]
  readonly filter: Condition | null
  readonly payload: Payload
  readonly maxPerSecond: number | null
}

/** Why nothing is sent any more. */
export type DisabledBecause = 'gone' | 'failing'

export interface Webhook extends WebhookWish {
  readonly key: string
  /** Another one each time a key is put anew. */
  readonly webhookId: string
  /** Sealed, as the former one. */
  readonly secret: string
  readonly formerSecret: string | null
  readonly formerSecretUntil: Date | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  /** What was published before, by the clock of the database, is not delivered. */
  readonly beginsAt: Date
  readonly failingSince: Date | null
  readonly disabledAt: Date | null
  readonly disabledBecause: DisabledBecause | null
  readonly pacedUntil: Date | null
}

/** Everything that a service tells, `*` in `types`. */
export const EVERYTHING = '*'

/** What the secret opens together with. */
export const aboutSecret = (workspaceId: string, webhookId: string): string => `webhook ${workspaceId} ${webhookId}`
