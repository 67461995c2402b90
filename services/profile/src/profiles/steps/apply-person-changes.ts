import { historiesOf } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { keyOf, writePath } from '@polyphon/values'
import { followMemberships } from '../../accounts/steps/follow-memberships.js'
import { type ComputedSubject, computeTraits, type Recomputed } from '../../computed/steps/compute-traits.js'
import { mergeConsents } from '../../consents/steps/merge-consents.js'
import type { PersonChange } from '../../people/domain/person-change.js'
import { type Profile, traitsOf } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'
import { decideRevision } from '../../people/domain/revision.js'
import { savePeople } from '../../people/store/profiles.js'
import type { EvaluatedPerson, SegmentSubject } from '../../segments/domain/evaluation.js'
import { evaluateSegments } from '../../segments/steps/evaluate-segments.js'
import { saveEvaluation } from '../../segments/steps/save-evaluation.js'
import { appendPersonChange } from './append-person-change.js'

/** A person as they are stored now, and how their segments changed. */
export interface ChangedPerson {
  readonly profile: Profile
  readonly segments: EvaluatedPerson
}

/**
 * Decides what segments changed people are in, stores both, and appends what is new. Interactions and aliases are stored
 * before, since segments look at them.
 */
export async function applyPersonChanges(tx: Tx, given: readonly PersonChange[]): Promise<readonly ChangedPerson[]> {
  if (given.length === 0) return []
  const stated = await followMemberships(tx, given)
  const changes = withComputed(stated, await computeTraits(tx, stated.map(computedSubjectOf)))
  const evaluation = await evaluateSegments(tx, changes.map(subjectOf))
  const revised = changes.flatMap((change) => {
    const segments = evaluation.people.get(change.after.profileId)
    if (segments === undefined) return []
    return [{ change, segments, ...decideRevision(change, segments.segments, tx.now) }]
  })
  await saveEvaluation(tx, evaluation)
  await savePeople(tx, {
    profiles: revised.filter(({ isSaved }) => isSaved).map(({ profile }) => profile),
    links: revised.flatMap(({ links }) => links),
  })
  await mergeConsents(tx, changes)
  for (const person of revised) appendPersonChange(tx, person)
  return revised
}

/** What may change what is computed of them: events of theirs, what they allow, and that they turned out to be somebody else too. */
function computedSubjectOf({ after, absorptions, events, consents, hasOtherPast }: PersonChange): ComputedSubject {
  const names = events.flatMap(({ name, kind }) => (name !== null && kind === 'track' ? [name] : []))
  return {
    person: after,
    happened: { events: new Set(names), consents, everything: hasOtherPast === true || absorptions.length > 0 },
  }
}

const withComputed = (
  changes: readonly PersonChange[],
  recomputed: ReadonlyMap<string, Recomputed>,
): readonly PersonChange[] =>
  changes.map((change) => {
    const found = recomputed.get(change.after.profileId)
    if (found === undefined) return change
    const paths = new Set([...change.paths, ...found.changed.map((name) => writePath(['traits', name]))])
    return { ...change, after: { ...change.after, computed: found.computed }, paths }
  })

function subjectOf(change: PersonChange): SegmentSubject {
  const {
    before,
    after,
    absorptions,
    events,
    paths,
    consents,
    because,
    hasOtherPast,
    hasOtherAccounts = false,
  } = change
  const identifiers = after.identifiers.filter(({ verified }) => verified)
  const known = new Set(before?.identifiers.filter(({ verified }) => verified).map(keyOf))
  const newTypes = identifiers
    .filter((link) => !known.has(keyOf(link)))
    .map(({ type }) => writePath(['identifiers', type]))
  return {
    profileId: after.profileId,
    traits: traitsOf(after),
    computed: after.computed,
    identifiers,
    segments: after.segments,
    consents: heldByAll(after),
    accounts: after.accounts,
    happened: {
      events: new Set(events.flatMap(({ name, kind }) => (name === null ? [] : historiesOf(name, kind)))),
      paths: new Set([...paths, ...newTypes]),
      ...(consents === undefined ? {} : { consents }),
      accounts: hasOtherAccounts,
      because,
      everything: before === null,
      since: Math.min(...events.map(({ occurredAt }) => occurredAt.getTime())),
    },
    absorbedIds: absorptions.map(({ absorbed }) => absorbed.profileId),
    ...(hasOtherPast === undefined ? {} : { hasOtherPast }),
  }
}
