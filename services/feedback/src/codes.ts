import { definitionCodes, sharedCodes } from '@polyphon/service-kit/codes'
import { type Codes, fault, problem, warning } from '@polyphon/values'

/** The codes that feedback answers beside those of every service. */
export const feedbackCodes: Codes = {
  ...definitionCodes('survey'),
  identifier_invalid: sharedCodes.identifier_invalid,
  channel_unknown: sharedCodes.channel_unknown,
  channel_unavailable: sharedCodes.channel_unavailable,
  template_missing: sharedCodes.template_missing,
  permission_missing: sharedCodes.permission_missing,
  permission_withdrawn: warning(
    'The person has withdrawn the permission for this channel and topic, so the mail is dropped.',
    'Do not ask them by it.',
  ),
  permission_denied: warning(
    'The person has refused this channel and topic, so the mail is dropped.',
    'Do not ask them by it.',
  ),
  occurred_at_in_future: sharedCodes.occurred_at_in_future,
  occurred_at_too_old: problem(
    400,
    'The answer was given longer ago than answers are handed in.',
    'Send when it was given, or import it.',
  ),
  text_expected: sharedCodes.text_expected,
  // Invitations.
  invitation_unknown: problem(404, 'Nothing is behind this link.', 'Take the link from the invitation itself.'),
  invitation_used: problem(
    410,
    'The survey has been answered by this link.',
    'Nothing is to be done; show your thanks.',
  ),
  invitation_expired: problem(410, 'The time to answer is over.', 'Invite again, if the answer still matters.'),
  in_the_past: fault('The moment lies in the past.', 'Give one that lies ahead.'),
  // Answers.
  answer_unknown: problem(404, 'There is no such answer in this workspace.', 'List them with `listAnswers`.'),
  person_mismatch: problem(
    403,
    'The person token belongs to somebody else than the request names.',
    'Leave the person out, or use the token of this person.',
  ),
  question_unknown: fault(
    'The survey has no question with this id, in this version.',
    'Take the ids from `openInvitation` or `getSurvey`.',
  ),
  question_not_shown: fault('After the answers before it, this question is not asked.', 'Leave the answer out.'),
  answer_required: fault(
    'A required question has no answer, and the answers are said to be complete.',
    'Answer it, or send `complete: false`.',
  ),
  answer_not_possible: fault('This is shown and takes no answer.', 'Leave it out.'),
  number_expected: fault('The question takes a whole number.', 'Send a number, not a text.'),
  outside_scale: fault(
    'The number is outside of the scale of the question.',
    'Keep within the bounds that `detail` names.',
  ),
  text_too_long: fault('The text is longer than it may be.', 'Shorten it.'),
  choice_expected: fault('The question takes the id of an option, or a list of them.', 'Send the ids of the options.'),
  option_unknown: fault(
    'In this version of the survey the question has no such option.',
    'Take the ids from the survey as it was shown.',
  ),
  option_repeated: fault('An option is chosen twice.', 'Name it once.'),
  too_many_chosen: fault('More options are chosen than may be.', 'Keep to the number that `detail` names.'),
  other_not_offered: fault('The question takes its options only.', 'Leave `other` out.'),
  other_too_long: fault('The text of `other` is longer than it may be.', 'Shorten it.'),
  // Surveys.
  survey_wrong: problem(422, 'The survey cannot be published as it is.', 'Each entry in `errors` names a part of it.'),
  question_id_repeated: fault('Two questions have one id.', 'Give each its own.'),
  question_id_reserved: fault('The id is reserved.', 'Choose another one.'),
  required_not_possible: fault('A question that is not answered cannot be required.', 'Leave `required` out.'),
  scale_not_possible: fault('A question of this kind has no scale.', 'Leave it out, or choose another kind.'),
  options_not_possible: fault('A question of this kind has no options.', 'Leave them out, or choose another kind.'),
  other_not_possible: fault('A question of this kind has no `other`.', 'Leave it out, or choose another kind.'),
  scale_not_whole: fault('The ends of a scale are whole numbers.', 'Round them.'),
  scale_empty: fault('The lower end of the scale does not lie below the upper one.', 'Exchange them.'),
  scale_too_wide: fault('The scale is wider than a scale may be.', 'Keep within the bounds that `detail` names.'),
  scale_fixed: fault('The scale of this kind of question cannot be chosen.', 'Leave it out, or use the kind `rating`.'),
  options_missing: fault('A choice has nothing to choose.', 'Give at least one option.'),
  option_id_repeated: fault('Two options have one id.', 'Give each its own.'),
  language_missing: fault('A text is given in no language.', 'Write it in at least one, such as `{ "en": "…" }`.'),
  language_unknown: fault('A language is not named by a BCP 47 tag.', 'Write `de`, `en-GB` and the like.'),
  language_repeated: fault('Two texts are for one language.', 'Leave one of them out.'),
  language_incomplete: warning(
    'A part of the question lacks a language that its text has.',
    'Add it; until then the part is shown in another language.',
  ),
  comparison_pointless: warning(
    'The condition holds, or fails, whatever is answered.',
    'Compare with an answer that is possible.',
  ),
  show_if_only_answers: fault(
    'The condition of a question looks at something else than answers.',
    'Ask for `answer.<question>` only.',
  ),
  show_if_not_earlier: fault(
    'The condition asks for a question that does not stand before.',
    'Put that question first.',
  ),
  show_if_too_much: fault('All conditions of the survey together compare more often than is taken.', 'Simplify them.'),
}
