import { parseCondition, unclearMoments } from '@polyphon/conditions'
import { AppError } from '@polyphon/service-kit'
import { composed, EVERY_ELEMENT, type Fault, nfc, type PhoneNormaliser } from '@polyphon/values'
import { OF_EVENTS, OF_PROPERTY } from '../../people/domain/compute.js'
import { type ComputedContent, foreignLeaves, propertyPath } from '../domain/computed-trait.js'

/** What is put, before its condition is read. */
export type ComputedBody = Omit<ComputedContent, 'where'> & { readonly where?: unknown }

/** Reads a computed trait; whatever it cannot mean is refused with its pointer. */
export function checkComputed({ where, ...body }: ComputedBody, normalisePhone: PhoneNormaliser): ComputedContent {
  const read = where === undefined ? { faults: [] } : checkWhere(where, normalisePhone)
  const faults = [...faultsOf(body), ...read.faults]
  if (faults.length > 0)
    throw new AppError('unprocessable', 'computed_trait_invalid', 'The computed trait cannot be worked out.', {
      faults,
    })
  return { ...body, event: nfc(body.event), ...('condition' in read ? { where: read.condition } : {}) }
}

function faultsOf({ compute, property, within, calendar }: Omit<ComputedContent, 'where'>): readonly Fault[] {
  const faults: Fault[] = []
  const add = (pointer: string, code: string, detail: string): unknown => faults.push({ pointer, code, detail })
  if (property === undefined && OF_PROPERTY.has(compute))
    add('/body/property', 'property_missing', `${compute} is worked out from a property of the event.`)
  if (property !== undefined && OF_EVENTS.has(compute))
    add('/body/property', 'property_unused', `${compute} looks at events, at no property of them.`)
  const path = propertyPath(property)
  if (property !== undefined && (path === null || path.includes(EVERY_ELEMENT)))
    add('/body/property', 'property_path', 'It leads to one value below the properties, such as order.total.')
  if (within !== undefined && calendar !== undefined)
    add('/body/calendar', 'window_twice', 'An event counts within a sliding window or in a period of the calendar.')
  return faults
}

function checkWhere(where: unknown, normalisePhone: PhoneNormaliser) {
  const at = ({ pointer, code, detail }: Fault): Fault => ({ pointer: `/body/where${pointer}`, code, detail })
  const parsed = parseCondition(composed(where), normalisePhone)
  if (!parsed.ok) return { faults: parsed.issues.map(at) }
  const foreign = foreignLeaves(parsed.condition).map((pointer) => ({
    pointer,
    code: 'not_of_the_event',
    detail: 'Only what the event itself says decides whether it counts: paths such as event.properties.total.',
  }))
  const faults = [...unclearMoments(parsed.condition), ...foreign].map(at)
  return { faults, condition: parsed.condition }
}
