import type { Tx } from '@polyphon/service-kit'

export interface Address {
  readonly channel: string
  readonly address: string
}

export interface Suppression extends Address {
  readonly reason: string
  readonly suppressedAt: Date
}

/** Something that ends an address, and when it happened. */
export interface AddressEnd extends Suppression {
  readonly happenedAt: Date
}

const keyOf = (address: Address): string => `${address.channel} ${address.address}`

/**
 * The suppressed ones among these addresses, as `channel address`. With `hold`, all of them stay as they are until the
 * transaction ends, whether they had a row before or not.
 */
export async function readSuppressed(
  tx: Tx,
  addresses: readonly Address[],
  options: { readonly hold: boolean },
): Promise<ReadonlySet<string>> {
  const unique = [...new Map(addresses.map((address) => [keyOf(address), address])).values()]
  if (unique.length === 0) return new Set()
  const values = [tx.workspaceId, unique.map((address) => address.channel), unique.map((address) => address.address)]
  const read = async (): Promise<readonly { channel: string; address: string; suppressed: boolean }[]> => {
    const { rows } = await tx.query<{ channel: string; address: string; suppressed: boolean }>(
      `select channel, address, suppressed_at is not null as suppressed from address
        where workspace_id = $1 and (channel, address) in (select * from unnest($2::text[], $3::text[]))
        order by channel, address ${options.hold ? 'for share' : ''}`,
      values,
    )
    return rows
  }
  let rows = await read()
  if (options.hold && rows.length < unique.length) {
    await tx.query(
      `insert into address (workspace_id, channel, address)
       select $1, given.channel, given.address from unnest($2::text[], $3::text[]) as given (channel, address)
        order by given.channel, given.address on conflict do nothing
     returning 1`,
      values,
    )
    rows = await read()
  }
  return new Set(rows.filter((row) => row.suppressed).map(keyOf))
}

/**
 * Suppresses an address; answers false if it was suppressed before, or has been released since this happened. Waits for
 * every claim that reads it.
 */
export async function suppressAddress(tx: Tx, suppression: AddressEnd): Promise<boolean> {
  const { rows } = await tx.query<{ suppressed_at: Date }>(
    `insert into address (workspace_id, channel, address, suppressed_at, reason) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, channel, address)
     do update set suppressed_at = coalesce(address.suppressed_at, excluded.suppressed_at),
                   reason = coalesce(address.reason, excluded.reason)
       where address.released_at is null or address.released_at <= $6
     returning suppressed_at`,
    [
      tx.workspaceId,
      suppression.channel,
      suppression.address,
      suppression.suppressedAt,
      suppression.reason,
      suppression.happenedAt,
    ],
  )
  return rows[0]?.suppressed_at.getTime() === suppression.suppressedAt.getTime()
}

/** Answers false if the address was not suppressed. */
export async function releaseAddress(tx: Tx, { channel, address }: Address): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update address set suppressed_at = null, reason = null, released_at = $4
      where workspace_id = $1 and channel = $2 and address = $3 and suppressed_at is not null`,
    [tx.workspaceId, channel, address, tx.now],
  )
  return rowCount === 1
}

export interface SuppressionRow {
  channel: string
  address: string
  reason: string | null
  suppressed_at: Date
}

export const toSuppression = (row: SuppressionRow): Suppression => ({
  channel: row.channel,
  address: row.address,
  reason: row.reason ?? '',
  suppressedAt: row.suppressed_at,
})

export async function readSuppression(tx: Tx, { channel, address }: Address): Promise<Suppression | null> {
  const { rows } = await tx.query<SuppressionRow>(
    `select channel, address, reason, suppressed_at from address
      where workspace_id = $1 and channel = $2 and address = $3 and suppressed_at is not null`,
    [tx.workspaceId, channel, address],
  )
  return rows[0] === undefined ? null : toSuppression(rows[0])
}

/** Addresses behind a position, by channel and address, suppressed or not. */
export async function readAddresses(tx: Tx, after: Address | null, limit: number): Promise<readonly Address[]> {
  const { rows } = await tx.query<{ channel: string; address: string }>(
    `select channel, address from address
      where workspace_id = $1 and ($2::text is null or (channel, address) > ($2, $3::text))
      order by channel, address limit $4`,
    [tx.workspaceId, after?.channel ?? null, after?.address ?? null, limit],
  )
  return rows
}

/** Gives an address another form. If both are suppressed, the earlier suppression stays. */
export async function moveAddress(tx: Tx, from: Address, to: Address): Promise<void> {
  await tx.query(
    `with gone as (delete from address where workspace_id = $1 and channel = $2 and address = $3
                   returning suppressed_at, reason)
     insert into address (workspace_id, channel, address, suppressed_at, reason)
     select $1, $4, $5, suppressed_at, reason from gone
     on conflict (workspace_id, channel, address) do update
       set suppressed_at = excluded.suppressed_at, reason = excluded.reason
     where excluded.suppressed_at is not null
       and (address.suppressed_at is null or excluded.suppressed_at < address.suppressed_at)
     returning 1`,
    [tx.workspaceId, from.channel, from.address, to.channel, to.address],
  )
}
