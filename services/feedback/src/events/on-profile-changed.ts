import { type Handler, keepPeople } from '@polyphon/service-kit'
import { linkKnownPeople, movePerson } from '../commands/follow-person.js'

/** Somebody has become known, has changed, or turned out to be somebody else. */
export function profileChangedHandler(): Handler {
  return keepPeople({ changed: linkKnownPeople, merged: movePerson })
}
