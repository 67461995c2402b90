import { groupBy } from '@polyphon/values'
import { decidePermission, joinPermissions, type Permission, withdrawNow } from './permission.js'

/** A record of what somebody has decided, as far as it decides what holds. */
export interface Decided extends Permission {
  /** The id that it was given for. */
  readonly givenFor: string
  readonly source: string
  readonly recordedAt: Date
}

/**
 * What holds by the records of somebody, in the order in which they were recorded, by channel and topic. Of several people
 * who are one still the most restrictive of what each had decided holds, as after their merge.
 */
export function refoldPermissions(records: readonly Decided[]): readonly Permission[] {
  const byTopic = groupBy(records, ({ channel, topic }) => JSON.stringify([channel, topic]))
  return [...byTopic.values()].flatMap((ofTopic) => {
    const byOrigin = groupBy(ofTopic, ({ givenFor }) => givenFor)
    const held = [...byOrigin.values()].flatMap((ofOrigin) => foldOne(ofOrigin) ?? [])
    return held.reduce<Permission | null>(joinPermissions, null) ?? []
  })
}

function foldOne(records: readonly Decided[]): Permission | null {
  let held: Permission | null = null
  for (const { channel, topic, state, occurredAt, entryId, source, recordedAt } of records) {
    const next = { channel, topic, state, occurredAt, entryId }
    held = source === 'unsubscribe' ? withdrawNow(held, next) : decidePermission(held, next, recordedAt)
  }
  return held
}
