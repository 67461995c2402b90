import { startPostgres } from '../src/index.js'

// A process of its own for the tests that kill one: starts PostgreSQL in the given folder and says its pid.
const folder = process.argv[2] ?? ''
const server = await startPostgres({ folder, durable: true })
process.stdout.write(`${JSON.stringify({ pid: server.pid(), url: server.url('postgres') })}\n`)
setInterval(() => undefined, 60_000)
