import { openSource } from '../src/index.js'

// A process of its own, because the search for a Docker engine reads the environment of its process: starts one Redis.
const folder = process.argv[2] ?? ''
const lines: string[] = []
const say = (text: string) => void lines.push(text)
try {
  const patienceMs = Number(process.argv[3])
  const start = openSource({ folder, durable: false, env: process.env, say, patienceMs })
  const server = await start('Redis')
  process.stdout.write(JSON.stringify({ lines, address: server.address }))
  await server.stop()
} catch (error) {
  process.stdout.write(JSON.stringify({ lines, error: String(error) }))
}
process.exit(0)
