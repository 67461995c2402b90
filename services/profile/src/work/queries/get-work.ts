import type { Tx } from '@polyphon/service-kit'
import { reachesWork, readWork, type Work, type WorkCaller, workUnknown } from '@polyphon/service-kit/work'

/** Work of whichever service. Throws 404 `work_unknown` for none that the caller reaches. */
export async function getWork(tx: Tx, workId: string, caller: WorkCaller): Promise<Work> {
  const work = await readWork(tx, workId)
  if (work === null || !reachesWork(caller, work)) throw workUnknown()
  return work
}
