import { DATA_CLASSES, type DataClass, type Fault, KEPT_BY_OPERATOR, KEPT_WITH_PERSON } from '@polyphon/values'
import { AppError } from '../values/errors.js'
import type { Retention } from './retention.js'

/**
 * Refuses days of retention that would not hold: for a class that never expires by itself, whose 30 days nobody would keep,
 * and for longer than the operator keeps it. `pointer` leads to the days.
 */
export function refuseRetention(wanted: Retention | null | undefined, operator: Retention, pointer: string): void {
  refuseWithoutEffect(wanted, pointer)
  const code = 'retention_too_long'
  const faults = DATA_CLASSES.flatMap((kind) => {
    const [days, most] = [wanted?.[kind], operator[kind]]
    if (days === undefined || most === undefined || days <= most) return []
    return [{ pointer: `${pointer}/${kind}`, code, detail: `The operator keeps it for ${most} days.` }]
  })
  if (faults.length > 0)
    throw new AppError('unprocessable', code, 'Nothing is kept for longer than the operator keeps it.', { faults })
}

function refuseWithoutEffect(wanted: Retention | null | undefined, pointer: string): void {
  const code = 'retention_without_effect'
  const faultsOf = (kinds: readonly DataClass[], detail: string): readonly Fault[] =>
    kinds
      .filter((kind) => wanted?.[kind] !== undefined)
      .map((kind) => ({ pointer: `${pointer}/${kind}`, code, detail }))
  const faults = [
    ...faultsOf(
      KEPT_WITH_PERSON,
      'Nothing of this class expires by itself: it is kept as long as the person. Leave it out.',
    ),
    ...faultsOf(KEPT_BY_OPERATOR, 'How long this is kept the operator alone says. Leave it out.'),
  ]
  if (faults.length > 0)
    throw new AppError('unprocessable', code, 'A class that is not for the workspace to decide has no days.', {
      faults,
    })
}
