import { definitionCodes, sharedCodes } from '@polyphon/service-kit/codes'
import { type Codes, fault, problem } from '@polyphon/values'
import { accountCodes } from './accounts/domain/codes.js'
import { historyCodes } from './history/domain/codes.js'
import { trackingCodes } from './tracking/domain/codes.js'

/** The codes that profile answers beside those of every service. */
export const profileCodes: Codes = {
  ...definitionCodes('segment'),
  ...definitionCodes('computed_trait'),
  ...definitionCodes('unit'),
  ...definitionCodes('calendar'),
  profile_unknown: sharedCodes.profile_unknown,
  identifier_invalid: sharedCodes.identifier_invalid,
  segment_missing: sharedCodes.segment_missing,
  text_expected: sharedCodes.text_expected,
  // People.
  identifier_blocked: fault(
    'Many people give this value, such as a placeholder, so nobody is known by it.',
    'Leave it out, or send the real one.',
  ),
  identifiers_conflict: problem(
    409,
    'The identifiers belong to different people, or are more of a type than one person has.',
    'Send those of one person; `mergeProfiles` says that two people are one.',
  ),
  somebody_else: fault('The identifier belongs to another person.', 'Leave it out, or merge the two people.'),
  over_limit: fault(
    'The person has as many identifiers of this type as one may have.',
    'Leave it out; the newest ones lead to the person.',
  ),
  revision_changed: problem(
    412,
    'The person has changed since they were read.',
    'Read them again and send the new `ETag`.',
  ),
  traits_too_large: problem(
    422,
    'The traits of the person have grown too large. In `warnings` of an event: what did not fit was left out.',
    'Remove some, or keep less in each.',
  ),
  not_own_profile: sharedCodes.not_own_profile,
  occurred_at_in_future: sharedCodes.occurred_at_in_future,
  consent_ends_too_early: problem(
    422,
    'A consent would end before it was given, or something has an end that is no grant.',
    'Send an `expiresAt` behind the moment of the decision, with `granted` only.',
  ),
  profile_same: problem(422, 'A profile cannot be merged into itself.', 'Give two different ids.'),
  split_leaves_nobody: problem(422, 'One of the two would have no identifier.', 'Leave one that the person keeps.'),
  identifier_unknown: problem([404, 422], 'The person has no such identifier.', 'Name those that `getProfile` shows.'),
  identifier_last: problem(
    409,
    'It is the last identifier by which the person is known; without, nobody would find what is kept of them.',
    'Add another one first (`putProfile`), merge the person (`mergeProfiles`), or have them forgotten (`requestErasure`).',
  ),
  already_merged: problem(409, 'Both ids are one person already.', 'Nothing is to be done.'),
  ...accountCodes,
  ...historyCodes,
  event_unknown: problem(
    404,
    'No event with this `messageId` is known.',
    'Look for typing errors; `listRejectedEvents` shows events that were refused.',
  ),
  // Rights.
  erasure_unknown: problem(404, 'There is no such erasure.', 'Look for typing errors; `listErasures` shows them.'),
  identifier_shared: problem(
    409,
    'Several people have this identifier.',
    'Find them with `findProfiles`, and name the one who is meant by `profileId`.',
  ),
  shared_identifier_unknown: problem(
    404,
    'Nobody shares this identifier.',
    '`listSharedIdentifiers` shows those that are shared; a release that is sent again has been carried out.',
  ),
  restriction_unknown: problem(
    404,
    'Nobody has ever restricted what is known of this person.',
    'It may be used, as far as they allow it; `putRestriction` has it kept only.',
  ),
  reason_names_person: fault(
    'The reason stays when the person is gone, and holds one of their identifiers.',
    'Say why without naming them.',
  ),
  person_forgotten: fault(
    'It names somebody who was erased: it happened before, or comes from a page while the log may still hold something of them.',
    'Nothing is to be done. Somebody who wants to be known again is made by a secret key, or at once by `liftForgotten`.',
  ),
  person_not_named: problem(422, 'It is not said whose data are wanted.', 'Send either `profileId` or `identifier`.'),
  person_not_verified: problem(
    403,
    'The person token was issued more than 15 minutes ago, which proves too little for all of somebody’s data.',
    'Let the person log in again, and send a new token.',
  ),
  export_needs_blob_store: problem(
    409,
    'The operator has set no `BLOB_STORE`, where an export would lie until it is fetched.',
    'Set it, the same for all five services, and ask again.',
  ),
  export_unknown: problem(
    404,
    'There is no such export, or none of the person of the token.',
    'Look for typing errors; `listExports` shows them. They go 30 days after their end, and with their person.',
  ),
  export_not_ready: problem(409, 'It is still being put together.', '`getExport` says how far it is.'),
  export_failed: problem(409, 'It could not be put together.', '`getExport` says why; then request a new one.'),
  export_being_fetched: problem(
    409,
    'It is being fetched at this moment, which one at a time can do.',
    'Where that broke off, try again in a minute.',
  ),
  export_fetched: problem(410, 'It was fetched, which can be done once.', 'Request a new one.'),
  export_expired: problem(410, 'It could be fetched for 24 hours, and is gone.', 'Request a new one.'),
  export_part_missing: problem(
    409,
    'What a service has written is not in the blob store of profile.',
    'Give all services the same `BLOB_STORE`, then request a new export.',
  ),
  export_part_failed: fault(
    'A service could not write its part of the export; `failure` of the part says why.',
    'Where it says `blob_store_missing`, set `BLOB_STORE` for that service, and request a new export.',
  ),
  export_timed_out: fault(
    'Not all services have written their part within seven days.',
    'See that all five run (`getDiagnosis`), and request a new export.',
  ),
  // Segments.
  condition_invalid: problem(
    422,
    'The condition is not one that a segment can have.',
    'Each entry in `errors` names a part of it.',
  ),
  not_known_of_people: fault(
    'The condition asks for something that is not known of people, such as a run.',
    'Ask for traits, computed traits, identifiers, segments, consents, accounts, messages, answers or what somebody did.',
  ),
  op_does_not_fit: fault(
    'A computed trait is compared by an operator that holds for none of its values, such as a part of a number.',
    'Compare by one that `detail` names.',
  ),
  list_elsewhere: fault(
    'A segment looks at the list of another one.',
    'Name the other segment instead: `{ "segment": "<key>" }`.',
  ),
  segment_not_listed: problem(
    409,
    'Nobody can be put on the list of this segment, as its condition does not look at it.',
    'Publish it with the condition `{ "listed": "<its key>" }`, alone or beside others.',
  ),
  segment_circle: fault(
    'The segments name each other in a circle.',
    'Take one of them out of the condition of another.',
  ),
  // Computed traits.
  computed_trait_invalid: problem(
    422,
    'The computed trait says something that cannot be worked out.',
    'Each entry in `errors` names a part of it.',
  ),
  trait_computed: problem(
    409,
    'The trait is computed from events, so nobody can state it. In `warnings` of an event: it was left out.',
    'Leave it out, or keep what you know under another name.',
  ),
  property_missing: fault(
    'It is worked out from a property of the event, and none is named.',
    'Name it in `property`.',
  ),
  property_path: fault(
    'The path leads to no value below the properties, or to several.',
    'Write it like `order.total` or `products[0].price`.',
  ),
  property_unused: fault('It looks at events, at no property of them.', 'Leave `property` out.'),
  window_twice: fault(
    'An event counts within a sliding window or in a period of the calendar, not both.',
    'Leave out `within` or `calendar`.',
  ),
  not_of_the_event: fault(
    'Whether an event counts is decided by what it says itself, as it would change without any event otherwise.',
    'Use paths such as `event.properties.total`; put what is about the person into a segment.',
  ),
  // Workspaces and keys.
  workspace_not_suspended: problem(
    409,
    'Only a suspended workspace is deleted, so that nobody ends a firm that is at work by a slip.',
    'Suspend it first (`suspendWorkspace`), and look whether anybody misses it.',
  ),
  workspace_not_deleted: problem(
    404,
    'No workspace with this key was deleted, or is being deleted.',
    'Compare the key with those of `listWorkspaces`.',
  ),
  clock_of_live_workspace: problem(
    403,
    'The clock of a live workspace is the real time, and nobody moves it.',
    'Try it in a workspace of mode `test`.',
  ),
  clock_backwards: problem(
    422,
    'A clock goes forward only: what has happened stays in the past.',
    'Give a moment behind the one that `getTestClock` answers.',
  ),
  clock_too_far: problem(
    422,
    'A clock may be ten years (3,652 days) ahead of the real time in all.',
    'Give an earlier moment; for what lies further ahead take a new workspace.',
  ),
  key_unknown: problem(404, 'There is no such key in this workspace.', 'List them with `listKeys`.'),
  key_ended: problem(
    409,
    'The key is revoked or has expired, so it is not changed and gets no successor.',
    'Make a key (`createKey`).',
  ),
  key_without_secret: problem(
    422,
    'The key is the public half of a pair, whose secret half is its owner’s.',
    'Register the public half of another pair (`createKey`), then revoke this one.',
  ),
  last_key: problem(
    409,
    'It is the last key that manages keys; without it nobody could make another one.',
    'Make another one first.',
  ),
  scope_not_held: problem(
    403,
    'A key grants no more than the key that makes it may do.',
    'Leave out the scopes that `errors` names, or call with a key that has them.',
  ),
  // The directory.
  notify_url_missing: problem(
    422,
    'Somebody is to be told in a way for which they have no URL.',
    'Put the URL of their incoming webhook into `notifyUrls`, or leave the way out of `notify`.',
  ),
  notify_url_invalid: problem(
    422,
    'A URL by which somebody is to be told is not called.',
    'Put a public https URL; each entry of `errors` says what is wrong with one.',
  ),
  scope_of_workspace: problem(
    422,
    'A key that is bound to a unit reads and writes what is of that unit, and manages nothing.',
    'Leave the scope out, or `unit`.',
  ),
  unit_circle: problem(
    422,
    'The unit would belong to itself, over its parents.',
    'Choose another `parent`, or move one of the units that `errors` names first.',
  ),
  staff_email_taken: problem(
    409,
    'Somebody else of the directory has this e-mail address.',
    'Find them with `listStaff?email=`, and change them instead.',
  ),
  unit_missing: problem(
    422,
    'The workspace has no unit that counts at this moment, so that nothing can fall to anybody.',
    'Put one with `putUnit`, or one whose `validFrom` and `validTo` hold at this moment.',
  ),
  deputy_oneself: problem(
    422,
    'Somebody was named as their own deputy.',
    'Name somebody else, or nobody: then whoever is at work in the unit takes it.',
  ),
  absences_overlap: problem(
    422,
    'Two absences of somebody overlap, so that two would stand in at once.',
    'Make one end before the other begins, or make one of the two.',
  ),
  identity_provider_unknown: problem(
    404,
    'The workspace has named no identity provider.',
    'Name one with `putIdentityProvider`, or make tokens with `issueStaffToken`.',
  ),
  identity_provider_taken: problem(
    409,
    'Another workspace takes tokens of this issuer and audience, so that a token could be a call in either.',
    'Have the provider use an audience for each workspace, or name in `claims.workspace` of both the same claim, which holds the id or key of the workspace.',
  ),
  jwks_uri_refused: problem(
    422,
    'The keys of the identity provider may not be fetched at this address.',
    'Give a URL with https and a public address; the operator allows others with `OUTSIDE_ALLOW`.',
  ),
  calendar_invalid: problem(
    422,
    'The calendar says something twice or backwards.',
    'Each entry in `errors` names a part of it.',
  ),
  ...trackingCodes,
}
