import { type Identifier, keyOf } from '@polyphon/values'
import { withDoubtedAddresses } from './addresses.js'
import { type IdentifierLink } from './identifier.js'
import type { IdentityDecision } from './identity-decision.js'
import { addLink, mergeProfiles, newProfile, type Profile } from './profile.js'

/** Whom an identifier leads to. For an ambiguous one that is only its anonymous profile, where there is one. */
export interface KnownIdentifier {
  readonly profileId: string | null
  readonly ambiguous: boolean
}

/** Somebody who was merged into somebody else, as they were. */
export interface Absorption {
  readonly survivorId: string
  readonly absorbed: Profile
  readonly rule: string
  readonly because: string
  /** What somebody said who decided it by hand. */
  readonly reason?: string
}

/** An identifier that was newly linked to somebody. */
export interface NewLink extends Identifier {
  readonly profileId: string
  readonly rule: string
  readonly because: string
}

/**
 * Everybody that a batch of events may be about, with what their identifiers lead to. It is changed event by event,
 * so that each is decided by what the ones before it have made known.
 */
export interface IdentityGraph {
  readonly identifiers: Map<string, KnownIdentifier>
  /** Everybody by their current id. */
  readonly people: Map<string, Profile>
  readonly absorptions: Absorption[]
  readonly links: NewLink[]
}

export function openGraph(
  identifiers: ReadonlyMap<string, KnownIdentifier>,
  people: ReadonlyMap<string, Profile>,
): IdentityGraph {
  return { identifiers: new Map(identifiers), people: new Map(people), absorptions: [], links: [] }
}

/** The person that an identifier leads to, as known now. */
export function ownerOf(graph: IdentityGraph, identifier: Identifier): Profile | null {
  const known = graph.identifiers.get(keyOf(identifier))
  if (known === undefined || known.profileId === null) return null
  const person = graph.people.get(known.profileId)
  if (person === undefined) return null
  // What somebody has without anybody vouching for it does not lead to them.
  const isDoubted = person.identifiers.some(
    ({ verified, type, value }) => !verified && type === identifier.type && value === identifier.value,
  )
  return isDoubted ? null : person
}

export const isAmbiguous = (graph: IdentityGraph, identifier: Identifier): boolean =>
  graph.identifiers.get(keyOf(identifier))?.ambiguous === true

/** Makes a decision about an event true. Answers the person as they are now, null where nobody is known. */
export function applyDecision(
  graph: IdentityGraph,
  decision: IdentityDecision,
  event: { readonly at: Date; readonly now: Date; readonly because: string },
): Profile | null {
  if (decision.profileId === null) return null
  if (decision.created) graph.people.set(decision.profileId, newProfile(decision.profileId, event.now))
  for (const { profileId, rule } of decision.absorbed)
    absorb(
      graph,
      { survivorId: decision.profileId, absorbedId: profileId, rule, because: event.because },
      joinsDoubted(decision),
    )
  const person = graph.people.get(decision.profileId)
  if (person === undefined) throw new Error('A decision names somebody who was not read.')
  for (const identifier of decision.owned)
    graph.identifiers.set(keyOf(identifier), { profileId: decision.profileId, ambiguous: false })
  for (const identifier of decision.nowAmbiguous)
    graph.identifiers.set(keyOf(identifier), { profileId: null, ambiguous: true })
  if (decision.anonymousHomeOf !== null)
    graph.identifiers.set(keyOf(decision.anonymousHomeOf), { profileId: decision.profileId, ambiguous: true })
  const known = new Set(person.identifiers.filter(({ verified }) => verified).map(keyOf))
  for (const { type, value } of decision.seen)
    if (!known.has(keyOf({ type, value })))
      graph.links.push({ type, value, profileId: decision.profileId, rule: decision.rule, because: event.because })
  const identifiers = linksOf(decision, event.at).reduce(addLink, person.identifiers)
  const next = identifiers === person.identifiers ? person : { ...person, identifiers }
  graph.people.set(decision.profileId, next)
  return next
}

const joinsDoubted = ({ doubts }: IdentityDecision): boolean => doubts !== null && doubts.holder !== null

function linksOf({ seen, doubts }: IdentityDecision, at: Date): readonly IdentifierLink[] {
  const link = ({ type, value }: Identifier, verified: boolean): IdentifierLink => ({
    type,
    value,
    verified,
    firstSeenAt: at,
    lastSeenAt: at,
  })
  const trusted = seen.map((one) => link(one, true))
  return doubts === null ? trusted : [...trusted, ...doubts.addresses.map((one) => link(one, false))]
}

/** Merges one person into another; whatever led to the absorbed one leads to the survivor, unless their addresses are doubted. */
export function absorb(
  graph: IdentityGraph,
  merge: {
    readonly survivorId: string
    readonly absorbedId: string
    readonly rule: string
    readonly because: string
    readonly reason?: string
  },
  isDoubted = false,
): void {
  const survivor = graph.people.get(merge.survivorId)
  const absorbed = graph.people.get(merge.absorbedId)
  if (survivor === undefined || absorbed === undefined) throw new Error('A merge names somebody who was not read.')
  const joining = isDoubted ? withDoubtedAddresses(absorbed, survivor) : absorbed
  graph.people.set(merge.survivorId, mergeProfiles(survivor, joining))
  graph.people.delete(merge.absorbedId)
  for (const [key, known] of graph.identifiers)
    if (known.profileId === merge.absorbedId) graph.identifiers.set(key, { ...known, profileId: merge.survivorId })
  const { absorbedId: _known, ...why } = merge
  graph.absorptions.push({ ...why, absorbed })
}
