import type { Account } from '@polyphon/conditions'
import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'

interface Member {
  readonly profileId: string
  /** Each with its key and their roles in it. */
  readonly accounts: readonly JsonObject[]
}

/** The accounts of people as conditions see them, by person: with the traits that they have now. */
export async function readAccounts(
  tx: Tx,
  people: readonly Member[],
): Promise<ReadonlyMap<string, readonly Account[]>> {
  const keys = new Set(people.flatMap(({ accounts }) => accounts.flatMap(keyOf)))
  if (keys.size === 0) return new Map()
  const { rows } = await tx.query<{ account_key: string; traits: JsonObject }>(
    'select account_key, traits from account where workspace_id = $1 and account_key = any ($2)',
    [tx.workspaceId, [...keys]],
  )
  const traits = new Map(rows.map((row) => [row.account_key, row.traits]))
  return new Map(
    people.map(({ profileId, accounts }) => [
      profileId,
      accounts.flatMap((account) => {
        const [key] = keyOf(account)
        const known = key === undefined ? undefined : traits.get(key)
        return known === undefined ? [] : [{ key, traits: known, roles: rolesOf(account) }]
      }),
    ]),
  )
}

const keyOf = ({ accountKey }: JsonObject): readonly string[] => (typeof accountKey === 'string' ? [accountKey] : [])

const rolesOf = ({ roles }: JsonObject): readonly string[] =>
  Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
