import { ROOTS } from '@polyphon/conditions'
import { type Fault, parsePath, pointerTo } from '@polyphon/values'
import type { Value } from './step-parts.js'

/** How long interactions that journeys mention are kept; no condition may look further back. */
export const HISTORY_DAYS = 400
export const HISTORY_MS = HISTORY_DAYS * 86_400_000

export const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail })

export const historyTooLong = (pointer: string): Fault =>
  fault(pointer, 'history_too_long', `What happened is kept for ${HISTORY_DAYS} days.`)

export const pathRootUnknown = (pointer: string): Fault =>
  fault(pointer, 'path_root_unknown', `A path starts with one of ${ROOTS.join(', ')}.`)

/** Whether a path starts where a step may read. */
export const isReadable = (path: string): boolean => ROOTS.some((root) => root === parsePath(path)?.[0])

/** The values of a step that are to be read where nothing can be. */
export function lintValues(pointer: string, values: Readonly<Record<string, Value>>): readonly Fault[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !isReadable(value.path)
      ? [pathRootUnknown(pointerTo(pointer, name, 'path'))]
      : [],
  )
}

/** The channels of a step that have no name at all: nobody could read the order. Journeys from before this still hold some. */
export function lintChannels(pointer: string, channels: readonly string[]): readonly Fault[] {
  return channels.flatMap((channel, index) =>
    channel === '' ? [fault(`${pointer}/${index}`, 'channel_unknown', 'Spaces are no channel.')] : [],
  )
}

/** The items of a list whose id an earlier one has. */
export function duplicates(items: readonly { readonly id: string }[], pointer: string): readonly Fault[] {
  const taken = new Set<string>()
  return items.flatMap(({ id }, index) => {
    if (taken.has(id)) return [fault(`${pointer}/${index}/id`, 'id_taken', `The id "${id}" is used before.`)]
    taken.add(id)
    return []
  })
}
