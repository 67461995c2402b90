import type { JsonObject } from '@polyphon/contracts'
import { AppError, type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import {
  composed,
  type Fault,
  groupBy,
  type Identifier,
  keyOf,
  normaliseIdentifier,
  type PhoneNormaliser,
} from '@polyphon/values'
import { readComputedNames, refuseNames } from '../../computed/steps/refuse-computed.js'
import { decideIdentity } from '../../people/domain/identity.js'
import type { IdentityDecision } from '../../people/domain/identity-decision.js'
import { type IdentityDraft, openDraft } from '../../people/domain/identity-draft.js'
import { type IdentityGraph, ownerOf } from '../../people/domain/identity-graph.js'
import { DEFAULT_RULES, isBlocked, limitOf } from '../../people/domain/identity-rules.js'
import type { Profile } from '../../people/domain/profile.js'
import { lockGraph } from '../../people/steps/lock-graph.js'
import { saveStatements } from '../../people/store/trait-statements.js'
import { changeOf, identifiersOf, stateInto } from '../domain/profile-change.js'
import { saveChanges, traitsTooLarge } from '../steps/save-profile-change.js'

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
  const [put] = await putProfiles(tx, [input])
  if (put instanceof AppError) throw put
  return required(put)
}

/**
 * The same of many, one after the other, in as many statements as of one. What is refused is answered in its place, and has
 * changed nothing.
 */
export async function putProfiles(
  tx: Tx,
  inputs: readonly ProfileInput[],
): Promise<readonly (PutProfile | AppError)[]> {
  const normalisePhone = await readPhoneNormaliser(tx)
  const claims = inputs.map((input) => orRefusal(() => namedIn(input, normalisePhone)))
  const identifiers = claims.flatMap((named) => (named instanceof AppError ? [] : named.map((it) => it.identifier)))
  const statesTraits = inputs.some(({ traits }) => Object.keys(traits).length > 0)
  const graph = await lockGraph(tx, identifiers)
  const computed = statesTraits ? await readComputedNames(tx) : new Set<string>()
  const draft = openDraft(graph)
  const around = { draft, computed, now: tx.now }
  const all = inputs.map((input, index) => {
    const named = claims[index] ?? []
    if (named instanceof AppError) return named
    return orRefusal(() => putInto(around, { ...input, named, freshId: tx.newId() }))
  })
  const stated = all.flatMap((it) => (it instanceof AppError ? [] : [it]))
  const people = await saveChanges(tx, changeOf(draft, stated))
  await saveStatements(tx, stated)
  const answers = new Map(answersOf(graph, stated, people))
  return all.map((it) => (it instanceof AppError ? it : required(answers.get(it))))
}

/** Of several statements about one person, those that said nothing new have changed nothing. */
function answersOf(graph: IdentityGraph, all: readonly Put[], people: ReadonlyMap<string, Profile>) {
  const withChange = new Set(all.flatMap(({ profileId, addsSomething }) => (addsSomething ? [profileId] : [])))
  return all.map((put): readonly [Put, PutProfile] => {
    const { profileId, created, addsSomething } = put
    const profile = required(people.get(profileId))
    const isChanged = profile.revision !== graph.people.get(profileId)?.revision
    return [put, { profile, created, changed: isChanged && (addsSomething || !withChange.has(profileId)) }]
  })
}

function required<T>(it: T | undefined): T {
  if (it === undefined) throw new Error('Whoever is put is there, and answered.')
  return it
}

function orRefusal<T>(work: () => T): T | AppError {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

interface Around {
  readonly draft: IdentityDraft
  readonly computed: ReadonlySet<string>
  readonly now: Date
}

/** What a request or a row says, with its identifiers in their normal form, and an id should the person be a new one. */
type NamedInput = ProfileInput & { readonly named: readonly Named[]; readonly freshId: string }

type Put = ReturnType<typeof putInto>

/** Lets what is said take effect in a draft; throws an `AppError` that has changed nothing there. */
function putInto({ draft, computed, now }: Around, { named, freshId, because, ifMatch, ...input }: NamedInput) {
  const traits = composed(input.traits)
  const identifiers = named.map(({ identifier }) => identifier)
  const decision = decideIdentity(draft, { identifiers, previousId: null, at: now, freshId }, DEFAULT_RULES)
  refuseConflict(draft, named, decision)
  const found = decision.created || decision.profileId === null ? undefined : draft.people.get(decision.profileId)
  requireVersion(ifMatch, found?.revision ?? null)
  refuseNames(computed, traits)
  const stated = stateInto(draft, decision, { traits, now, because })
  if (stated.outcome === 'refused') throw traitsTooLarge()
  return { ...stated, created: decision.created, identifiers, traits }
}

/** An identifier in its normal form, and where the caller has named it. */
interface Named {
  readonly identifier: Identifier
  readonly pointer: string
  /** Among the traits: there it need not be usable. */
  readonly isTrait: boolean
}

function namedIn(input: ProfileInput, normalisePhone: PhoneNormaliser): readonly Named[] {
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
  const beyond = beyondLimits(named)
  const faults = named.flatMap((each): readonly Fault[] => {
    const { identifier, pointer, isTrait } = each
    const verdict = beyond.has(each) ? 'over_limit' : verdicts.get(keyOf(identifier))
    const owner = ownerOf(graph, identifier)
    const isForeign = owner !== null && owner.profileId !== meant
    const isRefused = verdict === 'ambiguous' || (verdict === 'over_limit' && !isTrait)
    if (!isForeign && !isRefused) return []
    const code = isForeign && !isRefused ? 'somebody_else' : (verdict ?? 'somebody_else')
    return [{ pointer, code, detail: `The ${identifier.type} cannot belong to this person.` }]
  })
  if (faults.length === 0) return
  throw new AppError('conflict', 'identifiers_conflict', 'These identifiers cannot all be one person’s.', { faults })
}

/** What is named of a type beyond what one person may have of it. */
function beyondLimits(named: readonly Named[]): ReadonlySet<Named> {
  const byType = groupBy(named, ({ identifier: { type } }) => type)
  return new Set([...byType].flatMap(([type, all]) => all.slice(limitOf(DEFAULT_RULES, type).most)))
}
