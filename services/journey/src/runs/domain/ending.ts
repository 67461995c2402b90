import { durationMs } from '@polyphon/values'
import { judgeWithoutLateEvents } from './late-events.js'
import type { Stimulus } from './run.js'
import { matches, note, reasonOf, type Turn } from './turn.js'

/** Whether a run must end now, whatever step it is at: because it was ended, by its age, or by an exit rule. */
export function endingOf(turn: Turn, stimulus: Stimulus): string | null {
  if (stimulus.kind === 'end') {
    note(turn, stimulus.outcome, stimulus.because)
    return stimulus.outcome
  }
  if (turn.run.status === 'parked') return null
  if (turn.now >= endOfLife(turn)) {
    note(turn, 'max_age', `older than ${turn.journey.journey.exit.maxAge}`)
    return 'max_age'
  }
  return endingByEvent(turn, stimulus) ?? endingByCondition(turn)
}

export function endOfLife({ run, journey }: Turn): Date {
  return new Date(run.startedAt.getTime() + durationMs(journey.journey.exit.maxAge))
}

function endingByEvent(turn: Turn, stimulus: Stimulus): string | null {
  if (stimulus.kind !== 'event') return null
  const rule = turn.journey.journey.exit.rules.find(({ on }) => matches(turn, on, stimulus.event))
  if (rule === undefined) return null
  note(turn, 'exit_rule', `${rule.id}: ${stimulus.event.name} (${stimulus.event.messageId})`)
  return rule.outcome
}

/** The exit rules that are conditions; evaluated with every stimulus and again right before anything is ordered. */
export function endingByCondition(turn: Turn): string | null {
  const rule = turn.journey.journey.exit.rules.find(
    ({ on }) => on.when !== undefined && judgeWithoutLateEvents(turn, on.when).holds,
  )
  if (rule?.on.when === undefined) return null
  note(turn, 'exit_rule', `${rule.id}: ${reasonOf(turn, rule.on.when)}`)
  return rule.outcome
}
