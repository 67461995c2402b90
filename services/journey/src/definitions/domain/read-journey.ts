import { composed, type Fault, isObject, type JsonObject } from '@polyphon/values'
import { stepTypes } from '../../kinds/domain/registry.js'
import { type Journey, JourneyShape } from './definition.js'
import { lintJourney } from './lint-journey.js'

/** A journey as it was put. */
export type JourneyBody = JsonObject

const typeOf = (value: unknown): string | undefined =>
  isObject(value) && typeof value['type'] === 'string' ? value['type'] : undefined

const STEPS: ReadonlySet<string> = new Set(stepTypes)
const TRIGGERS: ReadonlySet<string> = new Set(['event', 'segment', 'api'])

const isLaterStep = (step: unknown): boolean => isUnknown(typeOf(step), STEPS)
const isLaterTrigger = (trigger: unknown): boolean => isUnknown(typeOf(trigger), TRIGGERS)
const isUnknown = (type: string | undefined, known: ReadonlySet<string>): boolean =>
  type !== undefined && !known.has(type)

const STAND_IN_STEP = { type: 'exit', outcome: 'not_known' }
const STAND_IN_TRIGGER = { type: 'api' }

/**
 * Puts a harmless stand-in for every step and trigger whose type is not known (yet), so that the rest of the form can be
 * checked and the type itself be refused by name.
 */
function withStandIns(raw: unknown): unknown {
  if (!isObject(raw)) return raw
  const { steps, entry } = raw
  return {
    ...raw,
    ...(isObject(steps)
      ? {
          steps: Object.fromEntries(
            Object.entries(steps).map(([key, step]) => [key, isLaterStep(step) ? STAND_IN_STEP : step]),
          ),
        }
      : {}),
    ...(isObject(entry) && Array.isArray(entry['triggers'])
      ? {
          entry: {
            ...entry,
            triggers: entry['triggers'].map((trigger: unknown) =>
              isLaterTrigger(trigger) ? STAND_IN_TRIGGER : trigger,
            ),
          },
        }
      : {}),
  }
}

/** Checks the form of a journey without changing it. Types that are not known pass; `readJourney` refuses them. */
export function checkForm(raw: unknown): ReturnType<typeof JourneyShape.safeParse> {
  return JourneyShape.safeParse(withStandIns(raw))
}

/** Reads a journey that has the right form, with everything that is wrong with its meaning. */
export function readJourney(given: unknown): { readonly journey: Journey; readonly faults: readonly Fault[] } {
  // The texts of events and answers are kept in Unicode's composed form, so they are looked for in it.
  const raw = composed(given)
  const journey = JourneyShape.parse(withStandIns(raw))
  const later = laterFaults(raw)
  const isWhole = later.length === 0
  return { journey, faults: [...later, ...lintJourney(journey, { isWhole })] }
}

function laterFaults(raw: unknown): readonly Fault[] {
  if (!isObject(raw)) return []
  const { steps, entry } = raw
  const triggers: readonly unknown[] = isObject(entry) && Array.isArray(entry['triggers']) ? entry['triggers'] : []
  return [
    ...Object.entries(isObject(steps) ? steps : {})
      .filter(([, step]) => isLaterStep(step))
      .map(([key, step]) => fault(`/steps/${key}/type`, 'step_type_unknown', 'step', typeOf(step))),
    ...[...triggers.entries()]
      .filter(([, trigger]) => isLaterTrigger(trigger))
      .map(([index, trigger]) =>
        fault(`/entry/triggers/${index}/type`, 'trigger_type_unknown', 'trigger', typeOf(trigger)),
      ),
  ]
}

function fault(pointer: string, code: string, kind: string, type: string | undefined): Fault {
  return { pointer, code, detail: `The ${kind} type "${(type ?? '').slice(0, 50)}" is not known yet.` }
}
