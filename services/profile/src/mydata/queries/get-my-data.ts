import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { Work } from '@polyphon/service-kit/work'
import type { PersonSubject } from '@polyphon/values'
import { MOST_SHOWN } from '../../accounts/domain/membership.js'
import { type MemberPeriod, readMembershipsOf } from '../../accounts/store/memberships.js'
import { readComputedPurposes } from '../../computed/store/computed-traits.js'
import type { PersonExport } from '../../exports/domain/export.js'
import { readUnfetched } from '../../exports/store/exports.js'
import { judgedByAllowed } from '../../history/steps/judged-by-allowed.js'
import type { IdentifierLink } from '../../people/domain/identifier.js'
import type { Profile } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'
import { profileOfSubject } from '../../people/steps/profile-of-subject.js'
import { readOnlyTheirs } from '../../people/store/carriers.js'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { readAllIds } from '../../people/store/subjects.js'
import { getProfile } from '../../profiles/queries/get-profile.js'
import { readRestriction } from '../../restrictions/store/restrictions.js'
import { readTitles } from '../../segments/store/segments.js'
import { openWorkOf } from '../../work/steps/open-work-of.js'
import { allowedBy, consentsOf, type MyConsent } from '../domain/my-consents.js'
import { PROMISED_KINDS } from '../domain/sentences.js'
import type { Run } from '../domain/what-came.js'
import { type WhatCame, whatCame } from '../steps/what-came.js'

const MOST_WORK = 50
const MOST_EXPORTS = 10

export interface MySegment {
  readonly key: string
  readonly name: string
  readonly purpose: string
}

/** All that a person is shown of themselves. */
export interface MyData extends WhatCame {
  readonly person: Profile
  readonly identifiers: readonly IdentifierLink[]
  readonly computed: JsonObject
  readonly segments: readonly MySegment[]
  readonly accounts: readonly MemberPeriod[]
  readonly work: readonly Work[]
  readonly exports: readonly PersonExport[]
  readonly consents: readonly MyConsent[]
  /** Since when what is known of them is kept and not used; null where it is used. */
  readonly restrictedSince: Date | null
}

/**
 * What is known of whom a person token speaks for, what is open for them, what they allow, and what they got and why. What was
 * worked out of them is there only as far as they allow what it is for. Throws 404 `profile_unknown` for nobody.
 */
export async function getMyData(tx: Tx, subject: PersonSubject): Promise<MyData> {
  const person = await getProfile(tx, await profileOfSubject(tx, subject))
  const { profileId } = person
  const profileIds = await readAllIds(tx, profileId)
  const at = { rules: await readPurposeRules(tx), now: tx.now }
  const isAllowed = allowedBy(person, at)
  const came = await whatCame(tx, profileId)
  const runs = [...came.runs, ...came.messages.flatMap(({ run }) => run ?? [])]
  const began = runs.flatMap(({ trigger }) => trigger.segment ?? [])
  const judged = new Set(await judgedByAllowed(tx, [...person.segments, ...began], heldByAll(person)))
  const mayKnow = (segment: string): boolean => judged.has(segment)
  const titles = await readTitles(tx, person.segments)
  const shown = <Of extends Run | null>(run: Of): Of => hideSegment(run, mayKnow)
  const restriction = person.restriction?.restricted === true ? await readRestriction(tx, person) : null
  return {
    person,
    identifiers: await readOnlyTheirs(tx, profileId),
    computed: await allowedComputed(tx, person, isAllowed),
    segments: person.segments.filter(mayKnow).flatMap((key) => {
      const title = titles.get(key)
      return title === undefined ? [] : [{ key, ...title }]
    }),
    accounts: await readMembershipsOf(tx, profileId, MOST_SHOWN),
    work: await openWorkOf(tx, { profileIds, kinds: PROMISED_KINDS, most: MOST_WORK }),
    exports: await readUnfetched(tx, profileIds, MOST_EXPORTS),
    consents: consentsOf(person, at),
    restrictedSince: restriction?.requestedAt ?? null,
    messages: came.messages.map((message) => ({ ...message, run: shown(message.run) })),
    runs: came.runs.map(shown),
  }
}

/** The same without the segment that a journey began with, where the person does not allow what that is for. */
function hideSegment<Of extends Run | null>(run: Of, mayKnow: (segment: string) => boolean): Of {
  const segment = run?.trigger.segment ?? null
  if (run === null || segment === null || mayKnow(segment)) return run
  return { ...run, trigger: { ...run.trigger, segment: null } }
}

async function allowedComputed(
  tx: Tx,
  { computed }: Profile,
  isAllowed: (purpose: string | undefined) => boolean,
): Promise<JsonObject> {
  const purposes = await readComputedPurposes(tx, Object.keys(computed))
  return Object.fromEntries(Object.entries(computed).filter(([key]) => isAllowed(purposes.get(key))))
}
