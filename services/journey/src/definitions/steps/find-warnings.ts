import type { Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import type { Journey } from '../domain/definition.js'
import { needsOf, type TemplateCopy, warningsOf } from '../domain/warn-journey.js'
import { readDefinitionCopies } from '../store/definition-copies.js'
import { readAllowed } from '../store/permissions.js'

/** Warns of what this journey names in vain, by the read copies of this service. */
export async function findWarnings(tx: Tx, journey: Journey): Promise<readonly Fault[]> {
  const needs = needsOf(journey)
  const permissions = needs.flatMap((need) => (need.need === 'permission' ? [need] : []))
  const definitions = needs.flatMap((need) => (need.need === 'definition' ? [need] : []))
  const [copies, allowed] = await Promise.all([readDefinitionCopies(tx, definitions), readAllowed(tx, permissions)])
  const nameOf = (...words: readonly string[]): string => JSON.stringify(words)
  const published = new Set(copies.map(({ kind, key }) => nameOf(kind, key)))
  const templates = new Map(
    copies.flatMap(({ kind, key, about }) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written as this for every template
      kind === 'template' ? [[key, about as TemplateCopy] as const] : [],
    ),
  )
  const permitted = new Set(allowed.map(({ channel, topic, states }) => nameOf(channel, topic, ...states)))
  return warningsOf(journey, {
    has: (kind, key) => published.has(nameOf(kind, key)),
    template: (key) => templates.get(key) ?? null,
    isAllowed: (channel, topic, states) => permitted.has(nameOf(channel, topic, ...states)),
  })
}
