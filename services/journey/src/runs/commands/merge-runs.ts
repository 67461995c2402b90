import type { Tx } from '@polyphon/service-kit'
import type { Counts } from '@polyphon/service-kit/personal'
import type { Library } from '../../definitions/store/library.js'
import { concurrentRuns } from '../domain/decide-entry.js'
import { advanceRun, loadRunSession, runsOf, saveRunSession } from '../steps/run-session.js'
import { lockOpenRuns } from '../store/runs.js'

/**
 * Goes on with the runs of two people who are one: of one journey the older runs go on, as many as it allows at the same
 * time; the others end as `merged`. A second delivery moves nothing and changes nothing.
 */
export async function mergeRuns(
  tx: Tx,
  { survivorId, moved }: { readonly survivorId: string; readonly moved: Counts },
  library: Library,
): Promise<void> {
  if ((moved['run'] ?? 0) === 0) return
  const session = await loadRunSession(tx, library, { runs: await lockOpenRuns(tx, [survivorId]) })
  const open = runsOf(session, survivorId)
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
