import { type Explanation, explainInPieces } from '@polyphon/conditions'
import { AppError, inTurns, type Tx } from '@polyphon/service-kit'
import { becauseOfConsent, grantsOf } from '../../people/domain/consent.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { readSubject, type Subject } from '../../people/store/subjects.js'
import { identifiersByType } from '../../segments/domain/membership.js'
import { compileSegment, isAllowed } from '../../segments/domain/segment.js'
import { readAccounts } from '../../segments/store/accounts-of-people.js'
import { readListings } from '../../segments/store/listings.js'
import { readOccurrences } from '../../segments/store/occurrences.js'
import { readReports } from '../../segments/store/reports-of-people.js'
import { readMemberships } from '../../segments/store/segment-members.js'
import { readSegment } from '../../segments/store/segments.js'
import { readWorkings } from '../steps/read-workings.js'
import { readComputedSet } from '../store/computed-traits.js'

/** The explanation of the condition, and whether the person allows that it is looked at. */
export interface SegmentExplanation extends Explanation {
  readonly purpose: { readonly name: string; readonly allowed: boolean; readonly because: string }
}

/** Says whether a person fulfils the condition of a segment now, until when, and what each part of it says. Of whoever does not allow its purpose nothing is looked at. */
export async function explainSegment(
  tx: Tx,
  question: { readonly profileId: string; readonly key: string },
): Promise<SegmentExplanation> {
  const subject = await readSubject(tx, question.profileId)
  if (subject === null) throw profileUnknown()
  const segment = await readSegment(tx, question.key)
  if (segment === null) throw new AppError('missing', 'segment_unknown', 'There is no such segment.')
  const { profileId, traits, computed, consents } = subject
  const rules = await readPurposeRules(tx)
  const compiled = compileSegment(segment, rules)
  const because = becauseOfConsent(consents, segment.purpose, { rules, now: tx.now })
  const purpose = { name: segment.purpose, allowed: isAllowed(compiled, consents, tx.now), because }
  if (!purpose.allowed) return { holds: false, leaves: [], purpose }
  const { needs } = compiled
  const histories = await readOccurrences(tx, [{ profileId, needs }])
  const memberships = await readMemberships(tx, [profileId])
  const facts = {
    traits,
    computed,
    identifiers: identifiersByType(subject.identifiers),
    consents: grantsOf(consents, tx.now),
    ...(await readReports(tx, [{ profileId, reports: compiled.dependsOn.reports }])).get(profileId),
    accounts: (await readAccounts(tx, [subject])).get(profileId) ?? [],
    segments: (memberships.get(profileId) ?? []).map((membership) => membership.segment),
    listed: (await readListings(tx, [profileId])).get(profileId) ?? {},
    workings: await readTexts(tx, subject, compiled.dependsOn.computed),
    occurrences: (name: string) => histories.get(profileId)?.get(name) ?? [],
  }
  return { ...(await inTurns(explainInPieces(segment.condition, facts, tx.now))), purpose }
}

/** How the values of computed traits that it compares came about. */
async function readTexts(
  tx: Tx,
  subject: Subject,
  keys: ReadonlySet<string>,
): Promise<Readonly<Record<string, string>>> {
  if (keys.size === 0) return {}
  const set = await readComputedSet(tx)
  const workings = await readWorkings(tx, subject, { set, traits: set.traits.filter(({ key }) => keys.has(key)) })
  return Object.fromEntries([...workings].map(([key, { because }]) => [key, because]))
}
