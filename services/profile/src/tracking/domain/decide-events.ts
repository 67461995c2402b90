import { writePath } from '@polyphon/values'
import { believedTraits } from '../../people/domain/address-trust.js'
import { decideIdentity } from '../../people/domain/identity.js'
import {
  applyDecision,
  type IdentityChange,
  type IdentityDraft,
  identityChangeOf,
  learnInto,
  openDraft,
} from '../../people/domain/identity-draft.js'
import type { IdentityGraph } from '../../people/domain/identity-graph.js'
import { DEFAULT_RULES } from '../../people/domain/identity-rules.js'
import { linkToPerson } from '../../people/domain/link-to-person.js'
import { changesOf, type PersonChange } from '../../people/domain/person-change.js'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { boundedWarnings, warningsOf } from './event-warning.js'
import type { Interaction, NormalIdentifiers } from './interaction.js'

/** An event whose identifiers are in their normal form. */
export interface ClaimedEvent {
  readonly event: TimedEvent
  readonly normal: NormalIdentifiers
  readonly previousId: string | null
  /** Whose it is, where the firm itself says so by the current id; then its identifiers lead nowhere else. */
  readonly profileId?: string | undefined
  /** For the person, should it be a new one. */
  readonly freshId: string
}

/** What some events change: who belongs together, what is known of people, and what became of each event. */
export interface CollectedChange {
  readonly identity: IdentityChange
  readonly people: readonly PersonChange[]
  readonly interactions: readonly Interaction[]
}

/** An event that was applied to the draft, and the paths of the traits that it changed. */
interface Applied {
  readonly interaction: Interaction
  readonly paths: readonly string[]
}

interface Around {
  readonly now: Date
  /** Names of the traits that are computed: no event states them. */
  readonly computed: ReadonlySet<string>
}

/** Decides of events, one after the other, whose they are and what they teach. */
export function decideEvents(graph: IdentityGraph, events: readonly ClaimedEvent[], around: Around): CollectedChange {
  const draft = openDraft(graph)
  const applied = events.map((event) => applyEvent(draft, event, around))
  const identity = identityChangeOf(draft)
  const current = applied.map(({ interaction, paths }) => {
    const { profileId } = interaction
    return {
      paths,
      interaction: { ...interaction, profileId: profileId === null ? null : identity.currentId(profileId) },
    }
  })
  return {
    identity,
    people: changesOf(draft, identity, causesOf(current)),
    interactions: current.map(({ interaction }) => interaction),
  }
}

function applyEvent(draft: IdentityDraft, claimed: ClaimedEvent, { now, computed }: Around): Applied {
  const { event, normal } = claimed
  const at = event.occurredAt
  const decision = decideWhose(draft, claimed)
  const before = draft.outdated.length
  const person = applyDecision(draft, decision, { at, now, because: event.messageId })
  const blocked = decision.verdicts.filter(({ verdict }) => verdict === 'blocked')
  const stated = Object.entries(event.personTraits)
  const isComputed = ([name]: readonly [string, unknown]): boolean => computed.has(name)
  const taught = stated.some(isComputed)
    ? Object.fromEntries(stated.filter((it) => !isComputed(it)))
    : event.personTraits
  const believed = believedTraits(taught, decision.doubts, {
    identifiers: normal.identifiers,
    unusable: [...normal.unusable, ...blocked],
  })
  const learned =
    person === null ? null : learnInto(draft, person, { traits: believed.traits, context: event.context }, at)
  const computedNames = stated.filter(isComputed).map(([name]) => name)
  const isTooLarge = learned?.warnings.includes('traits_too_large') === true
  const unusable = normal.unusable.map(({ type, value }) => ({ type, value, verdict: 'blocked' as const }))
  return {
    interaction: {
      ...event,
      profileId: decision.profileId,
      trace: {
        identifiers: [...decision.verdicts, ...unusable],
        segmentsEntered: [],
        segmentsLeft: [],
        warnings: boundedWarnings([
          ...event.warnings,
          ...warningsOf([
            ...decision.warnings,
            ...draft.outdated.slice(before).map(({ type }) => `identifier_outdated:${type}`),
            ...normal.unusable.map(({ type }) => `identifier_invalid:${type}`),
            ...believed.leftOut.map((name) => `trait_unverified:${name}`),
            ...computedNames.map((name) => `trait_computed:${name}`),
            ...(learned?.warnings ?? []),
          ]),
        ]),
      },
      leftOut: isTooLarge ? stated.map(([name]) => name) : [...believed.leftOut, ...computedNames],
    },
    paths: (learned?.changed ?? []).map((name) => writePath(['traits', name])),
  }
}

function decideWhose(draft: IdentityDraft, { event, normal, previousId, profileId, freshId }: ClaimedEvent) {
  const { identifiers } = normal
  if (profileId === undefined) {
    const claim = { identifiers, previousId, vouchedBy: event.vouchedBy, at: event.occurredAt, freshId }
    return decideIdentity(draft, claim, DEFAULT_RULES)
  }
  const person = draft.people.get(profileId)
  if (person === undefined) throw new Error('An event names somebody who was not read.')
  return linkToPerson(draft, person, identifiers, 'order')
}

/** What happened to each person, by the ids that they have at the end. */
function causesOf(applied: readonly Applied[]) {
  const causes = new Map<string, { readonly events: Interaction[]; readonly paths: Set<string>; because: string }>()
  for (const { interaction, paths } of applied) {
    const { profileId, messageId } = interaction
    if (profileId === null) continue
    const cause = causes.get(profileId) ?? { events: [], paths: new Set<string>(), because: messageId }
    causes.set(profileId, cause)
    cause.events.push(interaction)
    cause.because = messageId
    for (const path of paths) cause.paths.add(path)
  }
  return causes
}
