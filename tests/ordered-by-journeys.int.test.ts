import { randomUUID } from 'node:crypto'
import { type Call, eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ShortMessageNetwork, startShortMessageNetwork } from './short-messages.js'
import { type ServiceName, startTestStack, type TestStack } from './stack.js'

let stack: TestStack
let network: ShortMessageNetwork
beforeAll(async () => {
  network = await startShortMessageNetwork()
  stack = await startTestStack(network.settings)
})
afterAll(async () => {
  await stack.close()
  await network.close()
})

async function done(service: ServiceName, operation: string, body: unknown): Promise<Call> {
  const answer = await stack.workspace.call(service, operation, { body })
  if (answer.status >= 300) throw new Error(`${operation} was refused: ${answer.text}`)
  return answer
}

const putJourney = (key: string, triggers: readonly object[], steps: Record<string, unknown>): Promise<Call> =>
  done('journey', `PUT /v1/journeys/${key}`, {
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers, reentry: { mode: 'always', concurrent: 100 } },
    start: Object.keys(steps)[0],
    steps,
  })

const onEvent = (event: string): readonly object[] => [{ type: 'event', event }]

/** Somebody who has just done something; returns their profileId. */
async function track(userId: string, event: string): Promise<string> {
  const messageId = randomUUID()
  await done('profile', 'POST /v1/track', { userId, event, messageId, properties: { nr: 7 } })
  return eventually(async () => {
    const { body } = await stack.workspace.call('profile', `GET /v1/events/${messageId}/trace`)
    if (typeof body.profileId !== 'string') throw new Error('not applied yet')
    return body.profileId
  })
}

// oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape
const runsOf = async (key: string, profileId: string): Promise<readonly any[]> =>
  (await stack.workspace.call('journey', `GET /v1/journeys/${key}/runs?profileId=${profileId}`)).body.items

describe('what a journey orders of a person', () => {
  it('changes their snapshot and their segments, before the next step is decided', async () => {
    const condition = { path: 'traits.stufe', op: 'eq', value: 'gold' }
    await done('profile', 'PUT /v1/segments/gold', { name: 'Gold', condition })
    await putJourney('stufe', onEvent('Großkauf'), {
      u: { type: 'update', set: { stufe: 'gold', nr: { path: 'event.properties.nr' } }, next: 'b' },
      b: { type: 'branch', cases: [{ id: 'drin', when: { segment: 'gold' }, next: 'drin' }], next: null },
      drin: { type: 'exit', outcome: 'drin' },
    })
    const profileId = await track('jürgen', 'Großkauf')
    await eventually(async () => expect(await runsOf('stufe', profileId)).toMatchObject([{ outcome: 'drin' }]))
    const { body } = await stack.workspace.call('profile', `GET /v1/profiles/${profileId}`)
    expect(body).toMatchObject({ traits: { stufe: 'gold', nr: 7 }, segments: ['gold'] })
  })

  it('is an event that starts another journey', async () => {
    await putJourney('zweite', onEvent('Karte gedruckt'), { ende: { type: 'exit', outcome: 'gedruckt' } })
    await putJourney('erste', onEvent('Kauf'), {
      e: { type: 'emit', event: 'Karte gedruckt', data: { nr: { path: 'event.properties.nr' } }, next: null },
    })
    const profileId = await track('zoë', 'Kauf')
    await eventually(async () => {
      expect(await runsOf('zweite', profileId)).toMatchObject([{ outcome: 'gedruckt' }])
    })
    const [first] = await runsOf('erste', profileId)
    const { body } = await stack.workspace.call('profile', `GET /v1/profiles/${profileId}/timeline`)
    expect(body.items.filter(({ id }: { id: string }) => id === `${first.id}:e:1`)).toHaveLength(1)
  })

  it('ends in a circle of journeys after ten orders', async () => {
    await putJourney('ping', [...onEvent('Anstoß'), ...onEvent('Pong')], {
      e: { type: 'emit', event: 'Ping', next: null },
    })
    await putJourney('pong', onEvent('Ping'), { e: { type: 'emit', event: 'Pong', next: null } })
    const profileId = await track('ada', 'Anstoß')
    const last = await eventually(async () => {
      const runs = await runsOf('ping', profileId)
      expect(runs).toHaveLength(6)
      expect(runs.every(({ status }) => status === 'ended')).toBe(true)
      const traces = await Promise.all(
        runs.map(async ({ id }) => (await stack.workspace.call('journey', `GET /v1/runs/${id}`)).body.trace),
      )
      const [ended] = traces.filter((trace) => JSON.stringify(trace).includes('chain_too_long'))
      if (ended === undefined) throw new Error('the chain goes on')
      return ended
    })
    expect(last).toBeDefined()
    expect(await runsOf('pong', profileId)).toHaveLength(5)
  })
})

