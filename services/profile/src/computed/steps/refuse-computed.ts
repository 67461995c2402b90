import { AppError, type Tx } from '@polyphon/service-kit'
import { pointerTo } from '@polyphon/values'
import { readComputedKeys } from '../store/computed-traits.js'

/** Names of the traits that are computed, so that nobody can state them. */
export const readComputedNames = async (tx: Tx): Promise<ReadonlySet<string>> => new Set(await readComputedKeys(tx))

/** Refuses traits that are worked out and that nobody can state (409). */
export async function refuseComputed(tx: Tx, traits: object): Promise<void> {
  if (Object.keys(traits).length > 0) refuseNames(await readComputedNames(tx), traits)
}

/** The same where it is known which these are. */
export function refuseNames(computed: ReadonlySet<string>, traits: object): void {
  const faults = Object.keys(traits)
    .filter((name) => computed.has(name))
    .map((name) => ({
      pointer: pointerTo('/body/traits', name),
      code: 'trait_computed',
      detail: `The trait "${name}" is computed from events.`,
    }))
  if (faults.length > 0)
    throw new AppError('conflict', 'trait_computed', 'Some of the traits are computed, and nobody can state them.', {
      faults,
    })
}
