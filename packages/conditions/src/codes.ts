import { type Codes, fault } from '@polyphon/values'

/** What may be wrong with a condition, for whoever takes one. */
export const conditionCodes: Codes = {
  wrong_type: fault(
    'A part of the condition is of another type than it may be.',
    'Look at the form of this kind of condition: `detail` names the type.',
  ),
  out_of_range: fault(
    'A list, a text or a duration in the condition is too short or too long.',
    'Stay within the bounds that `detail` names.',
  ),
  bad_format: fault(
    'A path, a duration or a name in the condition is not written as it is read.',
    'Write it as `detail` says; names with other signs are quoted: `traits["First Name"]`.',
  ),
  not_allowed: fault(
    'The condition holds a value that is not one of those that are possible there.',
    'Use one that `detail` names.',
  ),
  unknown_key: fault(
    'An object in the condition has a field that this kind does not have.',
    'Leave it out, or look for its right name.',
  ),
  unknown_root: fault(
    'A path starts with something that cannot be read here.',
    'Start it with one of the roots that `detail` names, such as `traits` or `event`.',
  ),
  value_does_not_fit: fault(
    'The operator compares with a value of another form.',
    'Give the value that `detail` asks for; `before` and `after` need a date and time with an offset.',
  ),
  history_in_where: fault(
    'A `where` asks for what happened before, but it looks at one event only.',
    'Put `did` or `sequence` beside it with `all`.',
  ),
  sequence_starts_absent: fault(
    'The first step of a sequence is something that must not have happened.',
    'Begin the sequence with what happened.',
  ),
  too_deep: fault(
    'The condition nests deeper than is taken.',
    'Flatten `all` and `any`, or put a part into a segment.',
  ),
  too_many_nodes: fault('The condition has more parts than are taken.', 'Put a part into a segment and name that.'),
  not_a_condition: fault(
    'This object is none of the kinds of conditions.',
    'Give it one of the fields that `detail` names.',
  ),
  ambiguous: fault(
    'Two things are given of which only one may be: two kinds of conditions in one object, or a person by id and by identifier.',
    'Leave one out; several conditions are joined by `all` or `any`.',
  ),
}
