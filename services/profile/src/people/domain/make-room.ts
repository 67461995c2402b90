import { groupBy, type Identifier, keyOf } from '@polyphon/values'
import type { IdentifierLink } from './identifier.js'
import { type IdentityRules, limitOf } from './identity-rules.js'

/**
 * Keeps of each type as many as its limit allows, or as many as there were before where that is more: what was not seen
 * for longest goes, and nothing that the event itself has named. What nobody vouches for takes no room.
 */
export function makeRoom(
  before: readonly IdentifierLink[],
  links: readonly IdentifierLink[],
  named: readonly Identifier[],
  rules: IdentityRules,
): { readonly identifiers: readonly IdentifierLink[]; readonly outdated: readonly IdentifierLink[] } {
  const fresh = new Set(named.map(keyOf))
  const had = groupBy(before.filter(counts), ({ type }) => type)
  const outdated = [...groupBy(links.filter(counts), ({ type }) => type)].flatMap(([type, all]) => {
    const { most, withinDays, replaces } = limitOf(rules, type)
    if (withinDays !== null) return []
    const room = replaces === true ? most : Math.max(most, had.get(type)?.length ?? 0)
    if (all.length <= room) return []
    const byAge = all.filter((link) => !fresh.has(keyOf(link))).toSorted(byLastSeen)
    return byAge.slice(0, all.length - room)
  })
  if (outdated.length === 0) return { identifiers: links, outdated }
  return { identifiers: links.filter((link) => !outdated.includes(link)), outdated }
}

const counts = ({ verified }: IdentifierLink): boolean => verified

const byLastSeen = (left: IdentifierLink, right: IdentifierLink): number =>
  left.lastSeenAt.getTime() - right.lastSeenAt.getTime() ||
  left.firstSeenAt.getTime() - right.firstSeenAt.getTime() ||
  (left.value < right.value ? -1 : 1)
