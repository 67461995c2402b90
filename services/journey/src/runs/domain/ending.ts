import { durationMs } from '@polyphon/values'
import { judgeWithoutLateEvents } from '../../kinds/domain/late-events.js'
import { matches, note, reasonOf } from '../../kinds/domain/progress.js'
import type { Stimulus } from '../../kinds/domain/run.js'
import type { RunProgress } from './run-progress.js'

/** Whether a run must end now, whatever step it is at: because it was ended, by its age, or by an exit rule. */
export function endingOf(progress: RunProgress, stimulus: Stimulus): string | null {
  if (stimulus.kind === 'end') {
    note(progress, stimulus.outcome, stimulus.because)
    return stimulus.outcome
  }
  if (progress.run.status === 'parked') return null
  if (progress.now >= endOfLife(progress)) {
    note(progress, 'max_age', `older than ${progress.journey.journey.exit.maxAge}`)
    return 'max_age'
  }
  return endingByEvent(progress, stimulus) ?? endingByCondition(progress)
}

export function endOfLife({ run, journey }: RunProgress): Date {
  return new Date(run.startedAt.getTime() + durationMs(journey.journey.exit.maxAge))
}

function endingByEvent(progress: RunProgress, stimulus: Stimulus): string | null {
  if (stimulus.kind !== 'event') return null
  const rule = progress.journey.journey.exit.rules.find(({ on }) => matches(progress, on, stimulus.event))
  if (rule === undefined) return null
  note(progress, 'exit_rule', `${rule.id}: ${stimulus.event.name} (${stimulus.event.messageId})`)
  return rule.outcome
}

/** The exit rules that are conditions; evaluated with every stimulus and again right before anything is ordered. */
export function endingByCondition(progress: RunProgress): string | null {
  const rule = progress.journey.journey.exit.rules.find(
    ({ on }) => on.when !== undefined && judgeWithoutLateEvents(progress, on.when).holds,
  )
  if (rule?.on.when === undefined) return null
  note(progress, 'exit_rule', `${rule.id}: ${reasonOf(progress, rule.on.when)}`)
  return rule.outcome
}
