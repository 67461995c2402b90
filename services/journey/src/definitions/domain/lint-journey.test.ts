import { describe, expect, it } from 'vitest'
import { MOST_LOOKS } from './lint-journey.js'
import { readJourney } from './read-journey.js'

const journeyOf = (counts: number, sequences: number): unknown => ({
  schema: 'polyphon.journey/1',
  class: 'service',
  entry: { triggers: [{ type: 'api' }] },
  exit: {
    rules: [
      {
        id: 'a',
        on: { when: { any: Array.from({ length: counts }, () => ({ did: 'Größe gewählt' })) } },
        outcome: 'x',
      },
    ],
  },
  start: 'v',
  steps: {
    v: {
      type: 'branch',
      next: null,
      cases: Array.from({ length: sequences }, (_, index) => ({
        id: `c${index}`,
        when: { sequence: Array.from({ length: 10 }, () => ({ did: 'A' })), within: 'P1D' },
        next: null,
      })),
    },
  },
})

function faultsOf(correlateBy: string, x: unknown, until = 'run.data.at'): readonly string[] {
  const { faults } = readJourney({
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers: [{ type: 'event', event: 'A', correlateBy }] },
    start: 's',
    steps: { s: { type: 'update', set: { x }, next: 'w' }, w: { type: 'wait', until, next: null } },
  })
  return faults.map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('the paths of a journey', () => {
  it('name steps, properties and questions as they are called', () => {
    expect(
      faultsOf('event["properties"].orderId', { path: 'run.matched.wait-payment.properties["Order ID"]' }),
    ).toEqual([])
    expect(faultsOf('event.properties["Cart ID"]', { path: 'answer.would-recommend' })).toEqual([])
    expect(faultsOf('event', { path: 'Traits["x"]' })).toEqual([
      '/steps/s/set/x/path path_root_unknown',
      '/entry/triggers/0/correlateBy path_root_unknown',
    ])
  })

  it('name one end of a wait', () => {
    expect(faultsOf('event.properties.id', 1, 'run.data.ends[*]')).toEqual(['/steps/w/until path_names_many'])
  })
})

it('refuses what profile holds of accounts and computed traits, and says who does', () => {
  const account = { path: 'traits.plan', op: 'eq', value: 'plus' }
  const computed = { computed: 'revenue', op: 'gte', value: 500 }
  const { faults } = readJourney({
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: {
      triggers: [{ type: 'event', event: 'A', where: { account } }],
      when: {
        any: [
          { account, match: 'none' },
          { did: 'A', where: { account } },
          computed,
          { did: 'A', where: computed },
          { listed: 'vip' },
        ],
      },
    },
    start: 's',
    steps: { s: { type: 'exit', outcome: 'x' } },
  })
  expect(
    faults
      .filter(({ code }) => code === 'condition_unknown')
      .map(({ pointer }) => pointer)
      .toSorted(),
  ).toEqual(['/entry/triggers/0/where', ...['0', '1/where', '2', '3/where', '4'].map((at) => `/entry/when/any/${at}`)])
  const details = new Map(faults.map(({ pointer, detail }) => [pointer, detail]))
  expect(details.get('/entry/when/any/0')).toContain('held by profile')
  expect(details.get('/entry/when/any/2')).toContain('compare traits.revenue')
})

it('refuses the last message and the last answer, which profile holds', () => {
  const message = { message: { template: 'welcome' }, state: 'read' }
  const answer = { answer: { survey: 'nps' }, op: 'lte', value: 6 }
  const { faults } = readJourney({
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: {
      triggers: [{ type: 'event', event: 'A', where: answer }],
      when: { all: [message, { not: answer }, { did: 'A', where: message }] },
    },
    start: 's',
    steps: { s: { type: 'exit', outcome: 'x' } },
  })
  const unknown = faults.filter(({ code }) => code === 'condition_unknown')
  expect(unknown.map(({ pointer }) => pointer).toSorted()).toEqual([
    '/entry/triggers/0/where',
    '/entry/when/all/0',
    '/entry/when/all/1/not',
    '/entry/when/all/2/where',
  ])
  for (const { detail } of unknown) expect(detail).toContain('held by profile: name a segment')
})

describe('the moments of a journey', () => {
  it('have an offset, each of them', () => {
    const at = { path: 'traits.a', op: 'before', value: '2026-03-29' }
    const { faults, journey } = readJourney({
      schema: 'polyphon.journey/1',
      class: 'service',
      entry: { triggers: [{ type: 'event', event: 'A', where: at }], when: { not: at } },
      start: 'x',
      steps: { x: { type: 'exit', outcome: 'x' } },
    })
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/entry/when/not/value value_does_not_fit',
      '/entry/triggers/0/where/value value_does_not_fit',
    ])
    // One that is stored is read nevertheless.
    expect(journey.entry.when).toEqual({ not: at })
  })
})

describe('the conditions of a journey together', () => {
  it('look at what somebody did as often as every event of theirs can bear', () => {
    expect(MOST_LOOKS).toBe(300)
    expect(readJourney(journeyOf(150, 15)).faults).toEqual([])
    expect(readJourney(journeyOf(151, 15)).faults).toEqual([
      expect.objectContaining({ pointer: '/steps/v/cases/14/when', code: 'too_many_looks' }),
    ])
  })
})

describe('a channel without a name', () => {
  const faultsOfStep = (step: object): readonly string[] =>
    readJourney({
      schema: 'polyphon.journey/1',
      class: 'research',
      entry: { triggers: [{ type: 'api' }] },
      start: 's',
      steps: { s: { topic: 'news', channels: ['email', ' \t'], next: null, ...step } },
    }).faults.map(({ pointer, code }) => `${pointer} ${code}`)

  it.each([
    { type: 'send', template: 'offer' },
    { type: 'ask', survey: 'visit', timeout: 'P1D', onAnswered: null },
  ])('is refused in a step of type $type', (step) => {
    expect(faultsOfStep(step)).toEqual(['/steps/s/channels/1 channel_unknown'])
  })
})
