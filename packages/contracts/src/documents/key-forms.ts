import { type EventDefinition, recordKey } from '../define-event.js'
import type { JsonSchema } from './json-schema.js'

/**
 * The forms that the key of an event's record has, with the names of fields in braces: the first one counts of which all
 * fields are there. `{workspace}:{profileId}` and then `{workspace}:{answerId}`: where nobody is known, the answer.
 */
export function keyForms(event: Pick<EventDefinition, 'key'>): readonly string[] {
  const forms: string[] = []
  const absent = new Set<string>()
  for (;;) {
    const named: string[] = []
    const fields = new Proxy<Record<string, unknown>>(
      {},
      {
        get: (_target, name) => {
          if (absent.has(String(name))) return null
          named.push(String(name))
          return `{${String(name)}}`
        },
      },
    )
    const suffix: unknown = event.key(fields)
    // Without that field there is no key: then it is always there.
    if (typeof suffix !== 'string' || suffix.includes('null')) return forms
    forms.push(recordKey('{workspace}', suffix))
    const [first] = named
    if (first === undefined) return forms
    absent.add(first)
  }
}

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** The key of an event's record as a schema; `data` is that of the event. */
export function keySchema(event: Pick<EventDefinition, 'key'>, data: JsonSchema): JsonSchema {
  const forms = keyForms(event)
  const words = forms
    .map((form) => `\`${form.replaceAll('{', '<').replaceAll('}', '>')}\``)
    .join(', or where that is null ')
  return { type: 'string', description: words, pattern: `^(${forms.map((form) => patternOf(form, data)).join('|')})$` }
}

const patternOf = (form: string, data: JsonSchema): string =>
  form.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    // What cannot be read belongs to no workspace.
    if (name === 'workspace') return `(${UUID}|none)`
    return isUuid(data, name) ? UUID : '.+'
  })

function isUuid(data: unknown, name: string): boolean {
  if (typeof data !== 'object' || data === null) return false
  const {
    anyOf = [],
    oneOf = [],
    properties = {},
  } = data as {
    readonly anyOf?: readonly unknown[]
    readonly oneOf?: readonly unknown[]
    readonly properties?: Readonly<Record<string, unknown>>
  }
  const choices = [...anyOf, ...oneOf]
  if (choices.length > 0) return choices.every((choice) => isUuid(choice, name))
  return formatsOf(properties[name]).includes('uuid')
}

function formatsOf(field: unknown): readonly unknown[] {
  if (typeof field !== 'object' || field === null) return []
  const { format, anyOf = [] } = field as { readonly format?: unknown; readonly anyOf?: readonly unknown[] }
  return [format, ...anyOf.flatMap(formatsOf)]
}
