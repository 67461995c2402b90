import type pg from 'pg'

/** How long the plans of prepared statements are kept on each connection. */
export interface PlanLives {
  /** The statement by which this connection forgets its plans; empty while they may live on. */
  endingSql(client: pg.PoolClient): string
}

const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/**
 * PostgreSQL keeps a plan until the tables of its statement are analysed. One made while they were empty would read all
 * of them as they grow, so plans are made anew: soon on a young connection, whose tables may be young too, then seldom.
 */
export function openPlanLives(): PlanLives {
  const lives = new WeakMap<pg.PoolClient, { readonly until: number; readonly ms: number }>()
  return {
    endingSql: (client) => {
      const now = performance.now()
      const life = lives.get(client)
      if (life !== undefined && now < life.until) return ''
      const ms = life === undefined ? FIRST_MS : Math.min(life.ms * 2, LONGEST_MS)
      lives.set(client, { until: now + ms, ms })
      return life === undefined ? '' : 'discard plans'
    },
  }
}
