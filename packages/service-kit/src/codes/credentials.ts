import { type Codes, fault, problem } from '@polyphon/values'

/** What every service answers about who calls. */
export const credentialCodes: Codes = {
  credential_missing: problem(
    401,
    'The request carries no key.',
    'Send `Authorization: Bearer <key>`; HTTP Basic takes the key as its user name.',
  ),
  authorization_repeated: problem(
    400,
    'The request carries several `Authorization` headers, so that it is not clear who calls.',
    'Send one; see whether a proxy on the way adds another.',
  ),
  key_as_password: fault(
    'The key was sent as the password of HTTP Basic.',
    'Send it as the user name, with an empty password.',
  ),
  credential_unknown: problem(
    401,
    'The key is not known here.',
    'Compare it with the key that was given out; a new key works in every service within seconds.',
  ),
  credential_revoked: problem(401, 'The key has been revoked.', 'Use another key; `createKey` makes one.'),
  credential_expired: problem(
    401,
    'The key was made for a time that is over.',
    'Use another key; `createKey` makes one.',
  ),
  too_many_unknown_keys: problem(
    429,
    'Many unknown keys came from this address, so that none of them is looked at for a while.',
    'Correct the key, and wait for the seconds in `Retry-After`.',
  ),
  workspace_suspended: problem(
    403,
    'The operator has suspended the workspace: its keys, tokens and links are refused, and nothing is sent from it.',
    'Ask the operator to resume it (`resumeWorkspace`). Events that others publish meanwhile are kept, and what was due goes on then.',
  ),
  person_token_invalid: problem(
    401,
    'The token in `Polyphon-Person` is not valid: `title` says why.',
    'Have your backend make a new one (`issuePersonToken`), and send it beside a publishable key.',
  ),
  person_token_required: problem(
    403,
    'A publishable key alone may not do this: everybody can read it.',
    'Send a person token in `Polyphon-Person` beside it, or call with a secret key from your backend.',
  ),
  secret_key_required: problem(
    403,
    'This needs a secret key.',
    'Call it from your backend; never put a secret key into a page or an app.',
  ),
  secret_key_misplaced: problem(
    403,
    'A secret key stands where others can read it: in an address, or in a request of a browser.',
    'Revoke it, as it may be known by now, and use a publishable key there.',
  ),
  key_required: problem(
    403,
    'The credential is none that this operation takes: it needs a key of a workspace.',
    'Use a key; the admin token belongs to no workspace.',
  ),
  admin_required: problem(403, 'Only the operator may do this.', 'Use the admin token (`POLYPHON_ADMIN_TOKEN`).'),
  scope_missing: problem(
    403,
    'The key lacks the scope that `title` names.',
    'Use a key that has it; `createKey` takes `scopes`.',
  ),
  origin_not_allowed: problem(
    403,
    'The publishable key may not be used by pages of this origin.',
    'Add the origin to the key (`origins` of `createKey`), or use the key of this site.',
  ),
  staff_token_invalid: problem(
    401,
    'The token is not one with which somebody of the firm may call: `title` says why.',
    'Have them log in again; without an identity provider, `issueStaffToken` of profile makes a token.',
  ),
  identity_provider_unavailable: problem(
    503,
    'The keys of the identity provider of the firm cannot be read at the moment.',
    'Send the request again after the seconds in `Retry-After`; see that `jwksUri` answers a JWK Set without a redirect, within ten seconds, in at most 64 KiB.',
  ),
  on_behalf_of_misplaced: problem(
    400,
    '`Polyphon-On-Behalf-Of` stands beside a credential that speaks for nobody else: a token of one of the staff, a publishable key, the admin token; or at an operation that records nobody of the firm.',
    'Leave it out, or send it beside a secret key with the scope `staff:impersonate`.',
  ),
  on_behalf_of_invalid: problem(
    400,
    '`Polyphon-On-Behalf-Of` is not the id of somebody of the firm.',
    'Send one `staffId`, as `listStaff` of profile shows it; leave the header out where nobody of the firm acts.',
  ),
  staff_inactive: problem(
    [401, 422],
    'The directory knows them, and does not count them among the staff at this moment.',
    'Look at `validFrom` and `validTo` (`getStaff` of profile).',
  ),
  key_of_unit_refused: problem(
    403,
    'The key is bound to a unit, and this is of the whole workspace.',
    'Use a key without `unit`, or call what is limited to units; docs/staff-roles.md marks it.',
  ),
  role_missing: problem(
    403,
    'None of the roles that somebody of the firm has allows this.',
    'Have an admin give them one that does (`putStaff` of profile); docs/staff-roles.md says which.',
  ),
  partner_refused: problem(
    403,
    'Somebody of a partner calls: their unit, or one above it, names an `organisation`. This operation is about the whole firm, and partners reach what is of them alone.',
    'Have somebody of the firm do it. Whoever works for the whole firm is put into a unit of the firm (`putStaff` of profile), or their unit names no `organisation` (`putUnit`).',
  ),
  staff_unit_unknown: problem(
    [401, 422],
    'The service has not heard yet of the unit of whoever calls, or of one above it, and so cannot say whether they are of a partner.',
    'Send it again after a moment: what was put in profile is known to the other services within seconds.',
  ),
  staff_unknown: problem(
    [401, 404, 422],
    'Nobody of the directory has this id, as far as this service knows.',
    'Look for typing errors; who was put a moment ago (`putStaff` of profile) is known to the other services within seconds.',
  ),
  // Workspaces and keys, as profile makes them or the operator puts them into a service that stands alone.
  workspace_key_taken: problem(
    409,
    'Another workspace has this key, or had it before it was deleted.',
    'Choose another key.',
  ),
  workspace_deleted: problem(
    409,
    'The workspace is deleted, or on the way to that, for good.',
    'Nothing brings it back. Make another workspace, under another key (`createWorkspace`).',
  ),
  workspace_unknown: problem(
    [404, 422],
    'The workspace is not known here, and the call says too little of it to make it.',
    'Say what `errors` names; where the id stands in the path, compare it with those of `listWorkspaces`.',
  ),
  workspace_differs: problem(
    409,
    'The workspace that is known here is another one than the call says.',
    'Leave out the fields that `errors` names, or correct them.',
  ),
  key_of_other_workspace: problem(409, 'Another workspace has a key with this id.', 'Use the id that the key has.'),
  key_differs: problem(
    409,
    'The key that is known here is another one than the call says.',
    'Leave out the fields that `errors` names, or make a new key.',
  ),
  key_revoked: problem(409, 'The key has been revoked, and that stays.', 'Make a new key.'),
  key_expired: problem(422, 'A key cannot expire before it is made.', 'Give a moment that lies ahead.'),
  public_key_missing: problem(
    422,
    'A key of the kind `person` has no public half.',
    'Send `publicKey`, the public half of a key pair on P-256.',
  ),
  public_key_invalid: problem(
    422,
    'This is no public key for ES256.',
    'Send the public half of a key pair on P-256, as a JWK.',
  ),
  secret_of_other_key: problem(
    422,
    'The secret does not belong to this key.',
    'Send the secret as it was answered when the key was made; its id stands in it.',
  ),
  secret_or_hash: fault('Both the secret and its hash are given.', 'Leave one of them out.'),
  not_for_this_kind: fault('A key of this kind has no such field, or needs it.', 'Do as `detail` says.'),
  put_again: problem(503, 'The workspace or the key was changed at the same moment.', 'Send the same request again.'),
  retention_without_effect: problem(
    422,
    'Days are given for a class of data in which nothing expires by itself, or of which the operator alone says how long it is kept.',
    'Leave the class out.',
  ),
  retention_too_long: problem(
    422,
    'The operator keeps this class of data for a shorter time.',
    'Give at most the days that `detail` names.',
  ),
}
