import { type Codes, fault, problem } from '@polyphon/values'
import { SAME_AGAIN } from './shared.js'

const ANEW = 'Read what matters from the API, and begin again with `oldest` (all that is kept) or `latest`.'

/** What every service answers about what it has published lately. */
export const streamCodes: Codes = {
  events_not_settled: problem(
    503,
    'Somebody has been writing for longer than some seconds, and events are told once that has ended.',
    SAME_AGAIN,
  ),
  event_type_unknown: fault('This service publishes no such type.', 'Take one of those that the parameter lists.'),
  event_type_not_for_person: fault(
    'Events of this type are not shown to the people they are about.',
    'Leave it out, or ask with a secret key.',
  ),
  event_cursor_invalid: problem(
    400,
    'The cursor was not made by this service for this workspace.',
    'Send back what was answered, as it is; each service has cursors of its own.',
  ),
  events_gone: problem(410, 'What came behind the cursor is no more kept.', ANEW),
  events_unknown: problem(410, 'The database was restored since, and the cursor is of what it was before.', ANEW),
  event_consumers_too_many: problem(
    429,
    'The workspace has as many consumers at this service as it may have.',
    'Use the names that there are; one that nobody uses is forgotten after a month.',
  ),
  streams_too_many: problem(
    429,
    'As many streams of this workspace are open at this process as may be.',
    'Share one between those who look at the same, or close those that nobody reads.',
  ),
  streams_ended: problem(503, 'The process is about to end.', SAME_AGAIN),
}
