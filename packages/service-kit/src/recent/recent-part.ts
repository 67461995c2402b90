import type { DataOf, EncodedRecord, EventDefinition } from '@polyphon/contracts'
import type { RecentPart } from '../db/outgoing.js'
import { isUuid } from '../values/ids.js'

/** What is kept of an event for streams that its row in the outbox does not say. */
export function recentPart<D extends EventDefinition>(
  definition: D,
  data: DataOf<D>,
  { key, headers }: Pick<EncodedRecord, 'key' | 'headers'>,
): RecentPart {
  const profileId = personIn(data)
  const about = key.slice((headers['ce_workspace'] ?? '').length + 1)
  return {
    profile_id: profileId,
    about: about === profileId ? null : about,
    time: headers['ce_time'] ?? '',
    cause: causeIn(headers),
    shown: definition.secret.length === 0 ? null : JSON.stringify(withoutSecrets(data, definition.secret)),
  }
}

/** Whom an event is about; of a merge, who survives. */
function personIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null
  const id = 'profileId' in data ? data.profileId : 'survivorId' in data ? data.survivorId : null
  return typeof id === 'string' && isUuid(id) ? id : null
}

// What every event says is not written again for each.
const CAUSES = ['correlationid', 'causationid', 'traceparent', 'tracestate', 'dataschema'] as const

function causeIn(headers: Readonly<Record<string, string>>): string | null {
  const members = CAUSES.flatMap((name) => {
    const value = headers[`ce_${name}`]
    return value === undefined ? [] : [`"${name}":${JSON.stringify(value)}`]
  })
  return members.length === 0 ? null : members.join(',')
}

const withoutSecrets = (data: unknown, secret: readonly string[]): unknown =>
  Object.fromEntries(Object.entries(Object(data)).filter(([name]) => !secret.includes(name)))
