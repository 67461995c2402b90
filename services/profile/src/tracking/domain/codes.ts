import { type Codes, fault, problem, warning } from '@polyphon/values'

const TAKEN_WITHOUT = 'The event is taken without it. Mend the source; `getEventTrace` shows the event as it was taken.'

/** What the tracking API answers, and says of events. */
export const trackingCodes: Codes = {
  content_encoding_unsupported: problem(
    415,
    'The body is compressed in a way that is not read here.',
    'Send gzip, deflate or br, or the JSON as it is.',
  ),
  message_id_reused: fault(
    'Another event was sent with this `messageId` before.',
    'Give each event a `messageId` of its own; only the same event sent again has the same one.',
  ),
  event_too_large: fault('The event is larger than an event may be.', 'Shorten its properties or traits.'),
  too_many_events: problem(413, 'The batch holds more events than are taken at once.', 'Send it in parts.'),
  envelope_too_large: problem(413, 'What the batch says for all of its events is too large.', 'Shorten `context`.'),
  gzip_invalid: problem(
    400,
    'The body is said to be compressed (gzip, deflate, br) and is not, or is broken.',
    'Compress it, or leave `Content-Encoding` out.',
  ),
  import_elsewhere: problem(
    422,
    'This is an import of people, not of events.',
    'Send it to `/v1/imports` (`startImport`).',
  ),
  source_unknown: problem(404, 'There is no source with this key.', 'Use a publishable key of this installation.'),
  event_invalid: fault('An event is not an object.', 'Send each event as a JSON object.'),
  message_id_invalid: warning(
    'The `messageId` is neither a text nor a number.',
    'The event has got one of its own; send texts, or two sendings are two events.',
  ),
  id_invalid: warning('An id is neither a text nor a number.', TAKEN_WITHOUT),
  list_expected: warning('External ids are not a list.', TAKEN_WITHOUT),
  object_expected: warning('A part of the event that is an object is something else.', TAKEN_WITHOUT),
  consent_choice_invalid: warning(
    'What was chosen for a category of `context.consent.categoryPreferences` is neither `true` nor `false`.',
    'No consent is recorded of it; send a boolean for each category.',
  ),
  external_id_invalid: warning('An external id lacks its type or its id.', TAKEN_WITHOUT),
  external_id_of_others: warning(
    'An external id names what many people may share, such as an account.',
    'It joins no people; `group` says who belongs to an account.',
  ),
  too_many_external_ids: warning('The event has more external ids than count.', 'Send the most important ones first.'),
  channel_invalid: warning('The channel is no text, or too long.', TAKEN_WITHOUT),
  name_invalid: warning('The name is no text, or too long.', TAKEN_WITHOUT),
  time_unreadable: warning(
    'A time of the event cannot be read, or has no offset beside one that has.',
    'Send RFC 3339, such as 2026-01-31T09:00:00Z; the event counts as of the next time that it says, else of its receipt.',
  ),
  more_warnings: warning('More was not taken as it was sent than is named.', 'Mend what is named first.'),
}
