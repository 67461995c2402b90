import type { EventDefinition } from './define-event.js'
import { keyForms } from './documents/key-forms.js'
import { topicByName } from './topics.js'

/** For so many days a version is still published beside its successor. */
const DAYS_BESIDE = 180

const DAY_MS = 86_400_000

const nameOf = (type: string): string => type.replace(/\.v\d+$/, '')

/** What is wrong with the versions of events that stand beside each other, as sentences. */
export function versionProblems(events: readonly EventDefinition[]): readonly string[] {
  const types = new Set(events.map(({ type }) => type))
  return events.flatMap((event) => [...deprecationProblems(event, types), ...keyProblems(event, events)])
}

function deprecationProblems({ type, deprecated }: EventDefinition, types: ReadonlySet<string>): readonly string[] {
  if (deprecated === null) return []
  const days = (Date.parse(deprecated.until) - Date.parse(deprecated.since)) / DAY_MS
  return [
    ...(types.has(deprecated.successor) ? [] : [`${type} names ${deprecated.successor}, which is no event.`]),
    ...(days >= DAYS_BESIDE ? [] : [`${type} goes after ${days} days, which is sooner than ${DAYS_BESIDE}.`]),
  ]
}

// A compacted topic keeps one record of a key: the later version would delete the earlier one.
function keyProblems(event: EventDefinition, events: readonly EventDefinition[]): readonly string[] {
  const keys = keyForms(event)
  return events
    .filter((other) => other.type > event.type && nameOf(other.type) === nameOf(event.type))
    .filter((other) => other.topics.some((topic) => topicByName.get(topic)?.compacted && event.topics.includes(topic)))
    .filter((other) => keyForms(other).some((form) => keys.includes(form)))
    .map((other) => `${event.type} and ${other.type} have one key in a compacted topic.`)
}
