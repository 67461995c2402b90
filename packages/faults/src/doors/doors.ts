import { setTimeout as delay } from 'node:timers/promises'
import { PolyphonError, streamEvents } from '@polyphon/client'
import type { Cluster, Service } from '../cluster.js'
import type { Tenant } from '../load/tenant.js'
import type { Random } from '../random.js'
import { type Arrival, type Endpoint, openEndpoint } from './endpoint.js'

/** What is followed of each service; analytics tells nothing yet. */
const FOLLOWED: readonly (readonly [Service, string])[] = [
  ['profile', 'profile.interaction_recorded.v1'],
  ['journey', 'journey.run_started.v1'],
  ['messaging', 'messaging.message_sent.v1'],
  ['feedback', 'feedback.feedback_given.v1'],
]

/** What was told of a service to somebody who follows a workspace, in the order in which it came: ids of events. */
export interface Seen {
  readonly tenant: Tenant
  readonly type: string
  readonly ids: readonly string[]
}

/** A webhook and a stream at each service that tells something, for every workspace: what a customer's programs see. */
export interface Doors {
  /** By now. */
  webhooks(): readonly Seen[]
  streams(): readonly Seen[]
  /** Where the webhooks lead. */
  readonly endpoint: Endpoint
  /** What has come by now to the webhook that a workspace has at profile. */
  arrivals(tenant: Tenant): readonly Arrival[]
  /** Streams that have ended for good, with the reason. */
  readonly ended: readonly string[]
  /** How often a connection of a stream broke off or was not made. */
  broken(): number
  /** Deletes one more webhook of each workspace that was sent the same as another one, however often it takes to be answered. */
  deleteSome(): Promise<void>
  /** What came to those after they were deleted. */
  afterEnd(): readonly string[]
  close(): Promise<void>
}

const AGAIN_MS = 150
// A process that had a call under way when the first answer was lost has ended it by then: as long as a lease.
const LEASE_MS = 14_000
const SHORT = 'short'

export async function openDoors(cluster: Cluster, tenants: readonly Tenant[], random: Random): Promise<Doors> {
  const endpoint = await openEndpoint(random)
  const followed = tenants.flatMap((tenant) => FOLLOWED.map(([service, type]) => ({ tenant, service, type })))
  for (const { tenant, service, type } of followed) await put(tenant, endpoint, { service, type, key: service })
  for (const tenant of tenants)
    await put(tenant, endpoint, { service: 'profile', type: 'profile.interaction_recorded.v1', key: SHORT })
  const stop = new AbortController()
  const ended: string[] = []
  const counts = { broken: 0 }
  const streams = followed.map((of) => {
    const ids: string[] = []
    const url = cluster.stack.urls[of.service] ?? ''
    const reading = follow({ url, key: of.tenant.secret, type: of.type, signal: stop.signal, ids, counts }).catch(
      (error: unknown) =>
        void ended.push(`the stream of ${of.service} for ${of.tenant.key} has ended: ${String(error)}`),
    )
    return { ...of, ids, reading }
  })
  const deleted = new Map<Tenant, number>()
  return {
    webhooks: () =>
      followed.map(({ tenant, service, type }) => ({
        tenant,
        type,
        ids: endpoint.arrivals(pathOf(tenant, service)).map(({ id }) => id),
      })),
    streams: () => streams,
    endpoint,
    arrivals: (tenant) => endpoint.arrivals(pathOf(tenant, 'profile')),
    ended,
    broken: () => counts.broken,
    deleteSome: async () => {
      for (const tenant of tenants) deleted.set(tenant, await remove(tenant))
    },
    afterEnd: () =>
      [...deleted].flatMap(([tenant, at]) =>
        endpoint
          .arrivals(pathOf(tenant, SHORT))
          .filter((arrival) => arrival.at > at)
          .map(({ id }) => `${id} came ${tenant.key} after its webhook was deleted`),
      ),
    close: async () => {
      stop.abort()
      await Promise.all(streams.map(({ reading }) => reading))
      await endpoint.close()
    },
  }
}

const pathOf = ({ key }: Tenant, hook: string): string => `/${key}/${hook}`

async function put(
  tenant: Tenant,
  { url }: Endpoint,
  { service, type, key }: { readonly service: string; readonly type: string; readonly key: string },
): Promise<void> {
  await tenant.api.must(service, `PUT /v1/webhooks/${key}`, { url: url + pathOf(tenant, key), types: [type] })
}

/** From when on nothing more may come, by `performance.now()`. */
async function remove({ api }: Tenant): Promise<number> {
  for (;;) {
    const { status, text } = await api.call('profile', `DELETE /v1/webhooks/${SHORT}`)
    if (status === 204) return performance.now()
    if (status === 404) return performance.now() + LEASE_MS
    if (status !== 0 && status < 500 && status !== 429) throw new Error(`A webhook is not deleted: ${status} ${text}`)
    await delay(AGAIN_MS)
  }
}

interface Following {
  readonly url: string
  readonly key: string
  readonly type: string
  readonly signal: AbortSignal
  readonly ids: string[]
  readonly counts: { broken: number }
}

/** Follows from the first event on, and, as the services advise, begins anew where they no longer know a cursor. */
async function follow({ url, key, type, signal, ids, counts }: Following): Promise<void> {
  while (!signal.aborted) {
    try {
      const onBroken = (): void => void (counts.broken += 1)
      for await (const { event } of streamEvents({ url, key, types: [type], after: 'oldest', signal, onBroken }))
        ids.push(event.id)
    } catch (error) {
      if (!(error instanceof PolyphonError) || error.status !== 410) throw error
    }
  }
}
