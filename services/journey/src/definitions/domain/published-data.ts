import type { DataOf, journeyPublished } from '@polyphon/contracts'
import type { JourneyBody } from './read-journey.js'
import { readJourney } from './read-journey.js'
import { namesOf } from './warn-journey.js'

interface Published {
  readonly key: string
  readonly version: number
  readonly content: JourneyBody
}

/** What other services refer to: which journeys there are, what starts them, and what of theirs these name. */
export function publishedData(
  { key, version, content }: Published,
  { status, now }: { readonly status: string; readonly now: Date },
): DataOf<typeof journeyPublished> {
  const { journey } = readJourney(content)
  const { name, owner, purpose } = journey
  return {
    key,
    version,
    status,
    ...(name === undefined ? {} : { name }),
    triggers: journey.entry.triggers.flatMap((trigger) => (trigger.type === 'event' ? [trigger.event] : [])),
    class: journey.class,
    ...(owner === undefined ? {} : { owner }),
    ...(purpose === undefined ? {} : { purpose }),
    definition: { ...content },
    uses: [...namesOf(journey)],
    publishedAt: now.toISOString(),
  }
}
