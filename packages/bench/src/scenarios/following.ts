import { eventually } from '@polyphon/testkit'
import { addedCost, costOf, type Pair, PEOPLE } from '../measure/cost.js'
import { loadPeople } from '../people.js'
import type { Measured, Scenario } from '../scenario.js'
import { type StackSetting, withStack } from '../setting.js'
import type { BenchStack } from '../stack.js'

const WARM_UP_SECONDS = 4

/** Somebody who follows what is published: begins to, and answers how to end it. */
type Follow = (stack: BenchStack) => Promise<() => Promise<void>>

/** The same stack in turn without and with somebody who follows it, and the other way round, so that no drift counts. */
function following(name: string, most: { readonly micros: number } | null, follow: Follow): Scenario {
  return {
    name,
    measure: ({ rounds, seconds, profiles, say }): Promise<readonly Measured[]> =>
      withStack({ profiles, only: ['profile'] }, async (setting) => {
        const { servers, stack } = setting
        await loadPeople(servers.postgres.url('polyphon_profile'), { workspace: stack.facts.workspace, count: PEOPLE })
        const within = async () => {
          const end = await follow(stack)
          const cost = await costOf(setting, seconds)
          await end()
          return cost
        }
        await costOf(setting, WARM_UP_SECONDS)
        const pairs: Pair[] = []
        for (let round = 1; round <= rounds; round += 1) pairs.push(await pair(setting, { round, seconds, within }))
        const line = addedCost(name, pairs, most)
        say(`${name}: ${line.notes.join(', ')}`)
        return [line]
      }),
  }
}

interface Turn {
  readonly round: number
  readonly seconds: number
  readonly within: () => ReturnType<typeof costOf>
}

async function pair(setting: StackSetting, { round, seconds, within }: Turn): Promise<Pair> {
  if (round % 2 === 1) return { without: await costOf(setting, seconds), within: await within() }
  const first = await within()
  return { without: await costOf(setting, seconds), within: first }
}

/** One open stream that is given everything, read by this process, whose time is not counted. */
export const stream = following('stream', { micros: 20 }, async (stack) => {
  const abort = new AbortController()
  const answer = await fetch(`${stack.url('profile')}/v1/stream`, { headers: stack.headers, signal: abort.signal })
  if (!answer.ok || answer.body === null) throw new Error(`The stream was answered with ${answer.status}.`)
  let shown = 0
  const reading = (async (): Promise<void> => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) shown += decoder.decode(chunk).split('\ndata:').length - 1
  })().catch(() => undefined)
  return async () => {
    abort.abort()
    await reading
    if (shown === 0) throw new Error('The stream has shown nothing.')
  }
})

/** A webhook of a type that nobody publishes here. */
export const webhook = following('webhook', { micros: 2 }, (stack) =>
  withWebhook(stack, { types: ['profile.merged.v1'] }),
)

/** A webhook of what is published, with a condition that never holds: each event is read and looked at. */
export const webhookFilter = following('webhook-filter', null, (stack) =>
  withWebhook(stack, {
    types: ['profile.interaction_recorded.v1'],
    filter: { path: 'event.data.name', op: 'eq', value: 'Never' },
  }),
)

async function withWebhook(stack: BenchStack, wish: object): Promise<() => Promise<void>> {
  // Nothing is there: whatever is posted all the same shows as a delivery.
  await stack.must('profile', 'PUT /v1/webhooks/bench', { body: { url: 'http://127.0.0.1:65535/', ...wish } })
  return async () => {
    const { body } = await stack.must('profile', 'GET /v1/webhooks/bench/deliveries')
    if (body.items.length > 0) throw new Error('Something matched.')
    await eventually(() => stack.must('profile', 'DELETE /v1/webhooks/bench'))
  }
}
