import pg from 'pg'

const ROWS = 20_000
const AT_ONCE = 500
const COLUMNS = [
  ['workspace_id', 'uuid'],
  ['event_id', 'uuid'],
  ['type', 'text'],
  ['profile_id', 'uuid'],
  ['occurred_at', 'timestamptz'],
  ['taken_at', 'timestamptz'],
  ['channel', 'text'],
  ['dimensions', 'jsonb'],
  ['properties', 'jsonb'],
] as const

/** Inserts the facts that are there once more into a table of the same form, from arrays; answers rows a second. */
export async function insertAlone(url: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('drop table if exists fact_alone; create table fact_alone (like fact including all)')
    const names = COLUMNS.map(([name]) => name).join(', ')
    const { rows } = await client.query<Record<string, string>>(
      `select ${COLUMNS.map(([name]) => `${name}::text`).join(', ')} from fact limit ${ROWS}`,
    )
    const arrays = COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')
    const text = `insert into fact_alone (${names}) select * from unnest(${arrays})`
    const startedAt = performance.now()
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const part = rows.slice(from, from + AT_ONCE)
      await client.query({ name: 'alone', text, values: COLUMNS.map(([name]) => part.map((row) => row[name])) })
    }
    return rows.length / ((performance.now() - startedAt) / 1_000)
  } finally {
    await client.end()
  }
}
