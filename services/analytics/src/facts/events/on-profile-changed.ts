import { type Handler } from '@polyphon/service-kit'
import { keepPeople } from '@polyphon/service-kit/copies'
import type { AnalyticsDeps } from '../../config.js'

/**
 * Keeps the copy of people and of who was merged into whom. Nothing else is to be done on a merge: facts keep the id
 * that their events named, and every question looks up who that is now.
 */
export const onProfileChanged = (deps: AnalyticsDeps): Handler => keepPeople(deps)
