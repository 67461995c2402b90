import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'
import type { SegmentSubject } from '../domain/evaluation.js'
import { saveReEvaluated } from './change-segments.js'
import { evaluateSegments } from './evaluate-segments.js'

/** Stores a person of whom something has changed that no event says, with the segments that follow from it. They are locked. */
export async function saveWithSegments(
  tx: Tx,
  person: Profile,
  what: Pick<SegmentSubject['happened'], 'because' | 'consents' | 'everything'>,
): Promise<void> {
  const happened = { events: new Set<string>(), paths: new Set<string>(), ...what }
  const identifiers = person.identifiers.filter(({ verified }) => verified)
  const subject = { ...person, consents: heldByAll(person), identifiers, happened, absorbedIds: [] }
  await saveReEvaluated(tx, await evaluateSegments(tx, [subject]), { people: [person], because: what.because })
}
