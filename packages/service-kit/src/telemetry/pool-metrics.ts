import { Gauge, type Registry } from 'prom-client'

/** One pool of connections at this moment. */
export interface PoolState {
  readonly name: string
  readonly used: number
  readonly idle: number
  readonly most: number
  /** Who waits for a connection. */
  readonly waiting: number
}

/** Shows pools whenever they are asked for, under the names that OpenTelemetry gives them, as Prometheus writes these. */
export function showPools(registry: Registry, read: () => readonly PoolState[]): void {
  const registers = [registry]
  const pool = 'db_client_connection_pool_name'
  const state = 'db_client_connection_state'
  const count: Gauge = new Gauge({
    name: 'db_client_connection_count',
    help: 'Connections to PostgreSQL, by pool (`main`, `scans`) and state (`used`, `idle`)',
    labelNames: [pool, state],
    registers,
    collect: () => {
      for (const { name, used, idle, ...others } of read()) {
        count.set({ [pool]: name, [state]: 'used' }, used)
        count.set({ [pool]: name, [state]: 'idle' }, idle)
        most.set({ [pool]: name }, others.most)
        waiting.set({ [pool]: name }, others.waiting)
      }
    },
  })
  // Behind the one that is read first and sets all of them.
  const most: Gauge = new Gauge({
    name: 'db_client_connection_max',
    help: 'Most connections to PostgreSQL that a pool may have',
    labelNames: [pool],
    registers,
  })
  const waiting: Gauge = new Gauge({
    name: 'db_client_connection_pending_requests',
    help: 'Transactions that wait for a connection',
    labelNames: [pool],
    registers,
  })
}
