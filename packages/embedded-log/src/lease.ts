import { connectionTo, createGate } from '@polyphon/service-kit/runtime'
import pg from 'pg'

/** The right to read for a consumer group. It is bound to a connection, so it ends with the process that has it. */
export interface Lease {
  isHeld(): boolean
  release(): Promise<void>
}

export interface Leases {
  /** Undefined while another member of the group has it. `onLost` is told when it ends before it is released. */
  tryTake(group: string, onLost?: () => void): Promise<Lease | undefined>
  close(): Promise<void>
}

/** Leases of one process, all on one connection of their own. */
export function openLeases(url: string, onError: (error: Error) => void): Leases {
  let connection: Promise<pg.Client> | undefined
  const held = new Map<string, { lost: boolean; readonly onLost: () => void }>()
  // A connection does one thing at a time.
  const inTurn = createGate(1)

  const lose = (): void => {
    connection = undefined
    const leases = [...held.values()]
    held.clear()
    for (const lease of leases) {
      lease.lost = true
      lease.onLost()
    }
  }

  const connected = (): Promise<pg.Client> => {
    if (connection !== undefined) return connection
    // The end of an older connection is heard late, when a newer one may hold leases: it must not be taken for its end.
    const opening: Promise<pg.Client> = connect(url, { onError, onEnd: () => connection === opening && lose() })
    connection = opening
    opening.catch(() => {
      if (connection === opening) connection = undefined
    })
    return opening
  }

  return {
    tryTake: async (group, onLost = () => undefined) => {
      // A session may take its own lock again, so members within this process are told apart here.
      if (held.has(group)) return undefined
      const lease = { lost: false, onLost }
      held.set(group, lease)
      const free = (): void => {
        if (held.get(group) === lease) held.delete(group)
      }
      try {
        const client = await connected()
        const { rows } = await inTurn(() =>
          client.query<{ taken: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [group]),
        )
        if (rows[0]?.taken !== true) {
          free()
          return undefined
        }
        return {
          isHeld: () => !lease.lost,
          release: () => inTurn(() => release(client, group, { lease, free })),
        }
      } catch (error) {
        free()
        throw error
      }
    },
    close: async () => {
      const client = await connection?.catch(() => undefined)
      await client?.end().catch(onError)
    },
  }
}

async function connect(
  url: string,
  listeners: { readonly onError: (error: Error) => void; readonly onEnd: () => unknown },
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: '-c tcp_keepalives_idle=10 -c tcp_user_timeout=15000',
    ...connectionTo({ url }),
  })
  client.on('error', listeners.onError)
  client.on('end', listeners.onEnd)
  await client.connect()
  return client
}

async function release(
  client: pg.Client,
  group: string,
  member: { readonly lease: { lost: boolean }; free(): void },
): Promise<void> {
  if (member.lease.lost) return
  member.lease.lost = true
  // A connection that is gone has released it already.
  await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [group]).catch(() => undefined)
  member.free()
}
