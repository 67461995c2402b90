import { Condition, Key, Path } from '@polyphon/conditions'
import { Duration } from '@polyphon/values'
import { z } from 'zod'
import { Step } from '../../kinds/domain/registry.js'
import { EventKind, EventMatch, EventName, Happening, JourneyClass } from '../../kinds/domain/step-parts.js'

const EventTrigger = z
  .strictObject({
    type: z.literal('event'),
    event: EventName,
    kind: EventKind,
    where: Condition.optional(),
    correlateBy: Path.optional().describe('What tells runs of one person apart, such as event.properties.orderId'),
  })
  .meta({ id: 'EventTrigger' })
const SegmentTrigger = z
  .strictObject({
    type: z.literal('segment'),
    segment: Key,
    on: z.enum(['enter', 'exit']),
    existing: z.boolean().default(false).describe('Who is in the segment at publication starts too'),
  })
  .meta({ id: 'SegmentTrigger' })
const ApiTrigger = z.strictObject({ type: z.literal('api') }).meta({ id: 'ApiTrigger' })

const Trigger = z.discriminatedUnion('type', [EventTrigger, SegmentTrigger, ApiTrigger])

const Entry = z.strictObject({
  triggers: z.array(Trigger).min(1).max(20),
  when: Condition.optional(),
  maxAge: Duration.optional().describe('Of the triggering event; without it, its age does not matter'),
  holdoutPercent: z.number().min(0).max(50).default(0),
  reentry: z
    .strictObject({
      mode: z.enum(['never', 'after_exit', 'always']),
      cooldown: Duration.optional(),
      max: z.int().min(1).optional(),
      concurrent: z.int().min(1).default(1),
    })
    .default({ mode: 'after_exit', concurrent: 1 }),
})

const Exit = z
  .strictObject({
    rules: z
      .array(z.strictObject({ id: Key, on: Happening, outcome: Key }))
      .max(10)
      .default([]),
    maxAge: Duration.default('P365D').describe('A run that is older ends with the outcome max_age'),
  })
  .default({ rules: [], maxAge: 'P365D' })

/** The form of a journey, `polyphon.journey/1`. What the form cannot say is checked by `lintJourney`. */
export const JourneyShape = z
  .strictObject({
    schema: z.literal('polyphon.journey/1'),
    name: z.string().max(200).optional(),
    purpose: Key.optional(),
    class: JourneyClass,
    priority: z.int().min(0).max(100).default(50),
    owner: Key.optional(),
    map: z.strictObject({ key: Key, version: z.int() }).optional(),
    entry: Entry,
    exit: Exit,
    goal: z
      .strictObject({ id: Key, on: EventMatch, within: Duration.describe('Counted from the start of the run') })
      .optional(),
    start: Key,
    steps: z.record(Key, Step).refine((steps) => Object.keys(steps).length <= 200, 'At most 200 steps.'),
  })
  .meta({ id: 'Journey', description: 'A journey: who enters, what happens step by step, when it ends.' })

/** A journey as it runs: every default filled in. */
export type Journey = z.output<typeof JourneyShape>
export type Trigger = z.output<typeof Trigger>
export type Reentry = Journey['entry']['reentry']

/** One published, immutable version of a journey. */
export interface PublishedJourney {
  readonly key: string
  readonly version: number
  readonly journey: Journey
}
