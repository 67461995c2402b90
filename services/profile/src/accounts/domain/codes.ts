import { type Codes, problem, warning } from '@polyphon/values'

/** What may be wrong with accounts and memberships. */
export const accountCodes: Codes = {
  account_unknown: problem(
    404,
    'There is no such account. In a body (422): the account that is named as the parent is not there.',
    'Look for typing errors; `listAccounts` shows them. Make the parent first.',
  ),
  account_circle: problem(422, 'The account would stand below itself.', 'Name another parent, or none (`null`).'),
  accounts_too_deep: problem(
    422,
    'More accounts would stand one above the other than may.',
    'Name a parent that stands higher.',
  ),
  account_traits_too_large: problem(
    422,
    'The traits of the account have grown too large. In `warnings` of an event: what did not fit was left out.',
    'Remove some, or keep less in each.',
  ),
  account_key_too_long: warning(
    'The `groupId` is too long for the key of an account; the event is kept, and no account was made.',
    'Send a `groupId` of at most 200 characters.',
  ),
  account_key_invalid: warning(
    'The `groupId` cannot be the key of an account, as no path can name it; the event is kept, and no account was made.',
    'Send a `groupId` without control characters, which is not blank, `.` or `..`.',
  ),
  account_key_blocked: warning(
    'The `groupId` is what programs send that have none at hand, such as `undefined`; the event is kept, and no account was made.',
    'Send a group call only where there is a `groupId`.',
  ),
  membership_unknown: problem(404, 'The person was never in the account.', '`listAccountMembers` shows who is.'),
  membership_ends_too_early: problem(
    422,
    'A membership ends before it begins, or at that moment.',
    'Send a `validTo` behind `validFrom`, which is now where it is not sent.',
  ),
}
