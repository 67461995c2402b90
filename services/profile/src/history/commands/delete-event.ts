import { interactionDeleted } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import { writePath } from '@polyphon/values'
import { forgetGroupCall } from '../../accounts/steps/move-memberships.js'
import { type Observed, observe, type Profile } from '../../people/domain/profile.js'
import type { Traits } from '../../people/domain/traits.js'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { lockProfiles } from '../../people/store/profiles.js'
import { readCanonicalId } from '../../people/store/subjects.js'
import { applyPersonChanges } from '../../profiles/steps/apply-person-changes.js'
import { originsOf } from '../domain/origins.js'
import { openTraitsFold, traitsBy, withoutTraits } from '../domain/without-event.js'
import {
  changeStates,
  type RemovedEvent,
  readLastContext,
  readWhose,
  removeInteraction,
} from '../store/forget-event.js'
import { readJoins } from '../store/ledger.js'
import { readStatements } from '../store/statements.js'

export interface DeletionInput {
  readonly messageId: string
  /** The id of the request. */
  readonly because: string
}

/**
 * Takes one event out of somebody's history, for good: what it taught of them is worked out of all else that was said, computed
 * traits and segments of all else that they did. Identifiers and consents stay; whoever became a member of an account by it alone is none. Throws `event_unknown` (404).
 */
export async function deleteEvent(tx: Tx, { messageId, because }: DeletionInput): Promise<void> {
  const whose = await readWhose(tx, messageId)
  if (whose === undefined) throw eventUnknown()
  // Whoever is being erased is nobody any more.
  const profileId = whose === null ? null : await readCanonicalId(tx, whose)
  const person = profileId === null ? null : await lockPerson(tx, profileId)
  const event = await removeInteraction(tx, messageId)
  if (event === null) throw eventUnknown()
  if (event.profileId !== whose)
    throw new ChangedMeanwhile('The event has changed hands while this transaction waited.')
  if (person === null) return
  const { kind, name, at } = event
  outbox.append(tx, interactionDeleted, {
    messageId,
    profileId: person.profileId,
    kind,
    name,
    occurredAt: at.toISOString(),
    ...(whose === null || whose === person.profileId ? {} : { recordedAs: whose }),
  })
  if (kind === 'group') await forgetGroupCall(tx, person, messageId)
  const after = {
    ...person,
    ...(await traitsWithout(tx, person, event)),
    observed: await observedWithout(tx, person, event),
  }
  const paths = new Set(Object.keys(event.traits).map((trait) => writePath(['traits', trait])))
  await applyPersonChanges(tx, [
    { before: person, after, events: [], paths, absorptions: [], because, hasOtherPast: true },
  ])
}

async function lockPerson(tx: Tx, profileId: string): Promise<Profile> {
  const [person] = (await lockProfiles(tx, [profileId])).people
  if (person === undefined) throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  return person
}

const idsOf = ({ profileId, absorbedIds }: Profile): readonly string[] => [profileId, ...absorbedIds]

async function traitsWithout(tx: Tx, person: Profile, event: RemovedEvent): Promise<Traits> {
  const taught = { traits: event.traits, at: event.at }
  const hasSaid = Object.keys({ ...event.traits, ...observe({}, event.context, event.at) }).length > 0
  if (!hasSaid) return person
  const ids = idsOf(person)
  // A split reads there what each had of their own.
  await changeStates(tx, ids, (state) => {
    const names = traitsBy(state, taught)
    const { observed } = withoutSightings(state.observed, event)
    if (names.size === 0 && observed === state.observed) return null
    return { ...state, ...withoutTraits(state, names), observed }
  })
  const names = [...traitsBy(person, taught)]
  if (names.length === 0) return person
  const fold = openTraitsFold(person, taught, originsOf({ ...person, identifiers: [] }, await readJoins(tx, ids)))
  const [only = null] = names.length === 1 ? names : []
  for await (const page of readStatements(tx, ids, only)) for (const stated of page) fold.take(stated)
  return fold.end()
}

/** Language and time zone, which the newest event says that names any. */
async function observedWithout(tx: Tx, person: Profile, event: RemovedEvent): Promise<Observed> {
  const { observed: rest, gone } = withoutSightings(person.observed, event)
  let observed = rest
  for (const name of gone) {
    const field = name === 'locale' ? 'locale' : 'timezone'
    const others = (await readLastContext(tx, idsOf(person), field)).map((other) =>
      observe({}, other.context, other.at),
    )
    const next = others.map((other) => other[name]).find((found) => found !== undefined)
    if (next !== undefined) observed = { ...observed, [name]: next }
  }
  return observed
}

/** What a device was seen to say, without what it said with this event; the same object where it said nothing that counts. */
function withoutSightings(observed: Observed, { context, at }: RemovedEvent) {
  const seen = observe({}, context, at)
  const gone = (['locale', 'timeZone'] as const).filter(
    (name) => seen[name] !== undefined && observed[name]?.at === at.getTime(),
  )
  if (gone.length === 0) return { observed, gone }
  const rest = Object.fromEntries(Object.entries(observed).filter(([name]) => !gone.some((it) => it === name)))
  return { observed: rest satisfies Observed, gone }
}

const eventUnknown = (): AppError => new AppError('missing', 'event_unknown', 'No such event is kept.')
