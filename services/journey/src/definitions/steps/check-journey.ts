import { AppError } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import { type JourneyBody, readJourney } from '../domain/read-journey.js'

/** Looks at what a journey means; what cannot work is refused with all its faults. It is kept exactly as it was put. */
export function checkJourney(body: JourneyBody): JourneyBody {
  const { faults } = readJourney(body)
  if (faults.length > 0) throw refusal(faults)
  return body
}

function refusal(faults: readonly Fault[]): AppError {
  const isTooEarly = faults.some(({ code }) => code === 'step_type_unknown')
  const [code, message] = isTooEarly
    ? ['step_type_unknown', 'The journey has steps whose type is not known yet.']
    : ['journey_invalid', 'The journey has the right form, but it cannot work.']
  return new AppError('unprocessable', code, message, {
    faults: faults.map((fault) => ({ ...fault, pointer: `/body${fault.pointer}` })),
  })
}
