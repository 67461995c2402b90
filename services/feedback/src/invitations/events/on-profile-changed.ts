import { type Handler } from '@polyphon/service-kit'
import { keepPeople } from '@polyphon/service-kit/copies'
import { linkKnownPeople } from '../../answers/commands/link-known-people.js'
import { movePerson } from '../commands/move-person.js'

/** Somebody has become known, has changed, or turned out to be somebody else. */
export function onProfileChanged(): Handler {
  return keepPeople({ changed: linkKnownPeople, merged: movePerson })
}
