import { Condition, Key, Path } from '@polyphon/conditions'
import { Duration, SignedDuration, Window } from '@polyphon/values'
import { z } from 'zod'
import { ChannelName, common, EventMatch, Happening, Values, Zone } from './step-parts.js'

const Send = z.strictObject({
  ...common,
  type: z.literal('send'),
  template: Key,
  topic: Key,
  channels: z.array(ChannelName).min(1).max(10),
  mode: z.enum(['first_reachable', 'person_preferred', 'all']).default('first_reachable'),
  fallback: z
    .strictObject({ unless: z.enum(['sent', 'delivered', 'read']), within: Duration })
    .optional()
    .describe('One channel after the other: the next one unless the message has come so far in time'),
  data: Values,
  expiresAfter: Duration.default('P1D'),
  ignore: z.array(z.enum(['quiet_hours', 'frequency_cap'])).default([]),
  onDrop: Key.nullable().optional().describe('Where to go when the message is dropped, fails or expires; else `next`'),
})

const Wait = z.strictObject({
  ...common,
  type: z.literal('wait'),
  for: Duration.optional().describe('Days and weeks are days of the calendar in the zone, hours are hours'),
  until: Path.optional().describe('Where to read a date or date-time'),
  offset: SignedDuration.optional(),
  window: z.array(Window).max(20).optional(),
  tz: Zone.default('person'),
  ifPast: z.enum(['continue', 'exit']).default('continue'),
})

const WaitFor = z.strictObject({
  ...common,
  type: z.literal('wait_for'),
  any: z
    .array(z.strictObject({ id: Key, on: Happening, next: Key.nullable() }))
    .min(1)
    .max(9),
  timeout: Duration.describe('After it the run goes on to `next`'),
  resetOn: z.array(EventMatch).max(10).default([]),
  lookback: Duration.optional(),
})

const Branch = z.strictObject({
  ...common,
  type: z.literal('branch'),
  cases: z
    .array(z.strictObject({ id: Key, when: Condition, next: Key.nullable() }))
    .min(1)
    .max(20),
})

const Ask = z.strictObject({
  ...common,
  type: z.literal('ask'),
  survey: Key,
  template: Key.optional(),
  topic: Key,
  properties: Values,
  channels: z.array(ChannelName).min(1).max(10),
  timeout: Duration.describe('After it the run goes on to `next`'),
  onAnswered: Key.nullable(),
  onDrop: Key.nullable().optional().describe('Where to go when nobody will be asked, or the mail fails; else `next`'),
})

const Exit = z.strictObject({
  type: z.literal('exit'),
  name: z.string().max(200).optional(),
  outcome: Key,
  touchpoint: Key.optional(),
})

export const Step = z.discriminatedUnion('type', [Send, Wait, WaitFor, Branch, Ask, Exit])
export type Step = z.output<typeof Step>
export type SendStep = z.output<typeof Send>
export type WaitStep = z.output<typeof Wait>
export type WaitForStep = z.output<typeof WaitFor>
export type BranchStep = z.output<typeof Branch>
export type AskStep = z.output<typeof Ask>
export const stepTypes = ['send', 'wait', 'wait_for', 'branch', 'ask', 'exit'] as const
