import { setTimer, type Tx } from '@polyphon/service-kit'
import { EXISTING_TIMER } from '../../definitions/domain/timer-kinds.js'
import { lockJourneysShared } from '../../definitions/store/journeys.js'
import type { Library } from '../../definitions/store/library.js'
import { enterJourney, prepareRun } from '../steps/enter-journey.js'
import { loadRunSession, saveRunSession } from '../steps/run-session.js'
import { candidateKey } from '../store/entries.js'
import { readSegmentMembers } from '../store/segment-members.js'

export interface Existing {
  readonly journey: string
  readonly version: number
  readonly segment: string
  /** The last person who was looked at. */
  readonly after: string | null
}

const AT_ONCE = 200

/** Lets in those who were in the segment when the journey was published, some at a time. */
export async function enterExisting(tx: Tx, existing: Existing, library: Library): Promise<void> {
  const { journey, segment } = existing
  const [state] = await lockJourneysShared(tx, [journey])
  if (state?.status !== 'live' || state.version !== existing.version) return
  const profileIds = await readSegmentMembers(tx, { segment, after: existing.after, limit: AT_ONCE })
  const last = profileIds.at(-1)
  if (last === undefined) return
  const version = await library.version(tx, journey, state.version)
  const triggerKeyOf = (profileId: string): string => `existing:${state.version}:${segment}:${profileId}`
  const candidates = profileIds.map((profileId) => {
    return { journey, profileId, version, triggerKey: triggerKeyOf(profileId) }
  })
  const session = await loadRunSession(tx, library, { runs: [], candidates })
  for (const profileId of profileIds) {
    const person = session.people.find(profileId)
    // Who has been in the journey before is nobody that a new version has to catch up with.
    if (person === null || (session.pastRuns.get(candidateKey({ journey, profileId }))?.entered ?? 0) > 0) continue
    const run = prepareRun(tx, {
      published: version.published,
      profileId,
      event: null,
      occurredAt: null,
      data: {},
      trigger: {
        type: 'segment',
        segment,
      },
      triggerKey: triggerKeyOf(profileId),
      learnedAt: version.publishedAt,
    })
    await enterJourney(tx, session, { person, version, run, event: null, occurredAt: null }, false)
  }
  await saveRunSession(tx, session)
  const key = `${journey}:${segment}`
  await setTimer(tx, { kind: EXISTING_TIMER, key, dueAt: tx.now, data: { ...existing, after: last } })
}
