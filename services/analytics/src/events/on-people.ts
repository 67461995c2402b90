import { type Handler, keepPeople } from '@polyphon/service-kit'

/**
 * Keeps the copy of people and of who was merged into whom. Nothing else is to be done on a merge: facts keep the id
 * under which they were told, and every question looks up who that is now.
 */
export const onPeople = (): Handler => keepPeople()
