import type { Received, Tx } from '@polyphon/service-kit'
import { ofWorkData, saveWork, type WorkData } from '@polyphon/service-kit/work'
import { readCanonicalId } from '../../people/store/subjects.js'

/** Keeps the copy of work that other services own: whoever was merged meanwhile is found under the id they have now. */
export async function keepWork(tx: Tx, events: readonly Received[]): Promise<void> {
  for (const { data } of events) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all facts of work have this form
    const work = ofWorkData(data as WorkData)
    const { profileId } = work
    const canonicalId = profileId === null ? null : await readCanonicalId(tx, profileId)
    // Of somebody who is not known, or not any more, nothing is kept that may be about them.
    const isOfNobody = profileId !== null && canonicalId === null
    await saveWork(tx, isOfNobody ? { ...work, why: '' } : work, canonicalId)
  }
}
