import type { JsonObject } from '@polyphon/contracts'
import { AppError, type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { composed, type Fault, type Identifier, keyOf, normaliseIdentifier } from '@polyphon/values'
import { refuseComputed } from '../../computed/steps/refuse-computed.js'
import { decideIdentity } from '../../people/domain/identity.js'
import type { IdentityDecision } from '../../people/domain/identity-decision.js'
import { type IdentityGraph, ownerOf } from '../../people/domain/identity-graph.js'
import { DEFAULT_RULES, isBlocked } from '../../people/domain/identity-rules.js'
import type { Profile } from '../../people/domain/profile.js'
import { lockGraph } from '../../people/steps/lock-graph.js'
import { saveStatement } from '../../people/store/trait-statements.js'
import { decideProfileChange, identifiersOf } from '../domain/profile-change.js'
import { saveProfileChange } from '../steps/save-profile-change.js'

export interface ProfileInput {
  /** By which the person is found or made. */
  readonly identifier: Identifier
  readonly traits: JsonObject
  readonly identifiers: readonly Identifier[]
  /** The id of the request. */
  readonly because: string
  readonly ifMatch: IfMatch
}

export interface PutProfile {
  readonly profile: Profile
  readonly created: boolean
  /** Whether there is anything about the person that was not so before. */
  readonly changed: boolean
}

/**
 * Makes a person or adds to one, found by an identifier. It never joins people: what already leads to somebody else is
 * refused, as only events and explicit merges say that two people are one.
 */
export async function putProfile(tx: Tx, input: ProfileInput): Promise<PutProfile> {
  const named = await readIdentifiers(tx, input)
  const traits = composed(input.traits)
  const identifiers = named.map(({ identifier }) => identifier)
  const graph = await lockGraph(tx, identifiers)
  const decision = decideIdentity(
    graph,
    { identifiers, previousId: null, at: tx.now, freshId: tx.newId() },
    DEFAULT_RULES,
  )
  refuseConflict(graph, named, decision)
  const found = decision.created || decision.profileId === null ? undefined : graph.people.get(decision.profileId)
  requireVersion(input.ifMatch, found?.revision ?? null)
  await refuseComputed(tx, traits)
  const change = decideProfileChange(graph, decision, { traits, now: tx.now, because: input.because })
  const profile = await saveProfileChange(tx, change)
  await saveStatement(tx, { profileId: profile.profileId, identifiers, traits, because: input.because })
  return { profile, created: decision.created, changed: profile.revision !== found?.revision }
}

/** An identifier in its normal form, and where the caller has named it. */
interface Named {
  readonly identifier: Identifier
  readonly pointer: string
  /** Among the traits: there it need not be usable. */
  readonly isTrait: boolean
}

async function readIdentifiers(tx: Tx, input: ProfileInput): Promise<readonly Named[]> {
  const normalisePhone = await readPhoneNormaliser(tx)
  const found = new Map<string, Named>()
  const take = (raw: Identifier, pointer: string): void => {
    const identifier = normaliseIdentifier(raw, normalisePhone)
    if (identifier === null || isBlocked(identifier))
      throw new AppError('invalid', 'identifier_invalid', 'This is no identifier of a person.', {
        faults: [
          { pointer, code: identifier === null ? 'identifier_invalid' : 'identifier_blocked', detail: raw.type },
        ],
      })
    const key = keyOf(identifier)
    if (!found.has(key)) found.set(key, { identifier, pointer, isTrait: false })
  }
  take(input.identifier, '/path/value')
  for (const [index, raw] of input.identifiers.entries()) take(raw, `/body/identifiers/${index}`)
  for (const raw of identifiersOf(input.traits)) {
    const identifier = normaliseIdentifier(raw, normalisePhone)
    if (identifier === null || isBlocked(identifier) || found.has(keyOf(identifier))) continue
    found.set(keyOf(identifier), { identifier, pointer: `/body/traits/${raw.type}`, isTrait: true })
  }
  return [...found.values()]
}

// What an event may leave open, a caller who names identifiers on purpose should know.
function refuseConflict(graph: IdentityGraph, named: readonly Named[], decision: IdentityDecision): void {
  const [first] = named
  const meant = (first === undefined ? null : ownerOf(graph, first.identifier)?.profileId) ?? decision.profileId
  const verdicts = new Map(decision.verdicts.map((identifier) => [keyOf(identifier), identifier.verdict]))
  const faults = named.flatMap(({ identifier, pointer, isTrait }): readonly Fault[] => {
    const verdict = verdicts.get(keyOf(identifier))
    const owner = ownerOf(graph, identifier)
    const isForeign = owner !== null && owner.profileId !== meant
    const isRefused = verdict === 'ambiguous' || (verdict === 'over_limit' && !isTrait)
    if (!isForeign && !isRefused) return []
    const code = isForeign && !isRefused ? 'somebody_else' : (verdict ?? 'somebody_else')
    return [{ pointer, code, detail: `The ${identifier.type} cannot belong to this person.` }]
  })
  if (faults.length === 0) return
  throw new AppError('conflict', 'identifiers_conflict', 'These identifiers belong to different people.', { faults })
}
