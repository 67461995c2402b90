// What the same servers give when nothing is done that Polyphon exists for: the floors that ours is measured beside.
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'
import { groupCommits } from './group-commit.js'
import { openHops } from './hops.js'

const { DATABASE_URL, KAFKA_BROKERS, PORT, WORKSPACE } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 4 })
const app = Fastify({ bodyLimit: 16 * 1024 * 1024 })
const ok = { success: true }

await pool.query(
  'create table if not exists floor (id uuid primary key, body text not null, at timestamptz not null default now())',
)

app.post('/bare', async () => ok)
app.post('/insert', async ({ body }) => {
  const text = 'insert into floor (id, body) values ($1, $2)'
  await pool.query({ name: 'one', text, values: [randomUUID(), JSON.stringify(body)] })
  return ok
})

const insertMany = async (bodies: readonly string[]): Promise<void> => {
  const rows = JSON.stringify(bodies.map((body) => ({ id: randomUUID(), body })))
  const text = 'insert into floor (id, body) select id, body from json_to_recordset($1) as x (id uuid, body text)'
  await pool.query({ name: 'many', text, values: [rows] })
}
takeEvents('group', groupCommits({ most: 500, waitMs: 5, inFlight: 2, write: insertMany }))

app.get<{ Params: { id: string } }>('/select/:id', async ({ params }) => {
  const text = 'select * from profile where workspace_id = $1 and profile_id = $2'
  const { rows } = await pool.query({ name: 'select', text, values: [WORKSPACE, params.id] })
  return rows[0]
})

if (KAFKA_BROKERS) await addKafka(KAFKA_BROKERS.split(','))
await app.listen({ port: Number(PORT), host: '127.0.0.1' })

/** One event a request, and batches of them. */
function takeEvents(name: string, keep: (bodies: readonly string[]) => Promise<void>): void {
  app.post(`/${name}`, async ({ body }) => {
    await keep([JSON.stringify(body)])
    return ok
  })
  app.post<{ Body: { batch: object[] } }>(`/${name}-batch`, async ({ body }) => {
    await keep(body.batch.map((event) => JSON.stringify(event)))
    return ok
  })
}

async function addKafka(brokers: string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'floor', brokers, logLevel: logLevel.NOTHING })
  const hops = await openHops(kafka, pool)
  app.post<{ Body: { id: string } }>('/hops', async ({ body }) => {
    await hops.begin(body.id)
    return ok
  })
  app.get('/hops', async () => Object.fromEntries(hops.arrivals))
  const write = async (bodies: readonly string[]): Promise<void> => {
    const messages = bodies.map((value) => ({ key: randomUUID(), value }))
    await hops.producer.send({ topic: 'floor.produce', acks: -1, messages })
  }
  takeEvents('produce', groupCommits({ most: 500, waitMs: 5, inFlight: 2, write }))
}
