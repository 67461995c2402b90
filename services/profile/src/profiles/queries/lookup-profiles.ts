import type { Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, normaliseIdentifier } from '@polyphon/values'
import type { Profile } from '../../people/domain/profile.js'
import { readCarriers, readPeople } from '../../people/store/carriers.js'

/** How many people of one identifier are shown; a shared one may have more. */
export const MOST_OF_ONE = 10

/** Who carries an identifier, as it was given. */
export interface Lookup extends Identifier {
  readonly profiles: readonly Profile[]
  readonly isMore: boolean
}

/** Who carries each of some identifiers, in their order. What can be no identifier is nobody's. */
export async function lookupProfiles(tx: Tx, given: readonly Identifier[]): Promise<readonly Lookup[]> {
  const normalisePhone = await readPhoneNormaliser(tx)
  const wanted = given.map((raw) => normaliseIdentifier(raw, normalisePhone))
  const carriers = await readCarriers(tx, wanted, MOST_OF_ONE + 1)
  const profiles = await readPeople(tx, [...new Set(carriers.flat())])
  return given.map((identifier, at) => {
    const ids = carriers[at] ?? []
    return {
      ...identifier,
      profiles: ids.slice(0, MOST_OF_ONE).flatMap((id) => profiles.get(id) ?? []),
      isMore: ids.length > MOST_OF_ONE,
    }
  })
}
