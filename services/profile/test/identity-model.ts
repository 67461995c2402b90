import { type Identifier, keyOf } from '@polyphon/values'
import { decideIdentity } from '../src/people/domain/identity.js'
import { type Absorption, absorb, applyDecision, currentIdOf, openDraft } from '../src/people/domain/identity-draft.js'
import { type KnownIdentifier } from '../src/people/domain/identity-graph.js'
import { DEFAULT_RULES, type IdentityRules, isBlocked } from '../src/people/domain/identity-rules.js'
import type { Profile } from '../src/people/domain/profile.js'

/** What an event says about who it was. */
export interface Fact {
  readonly identifiers: readonly Identifier[]
  readonly previousId: string | null
}

/** Tables of the service: what transactions see one after the other. */
export interface World {
  readonly rules: IdentityRules
  readonly identifiers: Map<string, KnownIdentifier>
  readonly people: Map<string, Profile>
  /** What an old id stands for. */
  readonly aliases: Map<string, string>
  readonly absorptions: Absorption[]
  readonly created: string[]
  readonly forgetsEarlierAliases: boolean
  now: number
}

export function openWorld(more: Partial<Pick<World, 'rules' | 'forgetsEarlierAliases'>> = {}): World {
  return {
    rules: DEFAULT_RULES,
    identifiers: new Map(),
    people: new Map(),
    aliases: new Map(),
    absorptions: [],
    created: [],
    forgetsEarlierAliases: false,
    now: Date.UTC(2026, 10, 22, 10),
    ...more,
  }
}

/** One transaction locks what its events may be about, and reads nothing else. */
function lock(world: World, wanted: readonly Identifier[], alsoPeople: readonly string[] = []) {
  const current = (id: string): string => world.aliases.get(id) ?? id
  const identifiers = new Map<string, KnownIdentifier>()
  for (const identifier of wanted.filter((candidate) => !isBlocked(candidate))) {
    const stored = world.identifiers.get(keyOf(identifier))
    if (stored === undefined) continue
    const profileId = stored.profileId === null ? null : current(stored.profileId)
    identifiers.set(keyOf(identifier), { ...stored, profileId })
  }
  const ids = new Set([...alsoPeople, ...[...identifiers.values()].flatMap(({ profileId }) => profileId ?? [])])
  const people = new Map<string, Profile>()
  for (const id of ids) {
    const person = world.people.get(id)
    if (person === undefined) throw new Error(`${id} leads to nobody.`)
    people.set(id, person)
  }
  return openDraft({ identifiers, people })
}

function save(world: World, graph: ReturnType<typeof lock>): void {
  for (const [key, known] of graph.identifiers) world.identifiers.set(key, known)
  const currentId = currentIdOf(graph.absorptions)
  for (const { absorbed } of graph.absorptions) {
    world.people.delete(absorbed.profileId)
    const earlier = world.forgetsEarlierAliases ? [] : absorbed.absorbedIds
    for (const oldId of [absorbed.profileId, ...earlier]) world.aliases.set(oldId, currentId(absorbed.profileId))
  }
  world.absorptions.push(...graph.absorptions)
  for (const [id, person] of graph.people) world.people.set(id, person)
}

/** Takes in a batch of events in one transaction. */
export function collect(world: World, facts: readonly Fact[]): void {
  const former = facts.flatMap(({ previousId: value }) =>
    value === null ? [] : ['anonymous_id', 'user_id'].map((type) => ({ type, value })),
  )
  const graph = lock(world, [...facts.flatMap(({ identifiers }) => identifiers), ...former])
  for (const { identifiers, previousId } of facts) {
    world.now += 1
    const now = new Date(world.now)
    const freshId = `person-${String(world.created.length).padStart(4, '0')}`
    const decision = decideIdentity(graph, { identifiers, previousId, at: now, freshId }, world.rules)
    if (decision.created) world.created.push(freshId)
    applyDecision(graph, decision, { at: now, now, because: `message-${world.now}` })
  }
  save(world, graph)
}

/** Somebody knows two people to be one, and says so. */
export function mergeByHand(world: World, left: number, right: number): void {
  const [survivor, absorbed] = [left, right].map((number) => [...world.people.values()][number % world.people.size])
  if (survivor === undefined || absorbed === undefined || survivor === absorbed) return
  const [survivorId, absorbedId] = [survivor.profileId, absorbed.profileId]
  const graph = lock(world, [...survivor.identifiers, ...absorbed.identifiers], [survivorId, absorbedId])
  absorb(graph, { survivorId, absorbedId, rule: 'manual', because: 'by hand' })
  const others = [...world.people.values()].filter((person) => person !== survivor && person !== absorbed)
  for (const [key, { ambiguous }] of graph.identifiers) {
    const isTheirs = !others.some(({ identifiers }) => identifiers.some((link) => keyOf(link) === key))
    if (ambiguous && isTheirs) graph.identifiers.set(key, { profileId: survivorId, ambiguous: false })
  }
  save(world, graph)
}
