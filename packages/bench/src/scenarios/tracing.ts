import { createServer } from 'node:http'
import { addedCost, costOf, type Pair, PEOPLE } from '../measure/cost.js'
import { loadPeople } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { type StackSetting, withStack } from '../setting.js'

const WARM_UP_SECONDS = 4

/**
 * The same service without a collector, with one that is given nothing (`always_off`), and with one that is given every
 * trace; the rounds alternate. What stays in the code without a collector is a call that answers null.
 */
export const tracing: Scenario = {
  name: 'tracing',
  measure: async (options) => {
    const collector = await openCollector()
    const env = (sampler: string) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER: sampler,
    })
    try {
      return await withSettings([{}, env('always_off'), env('always_on')], options, (settings) =>
        measure(settings, options),
      )
    } finally {
      if (collector.taken() === 0) options.say('tracing: the collector was given nothing')
      await collector.close()
    }
  },
}

async function measure(settings: readonly StackSetting[], options: BenchOptions): Promise<readonly Measured[]> {
  for (const setting of settings) await costOf(setting, WARM_UP_SECONDS)
  const unsampled: Pair[] = []
  const sampled: Pair[] = []
  for (let round = 1; round <= options.rounds; round += 1) {
    const [without, off, on] = await inTurn(settings, options.seconds)
    if (without === undefined || off === undefined || on === undefined) throw new Error('There are three settings.')
    unsampled.push({ without, within: off })
    sampled.push({ without, within: on })
  }
  const lines = [addedCost('tracing-unsampled', unsampled, { share: 0.01 }), addedCost('tracing', sampled, null)]
  for (const { name, notes } of lines) options.say(`${name}: ${notes.join(', ')}`)
  return lines
}

async function inTurn(settings: readonly StackSetting[], seconds: number) {
  const costs: Awaited<ReturnType<typeof costOf>>[] = []
  for (const setting of settings) costs.push(await costOf(setting, seconds))
  return costs
}

/** A stack for each of these environments, all at once. */
function withSettings<T>(
  environments: readonly Readonly<Record<string, string>>[],
  options: BenchOptions,
  work: (settings: readonly StackSetting[]) => Promise<T>,
  settings: readonly StackSetting[] = [],
): Promise<T> {
  const [env, ...others] = environments
  if (env === undefined) return work(settings)
  return withStack({ ...options, only: ['profile'], env }, async (setting) => {
    const { servers, stack } = setting
    await loadPeople(servers.postgres.url('polyphon_profile'), { workspace: stack.facts.workspace, count: PEOPLE })
    return withSettings(others, options, work, [...settings, setting])
  })
}

/** A collector that takes everything and looks at nothing. */
async function openCollector() {
  let taken = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      taken += 1
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    taken: () => taken,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
