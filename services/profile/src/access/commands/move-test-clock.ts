import { clockChanged } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import { lockWorkspace, readClock, saveClock, type WorkspaceClock } from '@polyphon/service-kit/access'
import { decideClock } from '../domain/decide-clock.js'

/**
 * Moves the clock of a test workspace to a moment, for all services. Throws `clock_of_live_workspace` (403), `clock_backwards`
 * and `clock_too_far` (422). Answers the clock as it is now; null where it was told to be where it never left.
 */
export async function moveTestClock(tx: Tx, to: Date): Promise<WorkspaceClock | null> {
  // Two who move it at once do so one after the other.
  const workspace = await lockWorkspace(tx)
  if (workspace?.mode !== 'test')
    throw new AppError('forbidden', 'clock_of_live_workspace', 'The clock of a live workspace is not moved.')
  const before = await readClock(tx)
  const decision = decideClock(before, to, tx.serverNow)
  switch (decision.outcome) {
    case 'unchanged':
      return before
    case 'backwards':
      throw refused('clock_backwards', `It is ${decision.now.toISOString()} in this workspace already.`)
    case 'too_far':
      throw refused('clock_too_far', `The clock may be moved to ${decision.latest.toISOString()} at most.`)
    case 'moved': {
      const { clock } = decision
      await saveClock(tx, clock)
      outbox.append(tx, clockChanged, { offsetMs: clock.offsetMs, changedAt: clock.changedAt.toISOString() })
      return clock
    }
    default:
      return decision satisfies never
  }
}

const refused = (code: string, detail: string): AppError =>
  new AppError('unprocessable', code, detail, { faults: [{ pointer: '/body/now', code, detail }] })
