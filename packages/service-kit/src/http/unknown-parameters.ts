import { type Fault, pointerTo } from '@polyphon/values'
import { z } from 'zod'
import type { Caller } from '../auth/caller.js'
import { faultsOfZod, invalidInput } from './problem.js'
import type { Route } from './route.js'

/** The same parameters, and whatever else an address carries is ignored: whether that is refused depends on who calls. */
export const anyParameters = (query: z.ZodType): z.ZodType => (query instanceof z.ZodObject ? query.strip() : query)

/**
 * Refuses with 400, named one by one, the query parameters that an operation does not have. Only where the firm's own
 * program calls, which is to learn of a filter that it misspelled: links, tracking calls and callbacks get parameters
 * added on their way, and are answered all the same. Source: api-services.md §5.
 */
export function refuseUnknownParameters(route: Route, caller: Caller, given: unknown): void {
  if (!isOwnProgram(route, caller) || typeof given !== 'object' || given === null) return
  const query = route.query ?? z.object({})
  // What is no plain object says itself what it takes.
  if (!(query instanceof z.ZodObject)) return
  const names = Object.keys(query.shape)
  const unknown = Object.keys(given).filter((name) => !names.includes(name))
  if (unknown.length > 0) throw invalidInput([...unknownFaults(unknown, names), ...faultsIn(query.strip(), given)])
}

const isOwnProgram = ({ access: { who } }: Route, { kind }: Caller): boolean =>
  (who === 'key' || who === 'admin') && (kind === 'secret' || kind === 'staff' || kind === 'admin')

function unknownFaults(unknown: readonly string[], names: readonly string[]): readonly Fault[] {
  const detail =
    names.length === 0
      ? 'This operation has no query parameters.'
      : `No such parameter; there are: ${names.join(', ')}.`
  return unknown.map((name) => ({ pointer: pointerTo('/query', name), code: 'parameter_unknown', detail }))
}

function faultsIn(query: z.ZodType, given: object): readonly Fault[] {
  const { error } = query.safeParse(given)
  return error === undefined ? [] : faultsOfZod(error, '/query')
}
