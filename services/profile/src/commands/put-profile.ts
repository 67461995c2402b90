import type { JsonObject } from '@polyphon/contracts'
import { AppError, readWorkspace, type Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import { type Identifier, keyOf, normaliseIdentifier } from '../domain/identifier.js'
import { decideIdentity } from '../domain/identity.js'
import type { IdentityDecision } from '../domain/identity-decision.js'
import { applyDecision } from '../domain/identity-graph.js'
import { DEFAULT_RULES, isBlocked } from '../domain/identity-rules.js'
import { learn } from '../domain/learn.js'
import type { Profile } from '../domain/profile.js'
import { phoneNormaliser } from '../queries/phone-normaliser.js'
import { type LockedGraph, lockGraph } from './read-graph.js'
import { saveIdentity } from './save-identity.js'
import { settlePeople } from './settle-people.js'

export interface ProfileInput {
  /** By which the person is found or made. */
  readonly identifier: Identifier
  readonly traits: JsonObject
  readonly identifiers: readonly Identifier[]
  /** The id of the request. */
  readonly because: string
}

/** Makes a person or adds to one, found by an identifier; identifiers of several people join them where the rules allow. */
export async function putProfile(tx: Tx, input: ProfileInput): Promise<{ profile: Profile; created: boolean }> {
  const identifiers = await readIdentifiers(tx, input)
  const locked = await lockGraph(tx, identifiers)
  const decision = decideIdentity(
    locked.graph,
    { identifiers, previousId: null, at: tx.now, freshId: tx.newId() },
    DEFAULT_RULES,
  )
  refuseConflict(decision)
  const person = applyDecision(locked.graph, decision, { at: tx.now, now: tx.now, because: input.because })
  if (person === null) throw new Error('An identifier that is not blocked leads to somebody.')
  const { profile, changed, warnings } = learn(person, { traits: input.traits, context: {} }, tx.now)
  if (warnings.length > 0) throw traitsTooLarge()
  await saveIdentity(tx, locked)
  return { profile: await settle(tx, locked, profile, { changed, because: input.because }), created: decision.created }
}

async function settle(
  tx: Tx,
  { graph, peopleBefore }: LockedGraph,
  after: Profile,
  { changed, because }: { readonly changed: readonly string[]; readonly because: string },
): Promise<Profile> {
  const before = peopleBefore.get(after.profileId) ?? null
  const paths = new Set(changed.map((name) => `traits.${name}`))
  const news = { before, after, absorptions: graph.absorptions, events: [], paths, because }
  const [settled] = await settlePeople(tx, [news])
  return settled?.profile ?? after
}

async function readIdentifiers(tx: Tx, input: ProfileInput): Promise<readonly Identifier[]> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  const normalisePhone = phoneNormaliser(workspace?.defaultRegion ?? null)
  const found = new Map<string, Identifier>()
  const take = (raw: Identifier, pointer: string): void => {
    const normal = normaliseIdentifier(raw, normalisePhone)
    if (normal === null || isBlocked(normal))
      throw new AppError('invalid', 'identifier_invalid', 'This is no identifier of a person.', {
        faults: [{ pointer, code: normal === null ? 'identifier_invalid' : 'identifier_blocked', detail: raw.type }],
      })
    found.set(keyOf(normal), normal)
  }
  take(input.identifier, '/path/value')
  for (const [index, raw] of input.identifiers.entries()) take(raw, `/body/identifiers/${index}`)
  for (const raw of identifiersOf(input.traits)) {
    const normal = normaliseIdentifier(raw, normalisePhone)
    if (normal !== null && !isBlocked(normal)) found.set(keyOf(normal), normal)
  }
  return [...found.values()]
}

/** The identifiers that traits hold; unlike those named as such they need not be usable. */
export function identifiersOf(traits: JsonObject): readonly Identifier[] {
  return ['email', 'phone'].flatMap((type) => {
    const value = traits[type]
    return typeof value === 'string' && value.trim() !== '' ? [{ type, value }] : []
  })
}

// What an event may leave open, a caller who names identifiers on purpose should hear of.
function refuseConflict({ verdicts }: IdentityDecision): void {
  const faults = verdicts.flatMap(({ type, verdict }): readonly Fault[] =>
    verdict === 'over_limit' || verdict === 'ambiguous'
      ? [{ pointer: '/body/identifiers', code: verdict, detail: `The ${type} cannot belong to this person.` }]
      : [],
  )
  if (faults.length === 0) return
  throw new AppError('conflict', 'identifiers_conflict', 'These identifiers belong to different people.', { faults })
}

export const traitsTooLarge = (): AppError =>
  new AppError('unprocessable', 'traits_too_large', 'The traits of one person have grown too large.', {
    faults: [{ pointer: '/body/traits', code: 'traits_too_large', detail: 'Remove some, or keep less in each.' }],
  })
