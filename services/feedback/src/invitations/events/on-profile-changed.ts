import { type Handler } from '@polyphon/service-kit'
import { keepPeople } from '@polyphon/service-kit/copies'
import { linkKnownPeople } from '../../answers/commands/link-known-people.js'
import type { FeedbackDeps } from '../../config.js'

/** Somebody has become known, has changed, or turned out to be somebody else. */
export function onProfileChanged(deps: FeedbackDeps): Handler {
  return keepPeople(deps, { changed: linkKnownPeople })
}
