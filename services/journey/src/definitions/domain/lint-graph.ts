import type { Fault } from '@polyphon/values'
import { kindOf, type Step } from '../../kinds/domain/registry.js'
import type { Edge } from '../../kinds/domain/step-kind.js'
import type { Journey } from './definition.js'

/** Every way that leads out of a step; `null` ends the run and is no way. */
const edgesOf = (step: Step): readonly Edge[] => kindOf(step).edges(step)

/** Steps that do not exist, that nothing leads to, or that lead back to themselves for ever. */
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
  const bounded = (step: Step): readonly Edge[] => edgesOf(step).filter(({ atMost }) => atMost === undefined)
  const circles = closingEdges(journey, bounded).map(({ pointer, to }) => ({
    pointer,
    code: 'cycle',
    detail: `This leads back to "${to}"; only a goto may.`,
  }))
  return [...faults, ...circles, ...lintVisits(journey)]
}

/** To how many steps a run may come at most, whatever happens: each is a visit with lines of its trace. */
const MOST_VISITS = 5_000

// A run comes to each step once, and once more for every time that a way back may be gone.
function lintVisits(journey: Journey): readonly Fault[] {
  const steps = Object.entries(journey.steps)
  let rounds = 1
  for (const [key, step] of steps) {
    for (const { at, atMost = 0 } of edgesOf(step)) {
      rounds += atMost
      if (atMost === 0 || rounds * steps.length <= MOST_VISITS) continue
      const detail = `The ways back of this journey, each as often as it may be gone, times its ${steps.length} steps are more than ${MOST_VISITS} visits.`
      return [{ pointer: `/steps/${key}/${at}`, code: 'too_many_visits', detail }]
    }
  }
  return []
}

/** The ways back on which a run goes round at once, since no step on them lets it stay. */
export function circlesWithoutStay(journey: Journey): readonly ClosingEdge[] {
  return closingEdges(journey, (step) => (kindOf(step).stays ? [] : edgesOf(step)))
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

/** A way that leads back to a step that it came from. */
interface ClosingEdge {
  readonly pointer: string
  readonly to: string
}

/** Every way that closes a circle, of those that count. */
function closingEdges(journey: Journey, waysOf: (step: Step) => readonly Edge[]): readonly ClosingEdge[] {
  const found: ClosingEdge[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (key: string): void => {
    const step = Object.hasOwn(journey.steps, key) ? journey.steps[key] : undefined
    if (step === undefined) return
    state.set(key, 'open')
    for (const { at, to } of waysOf(step)) {
      if (state.get(to) === 'open') found.push({ pointer: `/steps/${key}/${at}`, to })
      else if (state.get(to) === undefined) visit(to)
    }
    state.set(key, 'done')
  }
  for (const key of Object.keys(journey.steps)) if (state.get(key) === undefined) visit(key)
  return found
}
