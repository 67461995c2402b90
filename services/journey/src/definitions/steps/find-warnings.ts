import type { Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import type { Journey } from '../domain/definition.js'
import { type HeardTemplate, needsOf, warningsOf } from '../domain/warn-journey.js'
import { readHeardDefinitions } from '../store/definition-copies.js'
import { readAllowed } from '../store/permissions.js'

/** Says what this journey names in vain, as far as this service has heard. */
export async function findWarnings(tx: Tx, journey: Journey): Promise<readonly Fault[]> {
  const needs = needsOf(journey)
  const permissions = needs.flatMap((need) => (need.need === 'permission' ? [need] : []))
  const definitions = needs.flatMap((need) => (need.need === 'definition' ? [need] : []))
  const [known, allowed] = await Promise.all([readHeardDefinitions(tx, definitions), readAllowed(tx, permissions)])
  const nameOf = (...words: readonly string[]): string => JSON.stringify(words)
  const heard = new Set(known.map(({ kind, key }) => nameOf(kind, key)))
  const templates = new Map(
    known.flatMap(({ kind, key, about }) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written as this for every template
      kind === 'template' ? [[key, about as HeardTemplate] as const] : [],
    ),
  )
  const yes = new Set(allowed.map(({ channel, topic, states }) => nameOf(channel, topic, ...states)))
  return warningsOf(journey, {
    has: (kind, key) => heard.has(nameOf(kind, key)),
    template: (key) => templates.get(key) ?? null,
    isAllowed: (channel, topic, states) => yes.has(nameOf(channel, topic, ...states)),
  })
}
