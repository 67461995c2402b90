import { interactionRecorded, profileChanged, profileMerged, topicNames } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { keyOf } from '@polyphon/values'
import type { Absorption } from '../../people/domain/identity-graph.js'
import { contentOf, decideNews, type Profile } from '../../people/domain/profile.js'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { saveLinks, saveProfiles } from '../../people/store/profiles.js'
import { appendSegmentChanges } from '../../segments/steps/append-segment-changes.js'
import { applySegments, type SegmentOutcome } from '../../segments/steps/apply-segments.js'

/** What a transaction has done to one person, whose row it holds. */
export interface PersonNews {
  /** Null for somebody new. */
  readonly before: Profile | null
  readonly after: Profile
  readonly absorptions: readonly Absorption[]
  /** New events of this person, in order. */
  readonly events: readonly TimedEvent[]
  /** Traits that were learned, as paths. */
  readonly paths: ReadonlySet<string>
  /** A messageId or the id of a request. */
  readonly because: string
}

/** A person as stored now, and how their segments changed. */
export interface SettledPerson {
  readonly profile: Profile
  readonly outcome: SegmentOutcome
  readonly because: string
}

/**
 * Sorts people into segments, stores them and tells what is new, in the order of causes: merged, changed, what happened,
 * segments. The revision grows only if the content did change. Interactions and aliases are stored before.
 */
export async function settlePeople(tx: Tx, news: readonly PersonNews[]): Promise<readonly SettledPerson[]> {
  if (news.length === 0) return []
  const outcomes = await applySegments(tx, news.map(subjectOf))
  const settled = news.map((one) => {
    const outcome = outcomes.get(one.after.profileId) ?? { segments: one.after.segments, entered: [], left: [] }
    return { news: one, outcome, profile: revise(one, outcome.segments, tx.now) }
  })
  await saveProfiles(
    tx,
    settled.filter((one) => isToBeSaved(one.news.before, one.profile)).map((one) => one.profile),
  )
  await saveLinks(
    tx,
    settled.flatMap((one) => linksToSave(one.news.before, one.profile)),
  )
  for (const one of settled) tell(tx, one.news, one.profile, one.outcome)
  return settled.map(({ profile, outcome, news: { because } }) => ({ profile, outcome, because }))
}

function subjectOf({ before, after, absorptions, events, paths, because }: PersonNews) {
  const identifiers = after.identifiers.filter(({ verified }) => verified)
  const known = new Set(before?.identifiers.filter(({ verified }) => verified).map(keyOf))
  const newTypes = identifiers.filter((link) => !known.has(keyOf(link))).map(({ type }) => `identifiers.${type}`)
  return {
    profileId: after.profileId,
    traits: after.traits,
    identifiers,
    segments: after.segments,
    happened: {
      events: new Set(events.flatMap(({ name }) => (name === null ? [] : [name]))),
      paths: new Set([...paths, ...newTypes]),
      because,
      everything: before === null,
      since: Math.min(...events.map(({ occurredAt }) => occurredAt.getTime())),
    },
    absorbedIds: absorptions.map(({ absorbed }) => absorbed.profileId),
  }
}

function revise({ before, after }: PersonNews, segments: readonly string[], now: Date): Profile {
  const sorted = segments === after.segments ? after : { ...after, segments }
  const { profile, isNews } = before === null ? { profile: sorted, isNews: true } : decideNews(before, sorted, now)
  return isNews ? { ...profile, revision: after.revision + 1, updatedAt: now } : profile
}

// Times that are newer without any new content are kept too, but are no news.
function isToBeSaved(before: Profile | null, after: Profile): boolean {
  return (
    before === null ||
    before.revision !== after.revision ||
    before.traitTimes !== after.traitTimes ||
    before.observed !== after.observed
  )
}

function linksToSave(before: Profile | null, after: Profile) {
  const stored = new Set(before?.identifiers)
  return after.identifiers.filter((link) => !stored.has(link)).map((link) => ({ ...link, profileId: after.profileId }))
}

function tell(tx: Tx, news: PersonNews, profile: Profile, outcome: SegmentOutcome): void {
  tellMerges(tx, news, profile)
  if (news.before === null || news.before.revision !== profile.revision)
    outbox.append(tx, profileChanged, {
      ...contentOf(profile),
      revision: profile.revision,
      because: news.because,
      changedAt: tx.now.toISOString(),
    })
  for (const event of news.events) tellInteraction(tx, event, profile)
  appendSegmentChanges(tx, profile.profileId, outcome, news.because)
}

function tellMerges(tx: Tx, { absorptions }: PersonNews, { profileId, revision }: Profile): void {
  for (const { absorbed, rule, because } of absorptions) {
    const absorbedIds = [absorbed.profileId, ...absorbed.absorbedIds]
    outbox.append(tx, profileMerged, {
      survivorId: profileId,
      absorbedIds,
      rule,
      because,
      mergedAt: tx.now.toISOString(),
    })
    for (const oldId of absorbedIds)
      outbox.appendTo(tx, [topicNames.people], profileChanged, { profileId: oldId, mergedInto: profileId, revision })
  }
}

function tellInteraction(tx: Tx, event: TimedEvent, { profileId, revision }: Profile): void {
  outbox.append(tx, interactionRecorded, {
    messageId: event.messageId,
    profileId,
    profileRevision: revision,
    kind: event.kind,
    name: event.name,
    properties: event.properties,
    identifiers: event.identifiers,
    context: event.context,
    channel: event.channel,
    occurredAt: event.occurredAt.toISOString(),
    receivedAt: event.receivedAt.toISOString(),
    ...(event.traits === null ? {} : { traits: event.traits }),
    ...(event.groupId === null ? {} : { groupId: event.groupId }),
  })
}
