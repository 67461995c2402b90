import type { Tx } from '@polyphon/service-kit'
import { by, type ListQuery, list, type Page, type Position } from '@polyphon/service-kit/lists'
import type { Retention } from '@polyphon/service-kit/personal'
import type { Profile } from '../../people/domain/profile.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'
import { compareStandings, openTraitEntries, type Standing, type TraitEntry } from '../domain/trait-entries.js'
import type { TraitStated } from '../domain/trait-history.js'
import { foldHistory, knownSince, type Past, readPast } from '../steps/fold-history.js'
import { readKeptSince } from '../store/kept-since.js'

/** Values of one trait of one person: they are folded anew for each page. */
export const traitHistoryList = list({
  name: 'trait history',
  sorts: { arrival: [by.number('arrival'), by.text('id')] },
  sort: '-arrival',
  only: true,
})

/** An entry of the history of a trait: a value that was stated, or the one that is computed now. */
export type HistoryEntry = TraitEntry | { readonly computed: unknown }

export interface TraitHistory<Item> extends Page<Item> {
  /** From when on nothing of it is missing; null: since the person is known. */
  readonly completeSince: Date | null
}

// Before every arrival.
const COMPUTED: Standing = [999_999_999_999_999, '']

/**
 * How what was known of one trait under one id has changed, newest first: of that person until they were merged, of the survivor
 * from then on. Throws `profile_unknown` (404).
 */
export async function listTraitHistory<Item extends object>(
  tx: Tx,
  query: ListQuery,
  {
    profileId,
    name,
    operator,
    show,
  }: {
    readonly profileId: string
    readonly name: string
    readonly operator: Retention
    readonly show: (entry: HistoryEntry) => Item
  },
): Promise<TraitHistory<Item>> {
  const person = await readProfile(tx, profileId)
  if (person === null) throw profileUnknown()
  const past = await readPast(tx, person)
  let folded: readonly Listed[] | undefined
  const page = await traitHistoryList.pageOf(
    tx,
    query,
    async (behind, most) => {
      // What is read first has as many as a page may have: the rest of it comes out of that.
      folded ??= await listed(tx, past, { profileId, name, behind, most: (query.limit ?? MOST) + 1 })
      const left = behind === null ? folded : folded.filter(({ standing }) => isBehind(standing, behind))
      return left.slice(0, most).map(({ entry, standing: [arrival, id] }) => ({
        item: show(entry),
        position: [String(arrival), id],
      }))
    },
    { profile_id: profileId, name },
  )
  return { ...page, completeSince: await readKeptSince(tx, { knownSince: knownSince(past), operator }) }
}

// The most that a page may have.
const MOST = 500

interface Listed {
  readonly entry: HistoryEntry
  readonly standing: Standing
}

async function listed(
  tx: Tx,
  past: Past,
  {
    profileId,
    name,
    behind,
    most,
  }: { readonly profileId: string; readonly name: string; readonly behind: Position | null; readonly most: number },
): Promise<readonly Listed[]> {
  const { person } = past
  const before = behind === null ? null : standingOf(behind)
  const fold = async (remembered: readonly TraitStated[]) => {
    const entries = openTraitEntries(most, before)
    const { unexplained } = await foldHistory(tx, past, {
      profileId,
      name,
      before: remembered,
      until: Infinity,
      note: entries.add,
    })
    return { entries: entries.newest(), unexplained }
  }
  const first = await fold([])
  // What nothing explains has been known since before anything else: all comes after it.
  const { entries } = first.unexplained.length === 0 ? first : await fold(first.unexplained)
  const found = entries.map((entry) => ({ entry, standing: entry.standing }))
  const computed = behind === null ? computedOf(person, name) : []
  return [...computed, ...found]
}

const computedOf = ({ computed }: Profile, name: string): readonly Listed[] =>
  Object.hasOwn(computed, name) ? [{ entry: { computed: computed[name] }, standing: COMPUTED }] : []

const standingOf = ([arrival, id = '']: Position): Standing => [Number(arrival), id]

const isBehind = (standing: Standing, behind: Position): boolean => compareStandings(standing, standingOf(behind)) < 0
