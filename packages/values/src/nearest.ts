import { closestMatch } from 'leven'

/** The name among these that was probably meant by another; null if none is like it. Capitals make no difference. */
export function nearest(meant: string, names: readonly string[]): string | null {
  const byLook = new Map(names.map((name) => [name.toLowerCase(), name]))
  const look = meant.toLowerCase()
  const found = closestMatch(look, [...byLook.keys()], { maxDistance: Math.max(1, Math.floor(look.length / 4)) })
  return found === undefined ? null : (byLook.get(found) ?? null)
}
