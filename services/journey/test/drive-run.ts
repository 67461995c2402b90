import type { PublishedJourney } from '../src/definitions/domain/definition.js'
import { readJourney } from '../src/definitions/domain/read-journey.js'
import type { Advanced } from '../src/kinds/domain/progress.js'
import type { HandledEvent, PersonFacts, Run, Stimulus } from '../src/kinds/domain/run.js'
import { advance } from '../src/runs/domain/advance.js'
import { newRun } from '../src/runs/domain/decide-entry.js'

export const NOW = new Date('2026-11-22T10:00:00.000Z')
export const at = (ms: number): Date => new Date(NOW.getTime() + ms)
export const HOUR = 3_600_000

export const somebody: PersonFacts = {
  profileId: 'p',
  revision: 7,
  traits: { stadt: 'Köln' },
  identifiers: {},
  segments: [],
  accounts: [],
  permissions: [],
  timeZone: 'Europe/Berlin',
  workspaceTimeZone: 'UTC',
  occurrences: () => [],
}

export function publishedJourney(steps: Record<string, unknown>, more: Record<string, unknown> = {}): PublishedJourney {
  const { journey, faults } = readJourney({
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers: [{ type: 'api' }] },
    start: Object.keys(steps)[0],
    steps,
    ...more,
  })
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return { key: 'j', version: 1, journey }
}

export const eventOf = (
  name: string,
  properties: Record<string, unknown> = {},
  messageId: string = name,
  occurredAt: Date = NOW,
): HandledEvent => ({
  name,
  kind: 'track',
  messageId,
  occurredAt: occurredAt.toISOString(),
  properties,
})

export interface RunOptions {
  readonly event?: HandledEvent
  readonly correlateBy?: string
  readonly chainDepth?: number
  readonly person?: Partial<PersonFacts>
}

/** Starts a run and advances it by stimuli, each at its own time. */
export function driveRun(
  journey: PublishedJourney,
  stimuli: readonly (readonly [Stimulus, number])[],
  { event, correlateBy, chainDepth, person = {} }: RunOptions = {},
): Advanced & { readonly steps: readonly Advanced[] } {
  let run: Run = newRun({
    runId: 'r',
    published: journey,
    profileId: 'p',
    trigger: { type: 'event' as const },
    triggerKey: 'm',
    event: event ?? null,
    occurredAt: event === undefined ? null : new Date(event.occurredAt),
    data: { nr: 5 },
    correlateBy,
    chainDepth,
    now: NOW,
  })
  const steps: Advanced[] = []
  for (const [stimulus, ms] of [[{ kind: 'start' }, 0] as const, ...stimuli]) {
    const step = advance(run, stimulus, { journey, person: { ...somebody, ...person }, now: at(ms) })
    run = step.run
    steps.push(step)
  }
  return {
    run,
    steps,
    orders: steps.flatMap(({ orders }) => orders),
    trace: steps.flatMap(({ trace }) => trace),
    facts: steps.flatMap(({ facts }) => facts),
  }
}

export const send = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'send',
  template: 't',
  topic: 'o',
  channels: ['email'],
  next: null,
  ...more,
})
export const exit = (outcome: string): Record<string, unknown> => ({ type: 'exit', outcome })
export const receipt = (state: Extract<Stimulus, { kind: 'receipt' }>['state'], orderId = 'r:a:1'): Stimulus => ({
  kind: 'receipt',
  orderId,
  state,
  channel: 'email',
  reason: null,
})
export const time: Stimulus = { kind: 'time' }
export const traceCodes = ({ trace }: Advanced): readonly string[] => trace.map(({ what }) => what)
