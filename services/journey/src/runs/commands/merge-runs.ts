import type { Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import { concurrentRuns } from '../domain/decide-entry.js'
import { advanceRun, loadRunSession, runsOf, saveRunSession } from '../steps/run-session.js'
import { moveEntries, moveOccurrences, movePermissions, moveRuns, moveTraces } from '../store/merges.js'
import { lockOpenRuns } from '../store/runs.js'

/**
 * Moves the runs of an absorbed person to the survivor. Of one journey the older runs go on, as many as it allows at the
 * same time; the others end as `merged`. A second delivery changes nothing.
 */
export async function mergeRuns(
  tx: Tx,
  merge: { readonly survivorId: string; readonly absorbedId: string },
  library: Library,
): Promise<void> {
  await moveOccurrences(tx, merge)
  await movePermissions(tx, merge)
  await moveEntries(tx, merge)
  if (!(await moveRuns(tx, merge))) return
  await moveTraces(tx, merge)
  const session = await loadRunSession(tx, library, { runs: await lockOpenRuns(tx, [merge.survivorId]) })
  const open = runsOf(session, merge.survivorId)
    .filter(({ run }) => run.status === 'running')
    .toSorted((left, right) => left.run.startedAt.getTime() - right.run.startedAt.getTime())
  const kept = new Map<string, number>()
  for (const { run, version } of open) {
    const already = kept.get(run.journey) ?? 0
    kept.set(run.journey, already + 1)
    if (already < concurrentRuns(version.published.journey.entry.reentry)) continue
    const because = 'two people turned out to be one; the older run goes on'
    await advanceRun(tx, session, run.runId, { kind: 'end', outcome: 'merged', because })
  }
  await saveRunSession(tx, session)
}
