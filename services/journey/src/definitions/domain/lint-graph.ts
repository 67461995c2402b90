import type { Fault } from '@polyphon/values'
import { kindOf, type Step } from '../../kinds/domain/registry.js'
import type { Edge } from '../../kinds/domain/step-kind.js'
import type { Journey } from './definition.js'

/** Every way that leads out of a step; `null` ends the run and is no way. */
const edgesOf = (step: Step): readonly Edge[] => kindOf(step).edges(step)

/** Steps that do not exist, that nothing leads to, or that lead back to themselves. */
export function lintGraph(journey: Journey, options: { readonly isWhole: boolean }): readonly Fault[] {
  const faults: Fault[] = []
  if (!Object.hasOwn(journey.steps, journey.start))
    faults.push({ pointer: '/start', code: 'step_unknown', detail: `There is no step "${journey.start}".` })
  for (const [key, step] of Object.entries(journey.steps)) {
    for (const { at, to } of edgesOf(step)) {
      if (!Object.hasOwn(journey.steps, to))
        faults.push({
          pointer: `/steps/${key}/${at}`,
          code: 'step_unknown',
          detail: `There is no step "${to}".`,
        })
    }
  }
  // Where a step's type is not known, neither are the ways out of it.
  if (options.isWhole && Object.hasOwn(journey.steps, journey.start)) faults.push(...unreachable(journey))
  return [...faults, ...cycles(journey)]
}

function unreachable(journey: Journey): readonly Fault[] {
  const seen = new Set<string>()
  const open = [journey.start]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const step = Object.hasOwn(journey.steps, key) ? journey.steps[key] : undefined
    if (step === undefined || seen.has(key)) continue
    seen.add(key)
    open.push(...edgesOf(step).map(({ to }) => to))
  }
  return Object.keys(journey.steps)
    .filter((key) => !seen.has(key))
    .map((key) => ({ pointer: `/steps/${key}`, code: 'step_unreachable', detail: 'No way leads to this step.' }))
}

/** Names every way that closes a circle. */
function cycles(journey: Journey): readonly Fault[] {
  const faults: Fault[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (key: string): void => {
    const step = Object.hasOwn(journey.steps, key) ? journey.steps[key] : undefined
    if (step === undefined) return
    state.set(key, 'open')
    for (const { at, to } of edgesOf(step)) {
      if (state.get(to) === 'open')
        faults.push({ pointer: `/steps/${key}/${at}`, code: 'cycle', detail: `This leads back to "${to}".` })
      else if (state.get(to) === undefined) visit(to)
    }
    state.set(key, 'done')
  }
  for (const key of Object.keys(journey.steps)) if (state.get(key) === undefined) visit(key)
  return faults
}
