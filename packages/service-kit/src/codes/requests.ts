import { type Codes, fault, problem } from '@polyphon/values'
import { SAME_AGAIN } from './shared.js'

/** What every service answers about a request before it looks at what is meant. */
export const requestCodes: Codes = {
  person_erased: problem(
    422,
    'The person who is named was erased: nothing is kept of them any more.',
    'Forget the id as well. Somebody who comes back has a new one.',
  ),
  // The request as a whole.
  route_unknown: problem(
    404,
    'No operation has this path.',
    'Look for typing errors; `/openapi.json` and `/docs` list all operations of this service, and each service has a port of its own, or a path (`BASE_PATH`).',
  ),
  method_not_allowed: problem(
    405,
    'The path exists, but not with this method.',
    'Use one of the methods in the header `Allow`.',
  ),
  http_malformed: problem(
    400,
    'What arrived on the connection is no HTTP request, or breaks its rules.',
    'Check the client or what stands between: the line of the request, its headers, and how its length is said.',
  ),
  headers_too_large: problem(
    431,
    'The headers of the request are larger than 16 KiB together.',
    'Send fewer or shorter headers; large cookies of other programs on the same host are a common reason.',
  ),
  request_too_slow: problem(
    408,
    'The request did not arrive in time.',
    'Send it again; a request has 30 seconds for its headers and a body that is no file.',
  ),
  url_invalid: problem(
    400,
    'The path cannot be decoded.',
    'Encode special signs by percent signs (`%20` for a space, `%25` for a percent sign).',
  ),
  request_invalid: problem(
    400,
    'The server could not read the request.',
    'Check the client: headers, length and encoding of the request.',
  ),
  input_invalid: problem(
    400,
    'The request does not have the form that this operation takes.',
    'Each entry in `errors` names a field by its pointer and says what is wrong with it.',
  ),
  value_not_storable: problem(
    400,
    'A value of the request is out of range or malformed and cannot be stored.',
    'Look for numbers and dates far outside of what is usual.',
  ),
  encoding_invalid: problem(
    400,
    'The request, or a row of a file, holds bytes that are not UTF-8, or not in the encoding that it names.',
    'Send UTF-8, and escape UTF-8 by percent signs in addresses.',
  ),
  body_missing: problem(
    400,
    'The operation needs a body and got none.',
    'Send a JSON object, and `Content-Type: application/json`.',
  ),
  json_invalid: problem(
    400,
    'The body is not valid JSON.',
    'Check it with a JSON parser; look for a comma too many, single quotes or a body that was cut off.',
  ),
  number_not_exact: problem(400, 'A number has more digits than are kept exactly.', 'Send it as a text.'),
  content_length_wrong: problem(
    400,
    'The body does not have the length that the request announces.',
    'Let the HTTP client set `Content-Length`.',
  ),
  body_too_large: problem(
    413,
    'The body is larger than this operation takes.',
    'Send less at once: smaller batches, or an import for files.',
  ),
  encoding_unsupported: problem(
    415,
    'The body, or the file, is compressed.',
    'Send it as it is, without `Content-Encoding`.',
  ),
  media_type_unsupported: problem(
    415,
    'The body is not of a media type that this operation takes.',
    'Send `Content-Type: application/json`; imports take `application/x-ndjson` and `text/csv`.',
  ),
  charset_unsupported: problem(415, 'The body is in a charset that is not read here.', 'Send UTF-8.'),
  not_acceptable: problem(
    406,
    'The operation answers in none of the forms that `Accept` names.',
    'Send one of those that `errors` names, or leave `Accept` out.',
  ),
  // Fields.
  unrecognized_key: fault(
    'The operation has no field of this name.',
    'Leave it out or correct its name; names are camelCase.',
  ),
  parameter_unknown: fault(
    'The operation has no query parameter of this name.',
    'Use one of those that `detail` names.',
  ),
  parameter_misplaced: fault(
    'This query parameter means nothing together with the rest of the request.',
    'Leave it out, or ask for the form of answer that it belongs to.',
  ),
  days_reversed: fault('The last day comes before the first.', 'Give `to` the day of `from` or a later one.'),
  too_many_days: fault('The period has more days than are answered at once.', 'Ask for a shorter one.'),
  invalid_type: fault(
    'The value is missing or of another type, such as a text instead of a number.',
    'Send a value of the type that `detail` names.',
  ),
  invalid_format: fault('The text does not have the form that is needed.', 'Write it like the example in `detail`.'),
  invalid_value: fault('The value is not one of those that are possible.', 'Use one that `detail` names.'),
  invalid_union: fault(
    'The value has none of the forms that are possible.',
    'Compare it with the forms in the reference of the operation.',
  ),
  invalid_key: fault('A name in an object is not one that is taken there.', 'Write the name as `detail` says.'),
  invalid_element: fault('An element of a collection is not one that is taken there.', 'Write it as `detail` says.'),
  not_multiple_of: fault('The number is not a multiple of what is needed.', 'Round it as `detail` says.'),
  too_small: fault('The value is too short, too small or has too few items.', 'Keep to the bound that `detail` names.'),
  too_big: fault('The value is too long, too large or has too many items.', 'Keep to the bound that `detail` names.'),
  custom: fault('The value has the right type, but breaks a rule that `detail` names.', 'Do as `detail` says.'),
  required: fault('The request lacks something that is needed here.', 'Send it; the pointer names where.'),
  nul_character: fault('A text holds the character NUL, which cannot be stored.', 'Remove it before sending.'),
  text_malformed: fault(
    'A text holds half of a character (an unpaired surrogate).',
    'Cut texts between characters, not within them.',
  ),
  name_not_allowed: fault('An object has the name `__proto__`.', 'Use another name.'),
  nested_too_deep: fault('The JSON nests deeper than is taken.', 'Flatten it to at most 64 levels.'),
  too_many_values: fault('The body holds more values than are read at once.', 'Send it in parts.'),
  cursor_invalid: problem(
    400,
    'The cursor does not belong to this list, its filters or its order.',
    'Begin without a cursor, and take `nextCursor` of the page before with the same other parameters.',
  ),
  // Versions and repetition.
  idempotency_key_required: problem(
    400,
    'The operation reaches people or cannot be taken back, and has no Idempotency-Key.',
    'Send the header `Idempotency-Key`, new for each new intention and the same when you send the request again.',
  ),
  idempotency_key_placeholder: problem(
    400,
    'The Idempotency-Key is what a program writes where it has no value, such as `undefined`.',
    'Find out why the key is missing there; as a key it would make one request of all that say the same.',
  ),
  idempotency_key_too_long: problem(
    400,
    'The Idempotency-Key is too long.',
    'Use at most 255 characters, such as a UUID.',
  ),
  idempotency_key_reused: problem(
    422,
    'The Idempotency-Key was used with another request, or with another credential.',
    'Use a new key for a new request; send the same request for the same key.',
  ),
  idempotency_in_flight: problem(409, 'A request with this Idempotency-Key is being carried out.', SAME_AGAIN),
  if_match_required: problem(
    428,
    'The operation changes something that others may have changed, and has no If-Match.',
    'Read it first and send its `ETag` in `If-Match`.',
  ),
  if_none_match_unsupported: problem(
    400,
    'If-None-Match holds something else than `*` on an operation that writes.',
    'Send `If-None-Match: *` for "only if there is nothing yet", or `If-Match`.',
  ),
  etag_mismatch: problem(
    412,
    'If-Match is not a list of entity tags.',
    'Send the `ETag` as it was answered, with its quotation marks.',
  ),
  version_mismatch: problem(
    412,
    'It has changed since it was read, or is there although it must not be.',
    'Read it again, apply your change to what it is now, and send its new `ETag`.',
  ),
  // What the service needs.
  starting: problem(503, 'The service has just begun and is not ready.', SAME_AGAIN),
  overloaded: problem(
    [429, 503],
    'The service has more to do than it gets done, and this caller asks for most of it.',
    `${SAME_AGAIN} Send fewer requests at once, and batches where there are some.`,
  ),
  quota_exceeded: problem(
    429,
    'The workspace has used what the operator allows it a day.',
    'Wait until its next day begins (`Retry-After`), or ask the operator for more. In `rejected` of a batch: that event was not taken, send it again then.',
  ),
  rate_limited: problem(
    429,
    'This credential has sent more requests in a minute than the operator allows.',
    `${SAME_AGAIN} \`RateLimit-Remaining\` says how many are left.`,
  ),
  // Calendars.
  end_before_beginning: fault(
    'A time ends at or before it begins.',
    'Correct one of the two. Hours over midnight are two: up to `24:00`, and from `00:00` on the next day.',
  ),
  hours_overlap: fault(
    'Hours of a calendar overlap, or name a day twice.',
    'Make one of the two that `errors` names end before the other begins.',
  ),
  holiday_repeated: fault('A calendar names the same holiday twice.', 'Leave one of the two out.'),
  database_unavailable: problem(503, 'The database of the service does not answer at the moment.', SAME_AGAIN),
  log_unavailable: problem(
    503,
    'The event log does not answer at the moment, and this operation is answered only once it has the event.',
    SAME_AGAIN,
  ),
  blobs_unavailable: problem(
    503,
    'What the service keeps files in does not work at the moment: its disk is full, or its server does not answer or refuses.',
    `${SAME_AGAIN} The operator finds the reason with \`getDiagnosis\`.`,
  ),
  secrets_key_unusable: problem(
    503,
    'A stored secret cannot be opened with the keys that the service has.',
    'For the operator: give the former key in `SECRETS_KEYS` again.',
  ),
  questions_busy: problem(503, 'Other questions that read much are being answered.', SAME_AGAIN),
  question_too_costly: problem(
    422,
    'The question would read more than can be read in the time that one question has.',
    'Ask for a shorter period or with more filters.',
  ),
  internal: problem(
    500,
    'Something went wrong on our side.',
    'Send it again once; if it stays, report the `requestId`, which finds the cause in the log of the service.',
  ),
}
