import { definitionCodes, sharedCodes } from '@polyphon/service-kit/codes'
import { type Codes, fault, problem, warning } from '@polyphon/values'

/** The codes that journey answers beside those of every service. */
export const journeyCodes: Codes = {
  ...definitionCodes('journey'),
  channel_unknown: sharedCodes.channel_unknown,
  channel_unavailable: sharedCodes.channel_unavailable,
  template_missing: sharedCodes.template_missing,
  template_lacks_channel: sharedCodes.template_lacks_channel,
  variable_missing: sharedCodes.variable_missing,
  permission_missing: sharedCodes.permission_missing,
  segment_missing: sharedCodes.segment_missing,
  survey_missing: warning(
    'No survey with this key is known; until there is one, nobody is asked.',
    'Publish it in feedback (`putSurvey`).',
  ),
  // Runs.
  journey_stopped: problem(
    409,
    'The journey has been stopped and starts nobody any more.',
    'Publish it again to go on.',
  ),
  run_unknown: problem(404, 'There is no such run in this workspace.', 'List them with `listRuns`.'),
  run_ended: problem(409, 'The run is over and cannot be canceled.', 'Nothing: `getRun` says how it ended.'),
  // Definitions.
  journey_invalid: problem(
    422,
    'The journey has the right form, but it cannot work.',
    'Each entry in `errors` names a part of it.',
  ),
  step_type_unknown: problem(
    422,
    'A step has a type that this release does not know.',
    'Use one of the types in the reference of `putJourney`.',
  ),
  trigger_type_unknown: fault(
    'A trigger has a type that this release does not know.',
    'Use `event`, `segment` or `api`.',
  ),
  step_unknown: fault('A step names another one that there is not.', 'Correct the key, or add the step.'),
  step_unreachable: fault('No way leads to the step.', 'Name it as `next` of another step, or remove it.'),
  cycle: fault('Steps lead back to themselves.', 'Go back with a step `goto`, which is limited.'),
  circle_without_wait: warning(
    'Steps lead back to themselves without waiting in between.',
    'Put a `wait` into the circle.',
  ),
  too_many_visits: fault('A step could be taken more often than a run may.', 'Lower `maxVisits`.'),
  too_many_looks: fault(
    'All conditions together look at the past more often than is affordable for each event.',
    'Put some of them into a segment.',
  ),
  condition_unknown: fault('The condition asks for something that this release does not know yet.', 'Take it out.'),
  send_step_unknown: fault('A condition names a message by a step that sends none.', 'Name a step of the type `send`.'),
  history_too_long: fault('A condition looks further back than events are kept.', 'Shorten `within`.'),
  path_root_unknown: fault(
    'A path starts with something that cannot be read here.',
    'Start it with one of the roots that `detail` names.',
  ),
  path_names_many: fault('A path may lead to several values where one is needed.', 'Name one element, such as `[0]`.'),
  id_taken: fault('Two parts of a step have one id.', 'Give each its own.'),
  wait_without_end: fault('A wait says neither `for` nor `until` nor `window`.', 'Give one of them.'),
  offset_without_until: fault('An offset stands without `until`.', 'Give `until`, or leave the offset out.'),
  window_empty: fault('A window ends when it begins.', 'Give it another end.'),
  send_mode_unknown: fault('The way of sending is not known yet.', 'Leave `mode` out.'),
  fallback_without_channel: fault(
    'A fallback is named, but no second channel.',
    'Add a channel, or leave the fallback out.',
  ),
  trait_nested: fault(
    'A trait is named with a dot or brackets, but is set as a whole.',
    'Name the trait itself and give it an object.',
  ),
  journey_starts_itself: warning(
    'The journey makes an event that starts it again.',
    'Use another event, unless up to ten runs in a row are meant.',
  ),
}
