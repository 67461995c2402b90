import { definitionCodes, sharedCodes } from '@polyphon/service-kit/codes'
import { type Codes, fault, problem, warning } from '@polyphon/values'

/** The codes that messaging answers beside those of every service. */
export const messagingCodes: Codes = {
  ...definitionCodes('template'),
  profile_unknown: sharedCodes.profile_unknown,
  channel_unknown: sharedCodes.channel_unknown,
  channel_unavailable: sharedCodes.channel_unavailable,
  template_lacks_channel: sharedCodes.template_lacks_channel,
  variable_missing: sharedCodes.variable_missing,
  occurred_at_in_future: sharedCodes.occurred_at_in_future,
  // Messages.
  message_unknown: problem(404, 'There is no such message in this workspace.', 'List them with `listMessages`.'),
  message_not_cancelable: problem(
    409,
    'The message is on its way or has ended.',
    'Nothing: `getMessage` says what became of it.',
  ),
  address_invalid: problem(
    422,
    'This is no address of the channel.',
    'Send an address such as `jane@example.org`, phone numbers with their country (`+49…`).',
  ),
  expires_too_early: problem(
    422,
    'The message would expire before it may be sent.',
    'Give a later `expiresAt`, or an earlier `sendAt`.',
  ),
  // Templates.
  template_invalid: problem(
    422,
    'The template cannot be read, or cannot be rendered with this.',
    'Each entry in `errors` names the text and what is wrong in it.',
  ),
  template_too_costly: problem(422, 'The template takes too long or makes too much text.', 'Shorten its loops.'),
  renderer_unavailable: problem(
    503,
    'Templates cannot be rendered at the moment.',
    'Send the same request again after the seconds in `Retry-After`.',
  ),
  text_empty: problem(422, 'With these data the message says nothing.', 'Give the data that its text shows.'),
  text_too_long: fault('The text is longer than it may be.', 'Shorten it.'),
  locale_invalid: fault('A language is not named by a BCP 47 tag.', 'Write `de`, `en-GB` and the like.'),
  locale_repeated: fault('Two texts are for one language.', 'Leave one of them out.'),
  locale_missing: fault('There is no text in the fallback language.', 'Add it, or choose another `fallbackLocale`.'),
  link_missing: warning('An invitation does not show the link to its survey.', 'Show `{{ url }}` in the text.'),
  unsubscribe_missing: warning(
    'The text does not say how to end messages of this kind.',
    'Show `{{ unsubscribeUrl }}`, or name the word STOP.',
  ),
  variable_unknown: warning(
    'A text reads something that nothing gives it.',
    'Correct its name, or name it in `variables`; `detail` says what was probably meant.',
  ),
  // Permissions and what comes back.
  person_unknown: problem(
    404,
    'Nobody with the user id of the person token is known here yet.',
    'Send it again in a moment; a person made just now is known within seconds.',
  ),
  not_own_profile: sharedCodes.not_own_profile,
  suppression_unknown: problem(404, 'The address is not suppressed.', 'List what is with `listSuppressions`.'),
  unsubscribe_unknown: problem(
    404,
    'Nothing is behind this link: it was cut off, or what it stood for is no longer there.',
    'Take the link from the message itself.',
  ),
  provider_unknown: problem(404, 'There is no such provider.', 'Use `generic`, or `twilio`.'),
  signature_invalid: problem(
    401,
    'The callback is not signed with the secret that is set here.',
    'Compare the secret at the provider with `CALLBACK_SECRET` or `TWILIO_AUTH_TOKEN`, and the address with `PUBLIC_URL`.',
  ),
}
