import { LONGEST_CHAIN } from '@polyphon/contracts'
import { eventOfRun, factsOf, resolveValues } from './facts-of-run.js'
import { note, orderIdOf, type Progress } from './progress.js'
import type { JsonObject, PersonOrder } from './run.js'
import type { Value } from './step-parts.js'

/** The largest values of an order, in bytes of JSON: what the tracking API takes of one event. */
const LARGEST_VALUES = 32_768

/** An order that profile carries out on the person of a run, with its values read. */
interface PlannedChange {
  readonly order: PersonOrder
  readonly values: JsonObject
}

/** Prepares an order on the person; null, with a line of the trace, where it may not be given. */
export function planChange(
  progress: Progress,
  step: { readonly touchpoint?: string | undefined },
  given: Readonly<Record<string, Value>>,
): PlannedChange | null {
  const { run, person } = progress
  const values = resolveValues(given, factsOf(person, run, eventOfRun(run)))
  const chainDepth = (run.memory.chainDepth ?? 0) + 1
  if (chainDepth > LONGEST_CHAIN) {
    note(progress, 'chain_too_long', `${LONGEST_CHAIN} orders of journeys, one after the other, have led to this run`)
    return null
  }
  const bytes = new TextEncoder().encode(JSON.stringify(values)).length
  if (bytes > LARGEST_VALUES) {
    note(progress, 'values_too_large', `${bytes} bytes of values, at most ${LARGEST_VALUES} can be ordered`)
    return null
  }
  const order = {
    orderId: orderIdOf(progress),
    step: run.step ?? '',
    profileRevision: person.revision,
    chainDepth,
    ...(step.touchpoint === undefined ? {} : { touchpoint: step.touchpoint }),
  }
  return { order, values }
}
