import { AppError } from '@polyphon/service-kit'

/** Refuses what a key in the path would be granted beyond what whoever calls may do: 403 `scope_not_held`. */
export function refuseMore(scopes: readonly string[], held: readonly string[]): void {
  const missing = scopes.filter((scope) => !held.includes(scope))
  if (missing.length === 0) return
  throw new AppError('forbidden', 'scope_not_held', 'A key grants no more than the key that makes it may do.', {
    faults: missing.map((scope) => ({
      pointer: '/path/keyId',
      code: 'scope_not_held',
      detail: `The calling key lacks ${scope}.`,
    })),
  })
}
