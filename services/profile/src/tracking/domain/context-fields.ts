import type { JsonObject } from '@polyphon/contracts'
import { isObject } from '@polyphon/values'
import type { Warnings } from './event-warning.js'

type Warn = Pick<Warnings, 'warn'>

/**
 * Says what of a context teaches nothing of a person and of what they have chosen, as it has another form. The context itself
 * is kept as it was sent.
 */
export function checkContext(context: JsonObject, call: Warn): void {
  checkObject(context['traits'], ['context', 'traits'], call)
  const consent = checkObject(context['consent'], ['context', 'consent'], call)
  const path = ['context', 'consent', 'categoryPreferences']
  const choices = checkObject(consent['categoryPreferences'], path, call)
  for (const [category, chosen] of Object.entries(choices))
    if (typeof chosen !== 'boolean')
      call.warn([...path, category], 'consent_choice_invalid', 'A choice is true or false: this one was not recorded.')
}

function checkObject(value: unknown, path: readonly string[], { warn }: Warn): JsonObject {
  if (isObject(value)) return value
  if (value !== undefined && value !== null)
    warn(path, 'object_expected', `${path.join('.')} is an object; nothing was learned from this value.`)
  return {}
}
