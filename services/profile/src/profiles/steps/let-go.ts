import type { Tx } from '@polyphon/service-kit'
import { type Identifier, keyOf } from '@polyphon/values'
import type { IdentityGraph, KnownIdentifier } from '../../people/domain/identity-graph.js'
import { decideLettingGo } from '../../people/domain/let-go.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import { readCarriers, takeFrom } from '../../people/store/carriers.js'
import { lockIdentifiers } from '../../people/store/identifiers.js'
import { type LettingGoEntry, saveLettingGo } from '../../people/store/merges.js'
import { raiseIdentityVersions } from '../../people/store/profiles.js'
import { applyPersonChanges } from './apply-person-changes.js'

/** An identifier that is held, with who carries it. */
export interface HeldIdentifier {
  /** What it leads to, by the id that they have now. */
  readonly known: KnownIdentifier
  /** Who carries it, in the order of their ids. */
  readonly carriers: readonly string[]
  readonly graph: IdentityGraph
}

/**
 * Holds an identifier, so that nobody is given it meanwhile, and then whoever carries it, at most so many; also of those whom
 * it leads to without that they carry it, and of those who are named besides. What is blocked today may be held, too.
 */
export async function holdIdentifier(
  tx: Tx,
  identifier: Identifier,
  { most, also }: { readonly most: number; readonly also: readonly string[] },
): Promise<HeldIdentifier> {
  const known = (await lockIdentifiers(tx, [identifier])).get(keyOf(identifier)) ?? {
    profileId: null,
    ambiguous: false,
  }
  const seen = await carriersOf(tx, identifier, most)
  const owner = known.profileId === null ? [] : [known.profileId]
  const { people } = await lockGraph(tx, [], [...seen, ...owner, ...also])
  const carriers = await carriersOf(tx, identifier, most)
  if ([...carriers, ...also].some((id) => !people.has(id)))
    throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  const current = [...people.values()].find(({ profileId, absorbedIds }) =>
    owner.some((id) => id === profileId || absorbedIds.includes(id)),
  )
  const leadsTo = { ...known, profileId: current?.profileId ?? null }
  return { known: leadsTo, carriers, graph: { identifiers: new Map([[keyOf(identifier), leadsTo]]), people } }
}

const carriersOf = async (tx: Tx, identifier: Identifier, most: number): Promise<readonly string[]> =>
  (await readCarriers(tx, [identifier], most))[0] ?? []

/** Takes an identifier that is held from people, with all that follows from it, and writes down why. */
export async function letGo(
  tx: Tx,
  { graph }: HeldIdentifier,
  entry: LettingGoEntry & { readonly leadsTo: KnownIdentifier },
): Promise<void> {
  const { identity, people } = decideLettingGo(graph, { ...entry, now: tx.now })
  await saveIdentity(tx, identity)
  await takeFrom(tx, entry.identifier, entry.from)
  await raiseIdentityVersions(tx, entry.from)
  await saveLettingGo(tx, entry)
  await applyPersonChanges(tx, people)
}
