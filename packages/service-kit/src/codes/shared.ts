import { fault, problem, warning } from '@polyphon/values'

export const SAME_AGAIN = 'Send the same request again after the seconds in `Retry-After`.'

/** Codes that several services answer, with one meaning; each names those that it answers. */
export const sharedCodes = {
  profile_unknown: problem(
    [404, 422],
    'No person has this id, as far as this service knows.',
    'Look for typing errors; a person made a moment ago is known to the other services within seconds.',
  ),
  not_own_profile: problem(
    403,
    'A person token is good for the data of this person only.',
    'Leave `profileId` out, or call with a secret key.',
  ),
  identifier_invalid: problem(
    [400, 422],
    'This is no identifier by which a person can be known.',
    'Send `type` and `value` such as `email` and `jane@example.org`; placeholders such as `unknown` are none.',
  ),
  channel_unknown: problem(
    422,
    'There is no channel of this name. In `warnings` it means that what is sent by it will be dropped.',
    'Use one such as `email` or `sms`.',
  ),
  channel_unavailable: warning(
    'The channel is known, but has not been set up, or is none that templates are written for.',
    'Set it up in messaging, or add a channel that is there; `email` is there from the start.',
  ),
  occurred_at_in_future: problem(
    [400, 422],
    'The moment lies further ahead than clocks differ.',
    'Send when it happened, in UTC or with the offset of the clock.',
  ),
  template_missing: warning(
    'No template with this key is known; until there is one, the message is dropped.',
    'Publish it in messaging (`putTemplate`).',
  ),
  template_lacks_channel: problem(
    422,
    'The template has no texts for this channel. In `warnings` it means that nothing goes out by it.',
    'Add texts for the channel to the template, or choose another channel.',
  ),
  variable_missing: problem(
    422,
    'The template needs a variable that is not given. In `warnings` it means that messages without it are dropped.',
    'Give it in `data`, or give the template a default: `{{ name | default: "…" }}`.',
  ),
  permission_missing: warning(
    'Nobody, or not this person, has granted the channel and topic, so the message is dropped.',
    'Put a permission in messaging (`putPermission`), or order it with a class that needs none.',
  ),
  segment_missing: warning(
    'No segment with this key is published; until then nobody is in it.',
    'Publish it in profile (`putSegment`).',
  ),
  text_expected: fault('A text is needed here.', 'Send a text; tracking takes a number for one and says so.'),
} as const
