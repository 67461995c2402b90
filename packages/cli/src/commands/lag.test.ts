import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { runCli } from '../frame/run.js'

const METRICS = `# TYPE polyphon_dead_letters gauge
polyphon_dead_letters{group="journey.stimuli",service="journey"} 3
polyphon_timers_overdue_seconds{kind="wait",service="journey"} 7.25
polyphon_consumer_lag_records{group="journey.people",topic="polyphon.profile.people",service="journey"} 0
`

it('says of all that waits where it waits', async () => {
  const server = createServer((_request, response) => response.end(METRICS))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = Object(server.address())
  let out = ''
  const code = await runCli(['lag', '--json'], {
    env: { POLYPHON_URL: `journey=http://127.0.0.1:${port}` },
    folder: tmpdir(),
    homeFolder: tmpdir(),
    stdin: Readable.from(['']),
    out: (text) => void (out += text),
    err: () => undefined,
    signal: new AbortController().signal,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  })
  server.close()
  expect([code, JSON.parse(out).items.map(({ what, where }: Record<string, unknown>) => [what, where])]).toEqual([
    0,
    [
      ['records not read', 'journey.people polyphon.profile.people'],
      ['timers overdue, s', 'wait'],
      ['dead letters', 'journey.stimuli'],
    ],
  ])
})