describe('what a journey sends by telephone', () => {
  const short = { sms: { locales: { de: { body: 'Ihr Paket {{ data.nr }} ist da.' } } } }
  const mail = { email: { locales: { de: { subject: 'Ihr Paket', body: 'Ihr Paket {{ data.nr }} ist da.' } } } }
  const sending = (template: string, channels: readonly string[]): Record<string, unknown> => ({
    s: { type: 'send', template, topic: 'pakete', channels, data: { nr: 7 }, onDrop: 'weg', next: 'da' },
    da: { type: 'exit', outcome: 'da' },
    weg: { type: 'exit', outcome: 'weg' },
  })

  async function runOf(
    key: string,
    traits: Readonly<Record<string, string>>,
  ): Promise<{ id: string; profileId: string }> {
    const { body: person } = await done('profile', `PUT /v1/profiles/by/user_id/${randomUUID()}`, { traits })
    const { body } = await done('journey', `POST /v1/journeys/${key}/runs`, { profileId: person.id })
    return { id: body.id, profileId: person.id }
  }
  const runNow = async ({ id }: { id: string }) => (await stack.workspace.call('journey', `GET /v1/runs/${id}`)).body
  const endOf = (run: { id: string }): Promise<unknown> =>
    eventually(async () => {
      const { status, outcome, trace } = await runNow(run)
      if (status !== 'ended') throw new Error(`The run goes on: ${JSON.stringify(trace)}`)
      return outcome
    })
  const messageOf = async ({ profileId }: { profileId: string }) =>
    (await stack.workspace.call('messaging', `GET /v1/messages?profileId=${profileId}`)).body.items[0]
  const takenBy = (to: string) =>
    eventually(() => {
      const found = network.taken.find((message) => message.to === to)
      if (found === undefined) throw new Error(`Nothing for ${to}.`)
      return found
    })

  beforeAll(async () => {
    await done('messaging', 'PUT /v1/templates/beides', { channels: { ...short, ...mail } })
    await done('messaging', 'PUT /v1/templates/kurz', { channels: short })
    await done('messaging', 'PUT /v1/templates/lang', { channels: mail })
    await putJourney('nur-kurz', [{ type: 'api' }], sending('kurz', ['SMS']))
    await putJourney('beides', [{ type: 'api' }], sending('beides', ['email', 'sms']))
    await putJourney('ohne-text', [{ type: 'api' }], sending('lang', ['sms']))
  })

  it('goes on by what the network reports', async () => {
    const run = await runOf('nur-kurz', { phone: '0151 12340001' })
    const message = await takenBy('+4915112340001')
    expect(message.text).toBe('Ihr Paket 7 ist da.')
    expect(await runNow(run)).toMatchObject({ status: 'running', step: 's' })
    expect(await message.report('sent')).toBe(200)
    expect(await endOf(run)).toBe('da')
    expect(await message.report('delivered')).toBe(200)
    await eventually(async () => expect(await messageOf(run)).toMatchObject({ delivery: 'delivered', channel: 'sms' }))
  })

  it('goes by mail first, and by telephone to who has no mail', async () => {
    const [mailed, called] = await Promise.all([
      runOf('beides', { email: `${randomUUID()}@example.test`, phone: '0151 12340002' }),
      runOf('beides', { phone: '0151 12340003' }),
    ])
    await (await takenBy('+4915112340003')).report('sent')
    expect(await Promise.all([endOf(mailed), endOf(called)])).toEqual(['da', 'da'])
    expect([(await messageOf(mailed)).channel, (await messageOf(called)).channel]).toEqual(['email', 'sms'])
    expect(network.taken.map(({ to }) => to)).not.toContain('+4915112340002')
  })

  it('goes on at once where it cannot arrive, and says why', async () => {
    const runs = await Promise.all([
      runOf('nur-kurz', { email: `${randomUUID()}@example.test` }),
      runOf('beides', { name: 'Änne' }),
      runOf('nur-kurz', { phone: '030 12340000' }),
      runOf('ohne-text', { phone: '0151 12340004' }),
    ])
    expect(await Promise.all(runs.map(endOf))).toEqual(['weg', 'weg', 'weg', 'weg'])
    const ends = await Promise.all(
      runs.map(async (run) => {
        const { delivery, reason } = await messageOf(run)
        return `${delivery} ${reason}`
      }),
    )
    expect(ends).toEqual([
      'dropped no_address',
      'dropped no_address',
      'bounced permanent; twilio_21614',
      'dropped template_lacks_channel',
    ])
  })

  it('is warned of at publishing: channels that are none, and templates without texts for one', async () => {
    const put = async (steps: Record<string, unknown>): Promise<readonly string[]> =>
      (await putJourney('gewarnt', [{ type: 'api' }], steps)).body.warnings.map(
        ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`,
      )
    await eventually(async () =>
      expect(await put(sending('lang', ['email', 'sms', 'Brieftaube']))).toEqual([
        '/body/steps/s/channels/2 channel_unknown',
        '/body/steps/s/channels/1 template_lacks_channel',
      ]),
    )
    expect(await put(sending('beides', ['email', 'sms']))).toEqual([])
  })
})
